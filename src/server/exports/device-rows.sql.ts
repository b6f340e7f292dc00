import { type DeviceState, NO_DEVICE } from '../../domain/circuit/states.ts'
import { deviceConditions } from '../fleet/device-list.sql.ts'
import { readDeviceQuery } from '../fleet/device-query.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Asked, Rows } from './export.ts'

const CHUNK = 5000
/** More devices than an organisation has. */
const EVERY = 10_000_000

const deviceRows = (tx: Tx) =>
  tx
    .selectFrom('device as d')
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'd.place_id').onRef('p.organisation_id', '=', 'd.organisation_id'),
    )
    .leftJoin('batch as b', (join) =>
      join.onRef('b.id', '=', 'd.batch_id').onRef('b.organisation_id', '=', 'd.organisation_id'),
    )
    .select([
      'd.id',
      'd.code',
      'd.kind',
      'd.state',
      'd.state_since as stateSince',
      'd.maker',
      'd.model',
      'd.name',
      'd.serial',
      'd.inventory_number as inventoryNumber',
      'd.cpu',
      'd.memory_bytes as memoryBytes',
      'd.built_year as builtYear',
      'd.bought_on as boughtOn',
      'd.unit_value_eur as valueEur',
      'd.owner',
      'd.works',
      'd.grade',
      'd.life',
      'd.decommissioned_on as decommissionedOn',
      'd.decommission_reason as decommissionReason',
      'p.name as place',
      'b.label as batch',
    ])

export type ExportedDevice = Awaited<ReturnType<ReturnType<typeof deviceRows>['execute']>>[number]

/** Devices as the address narrows them, the newest first; in `states` only, where there are some. */
export async function nextDevices(
  tx: Tx,
  { query, now }: Asked,
  after: string | null,
  states: readonly DeviceState[],
): Promise<Rows<ExportedDevice>> {
  let select = deviceRows(tx)
    .where('d.state', 'not in', [...NO_DEVICE])
    .where((and) => and.and(deviceConditions(readDeviceQuery(query), now.getFullYear(), EVERY)))
  if (states.length > 0) select = select.where('d.state', 'in', [...states])
  if (after !== null) select = select.where('d.id', '<', after)
  const rows = await select.orderBy('d.id', 'desc').limit(CHUNK).execute()
  return { rows, after: rows.length < CHUNK ? null : (rows.at(-1)?.id ?? null) }
}
