import { sql } from 'kysely'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { fitOf } from '../../domain/parts/fit.ts'
import type { Shape } from '../../domain/parts/part.ts'
import { type Shelf, shelfOf } from '../../domain/parts/stock.ts'
import { standingsOf } from '../circuit/media.sql.ts'
import { mediumFacts } from '../circuit/medium-facts.ts'
import { type Performed, perform } from '../circuit/perform.sql.ts'
import { readPolicy } from '../circuit/policy.sql.ts'
import { takeCode } from '../fleet/device.sql.ts'
import { keepPartMove, type PartMove } from '../fleet/part-move.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import type { Refused } from '../platform/http/answer.ts'
import { type Actor, writeNote } from '../platform/ledger/ledger.ts'
import type { Bin } from './bin.sql.ts'
import { candidateOf, machineOf } from './machine.sql.ts'
import { type Part, partBy } from './part.sql.ts'
import { type Description, GIBIBYTE } from './part.ts'
import { stockEvents } from './part-events.ts'
import { misfits, partRefusal, reservedElsewhere } from './part-refusals.ts'

export type Moved =
  /** `shelf` says whether it is stock or under lock, and why. */
  | { readonly kind: 'done'; readonly part: Part; readonly shelf: Shelf; readonly actId: string }
  | { readonly kind: 'refused'; readonly refusals: readonly Refused[] }
  | { readonly kind: 'missing' }

const refuse = (...refusals: readonly Refused[]): Moved => ({ kind: 'refused', refusals })

/** What an act on parts belongs to. */
export interface Within {
  /** Moves of one act share it; a new one is made when absent. */
  readonly actId?: string
  readonly workOrderId?: string | null
}

/** Where the circuit lets a part go: to stock, or under lock with the rules that hold it back. */
export async function shelfFor(tx: Tx, part: Part): Promise<Shelf> {
  if (part.kind !== 'medium') return { to: 'stock' }
  const policy = await readPolicy(tx)
  const holder = { kind: part.deviceKind ?? 'unknown', code: part.deviceCode ?? '' }
  const [row] = await standingsOf(
    tx,
    [part],
    () => holder,
    policy,
    () => 'stock',
  )
  const medium = row ? mediumFacts(row, row.standing, row.rows, true) : null
  return shelfOf({ kind: part.kind, medium }, holder.kind as DeviceKind, policy)
}

/** A bin takes what it is meant for; a part without bin lies where the workshop keeps such things. */
const suits = (bin: Bin | null, standing: 'stock' | 'aside') =>
  bin === null || bin.holds === (standing === 'stock' ? 'stock' : 'locked')

/**
 * Takes a part out of the device it is in: to stock, or under lock where it is a medium whose proof does not open the circuit's gate.
 * Its printed code is taken the first time. Moves nothing where a rule refuses.
 */
export async function takePart(
  tx: Tx,
  actor: Actor,
  partId: string,
  bins: { readonly stock: Bin | null; readonly locked: Bin | null },
  within: Within = {},
): Promise<Moved> {
  const part = await partBy(tx, partId, true)
  if (!part) return { kind: 'missing' }
  if (part.standing !== 'fitted' || part.deviceId === null) return refuse(partRefusal('notFitted'))
  const shelf = await shelfFor(tx, part)
  if (shelf.to === 'nowhere') return refuse(partRefusal('notFitted'))
  const bin = shelf.to === 'stock' ? bins.stock : bins.locked
  if (!suits(bin, shelf.to)) return refuse(partRefusal('wrongBin'))
  const actId = within.actId ?? newId()
  const workOrderId = within.workOrderId ?? (await openOrderOf(tx, part.deviceId))
  const done = await perform(tx, actor, shelf.to === 'stock' ? 'takePart' : 'setMediumAside', part.deviceId, {
    payload: { componentId: part.id, partActId: actId, ...workOrder({ workOrderId }) },
  })
  if (done.kind !== 'done') return done
  await countMemory(tx, part, part.deviceId, -1)
  await put(tx, actor, part, { toDevice: null, toBin: bin?.id ?? null, standing: shelf.to }, { workOrderId, actId })
  return finished(tx, part.id, shelf, actId)
}

