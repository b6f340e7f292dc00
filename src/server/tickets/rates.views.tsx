import { format } from '../platform/text/format.ts'
import { Empty } from '../platform/ui/empty.tsx'
import { Filters } from '../platform/ui/filters.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Notice } from '../platform/ui/notice.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { Group, RateBy } from './rates.sql.ts'
import { ticketText } from './ticket.text.ts'
import { type Rate, rateOf } from './ticket.ts'
import { TICKETS } from './ticket.views.tsx'

interface Props {
  readonly viewer: Viewer
  readonly by: RateBy
  readonly year: number
  readonly years: readonly number[]
  readonly groups: readonly Group[]
  readonly lives: readonly Group[]
  readonly query: Readonly<Record<string, string>>
}

/** Breakdowns and hours of repair for a hundred devices a year; each count leads to its lines. */
export function RatesPage({ viewer, by, year, years, groups, lives, query }: Props) {
  const { lang } = viewer
  const text = ticketText(lang)
  const f = format(viewer)
  return (
    <Layout viewer={viewer} title={text.rates} lead={text.ratesLead} kicker={<a href={TICKETS}>{text.allTickets}</a>}>
      <Notice lang={lang} tone="information">
        {comparison(viewer, lives)}
      </Notice>
      <Filters
        lang={lang}
        path={`${TICKETS}/taux`}
        query={query}
        filters={[
          {
            kind: 'choice',
            name: 'par',
            label: text.by,
            options: (['life', 'age', 'model'] as const).map((value) => ({ value, label: text.groups[value] })),
          },
          {
            kind: 'choice',
            name: 'annee',
            label: text.year,
            options: years.map((value) => ({ value: String(value), label: String(value) })),
          },
        ]}
      />
      <Table
        lang={lang}
        caption={`${text.rates}, ${year}`}
        rows={groups}
        rowKey={(row) => row.key}
        empty={<Empty title={text.none}>{text.noneHow}</Empty>}
        columns={[
          { key: 'group', label: text.groups[by], heading: true, cell: (row) => nameOf(viewer, by, row) },
          {
            key: 'years',
            label: text.deviceYears,
            number: true,
            cell: (row) => f.number(row.days / 365.25, row.days < 3652 ? 1 : 0),
          },
          {
            key: 'tickets',
            label: text.tickets,
            number: true,
            cell: (row) => (row.tickets === 0 ? '0' : <a href={linesOf(by, row.key, year)}>{f.number(row.tickets)}</a>),
          },
          {
            key: 'rate',
            label: text.rate,
            number: true,
            cell: (row) => {
              const rate = rateOf(row)
              if (!rate) return <small>{text.tooFew}</small>
              return (
                <>
                  {f.number(rate.perHundred)}
                  <small>{text.range(f.number(rate.low), f.number(rate.high))}</small>
                </>
              )
            },
          },
          {
            key: 'hours',
            label: text.repairHours,
            number: true,
            cell: (row) => {
              const rate = rateOf(row)
              return rate ? f.number(rate.hoursPerHundred) : ''
            },
          },
        ]}
      />
    </Layout>
  )
}

function nameOf({ lang }: Viewer, by: RateBy, { key, name }: Group): string {
  const text = ticketText(lang)
  if (by === 'life') return text.lifeOf(Number(key))
  if (by === 'age') return text.ages[key as keyof typeof text.ages] ?? key
  return key === 'unknown' ? text.unknownModel : name
}

const QUERY = { life: 'vie', age: 'age', model: 'modele' } as const
const linesOf = (by: RateBy, key: string, year: number) =>
  `${TICKETS}?annee=${year}&${QUERY[by]}=${encodeURIComponent(key)}`

/** Life 2 against life 1, in a sentence that claims nothing the doubt does not allow. */
function comparison(viewer: Viewer, lives: readonly Group[]): string {
  const text = ticketText(viewer.lang)
  const rate = (life: string): Rate | null => {
    const group = lives.find(({ key }) => key === life)
    return group ? rateOf(group) : null
  }
  const [first, second] = [rate('1'), rate('2')]
  if (!first || !second) return text.compareNone
  if (first.high >= second.low && second.high >= first.low) return text.compareUnsure
  const times = format(viewer).number(
    second.perHundred > first.perHundred ? second.perHundred / first.perHundred : first.perHundred / second.perHundred,
  )
  return second.perHundred > first.perHundred ? text.compareMore(times) : text.compareLess(times)
}
