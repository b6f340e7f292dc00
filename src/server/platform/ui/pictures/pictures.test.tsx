import { describe, expect, it } from 'vitest'
import { DEFAULT_DISPLAY } from '../display.ts'
import { LifeLine } from '../life-line.tsx'
import { River } from '../river.tsx'
import type { Viewer } from '../viewer.ts'
import { type Mark, placeLife, type Stretch } from './life-line-geometry.ts'
import { type River as Flowing, placeRiver, tally } from './river-geometry.ts'

const viewer: Viewer = {
  lang: 'fr',
  display: DEFAULT_DISPLAY,
  timeZone: 'Europe/Paris',
  path: '/',
  organisation: null,
  person: null,
  rail: [],
  searches: false,
  demonstration: false,
  notice: null,
}
const TODAY = '2026-11-22'
const life = (rank: number, from: string, to: string | null, kind: Stretch['kind'] = 'use'): Stretch => ({
  life: rank,
  label: `lieu ${rank}`,
  from,
  to,
  kind,
})
const event = (at: string, proven = true): Mark => ({ at, label: 'lu', kind: 'event', proven })
const day = (index: number) => new Date(Date.UTC(2017, 0, 1 + index * 3)).toISOString().slice(0, 10)

describe('The life line stays readable, whatever a device went through', () => {
  const overlaps = (marks: readonly { readonly x: number }[]) =>
    marks.filter(({ x }, index) => index > 0 && x - (marks[index - 1]?.x ?? 0) < 14)

  it('with nothing recorded it says so', () => {
    expect((<LifeLine viewer={viewer} stretches={[]} marks={[]} today={TODAY} />).text).toContain(
      'Aucune vie enregistrée',
    )
  })

  it('with one life and no event it is one line up to today', () => {
    const drawn = placeLife([life(1, '2020-01-01', null)], [], TODAY)
    expect(drawn.gaps).toEqual([])
    expect(drawn.stretches.map(({ x1, x2 }) => [x1, x2])).toEqual([[12, 888]])
  })

  it('with one event and no life yet it holds the mark', () => {
    const drawn = placeLife([], [event('2026-11-19')], TODAY)
    expect(drawn.marks).toHaveLength(1)
    expect((<LifeLine viewer={viewer} stretches={[]} marks={[event('2026-11-19')]} today={TODAY} />).text).toContain(
      '1 événement',
    )
  })

  it('events of the same week stand apart, in their order, inside the picture', () => {
    const week = ['2026-11-16', '2026-11-17', '2026-11-17', '2026-11-18', '2026-11-19'].map((at) => event(at))
    const drawn = placeLife(
      [life(1, '2017-01-01', '2026-11-16')],
      [...week, { ...event(TODAY, false), kind: 'wait' }],
      TODAY,
    )
    expect(drawn.marks.flatMap(({ marks }) => marks.map(({ at }) => at))).toEqual([...week.map(({ at }) => at), TODAY])
    expect(overlaps(drawn.marks)).toEqual([])
    expect(drawn.marks.every(({ x }) => x >= 0 && x <= 900)).toBe(true)
  })

  it('a thousand events are gathered without hiding one, and one missing proof keeps its group hollow', () => {
    const marks = Array.from({ length: 1000 }, (_, index) => event(day(index), index !== 500))
    const drawn = placeLife([life(1, '2017-01-01', '2022-01-01'), life(2, '2022-03-01', null)], marks, TODAY)
    expect(drawn.marks.reduce((sum, group) => sum + group.marks.length, 0)).toBe(1000)
    expect(overlaps(drawn.marks)).toEqual([])
    expect(drawn.marks.filter(({ proven }) => !proven)).toHaveLength(1)
    expect(drawn.marks.every(({ x }) => x >= 0 && x <= 900)).toBe(true)
    const html = (<LifeLine viewer={viewer} stretches={[life(1, '2017-01-01', null)]} marks={marks} today={TODAY} />)
      .text
    expect(html.split('<').length).toBeLessThan(1200)
  })

  it('twenty lives show the last ones, and the oldest as one', () => {
    const lives = Array.from({ length: 20 }, (_, index) =>
      life(index + 1, `${2000 + index}-01-01`, `${2000 + index}-11-01`),
    )
    const drawn = placeLife(lives, [], TODAY)
    expect(drawn.stretches[0]?.lives).toEqual([1, 14])
    expect(drawn.stretches).toHaveLength(7)
    expect(drawn.stretches.at(-1)?.x2).toBeLessThanOrEqual(889)
  })

  it('a life to come stands after today', () => {
    const drawn = placeLife([life(1, '2020-01-01', '2026-01-01'), life(2, TODAY, null, 'ahead')], [], TODAY)
    expect(drawn.stretches.at(-1)?.x1).toBe(drawn.today)
  })
})

