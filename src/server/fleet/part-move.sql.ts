import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import type { Actor } from '../platform/ledger/ledger.ts'

/** Where a part was and where it is: in a device, in a bin, or nowhere known. */
export interface PartMove {
  readonly componentId: string
  readonly fromDevice: string | null
  readonly fromBin: string | null
  readonly toDevice: string | null
  readonly toBin: string | null
  readonly standing: 'fitted' | 'aside' | 'stock' | 'scrapped'
  readonly workOrderId?: string | null
  readonly noteId?: string | null
  /** The move that this one takes back. */
  readonly undoes?: string | null
}

/** Keeps one move of a part; moves of one act share its id. Answers the id of the move. */
export async function keepPartMove(tx: Tx, actor: Actor, actId: string, move: PartMove): Promise<string> {
  const id = newId()
  await tx
    .insertInto('part_move')
    .values({
      organisation_id: actor.organisationId,
      id,
      act_id: actId,
      component_id: move.componentId,
      from_device: move.fromDevice,
      from_bin: move.fromBin,
      to_device: move.toDevice,
      to_bin: move.toBin,
      standing: move.standing,
      work_order_id: move.workOrderId ?? null,
      note_id: move.noteId ?? null,
      undoes: move.undoes ?? null,
      moved_by: actor.personId,
    })
    .execute()
  return id
}
