import { z } from 'zod'
import { line, optional, several, uuid } from '../platform/http/form.ts'

/** What is said at the counter: who receives, which devices are held in hand, and the answer about the session. */
export const HAND_OVER = z.object({
  deviceIds: several(uuid).refine((ids) => ids.length > 0 && ids.length <= 200),
  receivedBy: line(120),
  signed: z.enum(['paper', 'drawn']).optional(),
  session: z.enum(['accepted', 'declined']),
  sessionPlace: optional(uuid),
  sessionWish: optional(line(200)),
})
export type HandOver = z.infer<typeof HAND_OVER>