/** Parts move under the work order that is open on the device. */
async function openOrderOf(tx: Tx, deviceId: string): Promise<string | null> {
  const order = await tx
    .selectFrom('work_order')
    .select('id')
    .where('device_id', '=', deviceId)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return order?.id ?? null
}

const workOrder = ({ workOrderId }: Within) => (workOrderId ? { workOrderId } : {})

async function finished(tx: Tx, id: string, shelf: Shelf, actId: string): Promise<Moved> {
  const part = await partBy(tx, id)
  return part ? { kind: 'done', part, shelf, actId } : { kind: 'missing' }
}

/** What a laptop gives is a SODIMM, or a 2.5 inch medium: nothing else goes into one. A person says the rest. */
const shapeFrom = (part: Part): Shape | null => {
  if (part.shape !== null || part.deviceKind !== 'laptop') return part.shape
  if (part.kind === 'memory') return 'sodimm'
  return part.kind === 'medium' && part.subkind === 'hdd' ? 'inch25' : null
}

/** Writes where the part is from here on, its move, and the one event that names both ends. */
async function put(
  tx: Tx,
  actor: Actor,
  part: Part,
  to: Pick<PartMove, 'toDevice' | 'toBin' | 'standing'>,
  within: Within & { readonly actId: string },
  reason: string | null = null,
): Promise<void> {
  const code =
    part.code ?? (to.standing === 'fitted' ? null : await takeCode(tx, actor.organisationId, 'part', part.id))
  const note = reason === null ? null : await writeNote(tx, actor, 'component', part.id, reason)
  const fromDevice = part.standing === 'fitted' ? part.deviceId : null
  await tx
    .updateTable('component')
    .set({
      standing: to.standing,
      code,
      bin_id: to.toBin,
      shape: shapeFrom(part),
      ...(to.toDevice ? { device_id: to.toDevice } : {}),
      ...(to.standing === 'stock' && part.standing === 'stock'
        ? {}
        : { reserved_for: null, reserved_at: null, reserved_by: null }),
    })
    .where('id', '=', part.id)
    .execute()
  await keepPartMove(tx, actor, within.actId, {
    componentId: part.id,
    fromDevice,
    fromBin: part.binId,
    ...to,
    workOrderId: within.workOrderId ?? null,
    noteId: note?.id ?? null,
  })
  await stockEvents.record(tx, actor, 'moved', part.id, {
    actId: within.actId,
    fromDeviceId: fromDevice,
    fromBinId: part.binId,
    toDeviceId: to.toDevice,
    toBinId: to.toBin,
    standing: to.standing,
    ...workOrder(within),
    ...(note ? { noteHash: note.hash } : {}),
  })
}

/** The memory of a device follows its modules; one that nobody has measured stays unmeasured. */
export async function countMemory(tx: Tx, part: Part, deviceId: string, sign: 1 | -1): Promise<void> {
  if (part.kind !== 'memory' || part.bytes === null) return
  await tx
    .updateTable('device')
    .set({ memory_bytes: sql<number>`greatest(memory_bytes + ${sign * part.bytes}, 0)` })
    .where('id', '=', deviceId)
    .where('memory_bytes', 'is not', null)
    .execute()
}

/**
 * Fits a part into a device, from the stock or straight from another device: one act, one event. Refused where known facts exclude
 * it, where it is kept for another device or has failed its test; a doubt needs the reason of the person who looked.
 */
