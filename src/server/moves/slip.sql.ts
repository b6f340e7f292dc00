import { showCode } from '../fleet/code.ts'
import { deviceByCode, takeCode } from '../fleet/device.sql.ts'
import { mayMove, moveDevice, sendDevice } from '../fleet/move.sql.ts'
import { allPlaces } from '../fleet/place.sql.ts'
import { branchOf } from '../fleet/place.ts'
import { kitByCode, placeKit } from '../kits/kit.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { nextNumber } from '../platform/database/series.sql.ts'
import type { Refused } from '../platform/http/answer.ts'
import { type Actor, writeNote } from '../platform/ledger/ledger.ts'
import { ANSWERS, type Decision, type Outcome, REFUSALS, type SlipState, standingOf } from './slip.ts'
import { arrivals, slipEvents } from './slip-events.ts'

/** A slip whose row is held until the end of the transaction: two people at the same slip wait for each other. */
export interface HeldSlip {
  readonly id: string
  readonly number: number
  readonly code: string
  readonly state: SlipState
  readonly from: string
  readonly to: string
}

const held = (tx: Tx) =>
  tx
    .selectFrom('move_slip')
    .select(['id', 'number', 'code', 'state', 'from_place as from', 'to_place as to'])
    .forUpdate()

export async function holdSlip(tx: Tx, numberText: string): Promise<HeldSlip | null> {
  const number = /^\d{1,9}$/.test(numberText) ? Number(numberText) : 0
  const row = await held(tx).where('number', '=', number).executeTakeFirst()
  return row ? { ...row, state: row.state as SlipState } : null
}
/** The slip of a printed code. */
export async function holdSlipByCode(tx: Tx, code: string): Promise<HeldSlip | null> {
  const row = await held(tx).where('code', '=', code).executeTakeFirst()
  return row ? { ...row, state: row.state as SlipState } : null
}

export interface SlipFields {
  readonly from: string
  readonly to: string
  readonly expectedOn: string | null
}

/** Opens an empty slip between two places; answers its number and its printed code. */
export async function prepareSlip(
  tx: Tx,
  actor: Actor,
  { from, to, expectedOn }: SlipFields,
): Promise<{ readonly number: number; readonly code: string }> {
  const id = newId()
  const number = await nextNumber(tx, actor.organisationId, 'moveSlip')
  const code = await takeCode(tx, actor.organisationId, 'moveSlip', id)
  await tx
    .insertInto('move_slip')
    .values({
      organisation_id: actor.organisationId,
      id,
      number,
      code,
      from_place: from,
      to_place: to,
      expected_on: expectedOn,
      prepared_by: actor.personId,
      in_charge: actor.personId,
    })
    .execute()
  await slipEvents.record(tx, actor, 'prepared', id, { number, from, to })
  return { number, code }
}

/** What one code led to: the devices it put on the slip or checked, or why not. */
export type Done =
  | { readonly kind: 'done'; readonly outcome?: Outcome; readonly codes: readonly string[] }
  | { readonly kind: 'refused'; readonly code: string | null; readonly refusals: readonly Refused[] }

const no = (code: string | null, ...refusals: readonly Refused[]): Done => ({ kind: 'refused', code, refusals })

interface Asked {
  readonly id: string
  readonly code: string
  readonly kitId: string | null
}

/** The devices that a code names: one, or all those of a kit. */
async function named(tx: Tx, text: string): Promise<readonly Asked[]> {
  const device = await deviceByCode(tx, text)
  if (device) return [{ id: device.id, code: device.code, kitId: null }]
  const kit = await kitByCode(tx, text.replace(/^SV-?/i, '').replaceAll('-', '').toUpperCase())
  if (kit?.state !== 'complete' && kit?.state !== 'open') return []
  const found: Asked[] = []
  for (const one of kit.items) {
    const inside = one.deviceCode ? await deviceByCode(tx, one.deviceCode) : null
    if (inside) found.push({ id: inside.id, code: inside.code, kitId: kit.id })
  }
  return found
}

