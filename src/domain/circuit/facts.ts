import type { ExceptionKind } from '../erasure/exceptions.ts'
import type { MediumState } from '../erasure/medium-state.ts'
import type { ProofSource } from '../erasure/policy.ts'
import type { Level } from '../erasure/techniques.ts'
import type { DeviceKind } from '../hardware/report.ts'
import type { Day, Instant } from '../rules.ts'
import type { Act } from './acts.ts'
import type { DeviceState, Standing } from './states.ts'
import type { TransferKind } from './transfers.ts'

/** Best first. */
export const GRADES = ['A', 'B', 'C', 'D'] as const
export type Grade = (typeof GRADES)[number]

/** One medium that is in the device, a card, a stick or a SIM included. */
export interface MediumFacts {
  /** What a person can read on it: our code, else its serial. */
  readonly name: string
  readonly state: MediumState
  /** What the erasure left aside, accepted or not by the organisation's policy. */
  readonly exceptions: readonly ExceptionKind[]
  readonly proof: 'none' | { readonly source: ProofSource; readonly level: Level; readonly at: Instant }
  /** The end of its last use in any device, or of its last time out of our sight (before arrival, lost). */
  readonly lastUsed: Instant | 'never'
  /** Whose data it may hold: the owner may have its own medium back as it came. */
  readonly dataOf: 'owner' | 'anybody'
}

/**
 * `notLookedAt`: nobody has looked inside since it came to us; what was once seen stays listed, after a loss too.
 * No medium is a signed finding: evidence of the empty bays, or two people; the word of one person is not.
 */
export type MediaFinding =
  | { readonly kind: 'notLookedAt' }
  | { readonly kind: 'foundNone'; readonly by: 'evidence' | 'twoPeople' | 'onePerson' }
  | { readonly kind: 'listed'; readonly media: readonly MediumFacts[] }

export interface SoftwareItem {
  readonly name: string
  readonly licence: 'free' | 'proprietary'
  readonly proofOfLicence: boolean
}

export type Custody =
  | { readonly kind: 'inside' }
  | {
      readonly kind: 'outside'
      readonly to: 'reconditioner' | 'destroyer'
      readonly processingContract: boolean
      readonly sealedList: boolean
      readonly dueOn: Day | 'none'
    }

export type Request =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'made'
      /** The answer of the law on the day (see `#src/domain/law`). */
      readonly route: 'eligible' | 'notEligible' | 'needsLawyer'
      readonly legalOpinion: 'none' | 'favourable' | 'unfavourable'
      readonly confirmedBy: 'nobody' | 'personWithTheRight' | 'personWithoutTheRight'
    }

/** `void`: a paper lists this device, but one of its devices was released, replaced, or changed its serial or value since. */
export type Agreement =
  | { readonly kind: 'none' }
  | { readonly kind: 'void'; readonly number: string }
  | {
      readonly kind: 'drawn'
      readonly signedByUs: boolean
      readonly signedByThem: boolean
      readonly annexSerials: readonly string[]
    }

/**
 * All that a decision needs to know of a device, on one day. `bareFacts` knows nothing: what is not said does not hold,
 * so a caller gives what it has read and nothing more.
 */
export interface Facts {
  readonly state: Standing
  readonly kind: DeviceKind
  /** Names of the holds in force on the device, its model, its lot or a tool that served it. */
  readonly holds: readonly string[]
  readonly media: MediaFinding

  readonly owner: 'organisation' | 'donor' | 'lessor' | 'otherAuthority' | 'recipient'
  /** What the owner, when it is not the organisation, lets us do in writing. */
  readonly mandate: 'none' | 'written'
  /** Who accepts the gift received: the council, or the mayor by delegation where no charge comes with it. */
  readonly acceptance: 'none' | 'council' | 'mayorWithoutCharge' | 'mayorWithCharge'
  /** `neverListed`: a gift received, a composed machine. */
  readonly inventory: 'listed' | 'decommissioned' | 'neverListed'
  readonly decommissionReason: 'none' | 'obsolete' | 'broken' | 'needChanged' | 'other'
  readonly openHolding: 'none' | 'open'
  readonly custody: Custody
  /** Sent to another place with a slip, and not received there yet. */
  readonly transit: 'none' | 'onTheWay'
  /** Where `move` leads. */
  readonly destination: 'insideItService' | 'outsideItService'

