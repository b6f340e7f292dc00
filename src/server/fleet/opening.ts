import { z } from 'zod'
import { dates } from '../platform/text/dates.ts'
import type { Bilingual, Lang } from '../platform/text/text.ts'

/** Days as ISO 8601 counts them, Monday first. */
export const WEEK = [
  { fr: 'lundi', en: 'Monday' },
  { fr: 'mardi', en: 'Tuesday' },
  { fr: 'mercredi', en: 'Wednesday' },
  { fr: 'jeudi', en: 'Thursday' },
  { fr: 'vendredi', en: 'Friday' },
  { fr: 'samedi', en: 'Saturday' },
  { fr: 'dimanche', en: 'Sunday' },
] as const satisfies readonly Bilingual[]

/** From and to, in minutes of the day. */
const SPAN = z.tuple([z.number().int().min(0).max(1440), z.number().int().min(0).max(1440)])
export type Span = z.infer<typeof SPAN>

const OPENING = z.object({
  /** Seven days, Monday first; a day without a span is closed. */
  week: z.array(z.array(SPAN)).length(7),
  /** Closed from that day to that day, both included, in order. */
  closures: z.array(z.object({ from: z.iso.date(), to: z.iso.date() })),
})
export type Opening = z.infer<typeof OPENING>

/** The hours as they were kept; null where they were not said. */
export const readOpening = (kept: unknown): Opening | null => OPENING.nullable().catch(null).parse(kept)

export const NO_HOURS: Opening = { week: [[], [], [], [], [], [], []], closures: [] }

const TIME = /(\d{1,2})\s*(?:h|:|heures?)?\s*(\d{2})?/
const RANGE = new RegExp(`^${TIME.source}\\s*(?:-|–|—|à|to)\\s*${TIME.source}$`, 'i')

const minutes = (hour: string | undefined, minute: string | undefined) => Number(hour) * 60 + Number(minute ?? 0)

/** Reads « 8h30-12h, 13h30-17h »; empty or « fermé » is a closed day; null where it cannot be read or spans overlap. */
export function readHours(text: string): readonly Span[] | null {
  const said = text.trim().toLowerCase()
  if (said === '' || said === 'fermé' || said === 'ferme' || said === 'closed') return []
  const spans: Span[] = []
  for (const part of said.split(/\s*(?:,|;|\/|\bet\b|\band\b)\s*/)) {
    const found = RANGE.exec(part.trim())
    if (!found) return null
    const from = minutes(found[1], found[2])
    const to = minutes(found[3], found[4])
    if (to > 1440 || from >= to || Number(found[2] ?? 0) > 59 || Number(found[4] ?? 0) > 59) return null
    if (from < (spans.at(-1)?.[1] ?? 0)) return null
    spans.push([from, to])
  }
  return spans
}

const hour = (at: number, lang: Lang) => {
  const [whole, rest] = [Math.floor(at / 60), String(at % 60).padStart(2, '0')]
  return lang === 'fr' ? `${whole}\u00a0h${at % 60 === 0 ? '' : `\u00a0${rest}`}` : `${whole}:${rest}`
}
const range = ([from, to]: Span, lang: Lang) =>
  lang === 'fr' ? `de ${hour(from, lang)} à ${hour(to, lang)}` : `${hour(from, lang)} to ${hour(to, lang)}`

/** A day as a page writes it; « fermé » where it has no span. */
export const showHours = (spans: readonly Span[], lang: Lang): string =>
  spans.length === 0
    ? lang === 'fr'
      ? 'fermé'
      : 'closed'
    : spans.map((span) => range(span, lang)).join(lang === 'fr' ? ' et ' : ' and ')

/** A day as its field takes it: « 8h30-12h, 13h30-17h ». */
export const typedHours = (spans: readonly Span[]): string =>
  spans.map((span) => span.map((at) => hour(at, 'fr').replaceAll('\u00a0', '')).join('-')).join(', ')

/** Where a place stands at an instant. */
export type Now =
  | { readonly kind: 'unsaid' }
  | { readonly kind: 'open'; readonly until: string }
  | { readonly kind: 'closed'; readonly opens: { readonly day: string; readonly at: string } | null }

const DAY_MS = 86_400_000
const LOOK_AHEAD = 400

/** Open or closed at `at`, in the organisation's time zone; when closed, the next opening of the coming year. */
export function openingNow(opening: Opening | null, at: Date, viewer: { lang: Lang; timeZone: string }): Now {
  if (opening === null || opening.week.every((day) => day.length === 0)) return { kind: 'unsaid' }
  const { lang } = viewer
  const f = dates(lang, viewer.timeZone)
  const today = f.calendarDay(at)
  const [hours, mins] = f.time(at).split(':')
  const now = minutes(hours, mins)
  const current = spansOn(opening, today).find(([from, to]) => from <= now && now < to)
  if (current) return { kind: 'open', until: hour(current[1], lang) }
  for (let ahead = 0; ahead < LOOK_AHEAD; ahead += 1) {
    const day = new Date(Date.parse(`${today}T00:00:00Z`) + ahead * DAY_MS).toISOString().slice(0, 10)
    const next = spansOn(opening, day).find(([from]) => ahead > 0 || from > now)
    if (next) return { kind: 'closed', opens: { day: ahead === 0 ? '' : f.day(day, at), at: hour(next[0], lang) } }
  }
  return { kind: 'closed', opens: null }
}

/** The hours of one civil day: none inside a closed period. */
function spansOn({ week, closures }: Opening, day: string): readonly Span[] {
  if (closures.some(({ from, to }) => from <= day && day <= to)) return []
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  return week[weekday] ?? []
}

const DAY = /(\d{1,2})[/.](\d{1,2})[/.](\d{4})|(\d{4})-(\d{2})-(\d{2})/g

/** Reads closed periods, one a line: « 19/12/2026 au 4/1/2027 », or one day alone. Null where a line cannot be read. */
export function readClosures(text: string): Opening['closures'] | null {
  const periods: Opening['closures'] = []
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const days = [...line.matchAll(DAY)].map(([, d = '', m = '', y, iy, im, id]) =>
      y ? `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}` : `${iy}-${im}-${id}`,
    )
    const [from, to = from] = days
    const real = (day: string | undefined) => day !== undefined && z.iso.date().safeParse(day).success
    if (days.length > 2 || from === undefined || to === undefined || !real(from) || !real(to) || from > to) return null
    periods.push({ from, to })
  }
  return periods.toSorted((a, b) => a.from.localeCompare(b.from))
}

const shown = (day: string) => day.split('-').toReversed().join('/')
export const typedClosures = (closures: Opening['closures']): string =>
  closures.map(({ from, to }) => (from === to ? shown(from) : `${shown(from)} au ${shown(to)}`)).join('\n')
