import type { Bilingual } from '../bilingual.ts'

/** For whom a household asks, who says so, and how: the check is kept, the paper never (RGPD art. 5-1-c). */
interface NeedRow {
  readonly name: Bilingual
  readonly shownBy: 'adultsWord' | 'prescriber' | 'paperSeen'
  /** Months after which the check is made again: a starting value of ours, for the organisation to set. */
  readonly validMonths: number
  readonly source: string
}

/** The publics of the five programmes. An organisation opens those it serves, each from its own date. */
export const NEEDS = {
  collegePupil: {
    name: { fr: 'famille d’un collégien sans ordinateur', en: 'family of a collège pupil without a computer' },
    shownBy: 'adultsWord',
    validMonths: 12,
    source: 'DSV-08',
  },
  rsa: {
    name: { fr: 'bénéficiaire du RSA', en: 'recipient of the RSA allowance' },
    shownBy: 'paperSeen',
    validMonths: 3,
    source: 'DSV-13',
  },
  insertion: {
    name: { fr: 'personne suivie par une structure d’insertion', en: 'person supported by an insertion body' },
    shownBy: 'prescriber',
    validMonths: 12,
    source: 'DSV-14',
  },
  inHardship: {
    name: { fr: 'habitant dans le besoin', en: 'resident in need' },
    shownBy: 'prescriber',
    validMonths: 12,
    source: 'LAM-23, TRE-09',
  },
} as const satisfies Record<string, NeedRow>
