import type { RailOf } from '../platform/http/viewer.ts'

/** The steps of the circuit in the rail, with what waits at each. */
export const railOf: RailOf = async () => []
