import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database.ts'
import { timeLines } from '../time/time.sql.ts'
import type { TimeGroup, TimeQuery } from '../time/time.ts'

/** One line of the totals: its key as the address says it, its name where the database knows it. */
export interface Total {
  readonly key: string
  readonly name: string | null
  readonly minutes: number
  readonly stretches: number
}

const KEYS: Readonly<Record<TimeGroup, { readonly key: string; readonly name: string }>> = {
  month: { key: `to_char(t.worked_on, 'YYYY-MM')`, name: 'null::text' },
  person: {
    key: 't.person_id::text',
    name: '(select n.name from person_name n where n.organisation_id = t.organisation_id and n.person_id = t.person_id and n.valid_to is null limit 1)',
  },
  team: { key: `coalesce(t.team, '')`, name: 't.team' },
  life: { key: 't.life::text', name: 'null::text' },
  step: { key: `coalesce(t.step, '')`, name: 'null::text' },
  device: {
    key: '(select d.code from device d where d.organisation_id = t.organisation_id and d.id = t.device_id)',
    name: `(select concat_ws(' ', d.maker, d.model) from device d where d.organisation_id = t.organisation_id and d.id = t.device_id)`,
  },
}

const narrowed = (
  query: TimeQuery,
  year: number,
) => sql`t.worked_on >= ${`${year}-01-01`}::date and t.worked_on < ${`${year + 1}-01-01`}::date
  ${query.month ? sql`and to_char(t.worked_on, 'YYYY-MM') = ${query.month}` : sql``}
  ${query.person ? sql`and t.person_id = ${query.person}::uuid` : sql``}
  ${query.team === undefined ? sql`` : sql`and coalesce(t.team, '') = ${query.team}`}
  ${query.life === undefined ? sql`` : sql`and t.life = ${query.life}`}
  ${query.step === undefined ? sql`` : sql`and coalesce(t.step, '') = ${query.step}`}
  ${query.device ? sql`and t.device_id = (select id from device where code = ${query.device})` : sql``}`

/** Minutes of a year by month, person, team, life, step or device; the largest first, months in their order. */
export async function totalsOf(
  tx: Tx,
  by: TimeGroup,
  year: number,
  query: TimeQuery,
  most: number,
): Promise<readonly Total[]> {
  const { key, name } = KEYS[by]
  const { rows } = await sql<Total>`
    select ${sql.raw(key)} as key, max(${sql.raw(name)}) as name, coalesce(sum(t.minutes), 0)::integer as minutes, count(*)::integer as stretches
    from work_time t where t.ended_at is not null and ${narrowed(query, year)}
    group by 1 order by ${by === 'month' || by === 'life' ? sql`1` : sql`minutes desc, 1`} limit ${most}`.execute(tx)
  return rows
}

/** All the minutes of a year, and how many forgotten timers they leave out. */
export async function yearOf(tx: Tx, year: number, query: TimeQuery) {
  const { rows } = await sql<{ minutes: number; forgotten: number }>`
    select coalesce(sum(t.minutes), 0)::integer as minutes,
      count(*) filter (where t.ended_at is not null and t.minutes is null)::integer as forgotten
    from work_time t where ${narrowed(query, year)}`.execute(tx)
  return rows[0] ?? { minutes: 0, forgotten: 0 }
}

/** Years that have times, latest first, this one always. */
export async function yearsOfTime(tx: Tx, thisYear: number): Promise<readonly number[]> {
  const { rows } = await sql<{
    first: number | null
  }>`select extract(year from min(worked_on))::integer as first from work_time`.execute(tx)
  const first = Math.min(rows[0]?.first ?? thisYear, thisYear)
  return Array.from({ length: thisYear - first + 1 }, (_, index) => thisYear - index)
}

/** The stretches behind a total, latest first, before the id of the page before. */
export async function linesOf(tx: Tx, year: number, query: TimeQuery, before: string | null, most: number) {
  let lines = timeLines(tx).where(sql<boolean>`${narrowed(query, year)}`)
  if (before !== null) lines = lines.where('t.id', '<', before)
  const rows = await lines
    .orderBy('t.id', 'desc')
    .limit(most + 1)
    .execute()
  const shown = rows.slice(0, most)
  return { rows: shown, after: rows.length > most ? (shown.at(-1)?.id ?? null) : null }
}
