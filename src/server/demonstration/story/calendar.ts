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
  return at > from ? at : Math.ceil(from) + A_MOMENT
}

const DAYS = new Map<number, string>()
const two = (value: number): string => (value < 10 ? `0${value}` : String(value))

/** An instant after 1970 as ISO 8601 writes it. A story says millions of them, of some thousands of days. */
export function isoOf(at: number): string {
  const rank = Math.floor(at / DAY)
  let day = DAYS.get(rank)
  if (!day) {
    day = new Date(rank * DAY).toISOString().slice(0, 11)
    DAYS.set(rank, day)
  }
  const within = Math.trunc(at - rank * DAY)
  const seconds = Math.floor(within / 1000)
  const milliseconds = String(within % 1000).padStart(3, '0')
  return `${day}${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${milliseconds}Z`
}
export const dayOf = (at: number): string => isoOf(at).slice(0, 10)
export const yearOf = (at: number): number => new Date(at).getUTCFullYear()
