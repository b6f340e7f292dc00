import { ButtonLink, Submit } from '../platform/ui/button.tsx'
import { Checklist } from '../platform/ui/checklist.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { DateField, NumberField, type Option, SelectField } from '../platform/ui/field.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { RequestFile } from '../requests/request.sql.ts'
import { showRequestNumber } from '../requests/request.ts'
import { agreementText } from './agreement.text.ts'
import { ContentView } from './content.views.tsx'
import type { Draft } from './draw.sql.ts'

interface Props {
  readonly viewer: Viewer
  readonly request: RequestFile
  readonly draft: Draft | null
  readonly decisions: readonly Option[]
  readonly form: FormState
}

/** What is missing, the form that gives it, and the text as it would be frozen. */
export function DrawPage({ viewer, request, draft, decisions, form }: Props) {
  const { lang } = viewer
  const text = agreementText(lang)
  const kicker = <a href={`/demandes/${request.number}`}>{showRequestNumber(request.number)}</a>
  if (!draft)
    return (
      <Layout viewer={viewer} title={text.noPaper} kicker={kicker}>
        <Empty
          title={text.noPaper}
          act={<ButtonLink href={`/remises/preparer/${request.id}`}>{text.toHandOver}</ButtonLink>}
        >
          {text.noPaperHow}
        </Empty>
      </Layout>
    )
  // What the form itself gives is not yet at fault.
  const asked = new Set([
    ...(draft.needsDecision && decisions.length > 0 ? ['councilDecided'] : []),
    ...(draft.needsReturn ? ['returnDateSet'] : []),
    ...(draft.needsPrice ? ['priceUnderCeiling'] : []),
  ])
  const left = draft.refusals.filter((one) => !asked.has(one.rule))
  return (
    <Layout viewer={viewer} title={text.drawTitle(request.asker)} kicker={kicker} lead={text.drawLead}>
      {left.length > 0 && (
        <Checklist
          lang={lang}
          title={text.draw}
          gates={left.map((one) => ({
            label: one.message[lang],
            held: false,
            why: [one.satisfy[lang], ...(one.concerns ?? [])].join(' '),
          }))}
        />
      )}
      <Form action={`/demandes/${request.number}/convention`} form={form} label={text.draw}>
        {draft.needsDecision && (
          <SelectField
            form={form}
            name="decisionId"
            label={text.decision}
            hint={decisions.length === 0 ? text.noDecision : text.decisionHint}
            options={decisions}
            required
          />
        )}
        {draft.needsReturn && <DateField form={form} name="returnOn" label={text.returnOn} required />}
        {draft.needsPrice && <NumberField form={form} name="priceEur" label={text.price} required />}
        <Submit>{text.draw}</Submit>
      </Form>
      <h2>{text.preview}</h2>
      <ContentView viewer={viewer} content={draft.content} />
    </Layout>
  )
}
