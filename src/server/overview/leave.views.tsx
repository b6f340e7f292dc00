import type { MemberRow } from '../organisation/member.sql.ts'
import { memberHref } from '../organisation/members/member.views.tsx'
import { Buttons, Submit } from '../platform/ui/button.tsx'
import { SelectField, TextArea } from '../platform/ui/field.tsx'
import { Form, type FormState, Section } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { leaveText } from './leave.text.ts'
import { CHARGES, type Charge, type ChargeKind, fieldOf, mayTake, NOBODY } from './leave.ts'

export interface ShownCharge extends Charge {
  readonly label: string
}

interface Props {
  readonly viewer: Viewer
  readonly member: MemberRow
  readonly colleagues: readonly MemberRow[]
  readonly charges: readonly ShownCharge[]
  readonly form: FormState
}

const KINDS = Object.keys(CHARGES) as readonly ChargeKind[]

/** What somebody leaves behind, each with whom it goes to, and the door that closes. */
export function LeavePage({ viewer, member, colleagues, charges, form }: Props) {
  const text = leaveText(viewer.lang)
  const people = (kind?: ChargeKind) =>
    colleagues
      .filter((one) => kind === undefined || mayTake(one, kind))
      .map(({ personId, name }) => ({ value: personId, label: name }))
  return (
    <Layout
      viewer={viewer}
      title={text.title(member.name)}
      lead={text.lead}
      kicker={<a href={memberHref(member.id)}>{member.name}</a>}
    >
      <Form
        action={`${memberHref(member.id)}/depart`}
        form={form}
        labels={{ handTo: text.handTo, ...Object.fromEntries(charges.map((one) => [fieldOf(one), one.label])) }}
      >
        <SelectField
          form={form}
          name="handTo"
          label={text.handTo}
          hint={text.handToHint}
          options={people()}
          empty={text.handToEmpty}
        />
        {charges.length === 0 && <p>{text.nothing}</p>}
        {KINDS.map((kind) => {
          const held = charges.filter((one) => one.kind === kind)
          return (
            held.length > 0 && (
              <Section key={kind} title={`${text[kind]} (${held.length})`} lead={text.each}>
                {held.map((one) => (
                  <SelectField
                    key={one.id}
                    form={form}
                    name={fieldOf(one)}
                    label={one.label}
                    empty={text.successor}
                    options={[{ value: NOBODY, label: text.nobody }, ...people(kind)]}
                  />
                ))}
              </Section>
            )
          )
        })}
        <TextArea form={form} name="note" label={text.note} hint={text.noteHint} maxlength={4000} />
        <Buttons>
          <Submit look="danger">{text.act}</Submit>
        </Buttons>
      </Form>
    </Layout>
  )
}
