import type { Bilingual } from '../../bilingual.ts'
import type { Day } from '../../rules.ts'
import type { EvidenceKind } from '../evidence.ts'
import type { RecipientKind } from '../recipients.ts'

/** The routes out of the organisation that a recipient may take; recycling has none. */
export const ROUTES = ['internalUse', 'publicBody', 'gift', 'loan', 'solidaritySale'] as const
export type Route = (typeof ROUTES)[number]

export interface EligibilityRule {
  readonly id: string
  readonly route: Route
  readonly recipients: readonly RecipientKind[]
  /** For a local authority; the State's own dates may be earlier. */
  readonly inForceFrom: Day
  readonly inForceTo: Day | 'open'
  readonly answer: 'eligible' | 'needsLawyer' | 'notEligible'
  readonly article: string
  readonly capEur: number | 'none'
  readonly evidence: readonly EvidenceKind[]
  readonly undertaking: 'statutoryPurpose' | 'agreement' | 'contract' | 'receipt' | 'none'
  readonly resale: 'never' | 'neverOnPainOfExclusion' | 'solidarityPrice' | 'notApplicable'
  /** Whom the law lets pass the device on to this recipient. */
  readonly through: readonly RecipientKind[]
  readonly reason: Bilingual
  readonly source: string
}

const CODE_2006 = '2006-07-01'
/** Each law is in force the day after its publication (C. civ. 1er): 11 February 2020, 16 November 2021, 22 February 2022. */
export const AGEC = '2020-02-12'
export const REEN = '2021-11-17'
export const THREE_DS = '2022-02-23'
const TEXT = 'CG3P L3212-2 et L3212-3, texte consolidé (francois76/legifrance, 10fb0489)'

export type Given = Pick<EligibilityRule, 'id' | 'recipients' | 'article' | 'reason'> & Partial<EligibilityRule>
export const OPEN = { inForceFrom: CODE_2006, inForceTo: 'open', through: [], source: TEXT } as const

export const refused = (rule: Given & Pick<EligibilityRule, 'route'>): EligibilityRule => ({
  ...OPEN,
  answer: 'notEligible',
  capEur: 'none',
  evidence: [],
  undertaking: 'none',
  resale: 'notApplicable',
  ...rule,
})
