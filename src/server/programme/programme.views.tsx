import type { HistoryLine } from '../platform/ledger/history.sql.ts'
import { History } from '../platform/ledger/history.views.tsx'
import { format } from '../platform/text/format.ts'
import { ButtonLink, Buttons, Submit } from '../platform/ui/button.tsx'
import { Definitions } from '../platform/ui/definition.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { DateField, NumberField, SelectField, TextArea, TextField } from '../platform/ui/field.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { State, type StateTone } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { Programme } from './programme.sql.ts'
import { programmeText } from './programme.text.ts'
import { INDICATOR_KEYS, INDICATORS, type Indicator, STATUS_KEYS, STATUSES, type Status } from './programme.ts'

export const PROGRAMME = '/programme'
export const EDIT = `${PROGRAMME}/modifier`
export const publicHref = (organisationId: string) => `${PROGRAMME}/public/${organisationId}`

const TONES: Readonly<Record<Status, StateTone>> = {
  preparing: 'open',
  running: 'done',
  paused: 'wait',
  closed: 'neutral',
}

export function NoProgrammePage({ viewer, mayKeep }: { readonly viewer: Viewer; readonly mayKeep: boolean }) {
  const text = programmeText(viewer.lang)
  return (
    <Layout viewer={viewer} title={text.emptyTitle}>
      <Empty title={text.emptyLead} act={mayKeep && <ButtonLink href={EDIT}>{text.describe}</ButtonLink>}>
        {''}
      </Empty>
    </Layout>
  )
}

interface Props {
  readonly viewer: Viewer
  readonly programme: Programme
  readonly year: number
  readonly done: Readonly<Record<Indicator, number>>
  readonly mayKeep: boolean
  readonly history: readonly HistoryLine[]
}

