import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_RECOVERABLE, type RecoverableDevice, recoverableOf, recoverableSchema } from './recoverable.ts'
import { DEFAULT_RENEWAL, type RenewalRule, renewalOf, renewalSchema } from './renewal.ts'

const TODAY = '2026-11-22'
const device: RecoverableDevice = {
  kind: 'laptop',
  placeIds: ['school-a', 'town'],
  boughtOn: '2020-09-01',
  builtYear: 2019,
  state: 'inUse',
  model: 'Latitude 5490',
  works: 'working',
  decision: 'none',
}
const recoverable = (change: Partial<RecoverableDevice>, rules = DEFAULT_RECOVERABLE, renewal = DEFAULT_RENEWAL) =>
  recoverableOf({ ...device, ...change }, rules, renewal, TODAY)

describe('renewal', () => {
  const rules: readonly RenewalRule[] = [
    ...DEFAULT_RENEWAL,
    { kind: 'screen', placeId: 'any', years: 8 },
    { kind: 'any', placeId: 'town', years: 6 },
    { kind: 'laptop', placeId: 'town', years: 4 },
    { kind: 'any', placeId: 'school-a', years: 7 },
  ]
  const years = (change: Partial<RecoverableDevice>) => renewalOf({ ...device, ...change }, rules, TODAY).rule.years

  test('five years for every kind and place, from the purchase', () => {
    expect(renewalOf(device, DEFAULT_RENEWAL, TODAY)).toMatchObject({ due: 'on', day: '2025-09-01', passed: true })
    expect(renewalOf({ ...device, boughtOn: '2021-11-23' }, DEFAULT_RENEWAL, TODAY)).toMatchObject({ passed: false })
    expect(renewalOf({ ...device, boughtOn: '2021-11-22' }, DEFAULT_RENEWAL, TODAY)).toMatchObject({ passed: true })
  })

  test('without a purchase the year of manufacture counts; without either nothing is guessed', () => {
    const built = { ...device, boughtOn: null }
    expect(renewalOf(built, DEFAULT_RENEWAL, TODAY)).toMatchObject({ day: '2024-01-01', from: 'manufacture' })
    expect(renewalOf({ ...built, builtYear: null }, DEFAULT_RENEWAL, TODAY).due).toBe('unknown')
  })

  test('the closest row wins: nearest place first, then kind', () => {
    expect(years({})).toBe(7)
    expect(years({ placeIds: ['school-b', 'town'] })).toBe(4)
    expect(years({ placeIds: ['school-b', 'town'], kind: 'screen' })).toBe(6)
    expect(years({ placeIds: ['elsewhere'], kind: 'screen' })).toBe(8)
    expect(years({ placeIds: [], kind: 'desktop' })).toBe(5)
  })

  test('29 February and half years', () => {
    const bought = { ...device, boughtOn: '2020-02-29' }
    expect(renewalOf(bought, DEFAULT_RENEWAL, TODAY)).toMatchObject({ day: '2025-02-28' })
    expect(renewalOf(bought, [{ kind: 'any', placeId: 'any', years: 2.5 }], TODAY)).toMatchObject({ day: '2022-08-29' })
  })

  test('edited rows: the general one stays, none twice, no nonsense', () => {
    expect(renewalSchema.safeParse(rules).success).toBe(true)
    expect(renewalSchema.safeParse(rules.slice(1)).success).toBe(false)
    expect(renewalSchema.safeParse([...rules, rules[1]]).success).toBe(false)
    expect(renewalSchema.safeParse([{ ...rules[0], years: 0 }]).success).toBe(false)
    expect(renewalSchema.safeParse([{ ...rules[0], years: '5' }]).success).toBe(false)
  })
})

describe('the recoverable list', () => {
  test('decommissioned and not known broken: a candidate, with its reason', () => {
    expect(recoverable({ state: 'decommissioned', boughtOn: '2026-01-01' })).toMatchObject({
      recoverable: 'candidate',
      reasons: [{ rule: 'decommissioned', fr: 'Réformé et en attente de collecte.' }],
    })
    expect(recoverable({ state: 'decommissioned', works: 'notWorking' })).toEqual({ recoverable: 'no' })
  })

  test('in use past its age of renewal: a candidate; before it: not; of unknown age: said', () => {
    expect(recoverable({})).toMatchObject({ recoverable: 'candidate', reasons: [{ rule: 'renewalPassed' }] })
    expect(recoverable({ boughtOn: '2024-01-01' })).toEqual({ recoverable: 'no' })
    expect(recoverable({ boughtOn: null, builtYear: null })).toEqual({ recoverable: 'unknown', missing: ['age'] })
  })

  test('by model and by an age of its own', () => {
    const rule = {
      ...DEFAULT_RECOVERABLE[0],
      id: 'fleet',
      states: ['inUse'],
      models: ['latitude 5'],
      age: { atLeastYears: 3 },
    }
    const rules = recoverableSchema.parse([rule])
    expect(recoverable({}, rules)).toMatchObject({ reasons: [{ rule: 'fleet' }] })
    expect(recoverable({ model: 'OptiPlex 7050' }, rules)).toEqual({ recoverable: 'no' })
    expect(recoverable({ model: null }, rules)).toEqual({ recoverable: 'unknown', missing: ['model'] })
    expect(recoverable({ boughtOn: '2025-01-01' }, rules)).toEqual({ recoverable: 'no' })
  })

  test('what a person decided stands', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('confirmed', 'rejected'),
        fc.constantFrom('inUse', 'decommissioned'),
        (decision, state) => {
          expect(recoverable({ decision, state })).toEqual({ recoverable: decision })
        },
      ),
    )
  })

  test('a rule without a state, without a sentence or twice is refused', () => {
    const [first] = DEFAULT_RECOVERABLE
    expect(recoverableSchema.safeParse(DEFAULT_RECOVERABLE).success).toBe(true)
    expect(recoverableSchema.safeParse([{ ...first, states: [] }]).success).toBe(false)
    expect(recoverableSchema.safeParse([{ ...first, states: ['sold'] }]).success).toBe(false)
    expect(recoverableSchema.safeParse([{ ...first, reason: { fr: '', en: '' } }]).success).toBe(false)
    expect(recoverableSchema.safeParse([first, first]).success).toBe(false)
  })
})
