import { LOCALES } from './numbers.ts'
import type { Lang } from './text.ts'

/** An instant (Date, or ISO text with its offset), or a calendar day `YYYY-MM-DD`, which no time zone moves. */
export type When = Date | string

const CALENDAR_DAY = /^\d{4}-\d{2}-\d{2}$/
const DAY_MS = 86_400_000
const RELATIVE: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365.25],
  ['month', 30.44],
  ['day', 1],
]

/** Made once for each language and time zone: a formatter holds some 30 kB that no collector sees. */
const MADE = new Map<string, ReturnType<typeof makeDates>>()

/** Days and hours as one language writes them, in one named time zone. */
export function dates(lang: Lang, timeZone: string): ReturnType<typeof makeDates> {
  const key = `${lang} ${timeZone}`
  const made = MADE.get(key) ?? makeDates(lang, timeZone)
  MADE.set(key, made)
  return made
}

function makeDates(lang: Lang, timeZone: string) {
  const locale = LOCALES[lang]
  const cache = new Map<string, Intl.DateTimeFormat>()
  const format = (options: Intl.DateTimeFormatOptions, zone: string) => {
    const key = JSON.stringify([options, zone])
    const known = cache.get(key)
    if (known !== undefined) return known
    const made = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })
    cache.set(key, made)
    return made
  }
  const write = (when: When, options: Intl.DateTimeFormatOptions): string => {
    const calendar = typeof when === 'string' && CALENDAR_DAY.test(when)
    const instant = typeof when === 'string' ? new Date(calendar ? `${when}T00:00:00Z` : when) : when
    if (Number.isNaN(instant.getTime())) throw new RangeError(`not a date: ${String(when)}`)
    return format(options, calendar ? 'UTC' : timeZone)
      .formatToParts(instant)
      .map((part) =>
        part.type === 'day' && part.value === '1' && lang === 'fr' && options.month === 'long' ? '1er' : part.value,
      )
      .join('')
  }
  /** The calendar day `YYYY-MM-DD` of an instant in this time zone. */
  const calendarDay = (when: When): string => {
    if (typeof when === 'string' && CALENDAR_DAY.test(when)) return when
    const part = new Map(
      format({ year: 'numeric', month: '2-digit', day: '2-digit', calendar: 'iso8601' }, timeZone)
        .formatToParts(new Date(when))
        .map(({ type, value }) => [type, value]),
    )
    return `${part.get('year')}-${part.get('month')}-${part.get('day')}`
  }
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })

  return {
    calendarDay,
    /** « jeudi 19 novembre »; the year is said when it is not the year of `now`. */
    day: (when: When, now: When) =>
      write(when, {
        weekday: 'long',
        day: 'numeric',
        month: 'long',
        ...(calendarDay(when).slice(0, 4) === calendarDay(now).slice(0, 4) ? {} : { year: 'numeric' }),
      }),
    /** « 19 novembre 2026 ». */
    date: (when: When) => write(when, { day: 'numeric', month: 'long', year: 'numeric' }),
    /** « 19/11/2026 », for narrow columns. */
    shortDate: (when: When) => write(when, { day: '2-digit', month: '2-digit', year: 'numeric' }),
    /** « novembre 2026 ». */
    month: (when: When) => write(when, { month: 'long', year: 'numeric' }),
    year: (when: When) => calendarDay(when).slice(0, 4),
    /** « 14:05 ». */
    time: (when: When) => write(when, { hour: '2-digit', minute: '2-digit' }),
    /** « 19 novembre 2026 à 14:05 ». */
    instant: (when: When) =>
      write(when, { dateStyle: 'long', timeStyle: 'short' }).replace(/^1 /, lang === 'fr' ? '1er ' : '1 '),
    /** « il y a 3 jours », « hier », « dans 2 mois »: counted in calendar days of this time zone. */
    ago: (when: When, now: When) => {
      const days = Math.round((Date.parse(calendarDay(when)) - Date.parse(calendarDay(now))) / DAY_MS)
      const [unit, length] = RELATIVE.find(([, length]) => Math.abs(days) >= length * 1.5) ?? ['day', 1]
      return relative.format(Math.trunc(days / length), unit)
    },
  }
}
