import { showCode } from '../fleet/code.ts'
import { deviceName } from '../fleet/device-name.ts'
import { format } from '../platform/text/format.ts'
import { Buttons, Submit } from '../platform/ui/button.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { words } from '../platform/ui/words.ts'
import { LossList } from './loss.views.tsx'
import type { Look } from './second-look.sql.ts'
import type { Judged } from './triage.sql.ts'
import { triageText } from './triage.text.ts'
import { VerdictState } from './triage.views.tsx'

interface Props {
  readonly viewer: Viewer
  readonly looks: readonly { readonly look: Look; readonly judged: Judged; readonly own: boolean }[]
  readonly formOf: () => FormState
  readonly now: Date
}

export function SecondLooksPage({ viewer, looks, formOf, now }: Props) {
  const { lang } = viewer
  const text = triageText(lang)
  const f = format(viewer)
  return (
    <Layout viewer={viewer} title={text.looksTitle} lead={text.looksLead}>
      {looks.length === 0 && <Empty title={text.looksNone}>{text.looksNoneHow}</Empty>}
      {looks.map(({ look, judged, own }) => (
        <section class="sheet" key={look.id}>
          <h2>
            {deviceName(judged.device, showCode(look.code))} <VerdictState lang={lang} verdict={look.verdict} />
          </h2>
          <p class="soft">
            <Code href={`/tri/${look.code}`}>{showCode(look.code)}</Code>{' '}
            {text.askedBy(look.askerName ?? text.someone, f.ago(look.askedAt, now))}
          </p>
          <p>
            {text.reason}
            {words(viewer.lang).colon}
            {look.reason}
          </p>
          <h3>{text.loss}</h3>
          <LossList viewer={viewer} loss={judged.loss} />
          {own ? (
            <p class="soft">{text.yourOwn}</p>
          ) : (
            <Form action={`/tri/seconds-regards/${look.id}`} form={formOf()} label={text.looksTitle}>
              <Buttons>
                <Submit look="plain" name="answer" value="refused">
                  {text.refuse}
                </Submit>
                <Submit look="danger" name="answer" value="agreed">
                  {text.agree}
                </Submit>
              </Buttons>
            </Form>
          )}
        </section>
      ))}
    </Layout>
  )
}
