import { keepFleet, receiveMoves } from '../organisation/permissions.ts'
import type { Waiting, WaitingItem } from '../platform/waiting.ts'

/** Slips on their way, the oldest first, then those whose differences nobody decided. */
export const movesWaiting: Waiting = async (tx) => {
  const rows = await tx
    .selectFrom('move_slip as s')
    .innerJoin('place as t', (join) =>
      join.onRef('t.id', '=', 's.to_place').onRef('t.organisation_id', '=', 's.organisation_id'),
    )
    .select(['s.number', 's.state', 't.name as to'])
    .where('s.state', 'in', ['sent', 'settling'])
    .orderBy('s.sent_at')
    .limit(10)
    .execute()
  return rows.map(({ number, state, to }): WaitingItem => {
    const href = `/mouvements/${number}`
    return state === 'sent'
      ? {
          key: `move-${number}`,
          what: { fr: `Le bordereau ${number} est en route vers ${to}`, en: `Slip ${number} is on its way to ${to}` },
          why: null,
          label: { fr: 'Recevoir', en: 'Receive' },
          href,
          on: receiveMoves,
        }
      : {
          key: `move-${number}`,
          what: { fr: `Le bordereau ${number} a des écarts à décider`, en: `Slip ${number} has differences to decide` },
          why: null,
          label: { fr: 'Décider', en: 'Decide' },
          href,
          on: keepFleet,
        }
  })
}
