import type { AnnexLine } from '../../domain/circuit/papers.ts'
import type { Day } from '../../domain/rules.ts'
import type { Refused } from '../platform/http/answer.ts'

/** What a paper rests on, before its text is frozen. */
export interface DrawFacts {
  readonly annex: readonly AnnexLine[]
  /** Euros for one device, or `none`. */
  readonly cap: number | 'none'
  readonly asks: { readonly decision: boolean; readonly returnOn: boolean; readonly price: boolean }
  readonly decision: { readonly decidedOn: Day; readonly ceilingEur: number | null } | null
  readonly returnOn: Day | null
  readonly priceEur: number | null
  /** The solidarity price of each device's kind. */
  readonly ceilings: readonly (number | 'none')[]
  readonly today: Day
}

interface DrawRule extends Omit<Refused, 'concerns'> {
  readonly refuses: (facts: DrawFacts) => boolean
  readonly concerns?: (facts: DrawFacts) => readonly string[]
}

const over = (limit: number | 'none' | null, annex: readonly AnnexLine[]) =>
  typeof limit === 'number' ? annex.filter((line) => line.unitValueEur === null || line.unitValueEur > limit) : []

/** What refuses to draw, each with the way to satisfy it. */
const RULES: readonly DrawRule[] = [
  {
    rule: 'annexNotEmpty',
    refuses: ({ annex }) => annex.length === 0,
    message: {
      fr: 'Aucun appareil attribué n’attend d’acte.',
      en: 'No allocated device waits for a paper.',
    },
    satisfy: { fr: 'Attribuez d’abord des appareils à la demande.', en: 'Allocate devices to the request first.' },
  },
  {
    rule: 'councilDecided',
    refuses: ({ asks, decision, today }) => asks.decision && (decision === null || decision.decidedOn > today),
    message: {
      fr: 'La délibération du conseil manque, ou n’est pas encore prise.',
      en: 'The council’s decision is missing, or is not taken yet.',
    },
    satisfy: {
      fr: 'Choisissez une délibération au dossier ; si elle n’y est pas, déposez-la : numéro, date, portée.',
      en: 'Choose a decision on file; if it is not there, file it: number, date, scope.',
    },
  },
  {
    rule: 'valueUnderCap',
    refuses: ({ annex, cap }) => over(cap, annex).length > 0,
    concerns: ({ annex, cap }) => over(cap, annex).map((line) => line.serial),
    message: {
      fr: 'La valeur d’un appareil manque, ou dépasse le plafond de ce transfert.',
      en: 'A device’s value is missing, or over the ceiling of this transfer.',
    },
    satisfy: {
      fr: 'Libérez cet appareil, ou prêtez-le.',
      en: 'Release that device, or lend it.',
    },
  },
  {
    rule: 'decisionCeiling',
    refuses: ({ asks, annex, decision }) => asks.decision && over(decision?.ceilingEur ?? null, annex).length > 0,
    concerns: ({ annex, decision }) => over(decision?.ceilingEur ?? null, annex).map((line) => line.serial),
    message: {
      fr: 'Un appareil vaut plus que ce que la délibération permet.',
      en: 'A device is worth more than the decision allows.',
    },
    satisfy: {
      fr: 'Choisissez une autre délibération, ou libérez cet appareil.',
      en: 'Choose another decision, or release that device.',
    },
  },
  {
    rule: 'returnDateSet',
    refuses: ({ asks, returnOn, today }) => asks.returnOn && (returnOn === null || returnOn <= today),
    message: { fr: 'La date de retour manque, ou est passée.', en: 'The return date is missing, or past.' },
    satisfy: { fr: 'Fixez un jour de retour à venir.', en: 'Set a return date to come.' },
  },
  {
    rule: 'priceUnderCeiling',
    refuses: ({ asks, priceEur, ceilings }) =>
      asks.price && (priceEur === null || ceilings.some((one) => one === 'none' || priceEur > one)),
    message: {
      fr: 'Le prix manque, ou dépasse le prix solidaire d’un des appareils.',
      en: 'The price is missing, or over the solidarity price of one of the devices.',
    },
    satisfy: {
      fr: 'Fixez un prix au plus égal au plafond du décret 2022-1413 pour chaque nature.',
      en: 'Set a price at or under the ceiling of décret 2022-1413 for each kind.',
    },
  },
]

/** Every rule that refuses to draw this paper today. */
export const drawRefusals = (facts: DrawFacts): readonly Refused[] =>
  RULES.filter((rule) => rule.refuses(facts)).map(({ rule, message, satisfy, concerns }) => ({
    rule,
    message,
    satisfy,
    ...(concerns ? { concerns: concerns(facts) } : {}),
  }))