  readonly works: 'working' | 'notWorking' | 'unknown'
  readonly tests: 'notDone' | 'failed' | 'passed'
  /** Whether a trainee had a hand in the work, and what a person who had none said of it. */
  readonly workedBy: 'trainee' | 'others'
  readonly secondCheck: 'none' | 'redo' | 'agreed'
  readonly grade: Grade | 'none'
  readonly software: 'notListed' | readonly SoftwareItem[]
  readonly locks: {
    readonly account: 'removed' | 'present' | 'unknown'
    readonly management: 'removed' | 'present' | 'unknown'
    readonly simAndCard: 'out' | 'inside' | 'unknown'
  }
  /** The erasure that `verifyErasure` is about. */
  readonly attempt: {
    readonly read: 'notDone' | 'failed' | 'passed'
    readonly operator: string
    readonly verifier: string
  }
  /** The kit the device belongs to; names of what is missing or too small. */
  readonly kit:
    | { readonly kind: 'none' }
    | {
        readonly kind: 'kit'
        readonly linesLeft: readonly string[]
        readonly connectors: 'match' | 'differ' | 'unknown'
        readonly belowMinimum: readonly string[]
      }

  readonly allocatedTo: 'nobody' | 'thisRequest' | 'another'
  readonly request: Request
  readonly unitValueEur: number | 'notValued'
  readonly transfer: { readonly kind: TransferKind | 'notChosen'; readonly to: 'site' | 'person' | 'body' }
  readonly councilDecision: 'none' | 'onFile'
  readonly agreement: Agreement
  readonly handedSerials: readonly string[]
  readonly signedByHolder: 'no' | 'yes'
  readonly returnDate: Day | 'none'
  readonly price: { readonly askedEur: number | 'none'; readonly ceilingEur: number | 'none' }
  readonly receipt: 'none' | 'produced' | 'producedWithExceptions'
  readonly session: 'notOffered' | 'offered' | 'accepted' | 'declined'

  /** The check of a return, line by line against the hand-over sheet. */
  readonly returnCheck: 'notDone' | 'noGap' | 'gapOpen' | 'gapDecided'
  readonly scrapping: { readonly reason: 'none' | 'given'; readonly secondLook: 'none' | 'given' }
  readonly pallet: { readonly status: 'none' | 'open' | 'frozen'; readonly weighed: boolean }
  readonly loss: { readonly statement: 'none' | 'onFile'; readonly breachFile: 'none' | 'opened' }
  /** The event that `correct` contradicts: only the last one of the device can be. */
  readonly correction:
    | { readonly kind: 'none' }
    | { readonly kind: 'lastEvent'; readonly act: Act; readonly before: DeviceState; readonly people: number }
}

/** The facts of a device of which nothing is known but its state and its kind. */
export function bareFacts(state: Standing, kind: DeviceKind): Facts {
  return {
    state,
    kind,
    holds: [],
    media: { kind: 'notLookedAt' },
    owner: 'donor',
    mandate: 'none',
    acceptance: 'none',
    inventory: 'listed',
    decommissionReason: 'none',
    openHolding: state === 'inUse' ? 'open' : 'none',
    custody: { kind: 'inside' },
    transit: 'none',
    destination: 'outsideItService',
    works: 'unknown',
    tests: 'notDone',
    workedBy: 'others',
    secondCheck: 'none',
    grade: 'none',
    software: 'notListed',
    locks: { account: 'unknown', management: 'unknown', simAndCard: 'unknown' },
    attempt: { read: 'notDone', operator: '', verifier: '' },
    kit: { kind: 'none' },
    allocatedTo: 'nobody',
    request: { kind: 'none' },
    unitValueEur: 'notValued',
    transfer: { kind: 'notChosen', to: 'body' },
    councilDecision: 'none',
    agreement: { kind: 'none' },
    handedSerials: [],
    signedByHolder: 'no',
    returnDate: 'none',
    price: { askedEur: 'none', ceilingEur: 'none' },
    receipt: 'none',
    session: 'notOffered',
    returnCheck: 'notDone',
    scrapping: { reason: 'none', secondLook: 'none' },
    pallet: { status: 'none', weighed: false },
    loss: { statement: 'none', breachFile: 'none' },
    correction: { kind: 'none' },
  }
}
