import type { Chance } from '../chance.ts'

/** Milliseconds. */
export const DAY = 86_400_000
const HOUR = 3_600_000
/** Offices open at 7:30 and close at 15:30, Greenwich time: day in mainland France, summer and winter. */
const OPENS = 7.5 * HOUR
const OPEN_FOR = 8 * HOUR
const A_MOMENT = 20 * 60_000

/** An instant of office hours, Monday to Friday, about `days` days after `from`; always later than `from`. */
export function workingInstant(chance: Chance, from: number, days: number): number {
  const day = Math.floor((from + days * DAY) / DAY) * DAY
  // 1 January 1970 was a Thursday.
  const weekday = (day / DAY + 3) % 7
  const shifted = weekday < 5 ? day : day + (7 - weekday) * DAY
  const at = shifted + OPENS + chance.between(0, OPEN_FOR)
  return at > from ? at : from + A_MOMENT
}

export const isoOf = (at: number): string => new Date(at).toISOString()
export const dayOf = (at: number): string => isoOf(at).slice(0, 10)
export const yearOf = (at: number): number => new Date(at).getUTCFullYear()
