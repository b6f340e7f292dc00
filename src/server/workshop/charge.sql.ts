import type { Tx } from '../platform/database/database.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { workEvents } from './order-events.ts'

export interface HeldOrder {
  readonly id: string
  readonly deviceId: string
  readonly code: string
  readonly maker: string | null
  readonly model: string | null
  readonly name: string | null
}

/** The open work orders in somebody's name, the oldest first; `lock` keeps others from taking them before the commit. */
export function ordersHeldBy(tx: Tx, personId: string, lock: boolean): Promise<readonly HeldOrder[]> {
  const query = tx
    .selectFrom('work_order as w')
    .innerJoin('device as d', (join) =>
      join.onRef('d.id', '=', 'w.device_id').onRef('d.organisation_id', '=', 'w.organisation_id'),
    )
    .select(['w.id', 'd.id as deviceId', 'd.code', 'd.maker', 'd.model', 'd.name'])
    .where('w.assigned_to', '=', personId)
    .where('w.closed_at', 'is', null)
    .orderBy('w.opened_at')
    .orderBy('w.id')
  return (lock ? query.forUpdate('w') : query).execute()
}

/** Puts an open work order in the name of a person, or of nobody: it then waits for whoever takes it. */
export async function giveOrder(
  tx: Tx,
  actor: Actor,
  order: Pick<HeldOrder, 'id' | 'deviceId'>,
  to: string | null,
): Promise<void> {
  await tx.updateTable('work_order').set({ assigned_to: to }).where('id', '=', order.id).execute()
  await workEvents.record(tx, actor, 'given', order.deviceId, { workOrderId: order.id, to })
}
