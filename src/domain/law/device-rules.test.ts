import { describe, expect, it } from 'vitest'
import { type DeviceUnderRule, rulesOn } from './device-rules.ts'

const pc: DeviceUnderRule = { ageYears: 6, soughtAfter: false, state: 'works', classified: false }
const NOW = '2026-11-22'

describe('what the law says of a device', () => {
  it.each<[string, Partial<DeviceUnderRule>, string, readonly string[]]>([
    ['an ordinary PC of 6 years: nothing', {}, NOW, []],
    ['ten years to the day: nothing', { ageYears: 10 }, NOW, []],
    ['over ten years: recycling, out of the rate', { ageYears: 10.1 }, NOW, ['EL.OVER10']],
    ['over ten years, before the law REEN: nothing', { ageYears: 12 }, '2021-11-16', []],
    ['of unknown age: nothing is guessed', { ageYears: 'unknown' }, NOW, []],
    ['a recent machine of a sought-after brand: sell', { ageYears: 3, soughtAfter: true }, NOW, ['EL.PREMIUM']],
    ['beyond repair: waste', { state: 'beyondRepair' }, NOW, ['EL.BROKEN']],
    ['classified and old: both', { ageYears: 11, classified: true }, NOW, ['EL.OVER10', 'EL.CLASSIFIED']],
  ])('%s', (_why, change, date, ids) => {
    const rules = rulesOn({ ...pc, ...change }, date)
    expect(rules.map((rule) => rule.id)).toEqual(ids)
    for (const rule of rules) expect(rule.article).not.toBe('')
  })

  it('takes the old and the classified out of the yearly reuse rate, not the broken', () => {
    const counts = (change: Partial<DeviceUnderRule>) =>
      rulesOn({ ...pc, ...change }, NOW).every((rule) => rule.countsInReuseRate)
    expect([
      counts({}),
      counts({ state: 'beyondRepair' }),
      counts({ ageYears: 11 }),
      counts({ classified: true }),
    ]).toEqual([true, true, false, false])
  })
})
