import { z } from 'zod'
import { PART_KIND_NAMES } from '../../domain/parts/part.ts'
import { eventsOf } from '../platform/ledger/ledger.ts'

const id = z.uuid()
const hash = z.string().length(64).optional()

/** What happens to a part: one event names both ends of a move. The subject is the part. */
export const stockEvents = eventsOf('stock', {
  entered: {
    says: { fr: 'Pièce entrée au stock', en: 'Part brought into stock' },
    payload: z.strictObject({ kind: z.enum(PART_KIND_NAMES), binId: id.nullable() }),
  },
  moved: {
    says: { fr: 'Pièce changée de place', en: 'Part moved' },
    payload: z.strictObject({
      actId: id,
      fromDeviceId: id.nullable(),
      fromBinId: id.nullable(),
      toDeviceId: id.nullable(),
      toBinId: id.nullable(),
      standing: z.enum(['fitted', 'aside', 'stock', 'scrapped']),
      workOrderId: id.optional(),
      noteHash: hash,
    }),
  },
  undone: {
    says: { fr: 'Pièce remise où elle était', en: 'Part put back where it was' },
    payload: z.strictObject({ actId: id, undoneActId: id }),
  },
  tested: {
    says: { fr: 'Pièce testée', en: 'Part tested' },
    payload: z.strictObject({ result: z.enum(['passed', 'failed']) }),
  },
  reserved: {
    says: { fr: 'Pièce réservée pour un appareil', en: 'Part reserved for a device' },
    payload: z.strictObject({ deviceId: id }),
  },
  released: {
    says: { fr: 'Réservation levée', en: 'Reservation lifted' },
    payload: z.strictObject({ deviceId: id }),
  },
  described: {
    says: { fr: 'Pièce décrite', en: 'Part described' },
    payload: z.strictObject({ shape: z.string().max(20).nullable(), connector: z.string().max(20).nullable() }),
  },
})

export const binEvents = eventsOf('bin', {
  added: {
    says: { fr: 'Bac ajouté', en: 'Bin added' },
    payload: z.strictObject({ holds: z.enum(['stock', 'locked']) }),
  },
  retired: { says: { fr: 'Bac retiré', en: 'Bin taken away' }, payload: z.strictObject({}) },
})
