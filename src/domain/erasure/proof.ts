import type { DeviceKind, MediumKind } from '../hardware/report.ts'
import type { Instant } from '../rules.ts'
import { type DestructionCertificate, destructionGaps } from './destruction.ts'
import type { ErasureException } from './exceptions.ts'
import type { DriveOutcome } from './nwipe-log.ts'
import type { ErasurePolicy, ProofDestination } from './policy.ts'
import type { RejectionCode } from './standing-reasons.ts'
import { levelOf, reaches, type Technique } from './techniques.ts'

/** What the standing of a medium depends on. */
export interface ProvenMedium {
  readonly serial: string | null
  /** Our printed code. */
  readonly code: string | null
  readonly kind: MediumKind
  /** The device that holds it, or held it last. */
  readonly deviceKind: DeviceKind
}

/**
 * The end of the medium's last use in any device, or of its last time out of our sight. Only a part newly bought was
 * never in use; `unknown` is not `never`.
 */
export type LastUsed = Instant | 'never' | 'unknown'

interface Recorded {
  readonly id: string
  /** The server's clock when the proof was recorded: the only one that is compared. */
  readonly recordedAt: Instant
  /** References of people, never names. */
  readonly operator: string
  readonly verifier: string | null
  /**
   * Hash of what it rests on: for a log, of the run's own lines (`NwipeRun.raw`), since the file may hold other runs.
   * The same lines recorded again are as old as their first record.
   */
  readonly evidenceHash: string | null
}

/** Something was done to the medium, well or not. */
export interface Attempt extends Recorded {
  readonly source: 'ownReading' | 'toolLog' | 'factoryReset'
  readonly outcome: DriveOutcome
  readonly technique: Technique
  readonly readBack: boolean
  readonly exceptions: readonly ErasureException[]
  /** The tool's own clock at its end, local time without zone: shown and doubted. */
  readonly toolEndedAt: string | null
}

export interface LotDeclaration extends Recorded {
  readonly source: 'declaredForLot'
}

export interface Destruction extends Recorded {
  readonly source: 'destruction'
  readonly certificate: DestructionCertificate
}

export interface AbsenceFinding extends Recorded {
  readonly source: 'absence'
}

export type Proof = Attempt | LotDeclaration | Destruction | AbsenceFinding

export function isAttempt(proof: Proof): proof is Attempt {
  return proof.source === 'ownReading' || proof.source === 'toolLog' || proof.source === 'factoryReset'
}

export function isFailure(proof: Proof): boolean {
  return isAttempt(proof) && proof.outcome === 'failed'
}

/** What a proof is judged against. */
export interface Claim {
  readonly medium: ProvenMedium
  readonly lastUsed: LastUsed
  readonly policy: ErasurePolicy
  readonly destination: ProofDestination
}

type Objection = (proof: Proof, claim: Claim) => boolean

/** Each row: why a proof does not count, and when. The first that holds is told. */
const OBJECTIONS: readonly (readonly [RejectionCode, Objection])[] = [
  ['sourceRefused', ({ source }, { policy, destination }) => !policy.acceptedSources[destination].includes(source)],
  ['resetOnlyForMobiles', ({ source }, { medium }) => source === 'factoryReset' && !MOBILES.has(medium.deviceKind)],
  [
    'levelTooLow',
    (proof, { medium, policy, destination }) =>
      isAttempt(proof) && !reaches(levelOf(proof.technique, medium.kind), policy.floors[destination]),
  ],
  ['notReadBack', (proof) => isAttempt(proof) && proof.source !== 'factoryReset' && !proof.readBack],
  ['onePersonOnly', (proof, { policy }) => policy.verifierApart && needsVerifier(proof) && !byTwo(proof)],
  [
    'destructionIncomplete',
    (proof, { medium }) =>
      proof.source === 'destruction' && destructionGaps(proof.certificate, medium, proof.recordedAt).length > 0,
  ],
  [
    'destroyedBeforeLastUse',
    (proof, { lastUsed }) => proof.source === 'destruction' && dayBefore(proof.certificate.destroyedOn, lastUsed),
  ],
  ['absenceUnsigned', (proof) => proof.source === 'absence' && proof.evidenceHash === null && !byTwo(proof)],
  [
    'toolClockTooOld',
    (proof, { lastUsed, policy }) => policy.oldToolClock === 'refuse' && hasOldClock(proof, lastUsed),
  ],
]

const MOBILES: ReadonlySet<DeviceKind> = new Set(['phone', 'tablet'])

/** Why this proof does not count for the claim; `null` when it does. Its outcome and its age are judged elsewhere. */
export function objectionTo(proof: Proof, claim: Claim): RejectionCode | null {
  return OBJECTIONS.find(([, holds]) => holds(proof, claim))?.[0] ?? null
}

function needsVerifier(proof: Proof): boolean {
  return isAttempt(proof) || proof.source === 'declaredForLot'
}

function byTwo({ operator, verifier }: Proof): boolean {
  return verifier !== null && verifier !== operator
}

const DAY = 24 * 3600 * 1000

/** Does the tool's own clock stand more than a day (time zones) before the last use? */
export function hasOldClock(proof: Proof, lastUsed: LastUsed): boolean {
  if (!isAttempt(proof) || proof.toolEndedAt === null) return false
  return dayBefore(proof.toolEndedAt, lastUsed)
}

function dayBefore(stamp: string, lastUsed: LastUsed): boolean {
  const time = Date.parse(stamp.length > 10 ? `${stamp}Z` : stamp)
  return time + DAY < Date.parse(lastUsed)
}
