import { readCard } from '../labels/read-card.ts'
import { ITEM_ANSWERS } from './work-items.ts'

/** How far each card leads among the items asked one after the other; a card that is not here changes nothing of them. */
const step = (name: string): number | null => (name in ITEM_ANSWERS ? 1 : name === 'UNDO' ? -1 : null)

/**
 * Which item is asked once these scans, not answered yet, are: its rank from 0 among the `count` that the last answer
 * brought, `count` once all were answered. Null where only the server knows: another device was scanned, more was taken back than these scans said.
 */
export function rankAsked(unanswered: readonly string[], count: number): number | null {
  let rank = 0
  for (const text of unanswered) {
    const card = readCard(text)
    // A card misread does nothing.
    if (!card && /^SV:/i.test(text.trim())) continue
    const by = card?.family === 'ACT' ? step(card.name) : null
    if (by === null || rank + by < 0) return null
    rank = Math.min(rank + by, count)
  }
  return rank
}
