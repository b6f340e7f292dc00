import { scaleLinear } from 'd3-scale'

/** A stretch of a thing's existence. Instants or days in ISO form; `to` is null while it goes on. */
export interface Stretch {
  /** Rank of the life, from 1. */
  readonly life: number
  readonly label: string
  readonly from: string
  readonly to: string | null
  /** `use`: known and dated. `before`: told, from before the records. `ahead`: not begun. */
  readonly kind: 'use' | 'before' | 'ahead'
}

/** Something that happened. */
export interface Mark {
  readonly at: string
  readonly label: string
  /** `event`: done. `wait`: waits on someone. `refused`: failed, lost, refused. */
  readonly kind: 'event' | 'wait' | 'refused'
  /** A mark without its proof is drawn hollow. */
  readonly proven: boolean
}

export const LIFE_WIDTH = 900
const EDGE = 12
const MARK_ROOM = 17
/** A group of marks is larger, since its count is written in it. */
const GROUP_ROOM = 23
/** More lives than this, and the oldest ones are drawn as one stretch. */
const MOST_LIVES = 7

interface DrawnStretch {
  readonly x1: number
  readonly x2: number
  readonly kind: Stretch['kind']
  readonly lives: readonly [number, number]
  readonly label: string
  readonly from: string
}

export interface DrawnMark {
  readonly x: number
  /** Events too near one another to be told apart are drawn as one, with their count. */
  readonly marks: readonly Mark[]
  readonly kind: Mark['kind']
  readonly proven: boolean
}

interface DrawnLife {
  readonly stretches: readonly DrawnStretch[]
  readonly gaps: readonly (readonly [number, number])[]
  readonly marks: readonly DrawnMark[]
  readonly today: number | null
}

interface Segment {
  readonly start: number
  readonly end: number
  readonly least: number
  readonly stretch: DrawnStretch | null
}

const time = (iso: string): number => Date.parse(iso)

/** The oldest lives of a long story, told as one stretch. */
function gathered(stretches: readonly Stretch[]): readonly Omit<DrawnStretch, 'x1' | 'x2'>[] {
  const drawn = stretches.map(({ kind, life, label, from }) => ({ kind, label, from, lives: [life, life] as const }))
  const [first] = drawn
  const last = drawn.at(-MOST_LIVES)
  if (first === undefined || last === undefined || drawn.length <= MOST_LIVES) return drawn
  return [{ ...first, label: '', lives: [first.lives[0], last.lives[0]] }, ...drawn.slice(1 - MOST_LIVES)]
}

/** Stretches in order, and the gaps between them, each with the least width that lets it be read. */
function segments(stretches: readonly Stretch[], marks: readonly Mark[], now: number): readonly Segment[] {
  const lived = gathered(stretches.filter(({ kind }) => kind !== 'ahead'))
  const ahead = gathered(stretches.filter(({ kind }) => kind === 'ahead'))
  const ends = stretches.filter(({ kind }) => kind !== 'ahead').map(({ to }) => (to === null ? now : time(to)))
  const times = marks.map(({ at }) => time(at))
  const within = (start: number, end: number) => times.filter((at) => at > start && at <= end).length
  const found: Segment[] = []
  const gap = (start: number, end: number) => {
    if (end > start) found.push({ start, end, least: 30 + MARK_ROOM * Math.min(within(start, end), 6), stretch: null })
  }
  let reached = Math.min(...times, ...lived.map(({ from }) => time(from)), now)
  for (const [index, stretch] of lived.entries()) {
    const start = Math.max(time(stretch.from), reached)
    const end = Math.max(ends[ends.length - lived.length + index] ?? now, start)
    gap(reached, start)
    found.push({ start, end, least: 120, stretch: { ...stretch, x1: 0, x2: 0 } })
    reached = end
  }
  gap(reached, Math.max(now, ...times))
  for (const stretch of ahead)
    found.push({ start: Infinity, end: Infinity, least: 110, stretch: { ...stretch, x1: 0, x2: 0 } })
  return found
}

