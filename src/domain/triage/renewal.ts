import { z } from 'zod'
import { DEVICE_KINDS, type DeviceKind } from '../hardware/report.ts'
import type { Day } from '../rules.ts'

/** After how many years a device falls due. The closest row wins: kind and place, then place, then kind, then any. */
export interface RenewalRule {
  readonly kind: DeviceKind | 'any'
  /** A place, and all those under it. */
  readonly placeId: string | 'any'
  readonly years: number
}

/** Where each organisation starts. */
export const DEFAULT_RENEWAL: readonly RenewalRule[] = [{ kind: 'any', placeId: 'any', years: 5 }]

const row = z.strictObject({
  kind: z.enum(['any', ...DEVICE_KINDS]),
  placeId: z.string().trim().min(1),
  years: z.number().min(1).max(30),
})

/** The rules as an organisation edits them: one row for all, and no two rows for one kind and place. */
export const renewalSchema = z
  .array(row)
  .max(500)
  .refine((rows) => rows.some(({ kind, placeId }) => kind === 'any' && placeId === 'any'), {
    error: 'the row for every kind and every place is missing',
  })
  .refine((rows) => new Set(rows.map(({ kind, placeId }) => `${kind} ${placeId}`)).size === rows.length, {
    error: 'two rows for the same kind and place',
  })

export interface AgedDevice {
  readonly kind: DeviceKind
  /** Its place first, then each place above it. */
  readonly placeIds: readonly string[]
  readonly boughtOn: Day | null
  readonly builtYear: number | null
}

export type Renewal =
  | {
      readonly due: 'on'
      readonly day: Day
      readonly passed: boolean
      readonly rule: RenewalRule
      readonly from: Bought
    }
  | { readonly due: 'unknown'; readonly rule: RenewalRule }

type Bought = 'purchase' | 'manufacture'

/** When the device falls due. Without a purchase date the year of manufacture counts, from its first day. */
export function renewalOf(device: AgedDevice, rules: readonly RenewalRule[], today: Day): Renewal {
  const rule = closest(device, rules)
  const start = device.boughtOn ?? (device.builtYear === null ? null : `${device.builtYear}-01-01`)
  if (start === null) return { due: 'unknown', rule }
  const day = plusYears(start, rule.years)
  return { due: 'on', day, passed: day <= today, rule, from: device.boughtOn === null ? 'manufacture' : 'purchase' }
}

function closest({ kind, placeIds }: AgedDevice, rules: readonly RenewalRule[]): RenewalRule {
  const places = [...placeIds, 'any']
  const fitting = rules.filter((one) => (one.kind === kind || one.kind === 'any') && places.includes(one.placeId))
  const rank = (one: RenewalRule) => places.indexOf(one.placeId) * 2 + (one.kind === 'any' ? 1 : 0)
  const [first] = [...fitting].sort((a, b) => rank(a) - rank(b))
  return first ?? { kind: 'any', placeId: 'any', years: 5 }
}

/** Half years are counted in months; 29 February falls due on the 28th. */
function plusYears(day: Day, years: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const months = month - 1 + Math.round(years * 12)
  const last = new Date(Date.UTC(year, months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, months, Math.min(date, last))).toISOString().slice(0, 10)
}

/** Full and part years between two days. */
export function yearsBetween(from: Day, to: Day): number {
  return (Date.parse(to) - Date.parse(from)) / (365.25 * 24 * 3600 * 1000)
}
