import { showCode } from '../fleet/code.ts'
import { format } from '../platform/text/format.ts'
import { Submit } from '../platform/ui/button.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Definitions } from '../platform/ui/definition.tsx'
import { DateField, Radios, TextArea } from '../platform/ui/field.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { LossRow } from './loss.sql.ts'
import { lossText } from './loss.text.ts'
import { hoursLeft } from './loss.ts'

interface Props {
  readonly viewer: Viewer
  readonly device: { readonly code: string; readonly name: string; readonly state: string }
  readonly losses: readonly LossRow[]
  /** What this person may do here. */
  readonly may: { readonly declare: boolean; readonly notify: boolean }
  readonly forms: Readonly<Record<'declare' | 'find' | 'notify', FormState>>
  readonly now: Date
}

export function LossPage({ viewer, device, losses, may, forms, now }: Props) {
  const { lang } = viewer
  const text = lossText(lang)
  const f = format(viewer)
  const path = `/parc/${device.code}/perte`
  const breach = (loss: LossRow) =>
    loss.breachOpenedAt === null
      ? text.noBreach
      : loss.breachNotifiedAt
        ? text.breachTold(f.instant(loss.breachNotifiedAt))
        : text.breachOpen(f.instant(loss.breachOpenedAt), hoursLeft(loss.breachOpenedAt, now))
  const toNotify = losses.some((loss) => loss.breachOpenedAt !== null && loss.breachNotifiedAt === null)
  return (
    <Layout
      viewer={viewer}
      title={text.title(device.name)}
      kicker={<Code href={`/parc/${device.code}`}>{showCode(device.code)}</Code>}
      lead={text.lead}
    >
      {losses.length > 0 && (
        <>
          <h2>{text.history}</h2>
          <Definitions
            items={losses.map((loss) => ({
              term: text.stated(loss.stolen ? text.stolen : text.lost, f.date(loss.statedOn)),
              value: [breach(loss), loss.foundAt && text.foundOn(f.date(loss.foundAt))].filter(Boolean).join(' '),
            }))}
          />
        </>
      )}
      {toNotify && may.notify && (
        <Form action={`${path}/notification`} form={forms.notify} label={text.breach}>
          <Submit>{text.notifyAct}</Submit>
        </Form>
      )}
      {may.declare && device.state === 'lost' && (
        <Form action={`${path}/retrouve`} form={forms.find} label={text.find}>
          <p class="hint">{text.findHint}</p>
          <Submit look={toNotify ? 'plain' : 'main'}>{text.findAct}</Submit>
        </Form>
      )}
      {may.declare && device.state !== 'lost' && (
        <Form action={path} form={forms.declare} label={text.declare}>
          <Radios
            form={forms.declare}
            name="how"
            label={text.how}
            required
            options={[
              { value: 'lost', label: text.lost },
              { value: 'stolen', label: text.stolen },
            ]}
          />
          <DateField form={forms.declare} name="on" label={text.on} required />
          <TextArea
            form={forms.declare}
            name="statement"
            label={text.statement}
            hint={text.statementHint}
            maxlength={4000}
            required
          />
          <Submit look="danger">{text.declareAct}</Submit>
        </Form>
      )}
    </Layout>
  )
}
