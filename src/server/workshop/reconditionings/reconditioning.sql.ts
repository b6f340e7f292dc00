import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database.ts'

/** One machine called ready: who did it, and the lives before and after. */
export interface Reconditioning {
  readonly id: string
  readonly at: Date
  readonly code: string
  readonly maker: string | null
  readonly model: string | null
  readonly name: string | null
  readonly person: string | null
  readonly before: number
  readonly grade: string | null
  readonly minutes: number
  /** Which one it is for this device in that year: 1, 2… */
  readonly rank: number
}

export interface ReconditioningFilter {
  readonly year: number
  /** The life that it prepared; null for all. */
  readonly life: number | null
}

const inYear = (
  year: number,
) => sql`w.outcome = 'ready' and w.closed_at >= make_timestamptz(${year}, 1, 1, 0, 0, 0, o.time_zone)
  and w.closed_at < make_timestamptz(${year + 1}, 1, 1, 0, 0, 0, o.time_zone)`

/** How many were called ready, by year and by the life that they prepared; every year since the first. */
export async function reconditioningCounts(tx: Tx) {
  const { rows } = await sql<{ year: number; life: number; count: number; devices: number }>`
    select extract(year from w.closed_at at time zone o.time_zone)::integer as year, coalesce(w.life_before, 0) + 1 as life,
      count(*)::integer as count, count(distinct w.device_id)::integer as devices
    from work_order w join organisation o on o.organisation_id = w.organisation_id
    where w.outcome = 'ready' and w.closed_at is not null group by 1, 2 order by 1 desc, 2`.execute(tx)
  return rows
}

/** The reconditionings of a year, latest first, before the id of the page before. */
export async function reconditionings(
  tx: Tx,
  { year, life }: ReconditioningFilter,
  before: string | null,
  most: number,
): Promise<{ readonly rows: readonly Reconditioning[]; readonly after: string | null }> {
  const { rows } = await sql<Reconditioning>`
    select w.id, w.closed_at as at, d.code, d.maker, d.model, d.name, n.name as person, coalesce(w.life_before, 0) as before, d.grade,
      (select coalesce(sum(t.minutes), 0)::integer from work_time t where t.organisation_id = w.organisation_id and t.work_order_id = w.id) as minutes,
      (select count(*)::integer from work_order x where x.organisation_id = w.organisation_id and x.device_id = w.device_id
        and x.outcome = 'ready' and x.closed_at <= w.closed_at and x.closed_at >= make_timestamptz(${year}, 1, 1, 0, 0, 0, o.time_zone)) as rank
    from work_order w
      join organisation o on o.organisation_id = w.organisation_id
      join device d on d.organisation_id = w.organisation_id and d.id = w.device_id
      left join person_name n on n.organisation_id = w.organisation_id and n.person_id = w.assigned_to and n.valid_to is null
    where ${inYear(year)} ${life === null ? sql`` : sql`and coalesce(w.life_before, 0) + 1 = ${life}`}
      ${before === null ? sql`` : sql`and w.id < ${before}::uuid`}
    order by w.id desc limit ${most + 1}`.execute(tx)
  const shown = rows.slice(0, most)
  return { rows: shown, after: rows.length > most ? (shown.at(-1)?.id ?? null) : null }
}
