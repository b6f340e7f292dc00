import type { Bilingual } from '../bilingual.ts'
import type { ExceptionKind } from './exceptions.ts'
import type { Level } from './techniques.ts'

/**
 * Where a proof comes from. `ownReading`: our bench erased and read back; `toolLog`: a tool's log; `declaredForLot`:
 * somebody's word for a lot; `destruction`: a certificate; `absence`: the signed finding that there is no medium;
 * `factoryReset`: reset, not read back.
 */
export const PROOF_SOURCES = [
  'ownReading',
  'toolLog',
  'declaredForLot',
  'destruction',
  'absence',
  'factoryReset',
] as const
export type ProofSource = (typeof PROOF_SOURCES)[number]

/** Where the medium goes next. `ready`: shelved for any of the hand-overs. */
export const DESTINATIONS = [
  'ready',
  'internalUse',
  'loan',
  'gift',
  'solidaritySale',
  'publicBody',
  'partsStock',
  'recycling',
] as const
export type Destination = (typeof DESTINATIONS)[number]

export interface DestinationRule extends Bilingual {
  readonly accepts: readonly ProofSource[]
  /** The least level that a technique must reach on this kind of medium. */
  readonly floor: Level
  /** Is a technique without any read-back refused? */
  readonly readBack: boolean
  readonly exceptions: readonly ExceptionKind[]
}

export interface ErasurePolicy {
  /** The person who verifies is not the one who erased. */
  readonly twoPeople: boolean
  /** A log whose own clock ends before the last use: shown, or refused. PCs with a dead battery have such clocks. */
  readonly oldToolClock: 'warn' | 'refuse'
  readonly destinations: Readonly<Record<Destination, DestinationRule>>
}

const PROVEN: readonly ProofSource[] = ['ownReading', 'toolLog', 'destruction', 'absence', 'factoryReset']

const TO_A_PERSON: DestinationRule = {
  accepts: PROVEN,
  floor: 'clear',
  readBack: true,
  exceptions: ['resetNotReadBack'],
  fr: 'L’appareil change d’utilisateur : chaque support a sa propre preuve (RGPD, articles 5-1-f et 32). Une parole donnée pour un lot ne suffit pas.',
  en: 'The device changes user: each medium has its own proof (GDPR, articles 5-1-f and 32). A word given for a lot is not enough.',
}

/** What an organisation starts from; each cell may be edited. `declaredForLot` is accepted nowhere until it chooses. */
export const DEFAULT_POLICY: ErasurePolicy = {
  twoPeople: false,
  oldToolClock: 'warn',
  destinations: {
    ready: TO_A_PERSON,
    internalUse: TO_A_PERSON,
    loan: TO_A_PERSON,
    gift: TO_A_PERSON,
    solidaritySale: TO_A_PERSON,
    publicBody: TO_A_PERSON,
    partsStock: {
      ...TO_A_PERSON,
      accepts: ['ownReading', 'toolLog', 'destruction', 'absence'],
      exceptions: [],
      fr: 'Une pièce en stock ne dit plus d’où elle vient : aucun support n’y entre avec une réserve.',
      en: 'A part in stock no longer tells where it comes from: no medium enters it with an exception.',
    },
    recycling: {
      ...TO_A_PERSON,
      fr: 'Un déchet sort de notre garde : support effacé, détruit ou absent, avec sa preuve.',
      en: 'Waste leaves our custody: medium erased, destroyed or absent, with its proof.',
    },
  },
}
