import { z } from 'zod'
import { eventsOf } from '../platform/ledger/ledger.ts'

export const handoverEvents = eventsOf('handover', {
  done: {
    says: { fr: 'Remise faite', en: 'Hand-over made' },
    payload: z.strictObject({
      number: z.number().int(),
      requestId: z.uuid(),
      agreementId: z.uuid().optional(),
      devices: z.number().int().min(1),
      session: z.enum(['accepted', 'declined']),
      receiptHash: z.string().length(64),
    }),
  },
  returned: {
    says: { fr: 'Retour vérifié', en: 'Return checked' },
    payload: z.strictObject({
      deviceId: z.uuid(),
      gap: z.enum(['none', 'missing', 'damaged', 'swappedSerial']),
      decision: z.enum(['accepted', 'claimed', 'waived']).optional(),
    }),
  },
})
