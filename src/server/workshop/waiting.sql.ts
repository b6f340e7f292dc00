import { type WaitingMedium, waitingMedia } from '../erasure/media-list.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Member } from '../platform/http/permission.ts'
import { type Look, waitingLooks } from '../triage/second-look.sql.ts'
import { type Judged, triageQueue } from '../triage/triage.sql.ts'
import { type BoardRow, readBoard } from './order.sql.ts'

/** How many wait, and the first few, longest waiting first. */
export interface Waiting<Item> {
  readonly count: number
  readonly top: readonly Item[]
}

/** What waits at the benches, for the page of the day; who may do it is the page's to ask. */
export interface WorkshopWaiting {
  readonly toTriage: Waiting<Judged>
  readonly unproven: Waiting<WaitingMedium>
  readonly toDestroy: Waiting<WaitingMedium>
  /** Second looks that others asked: this member may give them. */
  readonly looks: Waiting<Look>
  /** Orders open in this member's name. */
  readonly mine: Waiting<BoardRow>
  /** Devices kept at triage that nobody works on yet. */
  readonly toStart: Waiting<BoardRow>
}

const first = <Item>(items: readonly Item[], most: number, count = items.length): Waiting<Item> => ({
  count,
  top: items.slice(0, most),
})

export async function waiting(tx: Tx, member: Member, now: Date, most = 3): Promise<WorkshopWaiting> {
  const queue = await triageQueue(tx, now, most)
  const media = await waitingMedia(tx)
  const looks = (await waitingLooks(tx)).filter((look) => look.askedBy !== member.personId)
  const board = await readBoard(tx)
  return {
    toTriage: first(queue.rows, most, queue.rows.length + queue.more),
    unproven: first(media.unproven, most),
    toDestroy: first(media.failed, most),
    looks: first(looks, most),
    mine: first(
      board.inWork.filter((row) => row.assignedTo === member.personId),
      most,
    ),
    toStart: first(board.triaged, most, board.waiting),
  }
}
