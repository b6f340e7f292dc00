import { NO_DEVICE } from '../../domain/circuit/states.ts'
import type { Day } from '../../domain/rules.ts'
import { type Deed, type Performed, perform, performAll } from '../circuit/perform.sql.ts'
import { createBatch } from '../collection/arrival.sql.ts'
import { showCode } from '../fleet/code.ts'
import { createDevice } from '../fleet/device.sql.ts'
import type { BulkLine } from '../platform/bulk/bulk.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import type { Declaration, Reason } from './renewal.ts'

/** Takes a device out of the inventory, for a reason, on that day; its service stays known. */
export async function decommission(
  tx: Tx,
  actor: Actor,
  deviceId: string,
  reason: Reason,
  today: string,
): Promise<Performed> {
  const device = await tx.selectFrom('device').select('place_id').where('id', '=', deviceId).executeTakeFirst()
  const placeId = device?.place_id ?? null
  return perform(tx, actor, 'decommission', deviceId, decommissionDeed(reason, placeId, today))
}

/** What decommissioning a device of this service, for this reason, on that day brings. */
export const decommissionDeed = (reason: Reason, placeId: string | null, today: Day): Deed => ({
  facts: { decommissionReason: reason },
  payload: { reason, ...(placeId ? { placeId } : {}) },
  set: {
    inventory: 'decommissioned',
    decommission_reason: reason,
    decommissioned_on: today,
    service_id: placeId,
  },
})

/** What receiving a device in this batch, at this place, brings. */
export const receiveDeed = (batchId: string, placeId: string | null): Deed => ({
  payload: { batchId, ...(placeId ? { placeId } : {}) },
  set: { batch_id: batchId, place_id: placeId },
})

/** One line of a bulk answer for a device that an act was asked of. */
export function answerOf(
  deviceId: string,
  done: Performed,
  said: BulkLine['what'],
  unknown: BulkLine['what'],
): BulkLine {
  if (done.kind === 'missing') return { item: deviceId, href: null, done: false, what: unknown }
  const item = showCode(done.code)
  const href = `/parc/${done.code}`
  if (done.kind === 'done') return { item, href, done: true, what: said }
  const [first] = done.refusals
  return { item, href, done: false, what: first?.message ?? unknown, ...(first ? { how: first.satisfy } : {}) }
}

/** Receives what awaited collection, in one batch; answers what became of each. */
export async function receiveStock(
  tx: Tx,
  actor: Actor,
  deviceIds: readonly string[],
  batch: { readonly label: string; readonly at: string | null },
): Promise<readonly { readonly id: string; readonly done: Performed }[]> {
  const first = await tx
    .selectFrom('device')
    .select('place_id')
    .distinct()
    .where('id', 'in', [...deviceIds])
    .execute()
  const from = first.length === 1 ? (first[0]?.place_id ?? null) : null
  const batchId = await createBatch(tx, actor, { ...batch, from, devices: deviceIds.length })
  const deed = receiveDeed(batchId, batch.at)
  const answers = await performAll(
    tx,
    actor,
    'receive',
    [...new Set(deviceIds)].map((deviceId) => ({ ...deed, deviceId })),
  )
  return [...answers].map(([id, done]) => ({ id, done }))
}

/** A device of the town that serves today: told, with no gate claimed. Answers its code. */
export async function declareInUse(tx: Tx, actor: Actor, said: Declaration): Promise<string> {
  const device = await createDevice(tx, actor, {
    kind: said.kind,
    state: 'inUse',
    placeId: said.placeId,
    maker: said.maker,
    model: said.model,
    serial: said.serial,
    inventoryNumber: said.inventoryNumber,
    owner: 'organisation',
    set: {
      life: 1,
      inventory: 'listed',
      bought_on: said.boughtOn,
      built_year: said.boughtOn ? Number(said.boughtOn.slice(0, 4)) : null,
    },
  })
  await tx
    .insertInto('holding')
    .values({
      organisation_id: actor.organisationId,
      id: newId(),
      device_id: device.id,
      life: 1,
      transfer: 'internalUse',
      holder_place: said.placeId,
      told: true,
      ...(said.boughtOn ? { started_at: new Date(`${said.boughtOn}T12:00:00Z`) } : {}),
    })
    .execute()
  return device.code
}

/** A device already known by this serial or inventory number. */
export async function alreadyKnown(tx: Tx, said: Declaration): Promise<string | null> {
  const { serial, inventoryNumber } = said
  if (serial === null && inventoryNumber === null) return null
  const row = await tx
    .selectFrom('device')
    .select('code')
    .where('state', 'not in', [...NO_DEVICE])
    .where((or) =>
      or.or([
        ...(serial === null ? [] : [or('serial', '=', serial)]),
        ...(inventoryNumber === null ? [] : [or('inventory_number', '=', inventoryNumber)]),
      ]),
    )
    .executeTakeFirst()
  return row?.code ?? null
}
