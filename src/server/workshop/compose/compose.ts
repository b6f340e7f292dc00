import { z } from 'zod'
import type { DeviceKind } from '../../../domain/hardware/report.ts'
import { line, optional, several, uuid } from '../../platform/http/form.ts'

export const COMPOSE = '/atelier/composer'

/** Cases that a machine is composed in. */
export const CASES = ['desktop', 'mini', 'laptop', 'all-in-one'] as const satisfies readonly DeviceKind[]

/** A machine that waits for the bench, and the parts that complete it. */
export const FROM_STOCK = z.object({ device: line(40), part: several(uuid).pipe(z.array(uuid).min(1).max(20)) })

/** A bare case or board, that no report names and that was no device of ours. */
export const BARE_CASE = z.object({ kind: z.enum(CASES), maker: optional(line(80)), model: optional(line(80)) })
export type BareCase = z.infer<typeof BARE_CASE>
