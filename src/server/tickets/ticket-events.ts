import { z } from 'zod'
import { eventsOf } from '../platform/ledger/ledger.ts'
import { CAUSES, OUTCOMES, SYMPTOMS } from './ticket.ts'

const ticketId = z.uuid()

export const ticketEvents = eventsOf('ticket', {
  reported: {
    says: { fr: 'Panne signalée', en: 'Breakdown reported' },
    payload: z.strictObject({
      ticketId,
      holdingId: z.uuid(),
      life: z.number().int(),
      symptom: z.enum(SYMPTOMS),
      noteHash: z.string().length(64).optional(),
    }),
  },
  diagnosed: {
    says: { fr: 'Panne diagnostiquée', en: 'Breakdown diagnosed' },
    payload: z.strictObject({ ticketId, cause: z.enum(CAUSES) }),
  },
  closed: {
    says: { fr: 'Panne close', en: 'Breakdown closed' },
    payload: z.strictObject({ ticketId, outcome: z.enum(OUTCOMES), replacementId: z.uuid().nullable() }),
  },
})