interface Group {
  readonly x: number
  readonly marks: readonly Mark[]
}

const special = ({ kind }: Mark): boolean => kind !== 'event'

/** Where a stretch has no room for each of its marks, neighbours become one; what waits or failed stays alone. */
function gather(placed: readonly Group[], width: number): readonly Group[] {
  if (placed.length * MARK_ROOM <= width + 1) return placed
  const groups: { x: number; marks: Mark[] }[] = []
  for (const { x, marks } of placed) {
    const last = groups.at(-1)
    const joins = last !== undefined && x - last.x < GROUP_ROOM && !marks.some(special) && !last.marks.some(special)
    if (joins) last.marks.push(...marks)
    else groups.push({ x, marks: [...marks] })
  }
  return groups
}

/** Pushes marks apart until none hides another: to the right, then back from the right edge. */
function spread(groups: readonly Group[], right: number): readonly DrawnMark[] {
  const room = (index: number) =>
    groups.slice(index, index + 2).some(({ marks }) => marks.length > 1) ? GROUP_ROOM : MARK_ROOM
  const places = groups.map(({ x }) => x)
  for (let i = 1; i < places.length; i += 1) places[i] = Math.max(places[i] ?? 0, (places[i - 1] ?? 0) + room(i - 1))
  let edge = right
  for (let i = places.length - 1; i >= 0; i -= 1) {
    places[i] = Math.min(places[i] ?? 0, edge)
    edge = (places[i] ?? 0) - room(i - 1)
  }
  return groups.map(({ marks }, index) => ({
    x: places[index] ?? EDGE,
    marks,
    kind: marks.find(special)?.kind ?? 'event',
    proven: marks.every(({ proven }) => proven),
  }))
}

/** Places a life on a line of 900 units. Not to scale: each stretch keeps the room its words need, and shares the rest by its duration. */
export function placeLife(stretches: readonly Stretch[], marks: readonly Mark[], today: string): DrawnLife {
  const now = time(today)
  const ordered = stretches.toSorted((a, b) => time(a.from) - time(b.from) || a.life - b.life)
  const parts = segments(ordered, marks, now)
  const room = LIFE_WIDTH - 2 * EDGE
  const least = parts.reduce((sum, part) => sum + part.least, 0)
  const shrink = Math.min(1, room / Math.max(least, 1))
  const lasting = (part: Segment) => (Number.isFinite(part.start) ? part.end - part.start : 0)
  const duration = parts.reduce((sum, part) => sum + lasting(part), 0)
  const spare = Math.max(0, room - least)

  const instants: number[] = []
  const places: number[] = []
  const drawn: DrawnStretch[] = []
  const gaps: (readonly [number, number])[] = []
  let x = EDGE
  for (const part of parts) {
    const share = duration > 0 ? lasting(part) / duration : 1 / parts.length
    const end = x + part.least * shrink + spare * share
    if (part.stretch === null) gaps.push([x, end])
    else drawn.push({ ...part.stretch, x1: x, x2: end })
    if (Number.isFinite(part.start)) {
      instants.push(part.start, part.end)
      places.push(x, end)
    }
    x = end
  }
  const place = instants.length > 1 ? scaleLinear(instants, places).clamp(true) : () => EDGE
  const placed = marks
    .toSorted((a, b) => time(a.at) - time(b.at))
    .map((mark): Group => ({ x: place(time(mark.at)), marks: [mark] }))
  const bounds = places.filter((_, index) => index % 2 === 1)
  const groups = bounds.flatMap((end, index) => {
    const start = index === 0 ? -Infinity : (bounds[index - 1] ?? 0)
    const last = index === bounds.length - 1
    return gather(
      placed.filter(({ x }) => x >= start && (x < end || last)),
      end - Math.max(start, EDGE),
    )
  })
  return {
    stretches: drawn,
    gaps,
    marks: spread(groups, places.at(-1) ?? EDGE),
    today: parts.length === 0 ? null : place(now),
  }
}
