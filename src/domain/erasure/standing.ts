import type { Bilingual } from '../bilingual.ts'
import { type ErasureException, EXCEPTIONS } from './exceptions.ts'
import type { MediumState } from './medium-state.ts'
import type { ErasurePolicy, ProofDestination } from './policy.ts'
import {
  type Claim,
  hasOldClock,
  isAttempt,
  isFailure,
  type LastUsed,
  objectionTo,
  type Proof,
  type ProvenMedium,
} from './proof.ts'
import { REJECTIONS, type RejectionCode, STANDINGS, type StandingCode } from './standing-reasons.ts'

/** What is known of the data on a medium now, for that destination, and why. */
export interface MediumStanding {
  readonly state: MediumState
  /** Does the gate open for that destination? */
  readonly passes: boolean
  readonly reason: Bilingual & { readonly code: StandingCode | RejectionCode }
  /** The proof that decided, where one did. */
  readonly proof: Proof | null
  /** What the receipt must state. */
  readonly exceptions: readonly ErasureException[]
  /** Proofs since the last use that do not count, each with its reason. */
  readonly rejected: readonly { readonly proof: Proof; readonly code: RejectionCode }[]
  /** The deciding proof's tool clock stands before the last use: an old log or a dead clock, to be looked at. */
  readonly oldToolClock: boolean
}

/**
 * The state of a medium, from its proofs alone. Only proofs newer than its last use in service count, by the server's
 * clock; the latest attempt decides, so that a failure after a success stands until the medium is erased again; a
 * destruction is final.
 */
export function proofStanding(
  medium: ProvenMedium,
  proofs: readonly Proof[],
  lastUsed: LastUsed,
  policy: ErasurePolicy,
  destination: ProofDestination,
): MediumStanding {
  const claim: Claim = { medium, lastUsed, policy, destination }
  const fresh = firstRecords(proofs).filter((proof) => isSince(proof, lastUsed))
  const lastFailure = fresh.findLastIndex(isFailure)
  const failed = fresh[lastFailure]
  const judged = fresh
    .map((proof, index) => ({ proof, index, code: objectionTo(proof, claim) }))
    .filter(({ proof }) => !isFailure(proof))
  const rejected = judged.flatMap(({ proof, code }) => (code === null ? [] : [{ proof, code }]))
  const counting = judged.filter(({ code }) => code === null)
  const destroyed = counting.findLast(({ proof }) => proof.source === 'destruction')
  const decisive = destroyed ?? counting.findLast(({ index }) => index > lastFailure)
  if (decisive) {
    const later = judged.filter(({ index }) => index >= decisive.index).map(({ proof }) => proof)
    return { ...decided(decisive.proof, later, claim), rejected }
  }
  const outcome = failed ? refusal('failed', 'failed') : refusal('unknown', whyUnknown(proofs, rejected, lastUsed))
  return { ...outcome, proof: failed ?? null, rejected }
}

function refusal(state: MediumState, code: StandingCode | RejectionCode): Omit<MediumStanding, 'proof' | 'rejected'> {
  return { state, passes: false, reason: reason(code), exceptions: [], oldToolClock: false }
}

function whyUnknown(
  proofs: readonly Proof[],
  rejected: MediumStanding['rejected'],
  lastUsed: LastUsed,
): StandingCode | RejectionCode {
  const last = rejected.at(-1)
  if (last) return last.code
  if (lastUsed === 'unknown') return 'lastUseUnknown'
  return proofs.some((proof) => !isFailure(proof)) ? 'olderThanLastUse' : 'noProof'
}

const FINAL: Partial<Readonly<Record<Proof['source'], 'destroyed' | 'absent'>>> = {
  destruction: 'destroyed',
  absence: 'absent',
}

/** `later`: the deciding proof, then those after it that do not count; what they left aside is not forgotten. */
function decided(
  proof: Proof,
  later: readonly Proof[],
  { lastUsed, medium, policy }: Claim,
): Omit<MediumStanding, 'rejected'> {
  const common = { proof, oldToolClock: hasOldClock(proof, lastUsed) }
  const final = FINAL[proof.source]
  if (final) return { ...common, state: final, passes: true, reason: reason(final), exceptions: [] }
  const exceptions = later.filter(isAttempt).flatMap((attempt) => exceptionsOf(attempt))
  if (exceptions.length === 0) {
    const code = proof.source === 'declaredForLot' ? 'declared' : 'proven'
    return { ...common, state: 'erased', passes: true, reason: reason(code), exceptions }
  }
  const passes = exceptions.every(({ kind }) => policy.acceptedExceptions[medium.deviceKind]?.includes(kind) === true)
  const code = passes ? 'exceptionsAccepted' : 'exceptionsRefused'
  return { ...common, state: 'erasedWithExceptions', passes, reason: reason(code), exceptions }
}

/** A reset always leaves its exception, and an outcome with exceptions that names none leaves bad blocks. */
function exceptionsOf({ source, outcome, exceptions }: Extract<Proof, { outcome: unknown }>): ErasureException[] {
  const told = outcome === 'erasedWithExceptions' && exceptions.length === 0 && source !== 'factoryReset'
  return [
    ...exceptions,
    ...(source === 'factoryReset'
      ? [{ kind: 'resetNotReadBack' as const, detail: EXCEPTIONS.resetNotReadBack.fr }]
      : []),
    ...(told ? [{ kind: 'badBlocks' as const, detail: '' }] : []),
  ]
}

/** Oldest first; one file counts once, at its first record; of two proofs of one instant the failure comes last. */
function firstRecords(proofs: readonly Proof[]): Proof[] {
  const sorted = [...proofs].sort(
    (a, b) => Date.parse(a.recordedAt) - Date.parse(b.recordedAt) || Number(isFailure(a)) - Number(isFailure(b)),
  )
  return sorted.filter(
    ({ evidenceHash, source }, index) =>
      evidenceHash === null ||
      sorted.findIndex((other) => other.evidenceHash === evidenceHash && other.source === source) === index,
  )
}

/** An absence or a destruction is dated by itself; anything else needs the end of the last use. */
function isSince(proof: Proof, lastUsed: LastUsed): boolean {
  if (lastUsed === 'never') return true
  if (lastUsed === 'unknown') return proof.source === 'destruction' || proof.source === 'absence'
  return Date.parse(proof.recordedAt) > Date.parse(lastUsed)
}

function reason(code: StandingCode | RejectionCode): MediumStanding['reason'] {
  return { code, ...{ ...STANDINGS, ...REJECTIONS }[code] }
}
