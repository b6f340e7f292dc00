import type { DeviceState } from '../../domain/circuit/states.ts'
import { allPlaces } from '../fleet/place.sql.ts'
import { type HeldSlip, holdSlip } from '../moves/held-slip.sql.ts'
import { decideLine, endReception, receiveOnSlip } from '../moves/reception.sql.ts'
import { prepareSlip, putOnSlip, sendSlip } from '../moves/slip.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { STORE, WORKSHOP } from './territory.ts'

interface People {
  readonly technician: Actor
  readonly trainee: Actor
}

/** Four slips from the workshop to its store, each where its people left it today: closed, to settle, on the way, being prepared. */
export async function moveSome(tx: Tx, { technician, trainee }: People, now: Date): Promise<void> {
  const places = await allPlaces(tx)
  const called = (name: string) => places.find((place) => place.name === name)?.id ?? ''
  const [from, to] = [called(WORKSHOP.name), called(STORE.name)]
  const expected = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)

  const ready = await standing(tx, from, ['ready', 'reserved'], 5)
  const closed = await filled(tx, technician, { from, to, expectedOn: expected(0) }, ready)
  await sent(tx, technician, closed)
  for (const code of closed.codes) {
    const damaged = code === closed.codes.at(-1)
    const note = damaged ? 'Charnière de l’écran desserrée' : null
    await receiveOnSlip(tx, trainee, await held(tx, closed), code, { damaged, note })
    if (damaged) await decide(tx, technician, closed, code, 'kept')
  }

  const worn = await standing(tx, from, ['toParts', 'returned', 'identified'], 6)
  const settling = await filled(tx, trainee, { from, to, expectedOn: expected(0) }, worn)
  await sent(tx, trainee, settling)
  for (const code of settling.codes.slice(0, -1))
    await receiveOnSlip(tx, technician, await held(tx, settling), code, { damaged: false, note: null })
  await endReception(tx, technician, await held(tx, settling))

  const waiting = await standing(tx, from, ['identified', 'received', 'returned', 'reserved'], 4)
  await sent(tx, technician, await filled(tx, technician, { from, to, expectedOn: expected(1) }, waiting))

  const next = await standing(tx, from, ['received', 'returned', 'identified', 'reserved'], 3)
  await filled(tx, trainee, { from, to, expectedOn: expected(3) }, next)
}

/** Codes of devices that stand in a place, in no kit and on no pallet, the longest there first. */
async function standing(
  tx: Tx,
  placeId: string,
  states: readonly DeviceState[],
  count: number,
): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('device as d')
    .select('d.code')
    .where('d.place_id', '=', placeId)
    .where('d.state', 'in', [...states])
    .where((of) =>
      of.not(of.exists(of.selectFrom('kit_item as i').select('i.id').whereRef('i.device_id', '=', 'd.id'))),
    )
    .where((of) =>
      of.not(of.exists(of.selectFrom('pallet_item as i').select('i.device_id').whereRef('i.device_id', '=', 'd.id'))),
    )
    .orderBy('d.state_since')
    .orderBy('d.id')
    .limit(count)
    .execute()
  return rows.map(({ code }) => code)
}

interface Filled {
  readonly number: number
  /** What it holds: a device that the circuit keeps where it is stays off it. */
  readonly codes: readonly string[]
}

async function filled(
  tx: Tx,
  actor: Actor,
  fields: Parameters<typeof prepareSlip>[2],
  codes: readonly string[],
): Promise<Filled> {
  const { number } = await prepareSlip(tx, actor, fields)
  const slip = { number, codes: [] }
  const on: string[] = []
  for (const code of codes) {
    const put = await putOnSlip(tx, actor, await held(tx, slip), code)
    if (put.kind === 'done') on.push(code)
  }
  return { number, codes: on }
}

async function held(tx: Tx, { number }: Filled): Promise<HeldSlip> {
  const slip = await holdSlip(tx, String(number))
  if (!slip) throw new Error(`demonstration: no slip ${number}`)
  return slip
}

/** Lets a slip leave; one that holds nothing is being prepared still. */
async function sent(tx: Tx, actor: Actor, slip: Filled): Promise<void> {
  const refusals = slip.codes.length > 0 ? await sendSlip(tx, actor, await held(tx, slip)) : []
  if (refusals.length > 0) throw new Error(`demonstration: a slip is refused, ${JSON.stringify(refusals)}`)
}

async function decide(
  tx: Tx,
  actor: Actor,
  slip: Filled,
  code: string,
  decision: Parameters<typeof decideLine>[4],
): Promise<void> {
  const device = await tx.selectFrom('device').select('id').where('code', '=', code).executeTakeFirst()
  if (device) await decideLine(tx, actor, await held(tx, slip), device.id, decision)
}
