import { z } from 'zod'
import { DEVICE_KINDS } from '../../domain/hardware/report.ts'
import { civilDate, line, optional, uuid } from '../platform/http/form.ts'

/** What is typed when machines arrive by hand: one line of identical devices, one batch. */
export const ARRIVAL = z.object({
  kind: z.enum(DEVICE_KINDS),
  count: z.coerce.number().int().min(1).max(200),
  maker: optional(line(80)),
  model: optional(line(120)),
  serial: optional(line(80)),
  inventoryNumber: optional(line(80)),
  boughtOn: optional(civilDate),
  from: optional(uuid),
  at: optional(uuid),
  label: optional(line(120)),
  owner: z.enum(['organisation', 'donor']),
  works: z.enum(['working', 'notWorking', 'unknown']),
})
export type Arrival = z.infer<typeof ARRIVAL>

/** A serial or an inventory number names one machine: it cannot be shared by several. */
export const sharesAnIdentity = (arrival: Arrival): boolean =>
  arrival.count > 1 && (arrival.serial !== null || arrival.inventoryNumber !== null)
