import { z } from 'zod'
import { type Ends, VIDEO_SOCKET_NAMES, type VideoSocket } from '../../domain/kits/sockets.ts'
import { SUPPLY_KIND_NAMES } from '../../domain/kits/supplies.ts'
import { says } from '../platform/http/field-messages.ts'
import { line, optional, uuid, wholeNumber } from '../platform/http/form.ts'

const MOST = 100_000
const socket = optional(z.enum(VIDEO_SOCKET_NAMES as [VideoSocket, ...VideoSocket[]]))
const TWO_ENDS = {
  fr: 'Dites la prise de chaque bout : celle de l’unité et celle de l’écran.',
  en: 'Say the connector of each end: at the unit and at the screen.',
}

/** A sort of supply as it is typed: what it is, where its bin stands, how many there are. */
export const SUPPLY = z
  .object({
    kind: z.enum(SUPPLY_KIND_NAMES),
    name: line(80),
    endUnit: socket,
    endScreen: socket,
    place: optional(uuid),
    count: wholeNumber(0, MOST),
    wanted: wholeNumber(0, MOST),
  })
  .superRefine((one, context) => {
    if (one.kind === 'videoCable' && (one.endUnit === null || one.endScreen === null))
      context.addIssue({ ...says(TWO_ENDS), path: ['endUnit'] })
  })
export type NewSupply = z.infer<typeof SUPPLY>

/** What happens to a bin: more came in, some were used or thrown away, or they were counted again. */
export const MOVE = z.object({
  what: z.enum(['received', 'used', 'scrapped', 'counted']),
  count: wholeNumber(0, MOST),
})
export type SupplyMove = z.infer<typeof MOVE>

/** The two ends of a video cable; null of anything else. */
export const endsOf = (kind: string, unit: string | null, screen: string | null): Ends | null =>
  kind === 'videoCable' && unit !== null && screen !== null
    ? { unit: unit as VideoSocket, screen: screen as VideoSocket }
    : null
