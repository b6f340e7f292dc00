import { sql } from 'kysely'
import type { DeviceKind, Memory } from '../../domain/hardware/report.ts'
import { type Candidate, connectorOf, type Machine } from '../../domain/parts/fit.ts'
import type { OnBench } from '../../domain/parts/needs.ts'
import { CONNECTOR_NAMES, SHAPE_NAMES, type Shape } from '../../domain/parts/part.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Part } from './part.sql.ts'

/** A part as the rules of fitting see it. */
export const candidateOf = (part: Part): Candidate => ({
  kind: part.kind,
  subkind: part.subkind,
  shape: part.shape,
  connector: part.connector,
  bytes: part.bytes,
  origin: part.originCode === null ? null : { maker: part.originMaker, model: part.originModel },
})

const known = <T>(values: readonly (T | null)[]): readonly T[] => [
  ...new Set(values.filter((value): value is T => value !== null)),
]
const shapeOf = (name: string | null): Shape | null => SHAPE_NAMES.find((one) => one === name) ?? null

/** What its reports, and the parts that are or were in it, say of a machine; null where it is not of this organisation. */
export async function machineOf(tx: Tx, deviceId: string): Promise<Machine | null> {
  return (await benchOf(tx, [deviceId]))[0]?.machine ?? null
}

/** The same of several machines, with what is in each now, in the order of the ids. */
export async function benchOf(tx: Tx, deviceIds: readonly string[]): Promise<readonly OnBench[]> {
  if (deviceIds.length === 0) return []
  const ids = [...deviceIds]
  const devices = await tx
    .selectFrom('device')
    .select(['id', 'kind', 'maker', 'model', 'memory_bytes'])
    .where('id', 'in', ids)
    .execute()
  const components = await tx
    .selectFrom('component')
    .select([
      'kind',
      'subkind',
      'shape',
      'connector',
      'standing',
      'bytes',
      'health',
      'level',
      'device_id',
      'origin_device_id',
    ])
    .where((or) => or.or([or('device_id', 'in', ids), or('origin_device_id', 'in', ids)]))
    .execute()
  const memories = await lastMemories(tx, ids)
  const byId = new Map(devices.map((device) => [device.id, device]))
  return ids.flatMap((id): OnBench[] => {
    const device = byId.get(id)
    if (!device) return []
    const seen = components.filter((one) => one.device_id === id || one.origin_device_id === id)
    const inside = seen.filter((one) => one.device_id === id && one.standing === 'fitted')
    const memory = seen.filter((one) => one.kind === 'memory')
    const media = seen.filter((one) => one.kind === 'medium' && one.subkind !== 'card' && one.subkind !== 'stick')
    const told = memories.get(id) ?? null
    return [
      {
        id,
        machine: {
          kind: device.kind as DeviceKind,
          maker: device.maker,
          model: device.model,
          memory: {
            types: known([...memory.map((one) => one.subkind), ...(told?.modules ?? []).map((module) => module.type)]),
            shapes: known(memory.map((one) => shapeOf(one.shape))),
            modules: inside.filter((one) => one.kind === 'memory').length,
            slots: told?.slots ?? null,
            maximumBytes: told?.declaredMaximumBytes ?? null,
            bytes: device.memory_bytes,
          },
          media: {
            connectors: known(
              media.map(({ subkind, connector }) =>
                connectorOf({ subkind, connector: CONNECTOR_NAMES.find((name) => name === connector) ?? null }),
              ),
            ),
            shapes: known(media.map((one) => shapeOf(one.shape) ?? (one.subkind === 'nvme' ? 'm2' : null))),
          },
        },
        parts: inside.map(({ kind, bytes, health, level }) => ({
          kind,
          bytes,
          health,
          level: level === null ? null : Number(level),
        })),
      },
    ]
  })
}

/** What the last report that speaks of memory says of it, by device. */
async function lastMemories(tx: Tx, ids: string[]): Promise<ReadonlyMap<string, Memory>> {
  const rows = await tx
    .selectFrom('evidence')
    .distinctOn('device_id')
    .select(['device_id', sql<Memory>`report -> 'memory'`.as('memory')])
    .where('device_id', 'in', ids)
    .where(sql<boolean>`jsonb_typeof(report -> 'memory') = 'object'`)
    .orderBy('device_id')
    .orderBy('received_at', 'desc')
    .execute()
  return new Map(rows.flatMap((row) => (row.device_id ? [[row.device_id, row.memory] as const] : [])))
}
