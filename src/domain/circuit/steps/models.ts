import type { Bilingual } from '../../bilingual.ts'
import type { Table } from '../../rules.ts'
import { DEFAULT_ORDER, type StepId } from '../steps.ts'

/** An order of steps to start from, as a programme tells it in public. */
interface StepModel {
  readonly name: Bilingual
  readonly steps: readonly StepId[]
  readonly source: string
}

export const STEP_MODELS = {
  version: 1,
  inForceFrom: '2026-11-22',
  rows: {
    default: {
      name: { fr: 'Le circuit entier', en: 'The whole circuit' },
      steps: DEFAULT_ORDER,
      source: 'La vie d’un appareil',
    },
    leLamentin: {
      name: {
        fr: 'Le Lamentin : former, reconditionner, distribuer',
        en: 'Le Lamentin: train, recondition, distribute',
      },
      steps: [
        'survey',
        'collection',
        'training',
        'triage',
        'erasure',
        'reconditioning',
        'request',
        'decision',
        'agreement',
        'allocation',
        'handOver',
        'recycling',
      ],
      source: 'LAM-18 à LAM-23',
    },
    clermontFerrand: {
      name: { fr: 'Clermont-Ferrand : la demande d’abord', en: 'Clermont-Ferrand: demand first' },
      steps: [
        'request',
        'decision',
        'agreement',
        'survey',
        'collection',
        'triage',
        'erasure',
        'reconditioning',
        'allocation',
        'handOver',
        'takeBack',
        'recycling',
      ],
      source: 'CLF-06, CLF-09, CLF-13, CLF-35',
    },
    deuxSevres: {
      name: {
        fr: 'Deux-Sèvres : un reconditionneur, des kits, un accompagnement',
        en: 'Deux-Sèvres: a reconditioner, kits, support',
      },
      steps: [
        'call',
        'collection',
        'acceptance',
        'custody',
        'erasure',
        'reconditioning',
        'kit',
        'request',
        'agreement',
        'allocation',
        'handOver',
        'session',
        'support',
        'takeBack',
        'recycling',
      ],
      source: 'DSV-05, DSV-07, DSV-15, DSV-18, DSV-22',
    },
    trelaze: {
      name: { fr: 'Trélazé : un appel aux habitants et aux entreprises', en: 'Trélazé: a call to residents and firms' },
      steps: [
        'call',
        'collection',
        'acceptance',
        'triage',
        'erasure',
        'reconditioning',
        'request',
        'decision',
        'agreement',
        'allocation',
        'handOver',
        'recycling',
      ],
      source: 'TRE-03 à TRE-09',
    },
    lacqOrthez: {
      name: { fr: 'Lacq-Orthez : sept étapes', en: 'Lacq-Orthez: seven steps' },
      steps: ['survey', 'collection', 'erasure', 'publicity', 'move', 'session', 'handOver'],
      source: 'CCLO-13 à CCLO-20',
    },
  },
} as const satisfies Table<Readonly<Record<string, StepModel>>>
