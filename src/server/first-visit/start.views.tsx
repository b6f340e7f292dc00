import { STEP_MODELS } from '../../domain/circuit/steps/models.ts'
import type { Body } from '../organisation/communes.ts'
import { ROLE_NAMES, type Role } from '../organisation/roles.ts'
import { TERRITORIES, TERRITORY_KEYS } from '../organisation/territories.ts'
import { address } from '../platform/ui/addresses.ts'
import { ButtonLink, Buttons, Submit } from '../platform/ui/button.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { Checkboxes, DateField, NumberField, SelectField, TextArea, TextField } from '../platform/ui/field.tsx'
import { Form, type FormState, Section } from '../platform/ui/form.tsx'
import { Notice } from '../platform/ui/notice.tsx'
import { PublicLayout } from '../platform/ui/public-layout.tsx'
import { Steps } from '../platform/ui/steps.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { INDICATOR_KEYS, INDICATORS, STATUSES } from '../programme/programme.ts'
import { EXPLORE, WELCOME } from './gate.ts'
import { startText } from './start.text.ts'
import { PLACE_LINES, STEP_MODEL_KEYS, targetField } from './start.ts'

export const FIND = `${WELCOME}/collectivite`
export const START = `${WELCOME}/programme`

interface WelcomeProps {
  readonly viewer: Viewer
  readonly form: FormState
  /** Off localhost the code of the terminal is asked. */
  readonly asksCode: boolean
}

export function WelcomePage({ viewer, form, asksCode }: WelcomeProps) {
  const { lang } = viewer
  const text = startText(lang).welcome
  return (
    <PublicLayout viewer={viewer} title={text.title} lead={text.lead}>
      {asksCode && (
        <Notice lang={lang} tone="information">
          {text.codeAbout}
        </Notice>
      )}
      <section class="sheet held">
        <h2>{text.start}</h2>
        <p>{text.startAbout}</p>
        <Buttons>
          <ButtonLink href={FIND} icon="next">
            {text.start}
          </ButtonLink>
        </Buttons>
      </section>
      <section class="sheet held">
        <h2>{text.explore}</h2>
        <p>{text.exploreAbout}</p>
        <Form action={EXPLORE} form={form} label={text.explore}>
          {asksCode && <CodeField form={form} />}
          <Submit look="plain" icon="search">
            {text.explore}
          </Submit>
        </Form>
      </section>
    </PublicLayout>
  )
}

function CodeField({ form }: { readonly form: FormState }) {
  const text = startText(form.lang).form
  return (
    <TextField
      form={form}
      name="firstVisitCode"
      label={text.code}
      hint={text.codeHint}
      autocomplete="one-time-code"
      width="short"
      maxlength={20}
      required
    />
  )
}

function Progress({ viewer, at }: { readonly viewer: Viewer; readonly at: number }) {
  const names = startText(viewer.lang).stepNames
  const state = (index: number) => (index < at ? 'done' : index === at ? 'current' : 'ahead')
  return (
    <Steps lang={viewer.lang} steps={Object.values(names).map((label, index) => ({ label, state: state(index) }))} />
  )
}

interface FindProps {
  readonly viewer: Viewer
  readonly form: FormState
  readonly asked: boolean
  readonly found: readonly Body[]
}

const startOf = (body: Pick<Body, 'kind' | 'code'>) => address(START, { nature: body.kind, code: body.code })

export function FindPage({ viewer, form, asked, found }: FindProps) {
  const { lang } = viewer
  const text = startText(lang).find
  return (
    <PublicLayout viewer={viewer} title={text.title} lead={text.lead}>
      <Progress viewer={viewer} at={0} />
      <form class="form" action={FIND}>
        <TextField form={form} name="q" type="search" label={text.words} autocomplete="off" />
        <Submit icon="search">{text.act}</Submit>
      </form>
      {asked && (
        <Table
          lang={lang}
          caption={text.caption}
          rows={found}
          rowKey={(one) => `${one.kind} ${one.code}`}
          empty={<Empty title={text.none}>{text.noneAbout}</Empty>}
          columns={[
            { key: 'body', label: text.body, heading: true, cell: (one) => <a href={startOf(one)}>{one.name}</a> },
            { key: 'kind', label: text.kind, cell: (one) => text.kinds[one.kind] },
            {
              key: 'where',
              label: text.where,
              cell: (one) => (one.kind === 'commune' ? one.postcodes[0] : text.communes(one.members.length)),
            },
          ]}
        />
      )}
      <p>
        <a href={address(START, { nature: 'other' })}>{text.other}</a>
      </p>
    </PublicLayout>
  )
}

interface StartProps {
  readonly viewer: Viewer
  readonly form: FormState
  readonly asksCode: boolean
  readonly memberCommunes: number
}

