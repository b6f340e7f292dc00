import type { Tx } from '../platform/database/database.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { requestEvents } from './request-events.ts'

export interface HeldRequest {
  readonly id: string
  readonly number: number
  readonly asker: string
}

/** The running requests that somebody follows, the oldest first; `lock` keeps others from taking them before the commit. */
export async function requestsHeldBy(tx: Tx, personId: string, lock: boolean): Promise<readonly HeldRequest[]> {
  const query = tx
    .selectFrom('request as r')
    .leftJoin('party as t', (join) =>
      join.onRef('t.id', '=', 'r.party_id').onRef('t.organisation_id', '=', 'r.organisation_id'),
    )
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'r.place_id').onRef('p.organisation_id', '=', 'r.organisation_id'),
    )
    .leftJoin('person_name as n', (join) => join.onRef('n.person_id', '=', 'r.person_id').on('n.valid_to', 'is', null))
    .select((q) => ['r.id', 'r.number', q.fn.coalesce('n.name', 't.name', 'p.name').as('asker')])
    .where('r.in_charge', '=', personId)
    .where('r.status', 'in', ['open', 'confirmed'])
    .orderBy('r.number')
  const rows = await (lock ? query.forUpdate('r') : query).execute()
  return rows.map((row) => ({ ...row, asker: row.asker ?? '' }))
}

/** Has a request followed by a person, or by nobody: it then waits for whoever takes it. */
export async function giveRequest(tx: Tx, actor: Actor, requestId: string, to: string | null): Promise<void> {
  await tx.updateTable('request').set({ in_charge: to }).where('id', '=', requestId).execute()
  await requestEvents.record(tx, actor, 'given', requestId, { to })
}
