import { moveDevice } from '../fleet/move.sql.ts'
import { kitByCode, placeKit, takeOut } from '../kits/kit.sql.ts'
import { correct, isUndone, lastAct } from '../losses/correct.sql.ts'
import { holdSlipByCode } from '../moves/held-slip.sql.ts'
import { takeOffSlip } from '../moves/slip.sql.ts'
import { undoPartAct } from '../parts/undo.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Refused } from '../platform/http/answer.ts'
import type { Member } from '../platform/http/permission.ts'
import type { Bilingual } from '../platform/text/text.ts'
import { holdPallet, takeOffPallet } from '../recycling/pallet.sql.ts'
import { uncountDevice } from '../stocktake/round.sql.ts'
import { type Answered, both, no, readSaid, readUndo, refusing, type Undo } from './scan.ts'
import type { Intention } from './scan-session.ts'
import { undoItem } from './undo-item.sql.ts'
import { keyOf } from './work-items.ts'

/** How the act just done on a device is undone; null where the circuit has no contrary for it. */
export async function undoOf(tx: Tx, deviceId: string): Promise<Undo | null> {
  const last = await lastAct(tx, deviceId)
  return last && isUndone(last) ? { kind: 'correct', deviceId, eventId: last.eventId } : null
}

type Undone =
  | { readonly kind: 'done' | 'overtaken' }
  | { readonly kind: 'refused'; readonly refusals: readonly Refused[] }
const DONE: Undone = { kind: 'done' }
const OVERTAKEN: Undone = { kind: 'overtaken' }

const UNDO: {
  readonly [K in Undo['kind']]: (tx: Tx, member: Member, undo: Extract<Undo, { kind: K }>) => Promise<Undone>
} = {
  correct: async (tx, member, { deviceId, eventId }) => {
    const last = await lastAct(tx, deviceId)
    if (last?.eventId !== eventId) return OVERTAKEN
    const done = await correct(tx, member, deviceId, last, null)
    return done.kind === 'done' ? DONE : done.kind === 'refused' ? done : OVERTAKEN
  },
  move: async (tx, member, { from, kits, to }) => {
    for (const { deviceId, placeId } of from) {
      const now = await tx.selectFrom('device').select('place_id').where('id', '=', deviceId).executeTakeFirst()
      if (now?.place_id !== to) return OVERTAKEN
      const done = await moveDevice(tx, member, deviceId, placeId)
      if (done.kind === 'refused') return done
    }
    for (const { kitId, placeId } of kits) await placeKit(tx, member, kitId, placeId)
    return DONE
  },
  pallet: async (tx, member, { pallet, code }) => {
    const held = await holdPallet(tx, String(pallet))
    if (!held) return OVERTAKEN
    const done = await takeOffPallet(tx, member, held, code)
    return done.kind === 'refused' ? done : DONE
  },
  count: async (tx, member, { roundId, deviceId }) =>
    (await uncountDevice(tx, member, roundId, deviceId)) ? DONE : OVERTAKEN,
  slip: async (tx, member, { slip: held, code }) => {
    const slip = await holdSlipByCode(tx, held)
    const done = slip && (await takeOffSlip(tx, member, slip, code))
    if (!done) return OVERTAKEN
    return done.kind === 'refused' ? done : DONE
  },
  item: async (tx, member, undo) => ((await undoItem(tx, member, undo)) ? DONE : OVERTAKEN),
  kit: async (tx, member, { kit: code, itemId }) => {
    const kit = await kitByCode(tx, code, true)
    return kit && (await takeOut(tx, member, kit, itemId)) ? DONE : OVERTAKEN
  },
  parts: async (tx, member, { actIds }) => {
    for (const actId of actIds) {
      const undone = await undoPartAct(tx, member, actId)
      if (undone.kind === 'refused') return undone
      if (undone.kind === 'missing') return OVERTAKEN
    }
    return DONE
  },
}

/** Undoes the last scan of this person that did something, by the contrary act, or says why it cannot. */
export async function undoLast(
  tx: Tx,
  member: Member,
  { on, rest }: Omit<Extract<Intention, { do: 'undo' }>, 'do'>,
): Promise<Answered> {
  const line = await tx
    .selectFrom('scan_line')
    .select(['id', 'answer', 'undo'])
    .where('person_id', '=', member.personId)
    .where((line) => line.or([line('tone', '=', 'done'), line('undo', 'is not', null)]))
    .where('undone_at', 'is', null)
    .orderBy('scanned_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!line)
    return no(
      null,
      both((text) => text.undoNothing),
      both((text) => text.undoNothingHow),
    )
  const { says, code } = readSaid(line.answer)
  const undo = readUndo(line.undo)
  if (!undo)
    return no(
      code,
      of(says, 'undoNot'),
      both((text) => text.undoNotHow),
    )
  const run = UNDO[undo.kind] as (tx: Tx, member: Member, undo: Undo) => Promise<Undone>
  const undone = await run(tx, member, undo)
  if (undone.kind === 'refused') return refusing(undone.refusals, code)
  if (undone.kind === 'overtaken')
    return no(
      code,
      of(says, 'undoOvertaken'),
      both((text) => text.undoOvertakenHow),
    )
  await tx.updateTable('scan_line').set({ undone_at: new Date() }).where('id', '=', line.id).execute()
  const answer = { code, says: of(says, 'undo'), how: both((text) => text.goOn) }
  if (undo.kind !== 'item' || undo.code !== on) return { kind: 'done', ...answer }
  // Asked again, so that another undo takes back the answer before it.
  const others = rest.filter((item) => keyOf(item) !== keyOf(undo.item))
  return { kind: 'asks', ...answer, awaits: { kind: 'items', items: [undo.item, ...others] } }
}

const of = (says: Bilingual, which: 'undo' | 'undoNot' | 'undoOvertaken'): Bilingual => ({
  fr: both((text) => text[which](says.fr)).fr,
  en: both((text) => text[which](says.en)).en,
})
