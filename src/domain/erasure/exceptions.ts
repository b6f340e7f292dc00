import type { Bilingual } from '../bilingual.ts'

/** What an erasure left aside although it succeeded. Accepted by kind, by the organisation's policy, or not at all. */
export const EXCEPTION_KINDS = ['hiddenSectors', 'badBlocks', 'resetNotReadBack'] as const
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number]

export interface ErasureException {
  readonly kind: ExceptionKind
  /** What the tool printed. */
  readonly detail: string
}

export const EXCEPTIONS: Readonly<Record<ExceptionKind, Bilingual>> = {
  hiddenSectors: {
    fr: 'Des secteurs cachés (HPA ou DCO) n’ont pas été effacés.',
    en: 'Hidden sectors (HPA or DCO) were not erased.',
  },
  badBlocks: {
    fr: 'Des blocs défectueux n’ont pas pu être réécrits.',
    en: 'Bad blocks could not be written over.',
  },
  resetNotReadBack: {
    fr: 'Réinitialisé, non relu : rien ne permet de vérifier le contenu.',
    en: 'Reset, not read back: nothing allows the content to be checked.',
  },
}
