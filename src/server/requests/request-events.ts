import { z } from 'zod'
import { ROUTES } from '../../domain/law/eligibility/rule.ts'
import { EVIDENCE, type EvidenceKind } from '../../domain/law/evidence.ts'
import { RECIPIENT_KINDS } from '../../domain/law/recipients.ts'
import { eventsOf } from '../platform/ledger/ledger.ts'

const transfer = z.enum(ROUTES)
const rule = z.string().max(40)
const day = z.iso.date()

export const requestEvents = eventsOf('request', {
  entered: {
    says: { fr: 'Demande enregistrée', en: 'Request entered' },
    payload: z.strictObject({
      number: z.number().int(),
      recipientKind: z.enum(RECIPIENT_KINDS as [string, ...string[]]),
      transfer,
      devices: z.number().int(),
      placeId: z.uuid().optional(),
      partyId: z.uuid().optional(),
      personId: z.uuid().optional(),
    }),
  },
  given: {
    says: {
      fr: 'Demande confiée à quelqu’un d’autre, ou à personne',
      en: 'Request passed to another, or to nobody',
    },
    payload: z.strictObject({ to: z.uuid().nullable() }),
  },
  routeChosen: {
    says: { fr: 'Voie choisie', en: 'Route chosen' },
    payload: z.strictObject({ from: transfer, to: transfer }),
  },
  evidenceSeen: {
    says: { fr: 'Pièce vue', en: 'Evidence seen' },
    payload: z.strictObject({
      evidence: z.enum(Object.keys(EVIDENCE) as [EvidenceKind, ...EvidenceKind[]]),
      validUntil: day.optional(),
    }),
  },
  opinionGiven: {
    says: { fr: 'Avis juridique enregistré', en: 'Legal opinion recorded' },
    payload: z.strictObject({ opinion: z.enum(['favourable', 'unfavourable']), transfer }),
  },
  confirmed: {
    says: { fr: 'Recevabilité confirmée', en: 'Eligibility confirmed' },
    payload: z.strictObject({ rule, transfer, judgedOn: day }),
  },
  refused: {
    says: { fr: 'Demande refusée', en: 'Request refused' },
    payload: z.strictObject({ rule: rule.optional(), transfer, judgedOn: day }),
  },
  withdrawn: {
    says: { fr: 'Demande retirée', en: 'Request withdrawn' },
    payload: z.strictObject({ released: z.number().int() }),
  },
  served: {
    says: { fr: 'Demande servie', en: 'Request served' },
    payload: z.strictObject({ devices: z.number().int() }),
  },
})

/** What a person estimates of a device before the ceiling of a transfer is compared with it. */
export const valueEvents = eventsOf('device', {
  valued: {
    says: { fr: 'Valeur unitaire estimée', en: 'Unit value estimated' },
    payload: z.strictObject({ unitValueEur: z.number().min(0) }),
  },
})
