import { showCode } from '../fleet/code.ts'
import { deviceName } from '../fleet/device-name.ts'
import { format } from '../platform/text/format.ts'
import { address, type Query } from '../platform/ui/addresses.ts'
import { ButtonLink, Buttons, Submit } from '../platform/ui/button.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Definitions } from '../platform/ui/definition.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { type Option, Radios, SelectField } from '../platform/ui/field.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Paging } from '../platform/ui/paging.tsx'
import { Progress } from '../platform/ui/progress.tsx'
import { SheetLinks } from '../platform/ui/sheet-links.tsx'
import { State, type StateTone } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { renewalText } from '../renewal/renewal.text.ts'
import { REASONS } from '../renewal/renewal.ts'
import type { Counts, DeviceAnswer, Why } from './answers.sql.ts'
import type { BulkAct } from './bulk-act.sql.ts'
import { bulkActText } from './bulk-act.text.ts'
import { BULK_ACTS, isAtWork, MOST_DEVICES, OUTCOMES, type Outcome, type Phase } from './bulk-act.ts'

export const ACTS = '/actes'
export const NEW_ACT = `${ACTS}/nouveau`
export const actHref = (id: string) => `${ACTS}/${id}`

const TONES: Readonly<Record<Phase, StateTone>> = {
  checking: 'open',
  checked: 'wait',
  running: 'open',
  done: 'done',
  undoing: 'open',
  undone: 'neutral',
  abandoned: 'neutral',
}
const OUTCOME_TONES: Readonly<Record<Outcome, StateTone>> = {
  done: 'done',
  same: 'neutral',
  refused: 'refused',
  kept: 'wait',
}

function countOf(viewer: Viewer, devices: number): string {
  return bulkActText(viewer.lang).devices(format(viewer).number(devices), devices < 2)
}

/** « Réformer 1 200 appareils (obsolète) », « Déplacer 3 appareils vers Mairie ». */
export function nameOfAct(viewer: Viewer, { act, devices, place, reason }: BulkAct): string {
  const { lang } = viewer
  const text = bulkActText(lang)
  const on = text.onDevices[act](countOf(viewer, devices))
  const named = place === null ? on : `${on} ${text.to(place)}`
  return reason === null ? named : `${named} (${renewalText(lang).reasons[reason].toLowerCase()})`
}

interface ListProps {
  readonly viewer: Viewer
  readonly query: Query
  readonly rows: readonly BulkAct[]
  readonly after: string | null
}

export function BulkActsPage({ viewer, query, rows, after }: ListProps) {
  const { lang } = viewer
  const text = bulkActText(lang)
  return (
    <Layout viewer={viewer} title={text.title} lead={text.lead}>
      <Table
        lang={lang}
        caption={text.list}
        captionHidden
        rows={rows}
        rowKey={(row) => row.id}
        empty={
          <Empty title={text.noActs} act={<ButtonLink href="/parc">{text.toFleet}</ButtonLink>}>
            {text.noActsHow}
          </Empty>
        }
        columns={[
          {
            key: 'act',
            label: text.act,
            heading: true,
            cell: (row) => <a href={actHref(row.id)}>{nameOfAct(viewer, row)}</a>,
          },
          { key: 'phase', label: text.phase, cell: (row) => <PhaseState viewer={viewer} phase={row.phase} /> },
          { key: 'on', label: text.on, cell: (row) => format(viewer).instant(row.askedAt.toISOString()) },
          { key: 'by', label: text.by, cell: (row) => row.asker ?? '' },
        ]}
      />
      <Paging lang={lang} path={ACTS} query={query} before={null} after={after} />
    </Layout>
  )
}

function PhaseState({ viewer, phase }: { readonly viewer: Viewer; readonly phase: Phase }) {
  return <State tone={TONES[phase]}>{bulkActText(viewer.lang).phases[phase]}</State>
}

interface NewProps {
  readonly viewer: Viewer
  readonly form: FormState
  /** How many devices are chosen. */
  readonly devices: number
  readonly ids: readonly string[]
  /** What the list was asked; empty where devices were ticked. */
  readonly filters: string
  readonly places: readonly Option[]
}

export function NewBulkActPage({ viewer, form, devices, ids, filters, places }: NewProps) {
  const { lang } = viewer
  const text = bulkActText(lang)
  const back = filters === '' ? '/parc' : `/parc?${filters}`
  const wrong = devices === 0 ? 'none' : devices > MOST_DEVICES ? 'tooMany' : null
  if (wrong !== null)
    return (
      <Layout viewer={viewer} title={text.title}>
        <Empty
          title={wrong === 'none' ? text.noneTitle : text.tooMany}
          act={<ButtonLink href={back}>{text.toFleet}</ButtonLink>}
        >
          {wrong === 'none' ? text.none : text.tooManyHow}
        </Empty>
      </Layout>
    )
  const renewal = renewalText(lang)
  return (
    <Layout viewer={viewer} title={text.newTitle(countOf(viewer, devices))} lead={text.newLead}>
      <p>
        <a href={back}>{text.toFleet}</a>
      </p>
      <Form action={ACTS} form={form} label={text.preview}>
        <input type="hidden" name="filters" value={filters} />
        {ids.map((id) => (
          <input key={id} type="hidden" name="ids" value={id} />
        ))}
        <Radios
          form={form}
          name="act"
          label={text.act}
          required
          options={BULK_ACTS.map((value) => ({ value, ...text.acts[value] }))}
        />
        <SelectField form={form} name="placeId" label={text.place} hint={text.placeHint} options={places} />
        <SelectField
          form={form}
          name="reason"
          label={text.reason}
          hint={text.reasonHint}
          options={REASONS.map((value) => ({ value, label: renewal.reasons[value] }))}
        />
        <Submit>{text.preview}</Submit>
      </Form>
    </Layout>
  )
}

