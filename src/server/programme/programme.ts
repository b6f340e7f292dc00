import type { Bilingual } from '../platform/text/text.ts'

export const STATUSES = {
  preparing: { fr: 'en préparation', en: 'being prepared' },
  running: { fr: 'en cours', en: 'running' },
  paused: { fr: 'en pause', en: 'paused' },
  closed: { fr: 'terminé', en: 'ended' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type Status = keyof typeof STATUSES
export const STATUS_KEYS = ['preparing', 'running', 'paused', 'closed'] as const satisfies readonly Status[]

/** What a yearly target counts, in the order of the circuit. */
export const INDICATORS = {
  collected: { fr: 'appareils collectés', en: 'devices collected' },
  reconditioned: { fr: 'reconditionnements', en: 'reconditionings' },
  schools: { fr: 'appareils remis aux écoles', en: 'devices handed to schools' },
  interns: { fr: 'appareils remis à des stagiaires', en: 'devices handed to interns' },
  given: { fr: 'appareils donnés', en: 'devices given' },
  recycled: { fr: 'appareils recyclés', en: 'devices recycled' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type Indicator = keyof typeof INDICATORS
export const INDICATOR_KEYS = ['collected', 'reconditioned', 'schools', 'interns', 'given', 'recycled'] as const

export interface FormerName {
  readonly name: string
  /** The last day it bore this name. */
  readonly validTo: string
}

/** A count of people under five could name them: it is said as « moins de cinq » on a public page. */
export const FEWEST_PEOPLE = 5
export type PeopleCount =
  | { readonly kind: 'none' }
  | { readonly kind: 'few' }
  | { readonly kind: 'many'; readonly n: number }
export const peopleCount = (n: number): PeopleCount =>
  n === 0 ? { kind: 'none' } : n < FEWEST_PEOPLE ? { kind: 'few' } : { kind: 'many', n }