export async function fitPart(
  tx: Tx,
  actor: Actor,
  partId: string,
  deviceId: string,
  { reason, ...within }: Within & { readonly reason: string | null },
): Promise<Moved> {
  const part = await partBy(tx, partId, true)
  const machine = await machineOf(tx, deviceId)
  if (!part || !machine) return { kind: 'missing' }
  const from = part.standing === 'fitted' ? part.deviceId : null
  if (from === deviceId) return refuse(partRefusal('sameDevice'))
  if (part.standing !== 'stock' && !from) return refuse(partRefusal('notInStock'))
  if (part.test === 'failed') return refuse(partRefusal('testFailed'))
  if (part.reservedFor !== null && part.reservedFor !== deviceId)
    return refuse(reservedElsewhere(part.reservedCode ?? ''))
  const fit = fitOf(candidateOf(part), machine)
  if (fit.kind === 'no' || (fit.kind === 'doubt' && reason === null)) return refuse(...misfits(fit.kind, fit.reasons))
  const shelf = await shelfFor(tx, part)
  if (shelf.to !== 'stock') return refuse(...(shelf.to === 'aside' ? shelf.because : [partRefusal('notInStock')]))
  const actId = within.actId ?? newId()
  const workOrderId = within.workOrderId ?? (await openOrderOf(tx, deviceId))
  const payload = { componentId: part.id, partActId: actId, ...workOrder({ workOrderId }) }
  const acts: Performed[] = [
    ...(from ? [await perform(tx, actor, 'takePart', from, { payload })] : []),
    await perform(tx, actor, 'fitPart', deviceId, { payload }),
  ]
  const stopped = acts.find((done): done is Exclude<Performed, { kind: 'done' }> => done.kind !== 'done')
  if (stopped) return stopped
  if (from) await countMemory(tx, part, from, -1)
  await countMemory(tx, part, deviceId, 1)
  const doubted = fit.kind === 'doubt' ? reason : null
  await put(tx, actor, part, { toDevice: deviceId, toBin: null, standing: 'fitted' }, { workOrderId, actId }, doubted)
  return finished(tx, part.id, shelf, actId)
}

/** Moves a part to another bin, or brings a medium that has its proof from under lock into stock. */
export async function shelvePart(tx: Tx, actor: Actor, partId: string, bin: Bin | null): Promise<Moved> {
  const part = await partBy(tx, partId, true)
  if (!part) return { kind: 'missing' }
  if (part.standing !== 'stock' && part.standing !== 'aside') return refuse(partRefusal('notInStock'))
  const shelf = await shelfFor(tx, part)
  if (shelf.to === 'nowhere') return refuse(partRefusal('notInStock'))
  // A bin of the stock is asked for: the rules that hold the medium back are the answer.
  if (shelf.to === 'aside' && bin?.holds !== 'locked') return refuse(...shelf.because)
  const standing = bin?.holds === 'locked' ? 'aside' : 'stock'
  if (standing === 'aside' && part.kind !== 'medium') return refuse(partRefusal('wrongBin'))
  const actId = newId()
  await put(tx, actor, part, { toDevice: null, toBin: bin?.id ?? null, standing }, { actId })
  return finished(tx, part.id, shelf, actId)
}

/** Lets go of a part, with the reason. A medium without proof is not thrown away: it waits for its destruction. */
export async function scrapPart(
  tx: Tx,
  actor: Actor,
  partId: string,
  reason: string,
  within: Within = {},
): Promise<Moved> {
  const part = await partBy(tx, partId, true)
  if (!part) return { kind: 'missing' }
  const from = part.standing === 'fitted' ? part.deviceId : null
  if (!from && part.standing !== 'stock' && part.standing !== 'aside') return refuse(partRefusal('notInStock'))
  const shelf = await shelfFor(tx, part)
  if (shelf.to !== 'stock') return refuse(...(shelf.to === 'aside' ? shelf.because : [partRefusal('notInStock')]))
  const actId = within.actId ?? newId()
  if (from) {
    const done = await perform(tx, actor, 'takePart', from, {
      payload: { componentId: part.id, partActId: actId, ...workOrder(within) },
    })
    if (done.kind !== 'done') return done
    await countMemory(tx, part, from, -1)
  }
  await put(tx, actor, part, { toDevice: null, toBin: null, standing: 'scrapped' }, { ...within, actId }, reason)
  return finished(tx, part.id, shelf, actId)
}

