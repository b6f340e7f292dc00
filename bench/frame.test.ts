import { expect, test } from 'vitest'
import { type Bar, countsOf, lineOf, verdictOf } from './frame.ts'
import { median, paired, quantile } from './measure.ts'
import { steadiness } from './steadiness.ts'

const bulk = (figure: number, baseline: number): Bar => ({
  kind: 'ratio',
  name: 'bulk act',
  figure,
  baseline,
  unit: 'ms',
  ratio: { atMost: 4 },
})
const list = (figure: number, baseline: number): Bar => ({ ...bulk(figure, baseline), ratio: { atLeast: 0.5 } }) as Bar

test('a figure that misses its bar is never said passed', () => {
  expect(verdictOf(bulk(400, 100))).toBe('passed')
  expect(verdictOf(bulk(401, 100))).toBe('FAILED')
  expect(verdictOf(list(50, 100))).toBe('passed')
  expect(verdictOf(list(49, 100))).toBe('FAILED')
  expect(verdictOf({ kind: 'figure', name: 'memory', figure: 1.11, unit: '×', atMost: 1.1 })).toBe('FAILED')
  expect(verdictOf({ kind: 'held', name: 'pages', held: false, said: '3 too heavy' })).toBe('FAILED')
})

test('what was not measured, or against nothing, is not passed either', () => {
  expect(verdictOf(bulk(Number.NaN, 100))).toBe('FAILED')
  expect(verdictOf(bulk(0, 0))).toBe('FAILED')
  expect(verdictOf(list(100, 0))).toBe('FAILED')
  expect(verdictOf(list(Number.POSITIVE_INFINITY, 100))).toBe('FAILED')
  expect(verdictOf({ kind: 'figure', name: 'memory', figure: Number.NaN, unit: 'MB', atMost: 9 })).toBe('FAILED')
  expect(verdictOf({ kind: 'skipped', name: 'soak', why: 'asked by name only' })).toBe('SKIPPED')
})

test('a line says name, figure, baseline, ratio and bar; the skipped are counted apart', () => {
  expect(lineOf(bulk(250, 100))).toBe('passed   bulk act: 250 ms, baseline 100 ms, ratio 2.50 (4 at most)')
  const skipped: Bar = { kind: 'skipped', name: 'soak', why: 'asked by name only' }
  expect(lineOf(skipped)).toBe('SKIPPED  soak: asked by name only')
  expect(countsOf([bulk(1, 1), bulk(5, 1), skipped])).toBe('1 passed, 1 failed, 1 skipped')
})

test('two ways are measured in turn, after one unmeasured round of each', async () => {
  const done: string[] = []
  const times = await paired(
    3,
    async (round) => done.push(`a${round}`),
    async (round) => done.push(`b${round}`),
  )
  expect(done).toEqual(['a-1', 'b-1', 'a0', 'b0', 'b1', 'a1', 'a2', 'b2'])
  expect([times.product.length, times.baseline.length]).toEqual([3, 3])
})

test('a quantile is one of the numbers measured', () => {
  const hundred = Array.from({ length: 100 }, (_, at) => 100 - at)
  expect([median(hundred), quantile(hundred, 0.99), quantile(hundred, 1), quantile([7], 0.99)]).toEqual([
    50, 99, 100, 7,
  ])
  expect(median([])).toBeNaN()
})

const memory = (of: (minute: number) => number) =>
  steadiness(Array.from({ length: 60 }, (_, minutes) => ({ minutes, megabytes: of(minutes) })))

test('memory that climbs is seen, memory that comes and goes is not', () => {
  const steady = memory((minute) => 200 + 20 * Math.sin(minute))
  expect(steady.lastQuarter / steady.secondQuarter).toBeLessThan(1.1)
  expect(steady.beyondNoise).toBe(0)
  const leaking = memory((minute) => 200 + 2 * minute + 20 * Math.sin(minute))
  expect(leaking.lastQuarter / leaking.secondQuarter).toBeGreaterThan(1.1)
  expect(leaking.beyondNoise).toBeGreaterThan(60)
})
