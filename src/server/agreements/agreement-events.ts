import { z } from 'zod'
import { ROUTES } from '../../domain/law/eligibility/rule.ts'
import { eventsOf } from '../platform/ledger/ledger.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)

export const agreementEvents = eventsOf('agreement', {
  drawn: {
    says: { fr: 'Acte établi', en: 'Paper drawn' },
    payload: z.strictObject({
      number: z.string().regex(/^CONV-\d{4}-\d+$/),
      requestId: z.uuid(),
      transfer: z.enum(ROUTES),
      template: z.number().int(),
      devices: z.number().int(),
      contentHash: hash,
      annexHash: hash,
      decisionId: z.uuid().optional(),
    }),
  },
  frozen: {
    says: { fr: 'Texte figé à la première signature', en: 'Text frozen at the first signature' },
    payload: z.strictObject({ contentHash: hash, fileHash: hash }),
  },
  signed: {
    says: { fr: 'Signature enregistrée', en: 'Signature recorded' },
    payload: z.strictObject({
      side: z.enum(['us', 'them']),
      way: z.enum(['drawn', 'paper']),
      signedHash: hash,
      fileHash: hash,
    }),
  },
  completed: {
    says: { fr: 'Signé des deux parties', en: 'Signed by both' },
    payload: z.strictObject({ fileHash: hash }),
  },
  declined: { says: { fr: 'Signature déclinée', en: 'Signature declined' }, payload: z.strictObject({}) },
  cancelled: {
    says: { fr: 'Acte annulé', en: 'Paper cancelled' },
    payload: z.strictObject({ reason: z.enum(['redrawn', 'byUs']) }),
  },
})
