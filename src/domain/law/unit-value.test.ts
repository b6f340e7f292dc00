import { describe, expect, it } from 'vitest'
import { SOLIDARITY_PRICES, solidarityCeiling } from './solidarity-prices.ts'
import { type Appraised, unitValue } from './unit-value.ts'

const laptop: Appraised = { kind: 'laptop', ageYears: 6, soughtAfter: false, purchasePriceEur: 'unknown' }

describe('the unit value', () => {
  it('is presumed under the ceiling after five years, for an ordinary brand', () => {
    expect(unitValue(laptop)).toMatchObject({ eur: 80, basis: 'presumedUnderCap' })
    expect(unitValue({ ...laptop, kind: 'server', purchasePriceEur: 9000 })).toMatchObject({ eur: 300 })
  })

  it('is estimated by age before that, and may be over the ceiling', () => {
    expect(unitValue({ ...laptop, ageYears: 2 })).toMatchObject({ eur: 512, basis: 'estimated' })
    expect(unitValue({ ...laptop, ageYears: 4 })).toMatchObject({ eur: 224, basis: 'estimated' })
    expect(unitValue({ ...laptop, ageYears: 5 })).toMatchObject({ eur: 80, basis: 'estimated' })
  })

  it('is not presumed for a sought-after brand, which loses half as fast', () => {
    expect(unitValue({ ...laptop, soughtAfter: true, purchasePriceEur: 1500 })).toMatchObject({
      eur: 690,
      basis: 'estimated',
    })
  })

  it('never grows with age', () => {
    const values = Array.from({ length: 15 }, (_, age) => unitValue({ ...laptop, ageYears: age }).eur)
    expect(values).toEqual([...values].sort((a, b) => Number(b) - Number(a)))
  })

  it('is left to a person when the age or the price is unknown', () => {
    expect(unitValue({ ...laptop, ageYears: 'unknown' }).eur).toBe('notValued')
    expect(unitValue({ ...laptop, kind: 'other' }).eur).toBe('notValued')
  })

  it('may be set by a person, with a reason', () => {
    expect(unitValue(laptop, { eur: 40, reason: 'Charnière cassée' })).toMatchObject({
      eur: 40,
      basis: 'decidedByAPerson',
      reason: { fr: 'Charnière cassée' },
    })
    expect(unitValue(laptop, { eur: 40, reason: '  ' }).eur).toBe('notValued')
    expect(unitValue(laptop, { eur: -1, reason: 'Charnière cassée' }).eur).toBe('notValued')
  })
})

describe('the solidarity price', () => {
  it.each(
    Object.entries({ laptop: 180, desktop: 150, tablet: 100, phone: 100, screen: 30, printer: 30, multifunction: 170 }),
  )('has the ceiling of the decree: %s', (kind, ceiling) => {
    expect(new Map(Object.entries(SOLIDARITY_PRICES.rows)).get(kind)).toBe(ceiling)
  })

  it('has none before the decree, nor for what it does not name', () => {
    expect([solidarityCeiling('laptop', '2022-11-09'), solidarityCeiling('laptop', '2022-11-10')]).toEqual([
      'none',
      180,
    ])
    expect(solidarityCeiling('server', '2026-11-22')).toBe('none')
  })
})