/** Puts what this code names on a slip being prepared; a kit goes whole, or not at all. */
export async function putOnSlip(tx: Tx, actor: Actor, slip: HeldSlip, text: string): Promise<Done> {
  if (slip.state !== 'prepared') return no(null, REFUSALS.notPrepared)
  const asked = await named(tx, text)
  if (asked.length === 0) return no(null, REFUSALS.unknown)
  const places = await allPlaces(tx)
  const from = branchOf(places, slip.from)
  const kind = places.find((place) => place.id === slip.to)?.kind ?? 'other'
  for (const one of asked) {
    const refusal = await refusalOf(tx, slip, one, from, kind)
    if (refusal) return no(one.code, ...refusal)
  }
  for (const { id, kitId } of asked) {
    const added = await tx
      .insertInto('move_line')
      .values({ organisation_id: actor.organisationId, slip_id: slip.id, device_id: id, kit_id: kitId })
      .onConflict((conflict) => conflict.columns(['organisation_id', 'slip_id', 'device_id']).doNothing())
      .executeTakeFirst()
    if (added.numInsertedOrUpdatedRows === 1n) await slipEvents.record(tx, actor, 'added', slip.id, { deviceId: id })
  }
  return { kind: 'done', codes: asked.map(({ code }) => code) }
}

async function refusalOf(
  tx: Tx,
  slip: HeldSlip,
  asked: Asked,
  from: ReadonlySet<string>,
  kind: string,
): Promise<readonly Refused[] | null> {
  const now = await tx
    .selectFrom('device as d')
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'd.place_id').onRef('p.organisation_id', '=', 'd.organisation_id'),
    )
    .leftJoin('move_line as l', (join) =>
      join
        .onRef('l.device_id', '=', 'd.id')
        .onRef('l.organisation_id', '=', 'd.organisation_id')
        .on('l.awaited', '=', true),
    )
    .leftJoin('move_slip as s', (join) =>
      join.onRef('s.id', '=', 'l.slip_id').onRef('s.organisation_id', '=', 'l.organisation_id'),
    )
    .select(['d.place_id as placeId', 'p.name as place', 's.id as slipId', 's.number'])
    .where('d.id', '=', asked.id)
    // Two slips that take the same device at once wait for each other here.
    .forUpdate('d')
    .executeTakeFirstOrThrow()
  if (now.slipId !== null && now.slipId !== slip.id && now.number !== null) return [REFUSALS.onAnother(now.number)]
  const rules = await mayMove(tx, asked.id, kind)
  if (rules.length > 0) return rules
  if (now.placeId !== null && !from.has(now.placeId)) return [REFUSALS.elsewhere(now.place ?? '—')]
  const kit = asked.kitId === null ? await kitOf(tx, asked.id) : null
  return kit === null ? null : [REFUSALS.inKit(showCode(kit))]
}

async function kitOf(tx: Tx, deviceId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('kit_item as i')
    .innerJoin('kit as k', (join) =>
      join.onRef('k.id', '=', 'i.kit_id').onRef('k.organisation_id', '=', 'i.organisation_id'),
    )
    .select('k.code')
    .where('i.device_id', '=', deviceId)
    .where('k.state', '=', 'complete')
    .executeTakeFirst()
  return row?.code ?? null
}

/** Takes a device off a slip being prepared, with the rest of its kit. */
export async function takeOffSlip(tx: Tx, actor: Actor, slip: HeldSlip, text: string): Promise<Done> {
  if (slip.state !== 'prepared') return no(null, REFUSALS.notPrepared)
  const device = await deviceByCode(tx, text)
  const line = device
    ? await tx
        .selectFrom('move_line')
        .select('kit_id')
        .where('slip_id', '=', slip.id)
        .where('device_id', '=', device.id)
        .executeTakeFirst()
    : undefined
  if (!device || !line) return no(device?.code ?? null, REFUSALS.unknown)
  const gone = await tx
    .deleteFrom('move_line')
    .where('slip_id', '=', slip.id)
    .where((or) => or.or([or('device_id', '=', device.id), ...(line.kit_id ? [or('kit_id', '=', line.kit_id)] : [])]))
    .returning('device_id as deviceId')
    .execute()
  for (const one of gone) await slipEvents.record(tx, actor, 'removed', slip.id, one)
  return { kind: 'done', codes: [device.code] }
}

