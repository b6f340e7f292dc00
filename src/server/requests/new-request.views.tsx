import { KINDS } from '../../domain/circuit/kinds.ts'
import { TRANSFERS } from '../../domain/circuit/transfers.ts'
import { DEVICE_KINDS } from '../../domain/hardware/report.ts'
import type { Route } from '../../domain/law/eligibility/rule.ts'
import { RECIPIENTS } from '../../domain/law/recipients.ts'
import type { Lang } from '../platform/text/text.ts'
import { Submit } from '../platform/ui/button.tsx'
import { DateField, NumberField, type Option, Radios, SelectField, TextArea, TextField } from '../platform/ui/field.tsx'
import { Form, type FormState, Section } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { requestText } from './request.text.ts'
import { AUDIENCES, type Audience, OUTSIDE, PEOPLE, WANTED_LINES } from './request.ts'

const PATH = '/demandes/nouvelle'
const ROUTES_OF: Readonly<Record<Exclude<Audience, 'place'>, readonly Route[]>> = {
  person: ['internalUse', 'loan', 'gift'],
  party: ['loan', 'gift', 'publicBody', 'solidaritySale'],
}

/** The first question: for whom. Each answer has its own short form. */
export function ChooseAudiencePage({ viewer }: { readonly viewer: Viewer }) {
  const text = requestText(viewer.lang)
  return (
    <Layout viewer={viewer} title={text.newTitle} lead={text.newLead}>
      {AUDIENCES.map((audience) => (
        <section key={audience}>
          <h2>
            <a href={`${PATH}?pour=${audience}`}>{text.audiences[audience]}</a>
          </h2>
          <p>{text.audienceHints[audience]}</p>
        </section>
      ))}
    </Layout>
  )
}

interface Props {
  readonly viewer: Viewer
  readonly audience: Audience
  readonly form: FormState
  readonly places: readonly Option[]
  readonly parties: readonly Option[]
}

export function NewRequestPage({ viewer, audience, form, places, parties }: Props) {
  const text = requestText(viewer.lang)
  return (
    <Layout viewer={viewer} title={text.newTitle} kicker={text.audiences[audience]} lead={text.audienceHints[audience]}>
      <p>
        <a href={PATH}>{text.change}</a>
      </p>
      <Form action={PATH} form={form} label={text.newTitle}>
        <input type="hidden" name="audience" value={audience} />
        <Section title={text.who}>
          {audience === 'place' && (
            <SelectField form={form} name="placeId" label={text.place} options={places} required />
          )}
          {audience === 'person' && <Person form={form} places={places} />}
          {audience === 'party' && <Party form={form} parties={parties} />}
        </Section>
        <Section title={text.what}>
          {Array.from({ length: WANTED_LINES }, (_, index) => (
            <WantedLine key={index} form={form} line={index + 1} />
          ))}
        </Section>
        <Section title={text.whatFor}>
          <TextArea form={form} name="purpose" label={text.purpose} rows={3} maxlength={1000} required />
          <TextField form={form} name="usedWhere" label={text.usedWhere} hint={text.usedWhereHint} maxlength={200} />
          <DateField form={form} name="neededOn" label={text.neededDay} />
          {audience !== 'place' && (
            <DateField form={form} name="returnOn" label={text.returnOn} hint={text.returnHint} />
          )}
          <Submit>{text.save}</Submit>
        </Section>
      </Form>
    </Layout>
  )
}

function Person({ form, places }: { readonly form: FormState; readonly places: readonly Option[] }) {
  const text = requestText(form.lang)
  return (
    <>
      <Radios
        form={form}
        name="recipientKind"
        label={text.personKind}
        required
        options={PEOPLE.map((value) => ({ value, label: RECIPIENTS[value][form.lang] }))}
      />
      <TextField
        form={form}
        name="personName"
        label={text.personName}
        hint={text.personNameHint}
        maxlength={120}
        required
      />
      <SelectField form={form} name="placeId" label={text.placeOfPerson} options={places} />
      <Routes form={form} routes={ROUTES_OF.person} />
    </>
  )
}

function Party({ form, parties }: { readonly form: FormState; readonly parties: readonly Option[] }) {
  const text = requestText(form.lang)
  return (
    <>
      <SelectField form={form} name="partyId" label={text.party} options={parties} />
      <TextField form={form} name="partyName" label={text.newParty} hint={text.newPartyHint} maxlength={200} />
      <SelectField
        form={form}
        name="recipientKind"
        label={text.recipientKind}
        hint={text.recipientHint}
        required
        options={OUTSIDE.map((value) => ({ value, label: RECIPIENTS[value][form.lang] }))}
      />
      <Routes form={form} routes={ROUTES_OF.party} />
    </>
  )
}

const routeOptions = (routes: readonly Route[], lang: Lang): readonly Option[] =>
  routes.map((value) => ({ value, label: TRANSFERS.rows[value].name[lang] }))

function Routes({ form, routes }: { readonly form: FormState; readonly routes: readonly Route[] }) {
  const text = requestText(form.lang)
  return (
    <Radios
      form={form}
      name="transfer"
      label={text.route}
      hint={text.routeHint}
      required
      options={routeOptions(routes, form.lang)}
    />
  )
}

function WantedLine({ form, line }: { readonly form: FormState; readonly line: number }) {
  const text = requestText(form.lang)
  const first = line === 1
  const filled = first || Boolean(form.values[`kind${line}`])
  const fields = (
    <div class="columns">
      <SelectField
        form={form}
        name={`kind${line}`}
        label={text.kind}
        required={first}
        options={DEVICE_KINDS.filter((kind) => kind !== 'virtual' && kind !== 'unknown').map((value) => ({
          value,
          label: KINDS.rows[value].name[form.lang],
        }))}
      />
      <NumberField form={form} name={`count${line}`} label={text.count} whole required={first} />
      <TextField form={form} name={`use${line}`} label={text.use} hint={text.useHint} maxlength={120} />
    </div>
  )
  if (first) return fields
  return (
    <details open={filled}>
      <summary>{text.line(line)}</summary>
      {fields}
    </details>
  )
}
