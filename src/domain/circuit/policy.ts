import { DEFAULT_ERASURE_POLICY, type ErasurePolicy } from '../erasure/policy.ts'
import type { Grade } from './facts.ts'
import { DEFAULT_ORDER, type StepId } from './steps.ts'

/** What an organisation decides within the law. The order of its steps is here, and changes no gate. */
export interface Policy extends ErasurePolicy {
  /** The lowest grade that leaves the workshop. */
  readonly gradeFloor: Grade
  /** Whose work a second person checks before it is called ready. */
  readonly secondCheck: 'everybody' | 'trainees' | 'nobody'
  readonly steps: readonly StepId[]
}

/** What a new organisation starts from: nothing left on a computer, a phone reset as phones are, no proof by mere declaration. */
export const DEFAULT_POLICY: Policy = {
  ...DEFAULT_ERASURE_POLICY,
  gradeFloor: 'C',
  secondCheck: 'trainees',
  steps: DEFAULT_ORDER,
}
