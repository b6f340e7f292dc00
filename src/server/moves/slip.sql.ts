import { showCode } from '../fleet/code.ts'
import { deviceByCode, takeCode } from '../fleet/device.sql.ts'
import { mayMove, sendDevice } from '../fleet/move.sql.ts'
import { allPlaces } from '../fleet/place.sql.ts'
import { branchOf } from '../fleet/place.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { nextNumber } from '../platform/database/series.sql.ts'
import type { Refused } from '../platform/http/answer.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { type Asked, type Done, type HeldSlip, linesOf, named, no, settleAt } from './held-slip.sql.ts'
import { REFUSALS } from './slip.ts'
import { slipEvents } from './slip-events.ts'

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
