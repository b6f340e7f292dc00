import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countHoldings, type Holding, impossibleIn, lifeAtArrival, lifeOfHandOver } from './lives.ts'

const service: Holding = { life: 1, under: 'firstUse', from: '2016-09-01', to: '2021-07-10' }
const school: Holding = { life: 2, under: 'internalUse', from: '2021-09-01', to: '2025-07-04' }
const lentAgain: Holding = { life: 2, under: 'loan', from: '2025-09-01', to: '2026-06-30' }
const given: Holding = { life: 3, under: 'gift', from: '2026-11-24', to: 'open' }

describe('the lives of a device', () => {
  it('start at 1 with the first use, wherever it was; a composed machine has its first life to come', () => {
    expect([lifeAtArrival('usedBefore'), lifeAtArrival('composed'), lifeAtArrival('boughtNew')]).toEqual([1, 0, 0])
    expect(lifeOfHandOver(lifeAtArrival('composed'), true)).toEqual({ life: 1, opens: true })
    expect(lifeOfHandOver(lifeAtArrival('boughtNew'), false)).toEqual({ life: 1, opens: true })
  })

  it('open with a hand-over after reconditioning, and go on when lent again without', () => {
    expect(lifeOfHandOver(1, true)).toEqual({ life: 2, opens: true })
    expect(lifeOfHandOver(2, false)).toEqual({ life: 2, opens: false })
    expect(lifeOfHandOver(4, true)).toEqual({ life: 5, opens: true })
  })

  it('are counted by rank and by transfer', () => {
    const counts = countHoldings([service, school, lentAgain, given])
    expect([...counts].map(([life, row]) => [life, Object.fromEntries(row)])).toEqual([
      [1, { firstUse: 1 }],
      [2, { internalUse: 1, loan: 1 }],
      [3, { gift: 1 }],
    ])
  })

  it('make a possible history when hand-overs follow each other', () => {
    expect(impossibleIn([service, school, lentAgain, given])).toEqual([])
    expect(
      impossibleIn(
        [{ ...service, from: 'unknown', to: 'unknown' }, given].map((one, at) => ({ ...one, life: at + 1 })),
      ),
    ).toEqual([])
  })

  it.each<[string, readonly Holding[], readonly string[]]>([
    ['two holders at once', [service, { ...school, from: '2021-07-09' }], ['twoHolders']],
    ['handed over while somebody has it', [{ ...service, to: 'open' }, school], ['twoHolders']],
    ['a life that goes back', [school, { ...service, from: '2025-08-01', to: 'open' }], ['lifeGoesBack']],
    ['a life skipped', [service, given], ['lifeSkipped']],
    ['an end before its start', [{ ...service, to: '2016-08-31' }], ['endsBeforeItStarts']],
  ])('are refused: %s', (_why, holdings, faults) => {
    expect(impossibleIn(holdings)).toEqual(faults)
  })

  it('never skip nor go back, whatever is reconditioned or lent again', () => {
    fc.assert(
      fc.property(fc.constantFrom('usedBefore', 'composed', 'boughtNew'), fc.array(fc.boolean()), (origin, works) => {
        let current = lifeAtArrival(origin)
        for (const reconditioned of works) {
          const { life, opens } = lifeOfHandOver(current, reconditioned)
          expect(life - current).toBe(opens ? 1 : 0)
          expect(life).toBeGreaterThanOrEqual(1)
          current = life
        }
      }),
    )
  })
})
