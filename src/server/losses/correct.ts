import { z } from 'zod'
import type { Act } from '../../domain/circuit/acts.ts'
import { DEVICE_STATES } from '../../domain/circuit/states.ts'

/** What a correction reads of the event that it contradicts. */
export const LAST_PAYLOAD = z.object({
  from: z.enum([...DEVICE_STATES, 'none']),
  life: z.number().int(),
  handoverId: z.uuid().optional(),
  allocationId: z.uuid().optional(),
  requestId: z.uuid().optional(),
})
type LastPayload = z.infer<typeof LAST_PAYLOAD>

/** The last act of a device, as the ledger says it; `lifeBefore` is that of the act before. */
export interface LastAct {
  readonly eventId: string
  readonly act: Act
  readonly at: Date
  readonly by: string | null
  readonly payload: LastPayload
  readonly lifeBefore: number
}
