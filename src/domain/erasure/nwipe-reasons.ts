import type { Bilingual } from '../bilingual.ts'

/** Why a log does not prove the erasure of a drive; one is enough. */
export const FAILURES = {
  aborted: {
    fr: 'L’effacement a été interrompu. nwipe rend pourtant le code de sortie 0.',
    en: 'The erasure was aborted. nwipe still exits with code 0.',
  },
  failedStatus: { fr: 'nwipe a échoué sur ce disque.', en: 'nwipe failed on this drive.' },
  unknownStatus: {
    fr: 'L’état inscrit dans le tableau final n’est pas « Erased ».',
    en: 'The status in the final table is not "Erased".',
  },
  passErrors: { fr: 'Erreurs pendant l’écriture.', en: 'Errors while writing.' },
  verifyErrors: {
    fr: 'La relecture n’a pas retrouvé ce qui a été écrit : le disque ne retient pas, ou retient autre chose.',
    en: 'The read-back did not find what was written: the drive does not hold it, or holds something else.',
  },
  syncErrors: {
    fr: 'Le disque n’a pas confirmé l’écriture ; une relecture « réussie » a pu se faire dans la mémoire du PC.',
    en: 'The drive did not confirm the write; a "passed" verification may have read the PC’s own memory.',
  },
  ioError: { fr: 'Erreur d’entrée-sortie sur ce disque.', en: 'Input/output error on this drive.' },
  incomplete: {
    fr: 'Le journal s’arrête avant ses tableaux finaux et sa phrase de fin.',
    en: 'The log stops before its final tables and closing sentence.',
  },
  endedWithErrors: {
    fr: 'Le lot d’effacement s’est terminé avec des erreurs : relire ou effacer ce disque à part pour le prouver.',
    en: 'The run ended with errors: read back or erase this drive on its own to prove it.',
  },
  notBlockDevice: { fr: 'Ce n’est pas un disque.', en: 'This is not a drive.' },
  notFound: { fr: 'Disque introuvable au moment de l’effacement.', en: 'Drive not found when the run started.' },
  inUse: { fr: 'Disque occupé : nwipe l’a laissé de côté.', en: 'Drive in use: nwipe skipped it.' },
  notInTables: { fr: 'Ce disque manque dans un tableau final.', en: 'This drive is missing from a final table.' },
  notFinished: {
    fr: 'Une passe commencée n’a pas de fin, ou aucune écriture n’est inscrite.',
    en: 'A pass has a start and no end, or no write is logged.',
  },
  wrongLength: {
    fr: 'Le nombre d’octets écrits ou relus n’est pas la taille du disque.',
    en: 'The bytes written or read back are not the size of the drive.',
  },
  contradiction: {
    fr: 'Le journal se contredit : il a pu être modifié ou assemblé.',
    en: 'The log contradicts itself: it may have been edited or pieced together.',
  },
  unknownTechnique: {
    fr: 'La méthode inscrite n’est pas connue : son niveau ne peut être dit.',
    en: 'The logged method is not known: its level cannot be told.',
  },
  checkOnly: {
    fr: 'Ce journal est une simple relecture : rien n’a été effacé.',
    en: 'This log is a read check only: nothing was erased.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>
export type FailureCode = keyof typeof FAILURES

/** What the reader of a proof must be told although the erasure stands. */
export const NOTES = {
  noSerial: {
    fr: 'Numéro de série absent ou fictif : ce journal ne peut être rattaché à un support par lui-même.',
    en: 'Serial number absent or a placeholder: this log cannot be tied to a medium by itself.',
  },
  notVerified: {
    fr: 'Aucune relecture n’a été demandée à nwipe.',
    en: 'nwipe was not asked to read anything back.',
  },
  hiddenSectorsUnknown: {
    fr: 'La présence de secteurs cachés (HPA, DCO) n’a pas été contrôlée.',
    en: 'Hidden sectors (HPA, DCO) were not checked for.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>
export type NoteCode = keyof typeof NOTES

export interface FailureReason extends Bilingual {
  readonly code: FailureCode
  /** What the log printed, or nothing. */
  readonly detail: string
}

export interface Note extends Bilingual {
  readonly code: NoteCode
}

export function failure(code: FailureCode, detail = ''): FailureReason {
  return { code, detail, ...FAILURES[code] }
}

export function note(code: NoteCode): Note {
  return { code, ...NOTES[code] }
}
