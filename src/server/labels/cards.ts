import type { Bilingual } from '../platform/text/text.ts'

interface Card {
  readonly name: Bilingual
  /** What it does, in a few words under its name. */
  readonly hint: Bilingual
}

const card = (fr: string, en: string, hintFr: string, hintEn: string): Card => ({
  name: { fr, en },
  hint: { fr: hintFr, en: hintEn },
})

/** What the next scans do, until another mode is scanned. */
const MODES = {
  LOOK: card('Voir', 'Look', 'montre l’appareil', 'shows the device'),
  RECEIVE: card('Recevoir', 'Receive', 'annoncé : le voilà', 'announced: here it is'),
  TRIAGE: card('Trier', 'Triage', 'puis un verdict', 'then a verdict'),
  WORK: card('Atelier', 'Work', 'ouvre sa fiche', 'opens its order'),
  READY: card('Prêt', 'Ready', 'la fiche est finie', 'the order is done'),
  MOVE: card('Déplacer', 'Move', 'puis un lieu', 'then a place'),
  TAKEBACK: card('Reprendre', 'Take back', 'revient d’un prêt', 'back from a loan'),
  PALLET: card('Palette', 'Pallet', 'sur la palette ouverte', 'on the open pallet'),
  KIT: card('Kit', 'Kit', 'ce que l’on tient en main', 'what is held in hand'),
  SLIP: card('Bordereau', 'Slip', 'ce qui part, ce qui arrive', 'what leaves, what arrives'),
  COUNT: card('Inventaire', 'Inventory', 'compte ce qui est là', 'counts what is there'),
} as const

/** What is answered, or done to the scan just made. */
const ACTS = {
  UNDO: card('Annuler', 'Undo', 'le dernier scan', 'the last scan'),
  YES: card('Oui', 'Yes', 'je confirme', 'I confirm'),
  NO: card('Non', 'No', 'je renonce', 'I give up'),
  NONE: card('Sans objet', 'Does not apply', 'la machine n’en a pas', 'the machine has none'),
  SKIP: card('Passer', 'Skip', 'pas essayé, plus tard', 'not tried, later'),
  END: card('Fin', 'End', 'le mode est terminé', 'the mode is over'),
} as const

const VERDICTS = {
  REUSE: card('Réemployer', 'Reuse', 'tel quel', 'as it is'),
  REFURBISH: card('Reconditionner', 'Refurbish', 'passe à l’atelier', 'goes to the workshop'),
  PARTS: card('Pièces', 'Parts', 'sera démonté', 'will be taken apart'),
  RECYCLE: card('Recycler', 'Recycle', 'ira sur une palette', 'will go on a pallet'),
} as const

const GRADES = {
  A: card('Grade A', 'Grade A', 'comme neuf, à peine marqué', 'hardly marked'),
  B: card('Grade B', 'Grade B', 'traces visibles', 'visible marks'),
  C: card('Grade C', 'Grade C', 'très marqué', 'clearly marked'),
  D: card('Grade D', 'Grade D', 'abîmé', 'damaged'),
} as const

/** Printed cards that drive the scan screen: a family, a name in capitals, its words. The text of one is `SV:FAMILY:NAME`. */
export const CARDS = { MODE: MODES, ACT: ACTS, VERDICT: VERDICTS, GRADE: GRADES } as const

export type CardFamily = keyof typeof CARDS
export type CardOf<Family extends CardFamily> = keyof (typeof CARDS)[Family] & string

/** The families as a page or a sheet lists them. */
export const FAMILY_NAMES: Readonly<Record<CardFamily, Bilingual>> = {
  MODE: { fr: 'Modes', en: 'Modes' },
  ACT: { fr: 'Réponses', en: 'Answers' },
  VERDICT: { fr: 'Verdicts', en: 'Verdicts' },
  GRADE: { fr: 'Grades', en: 'Grades' },
}
