import { workersOf } from '../../circuit/work.sql.ts'
import type { Tx } from '../../platform/database/database.ts'
import { newId } from '../../platform/database/id.ts'
import { type Actor, writeNote } from '../../platform/ledger/ledger.ts'
import { type WaitsFor, workEvents } from '../order-events.ts'

/** True where this person had a hand in the order: somebody else checks it. */
export const workedOn = async (tx: Tx, orderId: string, personId: string): Promise<boolean> =>
  (await workersOf(tx, [orderId])).some(({ person }) => person === personId)

export interface Check {
  readonly answer: string
  readonly at: Date
  readonly by: string | null
  readonly note: string | null
}

/** Every check of an order, latest first. */
export const checksOf = (tx: Tx, orderId: string): Promise<readonly Check[]> =>
  tx
    .selectFrom('work_check as c')
    .leftJoin('person_name as p', (join) => join.onRef('p.person_id', '=', 'c.checked_by').on('p.valid_to', 'is', null))
    .leftJoin('note as n', (join) =>
      join.onRef('n.id', '=', 'c.note_id').onRef('n.organisation_id', '=', 'c.organisation_id'),
    )
    .select(['c.answer', 'c.checked_at as at', 'p.name as by', 'n.body as note'])
    .where('c.work_order_id', '=', orderId)
    .orderBy('c.checked_at', 'desc')
    .execute()

/** Records what a second person says of the work; the caller has made sure that this person had no hand in it. */
export async function saveCheck(
  tx: Tx,
  actor: Actor & { readonly personId: string },
  deviceId: string,
  orderId: string,
  answer: 'agreed' | 'redo',
  words: string | null,
): Promise<void> {
  const note = words === null ? null : await writeNote(tx, actor, 'workOrder', orderId, words)
  await tx
    .insertInto('work_check')
    .values({
      organisation_id: actor.organisationId,
      id: newId(),
      work_order_id: orderId,
      answer,
      checked_at: new Date(),
      checked_by: actor.personId,
      note_id: note?.id ?? null,
    })
    .execute()
  await workEvents.record(tx, actor, 'checked', deviceId, {
    workOrderId: orderId,
    answer,
    ...(note ? { noteHash: note.hash } : {}),
  })
}

export interface Conduct {
  readonly supervisorId: string | null
  readonly benchId: string | null
  readonly waitsFor: WaitsFor | null
}

/** Says under whose eye the order is worked, on which bench it is, and what it waits for. */
export async function conductOrder(
  tx: Tx,
  actor: Actor,
  deviceId: string,
  orderId: string,
  conduct: Conduct,
): Promise<void> {
  await tx
    .updateTable('work_order')
    .set({ supervisor_id: conduct.supervisorId, bench_id: conduct.benchId, waits_for: conduct.waitsFor })
    .where('id', '=', orderId)
    .execute()
  await workEvents.record(tx, actor, 'conducted', deviceId, { workOrderId: orderId, ...conduct })
}
