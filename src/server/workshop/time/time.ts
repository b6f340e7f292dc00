import { z } from 'zod'
import { line, optional, wholeNumber } from '../../platform/http/form.ts'

/** Minutes after which nobody believes a timer: it was left running, and its person says what was really worked. */
export const FORGOTTEN_AFTER = 300

/** Whole minutes between two instants, never negative: a clock may have been set back. */
export const minutesBetween = (from: Date, to: Date): number =>
  Math.max(0, Math.round((to.getTime() - from.getTime()) / 60_000))

export const isForgotten = (startedAt: Date, now: Date): boolean => minutesBetween(startedAt, now) > FORGOTTEN_AFTER

/** Minutes of one stretch of work as people type them: a hundred hours at most. */
export const MINUTES = wholeNumber(0, 6000)

export const CORRECTION = z.object({ minutes: MINUTES, reason: line(300) })

export const TIME_GROUPS = ['month', 'person', 'team', 'life', 'step', 'device'] as const
export type TimeGroup = (typeof TIME_GROUPS)[number]

/** What narrows the totals and the lines: one value of each group, as the address says it; a year, always. */
export const TIME_QUERY = z.object({
  year: z.coerce.number().int().min(1990).max(2100).optional().catch(undefined),
  by: z.enum(TIME_GROUPS).catch('month'),
  month: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .optional()
    .catch(undefined),
  person: z.uuid().optional().catch(undefined),
  team: z.string().max(80).optional().catch(undefined),
  life: z.coerce.number().int().min(0).max(99).optional().catch(undefined),
  step: z.string().max(40).optional().catch(undefined),
  device: z.string().max(40).optional().catch(undefined),
})
export type TimeQuery = z.infer<typeof TIME_QUERY>

/** Minutes typed beside a step; nothing typed is no time said. */
export const TYPED = optional(MINUTES)
