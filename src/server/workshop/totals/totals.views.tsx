import { showCode } from '../../fleet/code.ts'
import { format } from '../../platform/text/format.ts'
import type { Bilingual } from '../../platform/text/text.ts'
import { address } from '../../platform/ui/addresses.ts'
import { Code } from '../../platform/ui/code.tsx'
import { Empty } from '../../platform/ui/empty.tsx'
import { Filters } from '../../platform/ui/filters.tsx'
import { Layout } from '../../platform/ui/layout.tsx'
import { Notice } from '../../platform/ui/notice.tsx'
import { Paging } from '../../platform/ui/paging.tsx'
import { State } from '../../platform/ui/state.tsx'
import { Table } from '../../platform/ui/table.tsx'
import type { Viewer } from '../../platform/ui/viewer.ts'
import { type TimeLine, workedAt } from '../time/time.sql.ts'
import { timeText } from '../time/time.text.ts'
import { TIME_GROUPS, type TimeGroup } from '../time/time.ts'
import type { Total } from './totals.sql.ts'

export const TOTALS = '/atelier/temps'
export const LINES = '/atelier/temps/releves'

interface Props {
  readonly viewer: Viewer
  readonly by: TimeGroup
  readonly year: number
  readonly years: readonly number[]
  readonly totals: readonly Total[]
  readonly whole: { readonly minutes: number; readonly forgotten: number }
  /** Euros an hour; null where nobody said. */
  readonly hourEur: number | null
  readonly query: Readonly<Record<string, string>>
  readonly stepNames: StepNames
}

export function TotalsPage({ viewer, by, year, years, totals, whole, hourEur, query, stepNames }: Props) {
  const { lang } = viewer
  const text = timeText(lang)
  const f = format(viewer)
  const worth =
    hourEur === null ? null : text.worth(f.euros(Math.round((whole.minutes / 60) * hourEur)), f.euros(hourEur))
  return (
    <Layout
      viewer={viewer}
      title={text.title}
      lead={
        whole.minutes === 0 ? text.lead : `${[text.total(f.minutes(whole.minutes)), worth].filter(Boolean).join(', ')}.`
      }
      kicker={<a href="/atelier">{lang === 'fr' ? 'Atelier' : 'Workshop'}</a>}
    >
      <Filters
        lang={lang}
        path={TOTALS}
        query={query}
        filters={[
          {
            kind: 'choice',
            name: 'by',
            label: text.by,
            options: TIME_GROUPS.map((value) => ({ value, label: text.groups[value] })),
          },
          {
            kind: 'choice',
            name: 'year',
            label: text.year,
            options: years.map((value) => ({ value: String(value), label: String(value) })),
          },
        ]}
      />
      {whole.forgotten > 0 && (
        <Notice lang={lang} tone="wait">
          {text.forgottenCount(whole.forgotten)}
        </Notice>
      )}
      <Table
        lang={lang}
        caption={`${text.title}, ${year}`}
        rows={totals}
        rowKey={(row) => row.key}
        empty={<Empty title={text.none}>{text.noneHow}</Empty>}
        columns={[
          {
            key: 'group',
            label: text.groups[by],
            heading: true,
            cell: (row) => (
              <a href={address(LINES, { year: String(year), [by]: row.key })}>{nameOf(viewer, by, row, stepNames)}</a>
            ),
          },
          { key: 'spent', label: text.spent, number: true, cell: (row) => f.minutes(row.minutes) },
          { key: 'stretches', label: text.stretches, number: true, cell: (row) => f.number(row.stretches) },
        ]}
      />
      <p>
        <a href={address(LINES, { year: String(year) })}>{text.see}</a>
      </p>
    </Layout>
  )
}

/** The name of each step, by its id. */
type StepNames = Readonly<Record<string, Bilingual>>

function nameOf(viewer: Viewer, by: TimeGroup, { key, name }: Total, steps: StepNames): string {
  const text = timeText(viewer.lang)
  const said: Readonly<Record<TimeGroup, () => string>> = {
    month: () => format(viewer).month(`${key}-01`),
    person: () => name ?? key,
    team: () => name ?? text.noTeam,
    life: () => text.life(Number(key)),
    step: () => (key === '' ? text.noStep : (steps[key]?.[viewer.lang] ?? key)),
    device: () => [showCode(key), name].filter(Boolean).join(' · '),
  }
  return said[by]()
}

interface LinesProps {
  readonly viewer: Viewer
  readonly rows: readonly TimeLine[]
  readonly after: string | null
  readonly query: Readonly<Record<string, string>>
  readonly stepNames: StepNames
  readonly mayCorrect: (line: TimeLine) => boolean
}

/** The stretches of work behind a total. */
export function LinesPage({ viewer, rows, after, query, stepNames, mayCorrect }: LinesProps) {
  const { lang } = viewer
  const text = timeText(lang)
  const f = format(viewer)
  return (
    <Layout viewer={viewer} title={text.lines} lead={text.linesLead} kicker={<a href={TOTALS}>{text.totals}</a>}>
      <Table
        lang={lang}
        caption={text.lines}
        captionHidden
        rows={rows}
        rowKey={(row) => row.id}
        empty={<Empty title={text.none}>{text.noneHow}</Empty>}
        columns={[
          { key: 'day', label: text.day, heading: true, cell: (row) => f.date(row.day) },
          {
            key: 'device',
            label: text.device,
            cell: (row) => <Code href={workedAt(row)}>{showCode(row.code)}</Code>,
          },
          { key: 'step', label: text.step, cell: (row) => (row.step ? (stepNames[row.step]?.[lang] ?? row.step) : '') },
          {
            key: 'who',
            label: text.who,
            cell: (row) => (
              <>
                {row.person ?? ''}
                {row.supervisor && <small>{text.under(row.supervisor)}</small>}
              </>
            ),
          },
          {
            key: 'spent',
            label: text.spent,
            number: true,
            cell: (row) => {
              const state = row.endedAt === null ? 'running' : row.minutes === null ? 'forgotten' : null
              return (
                <>
                  {row.minutes !== null && f.minutes(row.minutes)}
                  {state && <State tone="wait">{text.state[state]}</State>}
                  {row.corrected && <small>{text.state.corrected}</small>}
                </>
              )
            },
          },
          {
            key: 'correct',
            label: '',
            cell: (row) =>
              row.endedAt !== null && mayCorrect(row) ? (
                <a href={`/atelier/temps/${row.id}`}>
                  {text.correct}
                  <span class="unseen">
                    {' '}
                    {f.date(row.day)}, {showCode(row.code)}
                  </span>
                </a>
              ) : (
                ''
              ),
          },
        ]}
      />
      <Paging lang={lang} path={LINES} query={query} before={null} after={after} />
    </Layout>
  )
}