const river = (scale: number): Flowing => ({
  nodes: [
    { id: 'received', label: 'reçus', kind: 'step', held: 31 * scale },
    { id: 'erased', label: 'effacés', kind: 'step', held: 14 * scale },
    { id: 'used', label: 'en usage', kind: 'use' },
    { id: 'parts', label: 'en pièces', kind: 'side' },
  ],
  flows: [
    { from: 'received', to: 'erased', count: 381 * scale },
    { from: 'erased', to: 'used', count: 315 * scale },
    { from: 'erased', to: 'parts', count: 52 * scale },
  ],
})
const FRAME = {
  direction: 'across',
  length: 660,
  breadth: 118,
  words: { before: 74, end: 36 },
  origin: { along: 8, across: 74 },
} as const

describe('The river is as wide as its counts, and says when they do not add up', () => {
  it('what enters leaves or waits', () => {
    expect(tally(river(1)).map(({ node, value, gap }) => [node.id, value, gap])).toEqual([
      ['received', 412, 0],
      ['erased', 381, 0],
      ['used', 315, 0],
      ['parts', 52, 0],
    ])
  })

  it('a count that is missing shows as a gap in the picture, its description and its table', () => {
    const broken = {
      ...river(1),
      flows: river(1).flows.map((flow) => (flow.to === 'parts' ? { ...flow, count: 49 } : flow)),
    }
    expect(tally(broken).find(({ node }) => node.id === 'erased')?.gap).toBe(3)
    const html = (<River viewer={viewer} title="Le circuit" {...broken} />).text
    expect(html.match(/écart de 3/g)).toHaveLength(4)
  })

  it('every count has the same width for one device, at one or at a thousand times', () => {
    for (const scale of [1, 1000]) {
      const drawn = placeRiver(river(scale), FRAME)
      const widths = drawn.nodes.map(({ start, end, tally: { value } }) => (end - start) / value)
      for (const width of widths) expect(width).toBeCloseTo(118 / (412 * scale), 6)
    }
  })

  it('with nothing yet it names its steps at zero and draws no flow', () => {
    const drawn = placeRiver(river(0), FRAME)
    expect(drawn.flows).toEqual([])
    const html = (<River viewer={viewer} title="Le circuit" {...river(0)} />).text
    expect(html).toContain('Rien n’a encore circulé')
    expect(html).not.toContain('NaN')
  })

  it('one device is still seen', () => {
    const one: Flowing = {
      nodes: river(1).nodes.map(({ held, ...node }) => node),
      flows: [{ from: 'received', to: 'erased', count: 1 }],
    }
    const drawn = placeRiver(one, FRAME)
    expect(drawn.flows).toHaveLength(1)
    expect(drawn.nodes.every(({ start, end }) => end - start >= 2)).toBe(true)
  })

  it('words of one rank never meet', () => {
    const many: Flowing = {
      nodes: [
        { id: 'a', label: 'a', kind: 'step' },
        ...'bcdefghi'.split('').map((id) => ({ id, label: id, kind: 'use' as const })),
      ],
      flows: 'bcdefghi'.split('').map((to) => ({ from: 'a', to, count: to === 'b' ? 5000 : 1 })),
    }
    const ends = placeRiver(many, FRAME).nodes.slice(1)
    const near = ends.filter(({ start }, index) => index > 0 && start - (ends[index - 1]?.start ?? 0) < 30)
    expect(near).toEqual([])
  })

  it('without images the table stands alone and open', () => {
    const html = (
      <River viewer={{ ...viewer, display: { ...DEFAULT_DISPLAY, images: false } }} title="Le circuit" {...river(1)} />
    ).text
    expect(html).not.toContain('<path')
    expect(html).toContain('<details open')
  })
})
