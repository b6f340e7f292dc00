import type { Trouble } from '../database/trouble.ts'
import { ButtonLink } from '../ui/button.tsx'
import { Layout } from '../ui/layout.tsx'
import { Notice } from '../ui/notice.tsx'
import { PublicLayout } from '../ui/public-layout.tsx'
import type { Viewer } from '../ui/viewer.ts'
import type { Refused } from './answer.ts'
import { problemText } from './problem.text.ts'

interface Seen {
  readonly viewer: Viewer
}

function Told({ viewer, title, lead }: Seen & { readonly title: string; readonly lead: string }) {
  const Frame = viewer.organisation ? Layout : PublicLayout
  return (
    <Frame viewer={viewer} title={title} lead={lead}>
      <p>
        <ButtonLink href="/" look="plain">
          {problemText(viewer.lang).home}
        </ButtonLink>
      </p>
    </Frame>
  )
}

export const NotFoundPage = ({ viewer }: Seen) => <Told viewer={viewer} {...problemText(viewer.lang).notFound} />
export const ForbiddenPage = ({ viewer }: Seen) => <Told viewer={viewer} {...problemText(viewer.lang).forbidden} />
export const NowherePage = ({ viewer }: Seen) => <Told viewer={viewer} {...problemText(viewer.lang).nowhere} />

const megabytes = (bytes: number): number => Math.round(bytes / 1_048_576)

/** Over the limit of the whole sending; the limit of one file is told where it is another. */
export function TooLargePage({
  viewer,
  most,
  mostOfOne,
}: Seen & { readonly most: number; readonly mostOfOne: number }) {
  const text = problemText(viewer.lang)
  const one = mostOfOne < most ? megabytes(mostOfOne) : null
  return <Told viewer={viewer} title={text.tooLarge.title} lead={text.tooLargeLead(megabytes(most), one)} />
}

/** What does not hold in a form that has no page of its own to be shown on again. */
export function InvalidPage({ viewer, errors }: Seen & { readonly errors: Readonly<Record<string, string>> }) {
  const text = problemText(viewer.lang)
  const Frame = viewer.organisation ? Layout : PublicLayout
  return (
    <Frame viewer={viewer} title={text.invalid.title} lead={text.invalid.lead}>
      <ul class="refusals">
        {Object.entries(errors).map(([field, said]) => (
          <li key={field}>
            <strong>{said}</strong>
            <small>{field}</small>
          </li>
        ))}
      </ul>
    </Frame>
  )
}

export function BrokenPage({ viewer, id }: Seen & { readonly id: string }) {
  const text = problemText(viewer.lang)
  return <Told viewer={viewer} title={text.broken.title} lead={text.brokenLead(id)} />
}

/** The database does not answer, or there is no room left. `acting`: something was sent, and can be sent again. */
export function UnablePage({
  viewer,
  trouble,
  acting,
}: Seen & { readonly trouble: Trouble; readonly acting: boolean }) {
  const text = problemText(viewer.lang)
  const said = text.unable[trouble]
  return (
    <PublicLayout viewer={viewer} title={said.title} lead={acting ? said.acting : said.reading}>
      <Notice lang={viewer.lang} tone="information">
        {said.administrator}
      </Notice>
    </PublicLayout>
  )
}

/** Each rule that refused, and the way to satisfy it. */
export function RefusedPage({ viewer, refusals }: Seen & { readonly refusals: readonly Refused[] }) {
  const text = problemText(viewer.lang)
  return (
    <Layout viewer={viewer} title={text.refused.title} lead={text.refused.lead}>
      <ul class="refusals">
        {refusals.map((one) => (
          <li key={one.rule}>
            <strong>{one.message[viewer.lang]}</strong>
            {one.concerns && one.concerns.length > 0 && <p>{one.concerns.join(', ')}</p>}
            <small>{one.satisfy[viewer.lang]}</small>
          </li>
        ))}
      </ul>
    </Layout>
  )
}
