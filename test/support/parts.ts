import { perform } from '../../src/server/circuit/perform.sql.ts'
import { createDevice, type NewDevice } from '../../src/server/fleet/device.sql.ts'
import type { Tx } from '../../src/server/platform/database/database.ts'
import { newId } from '../../src/server/platform/database/id.ts'
import type { Actor } from '../../src/server/platform/ledger/ledger.ts'
import { fitMedium } from './ready.ts'

export const GIB = 1_073_741_824
let serials = 0

export interface Dismantled {
  readonly id: string
  readonly code: string
  readonly module: string
  readonly disk: string
  readonly battery: string
}

/** A laptop of ours with one module, one disk and one battery, in this state; `empty`: its disk is gone. */
export async function laptopWithParts(
  tx: Tx,
  actor: Actor,
  state: 'inWork' | 'toParts' | 'triaged',
  {
    proven = true,
    type = 'DDR4',
    kind = 'laptop',
    empty = false,
  }: { proven?: boolean; type?: string; kind?: NewDevice['kind']; empty?: boolean } = {},
): Promise<Dismantled> {
  const serial = `PART${String(++serials).padStart(5, '0')}`
  const device = await createDevice(tx, actor, {
    kind,
    state: 'received',
    maker: 'LENOVO',
    model: 'ThinkPad L480',
    serial,
    set: { inventory: 'neverListed', works: 'notWorking', memory_bytes: 8 * GIB },
  })
  await fitMedium(tx, actor, device.id, serial, proven)
  const add = async (kind: 'memory' | 'battery', set: Readonly<Record<string, unknown>>) => {
    const id = newId()
    await tx
      .insertInto('component')
      .values({
        organisation_id: actor.organisationId,
        id,
        kind,
        device_id: device.id,
        origin_device_id: device.id,
        serial: `${kind}-${serial}`,
        ...set,
      })
      .execute()
    return id
  }
  const module = await add('memory', { bytes: 8 * GIB, subkind: type, maker: 'Samsung' })
  const battery = await add('battery', { level: 0.81, model: '01AV463' })
  await perform(tx, actor, 'identify', device.id)
  if (state === 'toParts')
    await perform(tx, actor, 'sendToParts', device.id, { set: { scrap_reason: 'Carte mère morte' } })
  else {
    await perform(tx, actor, 'triage', device.id)
    if (state === 'inWork') await openBench(tx, actor, device.id)
  }
  const disk = await tx
    .selectFrom('component')
    .select('id')
    .where('device_id', '=', device.id)
    .where('kind', '=', 'medium')
    .executeTakeFirstOrThrow()
  // Its bay was emptied before it came to triage.
  if (empty) await tx.updateTable('component').set({ standing: 'absent' }).where('id', '=', disk.id).execute()
  return { ...device, module, disk: disk.id, battery }
}

async function openBench(tx: Tx, actor: Actor, deviceId: string): Promise<void> {
  await perform(tx, actor, 'startWork', deviceId)
  await tx
    .insertInto('work_order')
    .values({ organisation_id: actor.organisationId, id: newId(), device_id: deviceId })
    .execute()
}
