import type { Bilingual } from '../platform/text/text.ts'

export const PLACE_KINDS = {
  service: { fr: 'service', en: 'service' },
  nursery: { fr: 'école maternelle', en: 'nursery school' },
  primary: { fr: 'école élémentaire', en: 'primary school' },
  school: { fr: 'groupe scolaire', en: 'school group' },
  college: { fr: 'collège', en: 'collège (lower secondary school)' },
  epn: { fr: 'cyber-base, espace numérique', en: 'digital place' },
  workshop: { fr: 'atelier', en: 'workshop' },
  store: { fr: 'réserve', en: 'store' },
  ccas: { fr: 'CCAS', en: 'CCAS (social centre)' },
  dropOff: { fr: 'point de dépôt', en: 'drop-off point' },
  satellite: { fr: 'satellite', en: 'satellite' },
  other: { fr: 'autre lieu', en: 'other place' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type PlaceKind = keyof typeof PLACE_KINDS
export const PLACE_KIND_KEYS = [
  'service',
  'nursery',
  'primary',
  'school',
  'college',
  'epn',
  'workshop',
  'store',
  'ccas',
  'dropOff',
  'satellite',
  'other',
] as const satisfies readonly PlaceKind[]

/** Equipment is renewed after five years where a place does not say otherwise. */
export const RENEWAL_YEARS = 5

const SCHOOLS: readonly (readonly [RegExp, PlaceKind])[] = [
  [/maternelle/i, 'nursery'],
  [/coll[eè]ge/i, 'college'],
  [/groupe|primaire/i, 'school'],
]
/** The level a school's own name tells; élémentaire where it tells none. */
export const schoolKind = (name: string): PlaceKind => SCHOOLS.find(([said]) => said.test(name))?.[1] ?? 'primary'
