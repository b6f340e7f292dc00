import { z } from 'zod'
import { eventsOf } from '../platform/ledger/ledger.ts'

const nothing = z.strictObject({})

export const palletEvents = eventsOf('pallet', {
  opened: {
    says: { fr: 'Palette ouverte', en: 'Pallet opened' },
    payload: z.strictObject({
      number: z.number().int(),
      placeId: z.uuid().nullable(),
      recyclerId: z.uuid().nullable(),
    }),
  },
  weighed: {
    says: { fr: 'Palette pesée', en: 'Pallet weighed' },
    payload: z.strictObject({ grams: z.number().int() }),
  },
  entrusted: {
    says: { fr: 'Palette destinée à un destructeur sous contrat', en: 'Pallet bound for a destroyer under contract' },
    payload: z.strictObject({ certificateDueOn: z.iso.date() }),
  },
  notEntrusted: {
    says: { fr: 'Palette retirée au destructeur', en: 'Pallet no longer bound for a destroyer' },
    payload: nothing,
  },
  frozen: {
    says: { fr: 'Palette figée', en: 'Pallet frozen' },
    payload: z.strictObject({
      devices: z.number().int(),
      grams: z.number().int(),
      contentHash: z.string().length(64),
    }),
  },
  collected: {
    says: { fr: 'Palette enlevée', en: 'Pallet collected' },
    payload: z.strictObject({ collectedOn: z.iso.date(), carrierId: z.uuid().nullable() }),
  },
  treated: {
    says: { fr: 'Certificat de traitement reçu', en: 'Treatment certificate received' },
    payload: z.strictObject({ fileId: z.uuid(), fileHash: z.string().length(64) }),
  },
})
