import { expect, test } from 'vitest'
import { blankReport } from '../hardware/blank.ts'
import type { HardwareReport } from '../hardware/report.ts'
import { NOTHING_OBSERVED } from './facts.ts'
import { lossOf } from './loss.ts'

const disk = { maker: null, model: null, firmware: null, wwn: null, hours: null, wear: null, signs: [] }
const report: HardwareReport = {
  ...blankReport(),
  kind: 'laptop',
  cpu: [{ name: 'Intel(R) Core(TM) i5-6300U CPU @ 2.40GHz', cores: 2 }],
  memory: {
    bytes: 8 * 2 ** 30,
    modules: [4, 4].map((gib) => ({ bytes: gib * 2 ** 30, type: 'DDR4', serial: null, maker: null, soldered: false })),
    declaredMaximumBytes: null,
    slots: 2,
  },
  media: [
    { ...disk, serial: 'A1', kind: 'ssd', bytes: 256e9, health: 'unknown' },
    { ...disk, serial: 'A2', kind: 'hdd', bytes: 500e9, health: 'failing' },
  ],
  batteries: [{ health: 0.82, maker: null, model: null, serial: null, designMilliwattHours: null, cycles: null }],
  screens: [{ maker: null, model: null, serial: null, inches: 14, year: 2016, pixels: null }],
  firmware: { maker: null, version: null, date: '09/12/2019' },
}
const working = { ...NOTHING_OBSERVED, boots: 'yes', damage: [] } as const

test('what works is listed, what fails is not', () => {
  expect(lossOf(report, working, '2026-11-22')).toEqual({
    works: 'yes',
    parts: [
      { part: 'processor', name: 'Intel(R) Core(TM) i5-6300U CPU @ 2.40GHz', cores: 2 },
      { part: 'memory', bytes: 8 * 2 ** 30, modules: 2, type: 'DDR4' },
      { part: 'medium', kind: 'ssd', bytes: 256e9, health: 'unknown' },
      { part: 'battery', health: 0.82 },
      { part: 'screen', inches: 14, year: 2016 },
    ],
    age: { atLeast: 7, atMost: 11, from: 'parts' },
  })
})

test('a cracked panel and a swollen battery are no loss', () => {
  const { parts } = lossOf(report, { ...working, damage: ['screenCracked', 'batterySwollen'] }, '2026-11-22')
  expect(parts.map(({ part }) => part)).toEqual(['processor', 'memory', 'medium'])
})

test('an age that was said is the age; of nothing, nothing is guessed', () => {
  expect(lossOf(report, { ...working, ageYears: 8 }, '2026-11-22').age).toEqual({
    atLeast: 8,
    atMost: 8,
    from: 'stated',
  })
  expect(lossOf(blankReport(), NOTHING_OBSERVED, '2026-11-22')).toEqual({
    works: 'unknown',
    parts: [],
    age: { atLeast: null, atMost: null, from: 'unknown' },
  })
})

test('a medium on which no system fits is no loss, one of unknown size may be', () => {
  const [first] = report.media ?? []
  const media = first ? [65_536, 268_435_456, null].map((bytes) => ({ ...first, bytes })) : []
  const { parts } = lossOf({ ...blankReport(), media }, working, '2026-11-22')
  expect(parts).toEqual([{ part: 'medium', kind: 'ssd', bytes: null, health: 'unknown' }])
})
