import { z } from 'zod'
import { GRADES } from '../../domain/circuit/facts.ts'
import { eventsOf } from '../platform/ledger/ledger.ts'

export const result = z.enum(['passed', 'failed', 'notApplicable'])
export type TestResult = z.infer<typeof result>
const stepId = z.string().max(40)

export const workEvents = eventsOf('work', {
  taken: {
    says: { fr: 'Fiche d’atelier prise', en: 'Work order taken' },
    payload: z.strictObject({ workOrderId: z.uuid() }),
  },
  given: {
    says: { fr: 'Fiche d’atelier passée à une autre personne, ou rendue', en: 'Work order given to another, or freed' },
    payload: z.strictObject({ workOrderId: z.uuid(), to: z.uuid().nullable() }),
  },
  step: {
    says: { fr: 'Étape d’atelier faite', en: 'Workshop step done' },
    payload: z.strictObject({
      workOrderId: z.uuid(),
      step: stepId,
      what: z.enum(['begun', 'done', 'undone']),
      minutes: z.number().int().optional(),
    }),
  },
  tested: {
    says: { fr: 'Essai de fonctionnement fait', en: 'Functional test done' },
    payload: z.strictObject({ workOrderId: z.uuid(), test: stepId, result }),
  },
  software: {
    says: { fr: 'Logiciels de la machine notés', en: 'Software of the machine noted' },
    payload: z.strictObject({
      workOrderId: z.uuid(),
      items: z.number().int(),
      proprietary: z.number().int(),
      profile: z.string().max(36).optional(),
      profileVersion: z.number().int().optional(),
    }),
  },
  graded: {
    says: { fr: 'Classe et valeur données', en: 'Grade and value given' },
    payload: z.strictObject({
      workOrderId: z.uuid(),
      grade: z.enum(GRADES),
      eur: z.number().nullable(),
      basis: z.enum(['estimated', 'presumedUnderCap', 'decidedByAPerson', 'notValued']),
      noteHash: z.string().length(64).optional(),
    }),
  },
})
