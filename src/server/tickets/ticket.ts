import { z } from 'zod'
import { TRANSFERS, type TransferKind } from '../../domain/circuit/transfers.ts'
import { line, optional, paragraph } from '../platform/http/form.ts'

export const SYMPTOMS = [
  'noStart',
  'screen',
  'input',
  'battery',
  'network',
  'slow',
  'noise',
  'software',
  'accessory',
  'other',
] as const
export const CAUSES = ['part', 'wear', 'software', 'settings', 'accident', 'noFault', 'unknown'] as const
export const OUTCOMES = ['repaired', 'replaced', 'decommissioned', 'noFault'] as const
export type Outcome = (typeof OUTCOMES)[number]

export const TICKET_STAGES = ['open', 'diagnosed', 'closed'] as const
export type TicketStage = (typeof TICKET_STAGES)[number]

export const stageOf = (ticket: { readonly cause: string | null; readonly outcome: string | null }): TicketStage =>
  ticket.outcome !== null ? 'closed' : ticket.cause !== null ? 'diagnosed' : 'open'

/** Why a breakdown is not taken: nobody holds the device, or it is no longer ours to repair. */
export type NoSupport = 'notInUse' | 'ownerChanged'

/**
 * A device is repaired by us as long as it stays ours: in life 1 and 2, and in whatever life is a loan or an internal use. What was
 * given, sold or handed to another body is its new owner's, and left without support.
 */
export function supportOf(holding: { readonly transfer: string } | null): NoSupport | null {
  if (holding === null) return 'notInUse'
  const row = TRANSFERS.rows[holding.transfer as TransferKind]
  return row?.changesOwner ? 'ownerChanged' : null
}

/** Of the series that has no gap. */
export const TICKET_NUMBER = z.coerce.number().int().min(1).max(2_000_000_000)

export const REPORT = z.object({
  device: line(40),
  symptom: z.enum(SYMPTOMS),
  words: optional(paragraph(1000)),
})
export const DIAGNOSIS = z.object({ cause: z.enum(CAUSES) })
export const CLOSING = z
  .object({ outcome: z.enum(OUTCOMES), replacement: optional(line(40)) })
  .refine(({ outcome, replacement }) => outcome !== 'replaced' || replacement !== null, { path: ['replacement'] })

/** Breakdowns counted over the time that devices were in use. */
export interface Exposure {
  readonly tickets: number
  /** Days in use, all devices together. */
  readonly days: number
  /** Minutes of repair. */
  readonly minutes: number
}

/** Breakdowns and hours for a hundred devices in use during a year. */
export interface Rate {
  readonly perHundred: number
  /** Where the true rate stands 95 times in 100, if breakdowns come independently (Byar's approximation of Poisson limits). */
  readonly low: number
  readonly high: number
  readonly hoursPerHundred: number
}

/** Null where devices were in use too little for a rate to mean anything: under ten device-years. */
export function rateOf({ tickets, days, minutes }: Exposure): Rate | null {
  const years = days / 365.25
  if (years < 10) return null
  const hundred = 100 / years
  const limit = (count: number, sign: 1 | -1) =>
    count <= 0 ? 0 : count * (1 - 1 / (9 * count) + (sign * 1.96) / (3 * Math.sqrt(count))) ** 3
  return {
    perHundred: tickets * hundred,
    low: limit(tickets, -1) * hundred,
    high: limit(tickets + 1, 1) * hundred,
    hoursPerHundred: (minutes / 60) * hundred,
  }
}
