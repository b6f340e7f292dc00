import { PublicLayout } from '../platform/ui/public-layout.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { type LegalPage, legalText, type Part } from './legal.text.ts'

interface PageProps {
  readonly viewer: Viewer
}

export function AccessibilityPage({ viewer }: PageProps) {
  return <TextPage viewer={viewer} page={legalText(viewer.lang).accessibility} />
}

export function LegalNoticePage({ viewer, publishers }: PageProps & { readonly publishers: readonly string[] }) {
  const { legal, publisher, noPublisher } = legalText(viewer.lang)
  const first: Part = { title: publisher, says: publishers.length > 0 ? publishers : [noPublisher] }
  return <TextPage viewer={viewer} page={{ ...legal, parts: [first, ...legal.parts] }} />
}

function TextPage({ viewer, page }: PageProps & { readonly page: LegalPage }) {
  return (
    <PublicLayout viewer={viewer} title={page.title} lead={page.lead}>
      {page.parts.map(({ title, says, list, link }) => (
        <section key={title}>
          <h2>{title}</h2>
          {says.map((one) => (
            <p key={one}>{one}</p>
          ))}
          {list && (
            <ul>
              {list.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          )}
          {link && (
            <p>
              <a href={link.href}>{link.label}</a>
            </p>
          )}
        </section>
      ))}
    </PublicLayout>
  )
}