const OFFERED_ROLES: readonly Role[] = ['coordinator', 'itManager', 'technician', 'mediator', 'socialWorker', 'elected']

export function StartPage({ viewer, form, asksCode, memberCommunes }: StartProps) {
  const { lang } = viewer
  const text = startText(lang).form
  const hidden = (name: string) => <input type="hidden" name={name} value={String(form.values[name] ?? '')} />
  return (
    <PublicLayout viewer={viewer} title={text.title} lead={text.lead}>
      <Progress viewer={viewer} at={1} />
      <Form action={START} form={form} labels={labelsOf(text)}>
        {hidden('nature')}
        {hidden('code')}
        <Section title={text.sections.organisation}>
          {asksCode && <CodeField form={form} />}
          <TextField form={form} name="organisation" label={text.organisation} width="full" maxlength={200} required />
          <p>
            <a href={FIND}>{text.change}</a>
            {memberCommunes > 0 && ` · ${text.communesAbout(memberCommunes)}`}
          </p>
          <SelectField
            form={form}
            name="territory"
            label={text.territory}
            hint={text.territoryHint}
            options={TERRITORY_KEYS.map((key) => ({ value: key, label: TERRITORIES[key].name[lang] }))}
            required
          />
        </Section>
        <ProgrammeSection viewer={viewer} form={form} />
        <PersonSection form={form} />
        <Section title={text.sections.places} lead={text.placesAbout}>
          {PLACE_LINES.map((name) => (
            <TextArea
              key={name}
              form={form}
              name={name}
              label={text[name]}
              rows={name === 'schools' ? 6 : 2}
              {...(name === 'schools' ? { hint: text.schoolsHint } : {})}
            />
          ))}
        </Section>
        <Section title={text.sections.steps}>
          <SelectField
            form={form}
            name="model"
            label={text.model}
            hint={text.modelHint}
            options={STEP_MODEL_KEYS.map((key) => ({ value: key, label: STEP_MODELS.rows[key].name[lang] }))}
            required
          />
        </Section>
        <Buttons>
          <Submit icon="done">{text.act}</Submit>
        </Buttons>
      </Form>
    </PublicLayout>
  )
}

const labelsOf = (text: ReturnType<typeof startText>['form']): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(
    Object.entries(text).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  ),
  firstVisitCode: text.code,
})

function ProgrammeSection({ viewer, form }: { readonly viewer: Viewer; readonly form: FormState }) {
  const { lang } = viewer
  const text = startText(lang).form
  const optional = ['formerName', 'formerUntil', ...INDICATOR_KEYS.map(targetField)]
  const touched = optional.some((name) => form.errors[name] || form.values[name])
  return (
    <Section title={text.sections.programme}>
      <TextField form={form} name="programme" label={text.programme} width="full" maxlength={200} required />
      <TextArea form={form} name="aims" label={text.aims} hint={text.aimsHint} rows={3} maxlength={4000} />
      <TextArea form={form} name="reasons" label={text.reasons} rows={3} maxlength={4000} />
      <DateField form={form} name="startedOn" label={text.startedOn} hint={text.startedHint} required />
      <SelectField
        form={form}
        name="status"
        label={text.status}
        options={(['preparing', 'running'] as const).map((value) => ({ value, label: STATUSES[value][lang] }))}
        required
      />
      <details open={touched}>
        <summary>{text.more}</summary>
        <TextField form={form} name="formerName" label={text.formerName} maxlength={200} />
        <DateField form={form} name="formerUntil" label={text.formerUntil} />
        <p class="hint">{text.targetsAbout(new Date().getFullYear())}</p>
        <div class="columns">
          {INDICATOR_KEYS.map((key) => (
            <NumberField key={key} form={form} name={targetField(key)} label={INDICATORS[key][lang]} whole />
          ))}
        </div>
      </details>
    </Section>
  )
}

function PersonSection({ form }: { readonly form: FormState }) {
  const text = startText(form.lang).form
  return (
    <Section title={text.sections.person}>
      <TextField form={form} name="person" label={text.person} autocomplete="name" maxlength={200} required />
      <TextField
        form={form}
        name="email"
        type="email"
        label={text.email}
        hint={text.emailHint}
        autocomplete="username"
        required
      />
      <TextField
        form={form}
        name="password"
        type="password"
        label={text.password}
        hint={text.passwordHint}
        autocomplete="new-password"
        required
      />
      <TextField form={form} name="again" type="password" label={text.again} autocomplete="new-password" required />
      <Checkboxes
        form={form}
        name="roles"
        label={text.roles}
        hint={text.rolesHint}
        options={OFFERED_ROLES.map((role) => ({ value: role, label: ROLE_NAMES[role][form.lang] }))}
      />
    </Section>
  )
}