/** Says how the test of a part went, by whom and when. */
export async function testPart(tx: Tx, actor: Actor, part: Part, result: 'passed' | 'failed'): Promise<void> {
  await tx
    .updateTable('component')
    .set({ test: result, tested_at: new Date(), tested_by: actor.personId })
    .where('id', '=', part.id)
    .execute()
  await stockEvents.record(tx, actor, 'tested', part.id, { result })
}

/** Keeps a part for a device. Of two people who want the last one, one is told whom it went to. */
export async function reservePart(tx: Tx, actor: Actor, partId: string, deviceId: string): Promise<Moved> {
  const part = await partBy(tx, partId, true)
  const machine = await machineOf(tx, deviceId)
  if (!part || !machine) return { kind: 'missing' }
  if (part.standing !== 'stock') return refuse(partRefusal('notInStock'))
  if (part.test === 'failed') return refuse(partRefusal('testFailed'))
  if (part.reservedFor !== null && part.reservedFor !== deviceId)
    return refuse(reservedElsewhere(part.reservedCode ?? ''))
  const fit = fitOf(candidateOf(part), machine)
  if (fit.kind === 'no') return refuse(...misfits('no', fit.reasons))
  await tx
    .updateTable('component')
    .set({ reserved_for: deviceId, reserved_at: new Date(), reserved_by: actor.personId })
    .where('id', '=', part.id)
    .execute()
  await stockEvents.record(tx, actor, 'reserved', part.id, { deviceId })
  return finished(tx, part.id, { to: 'stock' }, newId())
}

export async function releasePart(tx: Tx, actor: Actor, part: Part): Promise<void> {
  if (part.reservedFor === null) return
  await tx
    .updateTable('component')
    .set({ reserved_for: null, reserved_at: null, reserved_by: null })
    .where('id', '=', part.id)
    .execute()
  await stockEvents.record(tx, actor, 'released', part.id, { deviceId: part.reservedFor })
}

/** What a person read on a part that its reports do not say. */
export async function describePart(
  tx: Tx,
  actor: Actor,
  part: Part,
  seen: { readonly shape: Shape | null; readonly connector: Part['connector'] },
): Promise<void> {
  await tx.updateTable('component').set(seen).where('id', '=', part.id).execute()
  await stockEvents.record(tx, actor, 'described', part.id, seen)
}

/** Brings in parts that came on their own, from no device of ours: never a medium. Answers their ids. */
export async function enterParts(tx: Tx, actor: Actor, said: Description, bin: Bin | null): Promise<readonly string[]> {
  const ids: string[] = []
  for (let made = 0; made < said.count; made += 1) {
    const id = newId()
    await tx
      .insertInto('component')
      .values({
        organisation_id: actor.organisationId,
        id,
        kind: said.kind,
        standing: 'stock',
        code: await takeCode(tx, actor.organisationId, 'part', id),
        bin_id: bin?.id ?? null,
        maker: said.maker,
        model: said.model,
        // One serial is one part's.
        serial: said.count === 1 ? said.serial : null,
        subkind: said.kind === 'memory' ? said.subkind : null,
        shape: said.shape,
        connector: said.connector,
        bytes: said.kind === 'memory' && said.size !== null ? Math.round(said.size * GIBIBYTE) : null,
        watts: said.kind === 'powerSupply' && said.size !== null ? Math.round(said.size) : null,
      })
      .execute()
    await stockEvents.record(tx, actor, 'entered', id, { kind: said.kind, binId: bin?.id ?? null })
    ids.push(id)
  }
  return ids
}
