import { z } from 'zod'
import { TRANSFER_KINDS } from '../../domain/circuit/transfers.ts'
import { eventsOf } from '../platform/ledger/ledger.ts'

/** A stretch of being held before the system kept records: no gate is claimed to have been passed. */
export const holdingEvents = eventsOf('holding', {
  told: {
    says: {
      fr: 'Détention d’avant le système racontée',
      en: 'Holding from before the system told',
    },
    payload: z.strictObject({
      holdingId: z.uuid(),
      life: z.number().int().min(1),
      transfer: z.enum(TRANSFER_KINDS),
      from: z.iso.date(),
      to: z.iso.date().nullable(),
    }),
  },
})
