import type { Bilingual } from '../bilingual.ts'

/** Why a medium stands as it does; where it does not pass, the sentence says what to do. */
export const STANDINGS = {
  proven: { fr: 'Effacement prouvé depuis le dernier usage.', en: 'Erasure proven since the last use.' },
  declared: {
    fr: 'Déclaré effacé avec son lot, ce que la règle de l’organisation accepte pour cette destination.',
    en: 'Declared erased with its lot, which the organisation’s rule accepts for this destination.',
  },
  destroyed: { fr: 'Détruit, certificat à l’appui.', en: 'Destroyed, with its certificate.' },
  absent: { fr: 'Constaté absent.', en: 'Found absent.' },
  exceptionsAccepted: {
    fr: 'Effacé avec des réserves que la règle de l’organisation accepte ; le reçu les dit.',
    en: 'Erased with exceptions that the organisation’s rule accepts; the receipt states them.',
  },
  exceptionsRefused: {
    fr: 'Effacé avec des réserves que la règle de l’organisation n’accepte pas pour cette destination : effacer autrement ou détruire.',
    en: 'Erased with exceptions that the organisation’s rule does not accept for this destination: erase otherwise or destroy.',
  },
  failed: {
    fr: 'La dernière tentative a échoué : effacer à nouveau, ou détruire.',
    en: 'The last attempt failed: erase again, or destroy.',
  },
  noProof: { fr: 'Aucune preuve d’effacement : effacer.', en: 'No proof of erasure: erase.' },
  olderThanLastUse: {
    fr: 'La preuve est antérieure au dernier usage du support : effacer à nouveau.',
    en: 'The proof is older than the medium’s last use: erase again.',
  },
  lastUseUnknown: {
    fr: 'La fin du dernier usage n’est pas connue : la dire, puis effacer.',
    en: 'The end of the last use is not known: state it, then erase.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>
export type StandingCode = keyof typeof STANDINGS

/** Why one proof does not count for that destination. */
export const REJECTIONS = {
  sourceRefused: {
    fr: 'Cette destination n’accepte pas cette source de preuve.',
    en: 'This destination does not accept this source of proof.',
  },
  levelTooLow: {
    fr: 'La technique n’atteint pas le niveau demandé sur ce type de support.',
    en: 'The technique does not reach the level asked for on this kind of medium.',
  },
  notReadBack: {
    fr: 'Rien n’a été relu : relire, ou effacer avec relecture.',
    en: 'Nothing was read back: read back, or erase with verification.',
  },
  onePersonOnly: {
    fr: 'L’organisation demande deux personnes : qui vérifie n’est pas qui efface.',
    en: 'The organisation asks for two people: who verifies is not who erases.',
  },
  resetOnlyForMobiles: {
    fr: 'Une réinitialisation d’usine ne vaut que pour un téléphone ou une tablette.',
    en: 'A factory reset only counts for a phone or a tablet.',
  },
  destructionIncomplete: {
    fr: 'Le certificat de destruction est incomplet.',
    en: 'The certificate of destruction is incomplete.',
  },
  destroyedBeforeLastUse: {
    fr: 'La destruction est datée d’avant le dernier usage : ce n’est pas ce support.',
    en: 'The destruction is dated before the last use: this is another medium.',
  },
  absenceUnsigned: {
    fr: 'Un constat d’absence demande une preuve des logements vides, ou deux personnes.',
    en: 'A finding of absence asks for evidence of the empty bays, or two people.',
  },
  toolClockTooOld: {
    fr: 'L’horloge de l’outil est antérieure au dernier usage : journal ancien, ou horloge arrêtée.',
    en: 'The tool’s clock is before the last use: an old log, or a stopped clock.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>
export type RejectionCode = keyof typeof REJECTIONS
