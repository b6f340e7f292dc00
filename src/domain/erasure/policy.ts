import type { DeviceKind } from '../hardware/report.ts'
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

/** Where a proven medium goes: a shelf, a part going to stock, back to its owner, or the transfer chosen. */
export const PROOF_DESTINATIONS = [
  'shelf',
  'stock',
  'owner',
  'internalUse',
  'loan',
  'gift',
  'solidaritySale',
  'publicBody',
  'recycling',
] as const
export type ProofDestination = (typeof PROOF_DESTINATIONS)[number]

type ByDestination<T> = Readonly<Record<ProofDestination, T>>

/** What an organisation decides of its erasures. */
export interface ErasurePolicy {
  readonly acceptedSources: ByDestination<readonly ProofSource[]>
  /** The least level that the technique must reach on the kind of medium. */
  readonly floors: ByDestination<Level>
  readonly acceptedExceptions: Readonly<Partial<Record<DeviceKind, readonly ExceptionKind[]>>>
  /** Two people for an erasure: the verifier is not the operator. */
  readonly verifierApart: boolean
  /** A log whose own clock ends before the last use: shown, or refused. PCs with a dead battery have such clocks. */
  readonly oldToolClock: 'warn' | 'refuse'
}

/**
 * Each medium has its own proof (RGPD art. 5-1-f et 32): a word given for a lot names no serial and was read by nobody,
 * so it counts nowhere until the organisation says where. A part in stock no longer tells where it comes from: nothing
 * enters it unread.
 */
const TO_SOMEBODY: readonly ProofSource[] = ['ownReading', 'toolLog', 'destruction', 'absence', 'factoryReset']
const TO_STOCK: readonly ProofSource[] = ['ownReading', 'toolLog', 'destruction', 'absence']

function everywhere<T>(value: T): ByDestination<T> {
  return {
    shelf: value,
    stock: value,
    owner: value,
    internalUse: value,
    loan: value,
    gift: value,
    solidaritySale: value,
    publicBody: value,
    recycling: value,
  }
}

/** What an organisation starts from; each cell may be edited. A phone is reset as phones are, and the receipt says so. */
export const DEFAULT_ERASURE_POLICY: ErasurePolicy = {
  acceptedSources: { ...everywhere(TO_SOMEBODY), stock: TO_STOCK },
  floors: everywhere('clear'),
  acceptedExceptions: { phone: ['resetNotReadBack'], tablet: ['resetNotReadBack'] },
  verifierApart: false,
  oldToolClock: 'warn',
}
