import { z } from 'zod'
import { perform } from '../circuit/perform.sql.ts'
import { keepPartMove } from '../fleet/part-move.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import type { Refused } from '../platform/http/answer.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { type Move, movesOfAct, movesOfPart, partBy } from './part.sql.ts'
import { stockEvents } from './part-events.ts'
import { partRefusal } from './part-refusals.ts'
import { countMemory } from './stock.sql.ts'

export type Undone =
  | { readonly kind: 'done'; readonly device: string | null }
  | { readonly kind: 'refused'; readonly refusals: readonly Refused[] }
  | { readonly kind: 'missing' }

const refuse = (rule: 'overtaken' | 'leftSince'): Undone => ({ kind: 'refused', refusals: [partRefusal(rule)] })
/** Where a device may be while its parts are put back. */
const ON_THE_BENCH: ReadonlySet<string> = new Set(['inWork', 'toParts'])

/**
 * Undoes one act on parts as a whole, by a contrary event for each move that names the first. Refused once a part has moved again,
 * was tested since or is kept for somebody, or once the device has gone on its way.
 */
export async function undoPartAct(tx: Tx, actor: Actor, actId: string): Promise<Undone> {
  const moves = await movesOfAct(tx, actId)
  if (moves.length === 0) return { kind: 'missing' }
  if (moves.some((move) => move.undoes !== null)) return refuse('overtaken')
  for (const move of moves) {
    const part = await partBy(tx, move.componentId, true)
    const last = (await movesOfPart(tx, move.componentId)).at(-1)
    if (!part || last?.id !== move.id || part.standing !== move.standing || part.reservedFor !== null)
      return refuse('overtaken')
    if (part.testedAt !== null && part.testedAt > move.at) return refuse('overtaken')
  }
  for (const deviceId of devicesOf(moves)) {
    const stopped = await bringBack(tx, actor, deviceId, actId)
    if (stopped) return stopped
  }
  const undoing = newId()
  for (const move of moves) await putBack(tx, actor, move, undoing)
  return { kind: 'done', device: moves.find((move) => move.fromDevice)?.fromDevice ?? moves[0]?.toDevice ?? null }
}

const devicesOf = (moves: readonly Move[]): ReadonlySet<string> =>
  new Set(moves.flatMap((move) => [move.fromDeviceId, move.toDeviceId]).filter((id): id is string => id !== null))

const PAYLOAD = z.looseObject({ partActId: z.string().optional() })

/** A carcass that this very act sent to recycling comes back; one that went further does not. */
async function bringBack(tx: Tx, actor: Actor, deviceId: string, actId: string): Promise<Undone | null> {
  const device = await tx.selectFrom('device').select('state').where('id', '=', deviceId).forUpdate().executeTakeFirst()
  if (!device) return { kind: 'missing' }
  if (ON_THE_BENCH.has(device.state)) return null
  const last = await tx
    .selectFrom('event')
    .select(['id', 'kind', 'payload'])
    .where('subject_id', '=', deviceId)
    .where('kind', 'like', 'device.%')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  const payload = PAYLOAD.safeParse(last?.payload)
  if (last?.kind !== 'device.scrap' || payload.data?.partActId !== actId) return refuse('leftSince')
  const done = await perform(tx, actor, 'correct', deviceId, {
    facts: { correction: { kind: 'lastEvent', act: 'scrap', before: 'toParts', people: 1 } },
    payload: { correctedEventId: last.id, partActId: actId },
  })
  return done.kind === 'done' ? null : done
}

async function putBack(tx: Tx, actor: Actor, move: Move, actId: string): Promise<void> {
  const part = await partBy(tx, move.componentId)
  if (!part) return
  const standing = await standingBefore(tx, move)
  const toBin = move.fromDeviceId ? null : move.fromBinId
  await tx
    .updateTable('component')
    .set({ standing, bin_id: toBin, ...(move.fromDeviceId ? { device_id: move.fromDeviceId } : {}) })
    .where('id', '=', part.id)
    .execute()
  if (move.toDeviceId) await countMemory(tx, part, move.toDeviceId, -1)
  if (move.fromDeviceId) await countMemory(tx, part, move.fromDeviceId, 1)
  await keepPartMove(tx, actor, actId, {
    componentId: part.id,
    fromDevice: move.toDeviceId,
    fromBin: move.toBinId,
    toDevice: move.fromDeviceId,
    toBin,
    standing,
    undoes: move.id,
  })
  await stockEvents.record(tx, actor, 'undone', part.id, { actId, undoneActId: move.actId })
}

/** Where the part stood before this move: in a device, else as the move before it left it. */
async function standingBefore(tx: Tx, move: Move): Promise<'fitted' | 'stock' | 'aside'> {
  if (move.fromDeviceId) return 'fitted'
  const before = (await movesOfPart(tx, move.componentId)).filter((one) => one.at < move.at).at(-1)
  return before?.standing === 'aside' ? 'aside' : 'stock'
}
