import type { DeviceKind, HardwareReport } from '../../domain/hardware/report.ts'
import { type Candidate, connectorOf, type Machine } from '../../domain/parts/fit.ts'
import { type Connector, SHAPE_NAMES, type Shape } from '../../domain/parts/part.ts'
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
  const device = await tx
    .selectFrom('device')
    .select(['kind', 'maker', 'model', 'memory_bytes'])
    .where('id', '=', deviceId)
    .executeTakeFirst()
  if (!device) return null
  const parts = await tx
    .selectFrom('component')
    .select(['kind', 'subkind', 'shape', 'connector', 'standing', 'device_id'])
    .where((or) => or.or([or('device_id', '=', deviceId), or('origin_device_id', '=', deviceId)]))
    .where('kind', 'in', ['memory', 'medium'])
    .execute()
  const memory = parts.filter((part) => part.kind === 'memory')
  const media = parts.filter((part) => part.kind === 'medium' && part.subkind !== 'card' && part.subkind !== 'stick')
  const told = (await lastMemory(tx, deviceId)) ?? null
  return {
    kind: device.kind as DeviceKind,
    maker: device.maker,
    model: device.model,
    memory: {
      types: known([...memory.map((part) => part.subkind), ...(told?.modules ?? []).map((module) => module.type)]),
      shapes: known(memory.map((part) => shapeOf(part.shape))),
      modules: memory.filter((part) => part.standing === 'fitted' && part.device_id === deviceId).length,
      slots: told?.slots ?? null,
      maximumBytes: told?.declaredMaximumBytes ?? null,
      bytes: device.memory_bytes,
    },
    media: {
      connectors: known(
        media.map((part) => connectorOf({ subkind: part.subkind, connector: part.connector as Connector | null })),
      ),
      shapes: known(media.map((part) => shapeOf(part.shape) ?? (part.subkind === 'nvme' ? 'm2' : null))),
    },
  }
}

async function lastMemory(tx: Tx, deviceId: string): Promise<HardwareReport['memory'] | undefined> {
  const rows = await tx
    .selectFrom('evidence')
    .select('report')
    .where('device_id', '=', deviceId)
    .orderBy('received_at', 'desc')
    .limit(5)
    .execute()
  return rows.map((row) => row.report.memory).find((memory) => memory !== null)
}