interface Line {
  readonly deviceId: string
  readonly code: string
  readonly kitId: string | null
  readonly outcome: Outcome
  readonly decision: Decision | null
}

async function linesOf(tx: Tx, slipId: string): Promise<readonly Line[]> {
  const rows = await tx
    .selectFrom('move_line as l')
    .innerJoin('device as d', (join) =>
      join.onRef('d.id', '=', 'l.device_id').onRef('d.organisation_id', '=', 'l.organisation_id'),
    )
    .select(['d.id as deviceId', 'd.code', 'l.kit_id as kitId', 'l.outcome', 'l.decision'])
    .where('l.slip_id', '=', slipId)
    .orderBy('d.id')
    .execute()
  return rows.map((row) => ({ ...row, outcome: row.outcome as Outcome, decision: row.decision as Decision | null }))
}

/** Everything on the slip leaves, or nothing does; each refusal names its devices. The caller rolls back on a refusal. */
export async function sendSlip(tx: Tx, actor: Actor, slip: HeldSlip): Promise<readonly Refused[]> {
  if (slip.state !== 'prepared') return [REFUSALS.notPrepared]
  const lines = await linesOf(tx, slip.id)
  if (lines.length === 0) return [REFUSALS.empty]
  const to = await tx.selectFrom('place').select('kind').where('id', '=', slip.to).executeTakeFirstOrThrow()
  const refusals = new Map<string, Refused>()
  for (const line of lines) {
    const done = await sendDevice(tx, actor, line.deviceId, { id: slip.id, to: slip.to, kind: to.kind })
    if (done.kind !== 'refused') continue
    for (const one of done.refusals) {
      const name = [showCode(line.code), ...(one.concerns ?? [])].join(' : ')
      refusals.set(one.rule, { ...one, concerns: [...(refusals.get(one.rule)?.concerns ?? []), name] })
    }
  }
  if (refusals.size > 0) return [...refusals.values()]
  await tx
    .updateTable('move_slip')
    .set({ state: 'sent', sent_at: new Date(), sent_by: actor.personId })
    .where('id', '=', slip.id)
    .execute()
  await slipEvents.record(tx, actor, 'sent', slip.id, { devices: lines.length })
  return []
}

/** Gives a slip up: before it leaves, or while nothing of it was received; what had left is back where it was. */
export async function cancelSlip(tx: Tx, actor: Actor, slip: HeldSlip): Promise<readonly Refused[]> {
  if (slip.state !== 'prepared' && slip.state !== 'sent') return [REFUSALS.notOnTheWay]
  const lines = await linesOf(tx, slip.id)
  if (slip.state === 'sent') {
    if (lines.some(({ outcome }) => outcome !== 'waiting')) return [REFUSALS.begun]
    for (const line of lines) await settleAt(tx, actor, slip, line.deviceId, 'cameBack')
  }
  await tx.updateTable('move_line').set({ awaited: false }).where('slip_id', '=', slip.id).execute()
  await tx
    .updateTable('move_slip')
    .set({ state: 'cancelled', closed_at: new Date() })
    .where('id', '=', slip.id)
    .execute()
  await slipEvents.record(tx, actor, 'cancelled', slip.id, {})
  return []
}

/** The journey of a device ends: here, or back where it left. Untouched where it no longer travels with this slip. */
async function settleAt(
  tx: Tx,
  actor: Actor,
  slip: HeldSlip,
  deviceId: string,
  how: 'arrived' | 'cameBack',
): Promise<void> {
  const placeId = how === 'arrived' ? slip.to : slip.from
  const done = await tx
    .updateTable('device')
    .set({ place_id: placeId, slip_id: null })
    .where('id', '=', deviceId)
    .where('slip_id', '=', slip.id)
    .executeTakeFirst()
  if (done.numUpdatedRows === 1n) await arrivals.record(tx, actor, how, deviceId, { moveSlipId: slip.id, placeId })
}

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
