import { showCode } from '../../fleet/code.ts'
import { deviceName } from '../../fleet/device-name.ts'
import { format } from '../../platform/text/format.ts'
import { address } from '../../platform/ui/addresses.ts'
import { Code } from '../../platform/ui/code.tsx'
import { Empty } from '../../platform/ui/empty.tsx'
import { Layout } from '../../platform/ui/layout.tsx'
import { Paging } from '../../platform/ui/paging.tsx'
import { Table } from '../../platform/ui/table.tsx'
import type { Viewer } from '../../platform/ui/viewer.ts'
import type { Reconditioning, ReconditioningFilter, reconditioningCounts } from './reconditioning.sql.ts'
import { reconditioningText } from './reconditioning.text.ts'

export const RECONDITIONINGS = '/atelier/remises-en-etat'

interface Props {
  readonly viewer: Viewer
  readonly counts: Awaited<ReturnType<typeof reconditioningCounts>>
  readonly asked: ReconditioningFilter
  readonly rows: readonly Reconditioning[]
  readonly after: string | null
  readonly query: Readonly<Record<string, string>>
}

/** Each year's count by life, each leading to its lines; then the lines of one year. */
export function ReconditioningPage({ viewer, counts, asked, rows, after, query }: Props) {
  const { lang } = viewer
  const text = reconditioningText(lang)
  const f = format(viewer)
  const years = [...new Set(counts.map(({ year }) => year))]
  const lives = [...new Set(counts.map(({ life }) => life))].sort((a, b) => a - b)
  const of = (year: number, life: number | null) =>
    counts
      .filter((one) => one.year === year && (life === null || one.life === life))
      .reduce((sum, { count }) => sum + count, 0)
  const link = (year: number, life: number | null) => {
    const count = of(year, life)
    if (count === 0) return ''
    const query = { annee: String(year), ...(life === null ? {} : { vie: String(life) }) }
    return <a href={address(RECONDITIONINGS, query)}>{f.number(count)}</a>
  }
  return (
    <Layout viewer={viewer} title={text.title} lead={text.lead} kicker={<a href="/atelier">{text.workshop}</a>}>
      {years.length > 0 && (
        <Table
          lang={lang}
          caption={text.perYear}
          rows={years}
          rowKey={String}
          columns={[
            { key: 'year', label: text.year, heading: true, cell: String },
            ...lives.map((life) => ({
              key: `life-${life}`,
              label: text.life(life),
              number: true,
              cell: (year: number) => link(year, life),
            })),
            { key: 'all', label: text.all, number: true, cell: (year) => link(year, null) },
          ]}
        />
      )}
      <Table
        lang={lang}
        caption={[text.list(asked.year), asked.life === null ? null : text.life(asked.life)].filter(Boolean).join(', ')}
        rows={rows}
        rowKey={(row) => row.id}
        empty={<Empty title={text.none}>{text.noneHow}</Empty>}
        columns={[
          { key: 'day', label: text.day, heading: true, cell: (row) => f.date(row.at) },
          {
            key: 'device',
            label: text.device,
            cell: (row) => (
              <>
                {deviceName(row, showCode(row.code))}
                <small>
                  <Code href={`/parc/${row.code}`}>{showCode(row.code)}</Code> {text.rank(row.rank)}
                </small>
              </>
            ),
          },
          { key: 'who', label: text.who, cell: (row) => row.person ?? '' },
          { key: 'lives', label: text.lives, cell: (row) => `${row.before} → ${row.before + 1}` },
          {
            key: 'time',
            label: text.time,
            number: true,
            cell: (row) => (row.minutes > 0 ? f.minutes(row.minutes) : ''),
          },
        ]}
      />
      <Paging lang={lang} path={RECONDITIONINGS} query={query} before={null} after={after} />
    </Layout>
  )
}
