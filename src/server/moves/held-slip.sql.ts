import { deviceByCode } from '../fleet/device.sql.ts'
import { kitByCode } from '../kits/kit.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Refused } from '../platform/http/answer.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import type { Decision, Outcome, SlipState } from './slip.ts'
import { arrivals } from './slip-events.ts'

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

/** What one code led to: the devices it put on the slip or checked, or why not. */
export type Done =
  | { readonly kind: 'done'; readonly outcome?: Outcome; readonly codes: readonly string[] }
  | { readonly kind: 'refused'; readonly code: string | null; readonly refusals: readonly Refused[] }

export const no = (code: string | null, ...refusals: readonly Refused[]): Done => ({ kind: 'refused', code, refusals })

export interface Asked {
  readonly id: string
  readonly code: string
  readonly kitId: string | null
}

/** The devices that a code names: one, or all those of a kit. */
export async function named(tx: Tx, text: string): Promise<readonly Asked[]> {
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

/** A line of a slip, as decisions read it. */
export interface Line {
  readonly deviceId: string
  readonly code: string
  readonly kitId: string | null
  readonly outcome: Outcome
  readonly decision: Decision | null
}

export async function linesOf(tx: Tx, slipId: string): Promise<readonly Line[]> {
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

/** The journey of a device ends: here, or back where it left. Untouched where it no longer travels with this slip. */
export async function settleAt(
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
