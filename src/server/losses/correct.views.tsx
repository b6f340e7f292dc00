import { ACTS } from '../../domain/circuit/acts.ts'
import { STATES } from '../../domain/circuit/states.ts'
import { showCode } from '../fleet/code.ts'
import { format } from '../platform/text/format.ts'
import { Buttons, Submit } from '../platform/ui/button.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Definitions } from '../platform/ui/definition.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { TextArea } from '../platform/ui/field.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { isUndone, type Look } from './correct.sql.ts'
import { correctText } from './correct.text.ts'
import type { LastAct } from './correct.ts'

interface Props {
  readonly viewer: Viewer
  readonly device: { readonly code: string; readonly name: string }
  readonly last: LastAct | null
  readonly look: Look | null
  /** The person who looks asked for it. */
  readonly own: boolean
  readonly form: FormState
}

export function CorrectPage({ viewer, device, last, look, own, form }: Props) {
  const { lang } = viewer
  const text = correctText(lang)
  const f = format(viewer)
  const path = `/parc/${device.code}/corriger`
  return (
    <Layout
      viewer={viewer}
      title={text.title(device.name)}
      kicker={<Code href={`/parc/${device.code}`}>{showCode(device.code)}</Code>}
      lead={text.lead}
    >
      {last && (
        <Definitions
          items={[
            { term: text.lastAct, value: ACTS[last.act].label[lang] },
            { term: text.on, value: f.instant(last.at) },
            ...(last.by ? [{ term: text.by, value: last.by }] : []),
            ...(last.payload.from === 'none'
              ? []
              : [{ term: text.from, value: STATES.rows[last.payload.from].name[lang] }]),
          ]}
        />
      )}
      {last === null || !isUndone(last) ? (
        <Empty title={text.nothing}>{text.nothingHow}</Empty>
      ) : look ? (
        <section class="sheet">
          <h2>{text.waiting}</h2>
          <p>{text.askedBy(look.asker ?? text.somebody, f.instant(look.askedAt))}</p>
          {look.reason && <p>{look.reason}</p>}
          {own ? (
            <p class="soft">{text.yourOwn}</p>
          ) : (
            <Form action={`${path}/reponse`} form={form} label={text.waiting}>
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
      ) : (
        <Form action={path} form={form} label={text.correctAct}>
          <TextArea
            form={form}
            name="reason"
            label={text.reason}
            {...(last.act === 'handOver' ? { hint: text.twoPeople } : {})}
            rows={3}
            maxlength={1000}
            required
          />
          <input type="hidden" name="event" value={last.eventId} />
          <Submit>{last.act === 'handOver' ? text.askAct : text.correctAct}</Submit>
        </Form>
      )}
    </Layout>
  )
}
