import { FIELDS } from '../../domain/triage/fields.ts'
import { type TriageRule, VERDICTS } from '../../domain/triage/rule.ts'
import { Submit } from '../platform/ui/button.tsx'
import type { Children } from '../platform/ui/children.ts'
import { Checkboxes, NumberField } from '../platform/ui/field.tsx'
import { Form, type FormState, Section } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { rulesText } from './rules.text.ts'
import { thresholdsOf } from './rules.ts'
import { triageText } from './triage.text.ts'

interface Props {
  readonly viewer: Viewer
  readonly rules: readonly TriageRule[]
  readonly form: FormState
  readonly versions: Children
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export function RulesPage({ viewer, rules, form, versions }: Props) {
  const { lang } = viewer
  const text = rulesText(lang)
  const { verdicts } = triageText(lang)
  return (
    <Layout viewer={viewer} title={text.title} lead={text.lead}>
      <Form action="/reglages/tri" form={form} label={text.title}>
        <Section title={text.on} lead={text.onLead}>
          {[...VERDICTS].reverse().map((verdict) => (
            <Checkboxes
              key={verdict}
              form={form}
              name={`on.${verdict}`}
              label={verdicts[verdict]}
              options={rules
                .filter((rule) => rule.verdict === verdict)
                .map((rule) => ({ value: rule.id, label: rule.reason[lang] }))}
            />
          ))}
        </Section>
        <Section title={text.thresholds} lead={text.thresholdsLead}>
          {rules.flatMap(thresholdsOf).map(({ rule, condition, field }) => {
            const measured = FIELDS[condition.field]
            return (
              <NumberField
                key={field}
                form={form}
                name={field}
                label={`${sentence(measured[lang])}, ${text.comparisons[condition.is]}`}
                hint={rule.reason[lang]}
                unit={measured.type === 'number' ? measured.unit : ''}
              />
            )
          })}
        </Section>
        <Submit>{text.save}</Submit>
      </Form>
      {versions}
    </Layout>
  )
}
