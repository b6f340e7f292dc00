import { z } from 'zod'
import type { Tx } from '../platform/database/database.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'

const chargeEvents = eventsOf('inventoryRound', {
  given: {
    says: { fr: 'Inventaire confié', en: 'Inventory round given to follow' },
    payload: z.strictObject({ to: z.uuid().nullable() }),
  },
})

export interface FollowedRound {
  readonly id: string
  readonly number: number
  readonly place: string
}

/** The open rounds that somebody follows, the oldest first; `lock` keeps others from taking them before the commit. */
export function roundsHeldBy(tx: Tx, personId: string, lock: boolean): Promise<readonly FollowedRound[]> {
  const query = tx
    .selectFrom('inventory_round as r')
    .innerJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'r.place_id').onRef('p.organisation_id', '=', 'r.organisation_id'),
    )
    .select(['r.id', 'r.number', 'p.name as place'])
    .where('r.in_charge', '=', personId)
    .where('r.closed_at', 'is', null)
    .orderBy('r.number')
  return (lock ? query.forUpdate('r') : query).execute()
}

/** Has an open round followed by a person, or by nobody: it then waits for whoever takes it. */
export async function giveRound(tx: Tx, actor: Actor, roundId: string, to: string | null): Promise<void> {
  await tx.updateTable('inventory_round').set({ in_charge: to }).where('id', '=', roundId).execute()
  await chargeEvents.record(tx, actor, 'given', roundId, { to })
}
