import type { Refused } from '../platform/http/answer.ts'
import type { Bilingual } from '../platform/text/text.ts'
import type { StateTone } from '../platform/ui/state.tsx'

/** What a round says of a device: `left` went away by an act of the circuit since the opening, and is no difference. */
export const FINDINGS = {
  missing: { fr: 'manquant', en: 'missing', tone: 'refused' },
  unexpected: { fr: 'non attendu', en: 'unexpected', tone: 'information' },
  found: { fr: 'trouvé', en: 'found', tone: 'done' },
  left: { fr: 'parti depuis l’ouverture', en: 'left since the opening', tone: 'neutral' },
} as const satisfies Readonly<Record<string, Bilingual & { readonly tone: StateTone }>>
export type Finding = keyof typeof FINDINGS
export const FINDING_KEYS = ['missing', 'unexpected', 'found', 'left'] as const satisfies readonly Finding[]

export const DECISIONS = {
  moved: { fr: 'déplacé ailleurs', en: 'moved elsewhere' },
  lost: { fr: 'déclaré perdu', en: 'declared lost' },
  corrected: { fr: 'enregistré ici par erreur', en: 'recorded here by mistake' },
  sought: { fr: 'encore recherché', en: 'still looked for' },
  movedHere: { fr: 'enregistré ici désormais', en: 'recorded here from now on' },
  goesBack: { fr: 'retourne d’où il vient', en: 'goes back where it came from' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type Decision = keyof typeof DECISIONS
export const DECISION_KEYS = ['moved', 'lost', 'corrected', 'sought', 'movedHere', 'goesBack'] as const

/** What may be decided of each finding. */
export const ANSWERS: Readonly<Record<Finding, readonly Decision[]>> = {
  missing: ['moved', 'lost', 'corrected', 'sought'],
  unexpected: ['movedHere', 'goesBack'],
  found: [],
  left: [],
}

/** Counts of one round; `undecided` are the differences that wait for a decision. */
export interface RoundCounts {
  readonly expected: number
  readonly found: number
  readonly missing: number
  readonly unexpected: number
  readonly left: number
  readonly unknown: number
  readonly undecided: number
}

const refusal = (rule: string, message: Bilingual, satisfy: Bilingual): Refused => ({ rule, message, satisfy })

export const REFUSALS = {
  closed: refusal(
    'roundClosed',
    { fr: 'Cet inventaire est clos.', en: 'This round is closed.' },
    { fr: 'Ouvrez-en un autre pour compter de nouveau.', en: 'Open another to count again.' },
  ),
  overlaps: (place: string) =>
    refusal(
      'roundOverlaps',
      { fr: `Un inventaire est déjà ouvert : ${place}.`, en: `A round is already open: ${place}.` },
      { fr: 'Comptez dans celui-là, ou clôturez-le d’abord.', en: 'Count in that one, or close it first.' },
    ),
  undecided: (count: number) =>
    refusal(
      'roundUndecided',
      { fr: `${count} écart(s) attendent une décision.`, en: `${count} difference(s) wait for a decision.` },
      {
        fr: 'Décidez de chacun, ou dites le reste « encore recherché » d’un coup.',
        en: 'Decide each, or call the rest “still looked for” at once.',
      },
    ),
  lossNotStated: refusal(
    'roundLossNotStated',
    { fr: 'Il n’est pas encore déclaré perdu.', en: 'It is not declared lost yet.' },
    {
      fr: 'Ouvrez sa fiche, déclarez la perte ou le vol, puis revenez ici.',
      en: 'Open its page, declare the loss or theft, then come back here.',
    },
  ),
  placeDue: refusal(
    'roundPlaceDue',
    { fr: 'Le lieu où il est n’est pas dit.', en: 'Where it is was not said.' },
    { fr: 'Choisissez le lieu où il a été déplacé.', en: 'Choose the place where it was moved.' },
  ),
} as const
