import { sql } from 'kysely'
import { NO_DEVICE } from '../../domain/circuit/states.ts'
import { deviceConditions } from '../fleet/device-list.sql.ts'
import type { DeviceQuery } from '../fleet/device-query.ts'
import type { Tx } from '../platform/database/database.ts'
import { REUSE_LIMIT_YEARS } from './renewal.ts'

const PAGE = 25
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export interface StockRow {
  readonly id: string
  readonly code: string
  readonly kind: string
  readonly maker: string | null
  readonly model: string | null
  readonly name: string | null
  readonly serial: string | null
  readonly place: string | null
  readonly since: string | null
  readonly reason: string | null
  /** Older, when decommissioned, than what the law's target counts; null where no date is known. */
  readonly beyondTarget: boolean | null
}

export interface StockPage {
  readonly rows: readonly StockRow[]
  readonly before: string | null
  readonly after: string | null
}

/** One page of what is decommissioned and awaits collection, by key, the newest device first. */
export async function listStock(tx: Tx, query: DeviceQuery, thisYear: number): Promise<StockPage> {
  const back = query.before !== ''
  const from = back ? query.before : query.after
  const paged = UUID.test(from)
  let select = tx
    .selectFrom('device as d')
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'd.place_id').onRef('p.organisation_id', '=', 'd.organisation_id'),
    )
    .select([
      'd.id',
      'd.code',
      'd.kind',
      'd.maker',
      'd.model',
      'd.name',
      'd.serial',
      'p.name as place',
      'd.decommissioned_on as since',
      'd.decommission_reason as reason',
    ])
    .select(
      sql<
        boolean | null
      >`coalesce(d.bought_on, make_date(d.built_year, 12, 31)) < coalesce(d.decommissioned_on, current_date) - make_interval(years => ${REUSE_LIMIT_YEARS})`.as(
        'beyondTarget',
      ),
    )
    .where('d.state', '=', 'decommissioned')
    .where((and) => and.and(deviceConditions({ ...query, state: '' }, thisYear)))
  if (paged) select = select.where('d.id', back ? '>' : '<', from)
  const found = await select
    .orderBy('d.id', back ? 'asc' : 'desc')
    .limit(PAGE + 1)
    .execute()
  const more = found.length > PAGE
  const rows = found.slice(0, PAGE)
  if (back) rows.reverse()
  return {
    rows,
    before: (back ? more : paged) ? (rows[0]?.id ?? null) : null,
    after: back || more ? (rows.at(-1)?.id ?? null) : null,
  }
}

export interface ServiceTotal {
  readonly service: string | null
  readonly decommissioned: number
  readonly collected: number
}

/** What each service decommissioned, and how much of it was collected since; what was lost was not. */
export async function totalsByService(tx: Tx): Promise<readonly ServiceTotal[]> {
  const rows = await tx
    .selectFrom('device as d')
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'd.service_id').onRef('p.organisation_id', '=', 'd.organisation_id'),
    )
    .select([
      'p.name as service',
      sql<number>`count(*)::int`.as('decommissioned'),
      sql<number>`count(*) filter (where d.state not in ('decommissioned', 'lost'))::int`.as('collected'),
    ])
    .where('d.decommissioned_on', 'is not', null)
    .where('d.state', 'not in', [...NO_DEVICE])
    .groupBy(['d.service_id', 'p.name'])
    .orderBy(sql`count(*) filter (where d.state in ('decommissioned', 'lost'))`, 'desc')
    .orderBy(sql`p.name collate french`)
    .limit(200)
    .execute()
  return rows
}
