import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Act } from '../acts.ts'
import { TRANSFERS } from '../transfers.ts'
import { deeds } from './deeds.ts'
import { type Done, live } from './world.ts'

const LEAVES_US: ReadonlySet<Act> = new Set([
  'finish',
  'handOver',
  'takePart',
  'giveBack',
  'freezePallet',
  'collectPallet',
])

/** Every sequence of deeds, each act that was allowed in it. */
const always = (holds: (done: Done, before: readonly Done[]) => void, numRuns = 500) =>
  fc.assert(
    fc.property(deeds, (list) => {
      const all = live(list)
      all.forEach((done, at) => {
        holds(done, all.slice(0, at))
      })
    }),
    { numRuns },
  )

describe('whatever people do, in whatever order', () => {
  it('nobody receives a device, a part or a pallet on which the data of another can be read', () => {
    always(({ act, facts, readable }) => {
      if (LEAVES_US.has(act) || (act === 'move' && facts.destination === 'outsideItService'))
        expect(readable).toEqual([])
    })
  })

  it('nothing changes owner without the council’s decision and an agreement signed by both with its exact serials', () => {
    always(({ act, facts }) => {
      if (act !== 'handOver') return
      const { kind } = facts.transfer
      if (kind === 'notChosen') throw new Error('handed over without a transfer')
      if (!TRANSFERS.rows[kind].changesOwner) return
      expect(facts.councilDecision).toBe('onFile')
      expect(facts.agreement).toEqual({
        kind: 'drawn',
        signedByUs: true,
        signedByThem: true,
        annexSerials: facts.handedSerials,
      })
    })
  })

  it('nothing is lent without a signature and a return date', () => {
    always(({ act, facts }) => {
      if (act !== 'handOver' || facts.transfer.kind !== 'loan') return
      expect([facts.signedByHolder, facts.returnDate]).toEqual(['yes', '2027-06-30'])
    })
  })

  it('a device has one holder while it is in use, and none elsewhere but when it is lost', () => {
    always(({ decision, holders }) => {
      if (decision.to === 'inUse') expect(holders).toBe(1)
      else if (decision.to !== 'lost') expect(holders).toBe(0)
    })
  })

  it('what is not the organisation’s is only received, identified, erased or given back, unless its owner wrote', () => {
    always(({ act, facts }) => {
      if (facts.owner === 'donor' && facts.mandate === 'none')
        expect([
          'announce',
          'refuse',
          'receive',
          'accept',
          'identify',
          'move',
          'erase',
          'verifyErasure',
          'giveBack',
          'declareLost',
          'find',
          'correct',
        ]).toContain(act)
    })
  })

  it('and yet the circuit works: devices are handed over again and again, given, lent, taken apart, recycled', () => {
    const met = new Map<string, number>()
    const count = (what: string) => met.set(what, (met.get(what) ?? 0) + 1)
    always(({ device, act, facts }, before) => {
      count(act)
      if (act !== 'handOver') return
      count(`handOver ${facts.transfer.kind}`)
      if (before.some((done) => done.device === device && done.act === 'handOver')) count('handed over again')
    }, 1500)
    for (const what of [
      'handOver gift',
      'handOver loan',
      'handOver internalUse',
      'handed over again',
      'declare',
      'takePart',
      'fitPart',
      'collectPallet',
      'giveBack',
      'correct',
      'find',
    ])
      expect(met.get(what) ?? 0, what).toBeGreaterThan(20)
  })
})
