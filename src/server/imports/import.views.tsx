import { format } from '../platform/text/format.ts'
import { address, type Query } from '../platform/ui/addresses.ts'
import { ButtonLink, Buttons, Submit } from '../platform/ui/button.tsx'
import { Definitions } from '../platform/ui/definition.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { FileField, Radios } from '../platform/ui/field.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Paging } from '../platform/ui/paging.tsx'
import { Progress } from '../platform/ui/progress.tsx'
import { SheetLinks } from '../platform/ui/sheet-links.tsx'
import { State, type StateTone } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { Counts, Why } from './answers.sql.ts'
import { AnswerTable } from './answers.views.tsx'
import type { ShownLine } from './device-line.ts'
import { TARGETS } from './fields.ts'
import type { Import, ImportRow } from './import.sql.ts'
import { importText } from './import.text.ts'
import { isAtWork, isTarget, OUTCOMES, type Outcome, type Phase, phaseOf } from './import.ts'
import { sayReason } from './say.ts'

export const IMPORTS = '/imports'
export const importHref = (id: string) => `${IMPORTS}/${id}`

const TONES: Readonly<Record<Phase, StateTone>> = {
  reading: 'open',
  unreadable: 'refused',
  mapping: 'wait',
  checking: 'open',
  checked: 'wait',
  running: 'open',
  done: 'done',
  undoing: 'open',
  undone: 'neutral',
  abandoned: 'neutral',
}

interface ListProps {
  readonly viewer: Viewer
  readonly query: Query
  readonly form: FormState
  /** Whether the viewer may enter the arrivals. */
  readonly arrivals: boolean
  readonly rows: readonly ImportRow[]
  readonly after: string | null
}

export function ImportsPage({ viewer, query, form, arrivals, rows, after }: ListProps) {
  const { lang } = viewer
  const text = importText(lang)
  return (
    <Layout viewer={viewer} title={text.title} lead={text.lead}>
      <Form action={IMPORTS} form={form} files labels={{ file: text.file, target: text.what }}>
        <FileField form={form} name="file" label={text.file} hint={text.fileHint} accept=".csv,.txt,.tsv,.xlsx,.ods" />
        <Radios
          form={form}
          name="target"
          label={text.what}
          options={TARGETS.map((value) => ({ value, label: text.targets[value] }))}
        />
        <p class="soft">
          {text.dumpsAre}
          {arrivals ? <a href="/arrivees">{text.arrivals}</a> : text.arrivals}.
        </p>
        <Submit>{text.send}</Submit>
      </Form>
      <h2>{text.list}</h2>
      <Table
        lang={lang}
        caption={text.list}
        captionHidden
        rows={rows}
        rowKey={(row) => row.id}
        empty={<Empty title={text.none}>{text.noneText}</Empty>}
        columns={[
          { key: 'name', label: text.name, heading: true, cell: (row) => <a href={importHref(row.id)}>{row.name}</a> },
          {
            key: 'target',
            label: text.what,
            cell: (row) => (isTarget(row.target) ? text.targetNames[row.target] : ''),
          },
          { key: 'phase', label: text.phase, cell: (row) => <PhaseState viewer={viewer} phase={row.phase} /> },
          {
            key: 'lines',
            label: text.lines,
            number: true,
            cell: (row) => (row.phase === 'reading' ? '' : format(viewer).number(row.lines)),
          },
          { key: 'on', label: text.on, cell: (row) => format(viewer).date(row.receivedAt) },
          { key: 'by', label: text.by, cell: (row) => row.receivedBy ?? '' },
        ]}
      />
      <Paging lang={lang} path={IMPORTS} query={query} before={null} after={after} />
    </Layout>
  )
}

function PhaseState({ viewer, phase }: { readonly viewer: Viewer; readonly phase: string }) {
  const known = phaseOf(phase)
  return <State tone={TONES[known]}>{importText(viewer.lang).phases[known]}</State>
}

interface ImportProps {
  readonly viewer: Viewer
  readonly query: Query
  readonly found: Import
  readonly counts: Counts
  readonly why: readonly Why[]
  readonly outcome: Outcome | null
  readonly lines: readonly ShownLine[]
  readonly after: string | null
  readonly form: () => FormState
}

/** What to expect of an import as it stands. */
function leadOf({ phase, fault }: Import, text: ReturnType<typeof importText>): string | undefined {
  if (fault) return text.faults[fault]
  return isAtWork(phase) ? text.goesOn : phase === 'checked' ? text.checkedLead : undefined
}

