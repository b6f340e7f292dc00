import { z } from 'zod'
import { ACTS, ALL_ACTS } from '../../domain/circuit/acts.ts'
import { DEVICE_STATES } from '../../domain/circuit/states.ts'
import { eventsOf } from '../platform/ledger/ledger.ts'

const id = z.uuid().optional()
const state = z.enum([...DEVICE_STATES, 'none'])

/** What an act leaves in the ledger: where from, where to, and the ids of what it rested on. */
const PAYLOAD = z.strictObject({
  from: state,
  to: state,
  life: z.number().int().min(0),
  reason: z.enum(['obsolete', 'broken', 'needChanged', 'other']).optional(),
  verdict: z.enum(['reuse', 'refurbish', 'parts', 'recycle']).optional(),
  batchId: id,
  placeId: id,
  partyId: id,
  requestId: id,
  allocationId: id,
  agreementId: id,
  handoverId: id,
  holdingId: id,
  palletId: id,
  workOrderId: id,
  mediumId: id,
  erasureId: id,
  secondLookId: id,
  correctedEventId: id,
  importId: id,
  componentId: id,
  partActId: id,
  moveSlipId: id,
})
export type ActPayload = Omit<z.input<typeof PAYLOAD>, 'from' | 'to' | 'life'>

type DoneKinds = Record<(typeof ALL_ACTS)[number], { says: { fr: string; en: string }; payload: typeof PAYLOAD }>

/** One event for each act of the circuit: `device.receive`, `device.handOver`… */
export const deviceActs = eventsOf(
  'device',
  Object.fromEntries(ALL_ACTS.map((act) => [act, { says: ACTS[act].done, payload: PAYLOAD }])) as DoneKinds,
)
