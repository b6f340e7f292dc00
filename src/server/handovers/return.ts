import { z } from 'zod'
import { optional, paragraph, uuid } from '../platform/http/form.ts'

export const GAPS = ['none', 'missing', 'damaged', 'swappedSerial'] as const
export const GAP_DECISIONS = ['accepted', 'claimed', 'waived'] as const

/** A return, checked line by line against the hand-over sheet; a gap is decided, never silent. */
export const RETURN = z.object({
  gap: z.enum(GAPS),
  decision: optional(z.enum(GAP_DECISIONS)),
  at: optional(uuid),
  note: optional(paragraph(2000)),
})
export type Return = z.infer<typeof RETURN>
