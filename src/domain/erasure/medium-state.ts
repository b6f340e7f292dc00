/** What is known of the data on a storage medium now: computed from its proofs, never set by a person. */
export type MediumState = 'erased' | 'erasedWithExceptions' | 'failed' | 'destroyed' | 'absent' | 'unknown'
