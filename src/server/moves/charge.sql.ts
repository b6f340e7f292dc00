import type { Tx } from '../platform/database/database.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { slipEvents } from './slip-events.ts'

export interface FollowedSlip {
  readonly id: string
  readonly number: number
  readonly from: string
  readonly to: string
}

/** The slips that somebody follows and that are neither closed nor cancelled, the oldest first; `lock` keeps others from taking them before the commit. */
export function slipsHeldBy(tx: Tx, personId: string, lock: boolean): Promise<readonly FollowedSlip[]> {
  const query = tx
    .selectFrom('move_slip as s')
    .innerJoin('place as f', (join) =>
      join.onRef('f.id', '=', 's.from_place').onRef('f.organisation_id', '=', 's.organisation_id'),
    )
    .innerJoin('place as t', (join) =>
      join.onRef('t.id', '=', 's.to_place').onRef('t.organisation_id', '=', 's.organisation_id'),
    )
    .select(['s.id', 's.number', 'f.name as from', 't.name as to'])
    .where('s.in_charge', '=', personId)
    .where('s.state', 'in', ['prepared', 'sent', 'settling'])
    .orderBy('s.number')
  return (lock ? query.forUpdate('s') : query).execute()
}

/** Has a slip followed by a person, or by nobody: it then waits for whoever takes it. */
export async function giveSlip(tx: Tx, actor: Actor, slipId: string, to: string | null): Promise<void> {
  await tx.updateTable('move_slip').set({ in_charge: to }).where('id', '=', slipId).execute()
  await slipEvents.record(tx, actor, 'given', slipId, { to })
}