/** Paragraphs as they were typed. */
export function Told({ title, body }: { readonly title: string; readonly body: string }) {
  if (body === '') return null
  return (
    <>
      <h2>{title}</h2>
      {body.split(/\n{2,}/).map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </>
  )
}

export function ProgrammePage({ viewer, programme, year, done, mayKeep, history }: Props) {
  const { lang, organisation } = viewer
  const text = programmeText(lang)
  const f = format(viewer)
  return (
    <Layout
      viewer={viewer}
      title={programme.name}
      kicker={<State tone={TONES[programme.status]}>{STATUSES[programme.status][lang]}</State>}
      act={mayKeep && <ButtonLink href={EDIT}>{text.edit}</ButtonLink>}
    >
      <Definitions
        items={[
          { term: text.since, value: f.date(programme.startedOn) },
          ...(programme.formerNames.length > 0
            ? [
                {
                  term: text.formerly,
                  value: programme.formerNames
                    .map(({ name, validTo }) => text.until(name, f.date(validTo)))
                    .join(' ; '),
                },
              ]
            : []),
          {
            term: text.page,
            value:
              programme.public && organisation ? (
                <a href={publicHref(organisation.id)}>{text.seePublic}</a>
              ) : (
                text.isPrivate
              ),
          },
        ]}
      />
      <Told title={text.aims} body={programme.aims} />
      <Told title={text.reasons} body={programme.reasons} />
      <h2>{text.targets(year)}</h2>
      <Targets viewer={viewer} programme={programme} year={year} done={done} />
      {mayKeep && (
        <>
          <h2>{text.history}</h2>
          <History viewer={viewer} lines={history} />
        </>
      )}
    </Layout>
  )
}

function Targets({ viewer, programme, year, done }: Pick<Props, 'viewer' | 'programme' | 'year' | 'done'>) {
  const { lang } = viewer
  const text = programmeText(lang)
  const f = format(viewer)
  const targets = new Map(
    programme.targets.filter((one) => one.year === year).map(({ indicator, target }) => [indicator, target]),
  )
  return (
    <Table
      lang={lang}
      caption={text.targets(year)}
      captionHidden
      rows={INDICATOR_KEYS}
      rowKey={(key) => key}
      columns={[
        { key: 'indicator', label: text.indicator, heading: true, cell: (key) => INDICATORS[key][lang] },
        { key: 'done', label: text.done, number: true, cell: (key) => f.number(done[key]) },
        {
          key: 'target',
          label: text.target,
          number: true,
          cell: (key) => {
            const target = targets.get(key)
            return target === undefined ? '—' : f.number(target)
          },
        },
      ]}
    />
  )
}

interface EditProps {
  readonly viewer: Viewer
  readonly programme: Programme | null
  readonly year: number
  readonly forms: Readonly<Record<'main' | 'former' | 'targets' | 'publicity', FormState>>
}

export function EditProgrammePage(props: EditProps) {
  const { viewer, programme, forms } = props
  const text = programmeText(viewer.lang)
  const form = forms.main
  return (
    <Layout viewer={viewer} title={text.edit} kicker={<a href={PROGRAMME}>{programme?.name ?? text.back}</a>}>
      <Form
        action={EDIT}
        form={form}
        label={text.edit}
        labels={{
          name: text.name,
          aims: text.aims,
          reasons: text.reasonsField,
          startedOn: text.startedOn,
          status: text.status,
        }}
      >
        <TextField form={form} name="name" label={text.name} width="full" maxlength={200} required />
        <TextArea form={form} name="aims" label={text.aims} hint={text.aimsHint} maxlength={4000} />
        <TextArea form={form} name="reasons" label={text.reasonsField} maxlength={4000} />
        <DateField form={form} name="startedOn" label={text.startedOn} required />
        <SelectField
          form={form}
          name="status"
          label={text.status}
          options={STATUS_KEYS.map((value) => ({ value, label: STATUSES[value][viewer.lang] }))}
          required
        />
        <Buttons>
          <Submit>{text.save}</Submit>
        </Buttons>
      </Form>
      {programme && <Beside {...props} programme={programme} />}
    </Layout>
  )
}

function Beside({ viewer, programme, year, forms }: EditProps & { readonly programme: Programme }) {
  const { lang } = viewer
  const text = programmeText(lang)
  const f = format(viewer)
  return (
    <>
      <h2 id="objectifs">{text.targetsTitle}</h2>
      <p>{text.targetsAbout}</p>
      <form class="form" action={`${EDIT}#objectifs`}>
        <NumberField form={{ ...forms.targets, errors: {} }} name="annee" label={text.year} whole />
        <Submit look="plain">{text.showYear}</Submit>
      </form>
      <Form action={`${EDIT}/objectifs`} form={forms.targets} label={text.targets(year)}>
        <input type="hidden" name="year" value={year} />
        <h3>{text.targets(year)}</h3>
        <div class="columns">
          {INDICATOR_KEYS.map((key) => (
            <NumberField key={key} form={forms.targets} name={key} label={INDICATORS[key][lang]} whole />
          ))}
        </div>
        <Buttons>
          <Submit look="plain">{text.save}</Submit>
        </Buttons>
      </Form>
      <h2>{text.formerTitle}</h2>
      <p>{text.formerAbout}</p>
      {programme.formerNames.length > 0 && (
        <Form action={`${EDIT}/noms/retirer`} form={{ ...forms.former, errors: {} }} label={text.formerTitle}>
          <ul>
            {programme.formerNames.map(({ name, validTo }) => (
              <li key={name}>
                {text.until(name, f.date(validTo))}{' '}
                <Submit look="plain" name="name" value={name}>
                  {text.remove}
                  <span class="unseen"> {name}</span>
                </Submit>
              </li>
            ))}
          </ul>
        </Form>
      )}
      <Form action={`${EDIT}/noms`} form={forms.former} label={text.keep}>
        <TextField form={forms.former} name="former" label={text.former} maxlength={200} required />
        <DateField form={forms.former} name="validTo" label={text.validTo} required />
        <Buttons>
          <Submit look="plain" icon="add">
            {text.keep}
          </Submit>
        </Buttons>
      </Form>
      <h2>{text.publicTitle}</h2>
      <p>{text.publicAbout}</p>
      <Form action={`${EDIT}/public`} form={forms.publicity} label={text.publicTitle}>
        <Submit look="plain" name="shown" value={programme.public ? 'no' : 'yes'}>
          {programme.public ? text.close : text.open}
        </Submit>
      </Form>
    </>
  )
}
