import type { Table } from '../rules.ts'
import type { Gate } from './gates/gate.ts'
import { MEDIA_GATES } from './gates/media.ts'
import { MISHAP_GATES } from './gates/mishaps.ts'
import { OWNER_GATES } from './gates/owner.ts'
import { PAPER_GATES } from './gates/papers.ts'
import { RIGHT_GATES } from './gates/right.ts'
import { WAY_OUT_GATES } from './gates/way-out.ts'
import { WHEREABOUTS_GATES } from './gates/whereabouts.ts'
import { WORKSHOP_GATES } from './gates/workshop.ts'

const ROWS = [
  ...OWNER_GATES,
  ...MEDIA_GATES,
  ...WORKSHOP_GATES,
  ...RIGHT_GATES,
  ...PAPER_GATES,
  ...WAY_OUT_GATES,
  ...MISHAP_GATES,
  ...WHEREABOUTS_GATES,
]

export type GateId = (typeof ROWS)[number]['id']

/** Every gate of the circuit, in the order in which screens and the guide list them. */
export const GATES: Table<readonly Gate<GateId>[]> = { version: 1, inForceFrom: '2026-11-22', rows: ROWS }
