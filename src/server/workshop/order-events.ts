import { z } from 'zod'
import { GRADES } from '../../domain/circuit/facts.ts'
import { eventsOf } from '../platform/ledger/ledger.ts'

/** What keeps an order from going on. */
export const WAITS = ['part', 'licence', 'proof', 'person', 'decision'] as const
export type WaitsFor = (typeof WAITS)[number]

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
  conducted: {
    says: { fr: 'Conduite de la fiche dite', en: 'Conduct of the order set' },
    payload: z.strictObject({
      workOrderId: z.uuid(),
      supervisorId: z.uuid().nullable(),
      benchId: z.uuid().nullable(),
      waitsFor: z.enum(WAITS).nullable(),
    }),
  },
  checked: {
    says: { fr: 'Fiche contrôlée par une seconde personne', en: 'Order checked by a second person' },
    payload: z.strictObject({
      workOrderId: z.uuid(),
      answer: z.enum(['agreed', 'redo']),
      noteHash: z.string().length(64).optional(),
    }),
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
  untested: {
    says: { fr: 'Résultat d’essai repris', en: 'Test result taken back' },
    payload: z.strictObject({ workOrderId: z.uuid(), test: stepId }),
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
    says: { fr: 'Grade et valeur donnés', en: 'Grade and value given' },
    payload: z.strictObject({
      workOrderId: z.uuid(),
      grade: z.enum(GRADES),
      eur: z.number().nullable(),
      basis: z.enum(['estimated', 'presumedUnderCap', 'decidedByAPerson', 'notValued']),
      noteHash: z.string().length(64).optional(),
    }),
  },
})
