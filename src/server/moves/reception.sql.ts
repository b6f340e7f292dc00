import { showCode } from '../fleet/code.ts'
import { moveDevice } from '../fleet/move.sql.ts'
import { placeKit } from '../kits/kit.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Refused } from '../platform/http/answer.ts'
import { type Actor, writeNote } from '../platform/ledger/ledger.ts'
import { type Asked, type Done, type HeldSlip, linesOf, named, no, settleAt } from './held-slip.sql.ts'
import { ANSWERS, type Decision, type Outcome, REFUSALS, standingOf } from './slip.ts'
import { slipEvents } from './slip-events.ts'

/** What is said of a device as it is received. */
export interface Checked {
  readonly damaged: boolean
  readonly note: string | null
}

/** Checks what this code names at reception: awaited, it is here; not announced, it is written down to be decided. A kit is checked whole. */
export async function receiveOnSlip(
  tx: Tx,
  actor: Actor,
  slip: HeldSlip,
  text: string,
  { damaged, note }: Checked,
): Promise<Done> {
  if (slip.state !== 'sent' && slip.state !== 'settling') return no(null, REFUSALS.notOnTheWay)
  const asked = await named(tx, text)
  if (asked.length === 0) return no(null, REFUSALS.unknown)
  const lines = await linesOf(tx, slip.id)
  const known = asked.map((one) => lines.find((line) => line.deviceId === one.id))
  const [only] = known
  if (asked.length === 1 && only && only.outcome !== 'waiting' && only.outcome !== 'missing')
    return no(only.code, REFUSALS.notAwaited)
  let outcome: Outcome = 'arrived'
  for (const [at, one] of asked.entries()) {
    const line = known[at]
    if (line && line.outcome !== 'waiting' && line.outcome !== 'missing') continue
    outcome = line ? (damaged ? 'damaged' : 'arrived') : 'unexpected'
    const written = note === null ? null : await writeNote(tx, actor, 'device', one.id, note)
    await answer(tx, actor, slip, one, outcome, written?.hash)
    if (line) await settleAt(tx, actor, slip, one.id, 'arrived')
    if (line?.kitId) await placeWholeKit(tx, actor, slip, line.kitId)
  }
  await settle(tx, actor, slip)
  return { kind: 'done', outcome, codes: asked.map(({ code }) => code) }
}

async function answer(
  tx: Tx,
  actor: Actor,
  slip: HeldSlip,
  { id, kitId }: Asked,
  outcome: Exclude<Outcome, 'waiting'>,
  noteHash?: string,
): Promise<void> {
  const said = {
    outcome,
    awaited: outcome === 'missing',
    answered_at: new Date(),
    answered_by: actor.personId,
    decision: null,
  }
  await tx
    .insertInto('move_line')
    .values({ organisation_id: actor.organisationId, slip_id: slip.id, device_id: id, kit_id: kitId, ...said })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'slip_id', 'device_id']).doUpdateSet(said))
    .execute()
  await slipEvents.record(tx, actor, 'answered', slip.id, { deviceId: id, outcome, ...(noteHash ? { noteHash } : {}) })
}

/** A kit stands where its last device arrived. */
async function placeWholeKit(tx: Tx, actor: Actor, slip: HeldSlip, kitId: string): Promise<void> {
  const lines = await linesOf(tx, slip.id)
  if (!lines.some((line) => line.kitId === kitId && line.outcome === 'waiting'))
    await placeKit(tx, actor, kitId, slip.to)
}

/** Nothing more will come: what is still awaited is missing. */
export async function endReception(tx: Tx, actor: Actor, slip: HeldSlip): Promise<readonly Refused[]> {
  if (slip.state !== 'sent') return [REFUSALS.notOnTheWay]
  for (const line of await linesOf(tx, slip.id))
    if (line.outcome === 'waiting')
      await answer(tx, actor, slip, { id: line.deviceId, code: line.code, kitId: line.kitId }, 'missing')
  await settle(tx, actor, slip)
  return []
}

/** Decides of one difference, and does what the decision says; refused as the circuit refuses. The caller rolls back on a refusal. */
export async function decideLine(
  tx: Tx,
  actor: Actor,
  slip: HeldSlip,
  deviceId: string,
  decision: Decision,
): Promise<readonly Refused[] | null> {
  const line = (await linesOf(tx, slip.id)).find((one) => one.deviceId === deviceId)
  if (!line || line.decision !== null || !ANSWERS[line.outcome].includes(decision)) return null
  if (line.outcome === 'missing' && decision !== 'lost')
    await settleAt(tx, actor, slip, deviceId, decision === 'found' ? 'arrived' : 'cameBack')
  if (decision === 'lost') {
    const now = await tx.selectFrom('device').select('state').where('id', '=', deviceId).executeTakeFirst()
    if (now?.state !== 'lost') return [{ ...REFUSALS.stillHere, concerns: [showCode(line.code)] }]
  }
  if (line.outcome === 'unexpected' && decision === 'kept') {
    const moved = await moveDevice(tx, actor, deviceId, slip.to)
    if (moved.kind === 'refused') return moved.refusals
  }
  await tx
    .updateTable('move_line')
    .set({ decision, awaited: false, decided_at: new Date(), decided_by: actor.personId })
    .where('slip_id', '=', slip.id)
    .where('device_id', '=', deviceId)
    .execute()
  await slipEvents.record(tx, actor, 'decided', slip.id, { deviceId, decision })
  await settle(tx, actor, slip)
  return []
}

/** Writes where the slip stands after its lines. */
async function settle(tx: Tx, actor: Actor, slip: HeldSlip): Promise<void> {
  const state = standingOf(await linesOf(tx, slip.id))
  if (state === 'sent') return
  const now = new Date()
  await tx
    .updateTable('move_slip')
    .set({
      state,
      ...(slip.state === 'sent' ? { received_at: now, received_by: actor.personId } : {}),
      closed_at: state === 'closed' ? now : null,
    })
    .where('id', '=', slip.id)
    .execute()
  if (state === 'closed') await slipEvents.record(tx, actor, 'closed', slip.id, {})
}
