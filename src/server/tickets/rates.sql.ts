import { sql } from 'kysely'
import { TRANSFER_KINDS, TRANSFERS } from '../../domain/circuit/transfers.ts'
import { spokenName } from '../../domain/hardware/spoken-name.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Exposure } from './ticket.ts'

export interface Group extends Exposure {
  readonly key: string
  /** The model as people say it; the key itself where the group is none. */
  readonly name: string
}

/** The transfers during which a device stays ours. */
const OURS = TRANSFER_KINDS.filter((kind) => !TRANSFERS.rows[kind].changesOwner)

const KEYS = {
  life: sql<string>`x.life::text`,
  age: sql<string>`case when d.built_year is null then 'unknown' when x.year - d.built_year <= 3 then '0' when x.year - d.built_year <= 6 then '4'
    when x.year - d.built_year <= 9 then '7' else '10' end`,
  model: sql<string>`coalesce(nullif(concat_ws(' ', d.maker, d.model), ''), 'unknown')`,
} as const
export type RateBy = keyof typeof KEYS

/**
 * Days in use, breakdowns and minutes of repair of a calendar year, by life, age or model: time in use from the holdings of devices
 * that stay ours, breakdowns by the day they were reported. What lies ahead of `now` is not counted.
 */
export async function exposures(tx: Tx, by: RateBy, year: number, now: Date, most = 40): Promise<readonly Group[]> {
  const from = new Date(Date.UTC(year, 0, 1))
  const end = new Date(Math.min(Date.UTC(year + 1, 0, 1), now.getTime()))
  const { rows } = await sql<
    Exposure & { key: string; maker: string | null; model: string | null; named: string | null }
  >`
    select ${KEYS[by]} as key, min(d.maker) as maker, min(d.model) as model, min(d.name) as named, sum(x.days)::float8 as days, sum(x.tickets)::integer as tickets, sum(x.minutes)::integer as minutes from (
      select h.organisation_id, h.device_id, h.life, ${year}::integer as year,
        extract(epoch from (least(coalesce(h.ended_at, ${end}), ${end}) - greatest(h.started_at, ${from}))) / 86400 as days,
        0 as tickets, 0 as minutes
      from holding h where h.started_at < ${end} and (h.ended_at is null or h.ended_at > ${from}) and h.transfer = any(${OURS})
      union all
      select t.organisation_id, t.device_id, t.life, ${year}::integer, 0, 1,
        (select coalesce(sum(m.minutes), 0) from work_time m where m.organisation_id = t.organisation_id and m.ticket_id = t.id)
      from ticket t where t.reported_at >= ${from} and t.reported_at < ${end}
    ) x join device d on d.organisation_id = x.organisation_id and d.id = x.device_id
    group by 1 order by ${by === 'model' ? sql`tickets desc, days desc` : sql`length(${KEYS[by]}), key`} limit ${most}`.execute(
    tx,
  )
  return rows.map(({ maker, model, named, ...row }) => ({
    ...row,
    name: (by === 'model' && spokenName({ maker, model, name: named })) || row.key,
  }))
}

/** Years that have breakdowns, latest first, this one always. */
export async function yearsOfTickets(tx: Tx, now: Date): Promise<readonly number[]> {
  const first = await tx.selectFrom('ticket').select('reported_at').orderBy('reported_at').limit(1).executeTakeFirst()
  const from = (first?.reported_at ?? now).getUTCFullYear()
  return Array.from({ length: now.getUTCFullYear() - from + 1 }, (_, index) => now.getUTCFullYear() - index)
}
