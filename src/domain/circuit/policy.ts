import type { ExceptionKind } from '../erasure/exceptions.ts'
import type { DeviceKind } from '../hardware/report.ts'
import type { Grade, ProofSource } from './facts.ts'
import { DEFAULT_ORDER, type StepId } from './steps.ts'
import type { TransferKind } from './transfers.ts'

/** Where a proven medium goes: a shelf, a part going to stock, or the transfer chosen. */
export type ProofDestination = 'shelf' | 'stock' | 'owner' | TransferKind

/** What an organisation decides within the law. The order of its steps is here, and changes no gate. */
export interface Policy {
  readonly acceptedExceptions: Readonly<Partial<Record<DeviceKind, readonly ExceptionKind[]>>>
  readonly acceptedSources: Readonly<Record<ProofDestination, readonly ProofSource[]>>
  /** Two people for an erasure: the verifier is not the operator. */
  readonly verifierApart: boolean
  /** The lowest grade that leaves the workshop. */
  readonly gradeFloor: Grade
  readonly steps: readonly StepId[]
}

const READ: readonly ProofSource[] = ['ownReading', 'toolLog']

/** What a new organisation starts from: nothing left on a computer, a phone reset as phones are, no proof by mere declaration. */
export const DEFAULT_POLICY: Policy = {
  acceptedExceptions: { phone: ['resetNotReadBack'], tablet: ['resetNotReadBack'] },
  acceptedSources: {
    shelf: READ,
    stock: READ,
    owner: READ,
    internalUse: READ,
    loan: READ,
    gift: READ,
    solidaritySale: READ,
    publicBody: READ,
    recycling: READ,
  },
  verifierApart: false,
  gradeFloor: 'C',
  steps: DEFAULT_ORDER,
}
