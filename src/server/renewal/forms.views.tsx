import { KINDS } from '../../domain/circuit/kinds.ts'
import type { RecoverableRule } from '../../domain/triage/recoverable.ts'
import { ButtonLink, Buttons, Submit } from '../platform/ui/button.tsx'
import type { Children } from '../platform/ui/children.ts'
import {
  Checkboxes,
  DateField,
  NumberField,
  type Option,
  Radios,
  SelectField,
  TextArea,
  TextField,
} from '../platform/ui/field.tsx'
import { Form, type FormState, Section } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { renewalText } from './renewal.text.ts'
import { MODELS_RULE, REASONS, RENEWED_KINDS } from './renewal.ts'

interface FormProps {
  readonly viewer: Viewer
  readonly form: FormState
}

export function DeclarePage({ viewer, form, places }: FormProps & { readonly places: readonly Option[] }) {
  const { lang } = viewer
  const text = renewalText(lang)
  return (
    <Layout viewer={viewer} title={text.declareTitle} lead={text.declareLead}>
      <Form action="/reforme/declarer" form={form} label={text.declareTitle}>
        <SelectField
          form={form}
          name="kind"
          label={text.kind}
          required
          options={RENEWED_KINDS.map((kind) => ({ value: kind, label: KINDS.rows[kind].name[lang] }))}
        />
        <SelectField form={form} name="placeId" label={text.placeId} options={places} required />
        <TextField form={form} name="maker" label={text.maker} maxlength={80} />
        <TextField form={form} name="model" label={text.model} maxlength={120} />
        <TextField form={form} name="serial" label={text.serial} maxlength={80} />
        <TextField form={form} name="inventoryNumber" label={text.inventoryNumber} maxlength={80} />
        <DateField form={form} name="boughtOn" label={text.boughtOn} />
        <Submit>{text.declareAct}</Submit>
      </Form>
    </Layout>
  )
}

export function DecommissionPage({
  viewer,
  form,
  code,
  name,
}: FormProps & { readonly code: string; readonly name: string }) {
  const text = renewalText(viewer.lang)
  return (
    <Layout viewer={viewer} title={text.decommissionTitle(name)} lead={text.decommissionLead}>
      <Form action={`/parc/${code}/reforme`} form={form} label={text.decommissionAct}>
        <Radios
          form={form}
          name="reason"
          label={text.reason}
          required
          options={REASONS.map((value) => ({ value, label: text.reasons[value] }))}
        />
        <Submit>{text.decommissionAct}</Submit>
      </Form>
    </Layout>
  )
}

export function RenewalSettingsPage({
  viewer,
  form,
  rules,
  seesCandidates,
  versions,
}: FormProps & {
  readonly rules: readonly RecoverableRule[]
  readonly seesCandidates: boolean
  readonly versions: Children
}) {
  const { lang } = viewer
  const text = renewalText(lang)
  return (
    <Layout viewer={viewer} title={text.settingsTitle} lead={text.settingsLead}>
      <Form action="/reglages/renouvellement" form={form} label={text.settingsTitle}>
        <NumberField form={form} name="any" label={text.anyKind} unit={text.years} required />
        <Section title={text.kinds} lead={text.kindsLead}>
          {RENEWED_KINDS.map((kind) => (
            <NumberField key={kind} form={form} name={kind} label={KINDS.rows[kind].name[lang]} unit={text.years} />
          ))}
        </Section>
        <Section title={text.rules}>
          <Checkboxes
            form={form}
            name="on"
            label={text.on}
            options={rules
              .filter((rule) => rule.id !== MODELS_RULE)
              .map((rule) => ({ value: rule.id, label: rule.reason[lang] }))}
          />
          <TextArea form={form} name="models" label={text.models} hint={text.modelsHint} rows={4} maxlength={4000} />
          <NumberField form={form} name="modelYears" label={text.modelYears} unit={text.years} />
        </Section>
        <Buttons>
          <Submit>{text.save}</Submit>
          {seesCandidates && (
            <ButtonLink href="/reforme/candidats" look="plain">
              {text.toCandidates}
            </ButtonLink>
          )}
        </Buttons>
      </Form>
      {versions}
    </Layout>
  )
}
