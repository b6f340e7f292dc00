import { z } from 'zod'
import { eventsOf } from '../platform/ledger/ledger.ts'
import { DECISION_KEYS } from './slip.ts'

const device = z.strictObject({ deviceId: z.uuid() })
/** What happens to a slip. */
export const slipEvents = eventsOf('moveSlip', {
  prepared: {
    says: { fr: 'Bordereau préparé', en: 'Slip prepared' },
    payload: z.strictObject({ number: z.number().int(), from: z.uuid(), to: z.uuid() }),
  },
  added: { says: { fr: 'Appareil ajouté', en: 'Device added' }, payload: device },
  removed: { says: { fr: 'Appareil retiré', en: 'Device removed' }, payload: device },
  sent: { says: { fr: 'Bordereau parti', en: 'Slip sent' }, payload: z.strictObject({ devices: z.number().int() }) },
  cancelled: { says: { fr: 'Bordereau annulé', en: 'Slip cancelled' }, payload: z.strictObject({}) },
  answered: {
    says: { fr: 'Appareil pointé à la réception', en: 'Device checked at reception' },
    payload: z.strictObject({
      deviceId: z.uuid(),
      outcome: z.enum(['arrived', 'damaged', 'missing', 'unexpected']),
      noteHash: z.string().length(64).optional(),
    }),
  },
  decided: {
    says: { fr: 'Écart décidé', en: 'Difference decided' },
    payload: z.strictObject({ deviceId: z.uuid(), decision: z.enum(DECISION_KEYS) }),
  },
  given: {
    says: { fr: 'Bordereau confié', en: 'Slip given to follow' },
    payload: z.strictObject({ to: z.uuid().nullable() }),
  },
  closed: { says: { fr: 'Bordereau clos', en: 'Slip closed' }, payload: z.strictObject({}) },
})

/** What a slip does to a device on arrival, or when it goes back. */
export const arrivals = eventsOf('device', {
  arrived: {
    says: { fr: 'Arrivé avec son bordereau', en: 'Arrived with its slip' },
    payload: z.strictObject({ moveSlipId: z.uuid(), placeId: z.uuid() }),
  },
  cameBack: {
    says: { fr: 'Revenu au lieu de départ', en: 'Back at the place it left' },
    payload: z.strictObject({ moveSlipId: z.uuid(), placeId: z.uuid() }),
  },
})
