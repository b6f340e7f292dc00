import { z } from 'zod'
import type { Tx } from '../platform/database/database.ts'
import type { Refused } from '../platform/http/answer.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'
import type { OpenRound } from './round.sql.ts'
import { REFUSALS } from './round.ts'

const DECISIONS = ['registered', 'setAside'] as const
const strayEvents = eventsOf('inventoryRound', {
  strayDecided: {
    says: { fr: 'Étiquette inconnue décidée', en: 'Unknown label decided' },
    payload: z.strictObject({ decision: z.enum(DECISIONS) }),
  },
})

/** Decides of a label that named nothing here; null where this round read none such, or it is decided. */
export async function decideStray(
  tx: Tx,
  actor: Actor,
  round: OpenRound,
  text: string,
  decision: (typeof DECISIONS)[number],
): Promise<readonly Refused[] | null> {
  if (!round.open) return [REFUSALS.closed]
  const done = await tx
    .updateTable('round_stray')
    .set({ decision, decided_at: new Date(), decided_by: actor.personId })
    .where('round_id', '=', round.id)
    .where('text', '=', text)
    .where('decision', 'is', null)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) return null
  await strayEvents.record(tx, actor, 'strayDecided', round.id, { decision })
  return []
}