interface ActProps {
  readonly viewer: Viewer
  readonly query: Query
  readonly found: BulkAct
  readonly counts: Counts
  readonly why: readonly Why[]
  readonly outcome: Outcome | null
  readonly answers: readonly DeviceAnswer[]
  readonly after: string | null
  readonly mayUndo: boolean
  readonly form: () => FormState
}

/** A bulk act from its check to its undoing: how far it is, how many devices had which answer, what can be done next. */
export function BulkActPage(props: ActProps) {
  const { viewer, query, found, answers, after } = props
  const { lang } = viewer
  const text = bulkActText(lang)
  const { number } = format(viewer)
  const going = isAtWork(found.phase)
  const lead = going ? text.goesOn : found.phase === 'checked' ? text.checkedLead : undefined
  return (
    <Layout
      viewer={viewer}
      title={nameOfAct(viewer, found)}
      kicker={
        <>
          <a href={ACTS}>{text.title}</a> <PhaseState viewer={viewer} phase={found.phase} />
        </>
      }
      {...(lead ? { lead } : {})}
    >
      <Progress
        lang={lang}
        href={actHref(found.id)}
        done={going ? Math.min(found.answered, found.devices - 1) : found.devices}
        total={found.devices}
        said={text.progress(number(found.answered), number(found.devices))}
      >
        <Totals {...props} />
        <Acts {...props} />
        {props.why.length > 0 && (
          <>
            <h2>{text.why}</h2>
            <Definitions
              items={props.why.map(({ devices, message, satisfy }) => ({
                term: number(devices),
                value: `${message[lang]} ${satisfy[lang]}`,
              }))}
            />
          </>
        )}
        {answers.length > 0 && (
          <AnswerTable
            viewer={viewer}
            caption={found.phase === 'checked' ? text.wouldNot : text.answers}
            rows={answers}
          />
        )}
        <Paging lang={lang} path={actHref(found.id)} query={query} before={null} after={after} />
      </Progress>
    </Layout>
  )
}

/** Devices that would be done: those of which the check has nothing to say. */
export const wouldBe = ({ devices }: BulkAct, counts: Counts): number =>
  devices - OUTCOMES.reduce((sum, one) => sum + (counts[one] ?? 0), 0)

function Totals({ viewer, found, counts, outcome }: ActProps) {
  const text = bulkActText(viewer.lang)
  const { number } = format(viewer)
  const here = OUTCOMES.filter((one) => (counts[one] ?? 0) > 0)
  return (
    <ul class="chips">
      {found.phase === 'checked' && <li>{text.would(number(wouldBe(found, counts)))}</li>}
      {here.map((one) => (
        <li key={one}>
          <a href={address(actHref(found.id), { reponse: one })} aria-current={one === outcome ? 'true' : undefined}>
            {text.counts(number(counts[one] ?? 0), one, counts[one] === 1)}
          </a>
        </li>
      ))}
      {outcome !== null && here.length > 1 && (
        <li>
          <a href={actHref(found.id)}>{text.every}</a>
        </li>
      )}
    </ul>
  )
}

function Acts({ viewer, found, counts, form, mayUndo }: ActProps) {
  const text = bulkActText(viewer.lang)
  const here = actHref(found.id)
  const would = wouldBe(found, counts)
  const act = (path: string, label: string, look: 'main' | 'plain' | 'danger') => (
    <Form action={`${here}/${path}`} form={form()} label={label}>
      <Submit look={look}>{label}</Submit>
    </Form>
  )
  const ended = found.phase === 'done' || found.phase === 'undone'
  return (
    <>
      {found.phase === 'checked' && (
        <>
          {would === 0 && <p>{text.nothing}</p>}
          <div class="buttons">
            {would > 0 && act('lancer', text.onDevices[found.act](countOf(viewer, would)), 'main')}
            {act('abandonner', text.abandon, 'plain')}
          </div>
        </>
      )}
      {ended && (
        <Buttons>
          <SheetLinks label={text.download} href={`${here}/reponses`} />{' '}
          {found.batchId && <a href={`/parc?lot=${found.batchId}`}>{text.batchOf}</a>}
        </Buttons>
      )}
      {found.phase === 'done' && mayUndo && (counts.done ?? 0) > 0 && (
        <details>
          <summary>{text.undo}</summary>
          <p>{text.undoLead}</p>
          {act('annuler', text.undo, 'danger')}
        </details>
      )}
    </>
  )
}

interface AnswersProps {
  readonly viewer: Viewer
  readonly caption: string
  readonly rows: readonly DeviceAnswer[]
}

function AnswerTable({ viewer, caption, rows }: AnswersProps) {
  const { lang } = viewer
  const text = bulkActText(lang)
  return (
    <Table
      lang={lang}
      caption={caption}
      rows={rows}
      rowKey={(row) => String(row.line)}
      columns={[
        {
          key: 'code',
          label: text.code,
          heading: true,
          cell: (row) => <Code href={`/parc/${row.code}`}>{showCode(row.code)}</Code>,
        },
        {
          key: 'device',
          label: text.device,
          cell: (row) => (
            <>
              {deviceName(row, showCode(row.code))}
              {row.serial && <small>{row.serial}</small>}
            </>
          ),
        },
        {
          key: 'answer',
          label: text.answer,
          cell: (row) => (
            <div>
              <State tone={OUTCOME_TONES[row.outcome]}>{text.outcomes[row.outcome]}</State>
              {row.refusals.map((one) => (
                <small key={one.rule}>
                  {one.message[lang]} {one.satisfy[lang]}
                </small>
              ))}
            </div>
          ),
        },
      ]}
    />
  )
}