/** An import from its reading to its undoing: how far it is, how many lines had which answer, what can be done next. */
export function ImportPage(props: ImportProps) {
  const { viewer, found, counts, lines, after, query } = props
  const { lang } = viewer
  const text = importText(lang)
  const { number } = format(viewer)
  const going = isAtWork(found.phase)
  return (
    <Layout
      viewer={viewer}
      title={found.name}
      kicker={
        <>
          {text.targets[found.target]} <PhaseState viewer={viewer} phase={found.phase} />
        </>
      }
      lead={leadOf(found, text)}
    >
      <Progress
        lang={lang}
        href={importHref(found.id)}
        done={going ? Math.min(found.answered, Math.max(0, found.lines - 1)) : found.lines}
        total={found.lines}
        said={
          found.phase === 'reading'
            ? text.linesRead(number(found.answered), found.answered === 1)
            : text.progress(number(found.answered), number(found.lines))
        }
      >
        <Totals viewer={viewer} found={found} counts={counts} outcome={props.outcome} />
        <Refusals viewer={viewer} found={found} why={props.why} />
        <Acts {...props} />
        {lines.length > 0 && (
          <AnswerTable viewer={viewer} target={found.target} caption={text.answersTitle} lines={lines} />
        )}
        <Paging lang={lang} path={importHref(found.id)} query={query} before={null} after={after} />
      </Progress>
    </Layout>
  )
}

function Totals({ viewer, found, counts, outcome }: Pick<ImportProps, 'viewer' | 'found' | 'counts' | 'outcome'>) {
  const text = importText(viewer.lang)
  const { number } = format(viewer)
  const here = OUTCOMES.filter((one) => (counts[one] ?? 0) > 0)
  if (here.length === 0) return null
  const all = here.length > 1
  return (
    <ul class="chips">
      {here.map((one) => (
        <li key={one}>
          <a href={address(importHref(found.id), { reponse: one })} aria-current={one === outcome ? 'true' : undefined}>
            {text.counts(number(counts[one] ?? 0), one, counts[one] === 1)}
          </a>
        </li>
      ))}
      {all && outcome !== null && (
        <li>
          <a href={importHref(found.id)}>{text.every}</a>
        </li>
      )}
    </ul>
  )
}

/** The reasons of refusals, the most frequent first: one setting often answers them all. */
function Refusals({ viewer, found, why }: Pick<ImportProps, 'viewer' | 'found' | 'why'>) {
  if (why.length === 0) return null
  const { number } = format(viewer)
  return (
    <Definitions
      items={why.map((one) => ({
        term: number(one.lines),
        value: sayReason(
          { rule: one.rule, ...(one.field === null ? {} : { field: one.field }) },
          found.target,
          viewer.lang,
        ),
      }))}
    />
  )
}

/** Phases whose answers can be taken away. */
const PASSED: ReadonlySet<Phase> = new Set(['checked', 'done', 'undone'])

function Acts({ viewer, found, counts, form }: Pick<ImportProps, 'viewer' | 'found' | 'counts' | 'form'>) {
  const text = importText(viewer.lang)
  const here = importHref(found.id)
  const work = (counts.new ?? 0) + (counts.changed ?? 0)
  const act = (path: string, label: string, look: 'main' | 'plain' | 'danger') => (
    <Form action={`${here}/${path}`} form={form()} label={label}>
      <Submit look={look}>{label}</Submit>
    </Form>
  )
  return (
    <>
      {found.phase === 'checked' && (
        <>
          {work === 0 && <p>{text.nothingToDo}</p>}
          <div class="buttons">
            {work > 0 && act('importer', text.runNow(format(viewer).number(work)), 'main')}
            {act('revoir', text.change, 'plain')}
            {act('abandonner', text.abandon, 'plain')}
          </div>
        </>
      )}
      {found.phase === 'reading' && act('abandonner', text.abandon, 'plain')}
      {found.phase === 'unreadable' && (
        <Buttons>
          <ButtonLink href={IMPORTS}>{text.another}</ButtonLink>
        </Buttons>
      )}
      {PASSED.has(found.phase) && (
        <Buttons>
          <SheetLinks label={text.download} href={`${here}/reponses`} />
          {found.batchId && found.phase === 'done' && (
            <>
              {' '}
              <a href={`/parc?lot=${found.batchId}`}>{text.batch}</a>
            </>
          )}
        </Buttons>
      )}
      {found.phase === 'done' && (
        <details>
          <summary>{text.undo}</summary>
          <p>{text.undoLead}</p>
          {act('annuler', text.undo, 'danger')}
        </details>
      )}
    </>
  )
}
