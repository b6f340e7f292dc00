import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MediumFacts } from '../circuit/facts.ts'
import { isProven } from '../circuit/gates/media.ts'
import { DEFAULT_POLICY } from '../circuit/policy.ts'
import { EXCEPTION_KINDS } from '../erasure/exceptions.ts'
import { PROOF_SOURCES } from '../erasure/policy.ts'
import { LEVELS } from '../erasure/techniques.ts'
import { DEVICE_KINDS } from '../hardware/report.ts'
import { PART_KIND_NAMES, partState, STANDINGS } from './part.ts'
import { shelfOf } from './stock.ts'

const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
const medium: fc.Arbitrary<MediumFacts> = fc.record({
  name: fc.constant('disque'),
  state: fc.constantFrom('erased', 'erasedWithExceptions', 'failed', 'destroyed', 'absent', 'unknown'),
  exceptions: fc.subarray([...EXCEPTION_KINDS]),
  proof: fc.oneof(
    fc.constant('none' as const),
    fc.record({
      source: fc.constantFrom(...PROOF_SOURCES),
      level: fc.constantFrom(...LEVELS),
      at: instant.map((date) => date.toISOString()),
    }),
  ),
  lastUsed: fc.oneof(
    fc.constant('never' as const),
    instant.map((date) => date.toISOString()),
  ),
  dataOf: fc.constantFrom('owner', 'anybody'),
})

describe('a medium never enters the stock without proof', () => {
  test('whatever the device it comes from and whatever is known of it', () => {
    fc.assert(
      fc.property(medium, fc.constantFrom(...DEVICE_KINDS), (facts, from) => {
        const shelf = shelfOf({ kind: 'medium', medium: facts }, from, DEFAULT_POLICY)
        if (shelf.to !== 'stock') return
        expect(isProven(facts)).toBe(true)
        expect(facts.state).not.toBe('destroyed')
        if (facts.proof === 'none') throw new Error('no proof')
        expect(DEFAULT_POLICY.acceptedSources.stock).toContain(facts.proof.source)
        if (facts.lastUsed !== 'never') expect(Date.parse(facts.proof.at)).toBeGreaterThan(Date.parse(facts.lastUsed))
      }),
      { numRuns: 2000 },
    )
  })

  test('one that nobody has looked at is kept under lock, and each rule says how to go on', () => {
    const shelf = shelfOf({ kind: 'medium', medium: null }, 'screen', DEFAULT_POLICY)
    expect(shelf.to).toBe('aside')
    if (shelf.to === 'aside') for (const { satisfy } of shelf.because) expect(satisfy.fr.length).toBeGreaterThan(10)
  })

  test('one that was erased and read back since its last use is stock', () => {
    const facts: MediumFacts = {
      name: 'SSD',
      state: 'erased',
      exceptions: [],
      proof: { source: 'ownReading', level: 'purge', at: '2026-11-22T10:00:00Z' },
      lastUsed: '2026-11-20T10:00:00Z',
      dataOf: 'anybody',
    }
    expect(shelfOf({ kind: 'medium', medium: facts }, 'laptop', DEFAULT_POLICY)).toEqual({ to: 'stock' })
    const used = { ...facts, lastUsed: '2026-11-23T10:00:00Z' }
    expect(shelfOf({ kind: 'medium', medium: used }, 'laptop', DEFAULT_POLICY).to).toBe('aside')
  })
})

test('memory, batteries and cards hold no data: they are stock at once', () => {
  for (const kind of PART_KIND_NAMES)
    if (kind !== 'medium') expect(shelfOf({ kind, medium: null }, 'laptop', DEFAULT_POLICY)).toEqual({ to: 'stock' })
})

test('a part is in one state and one only, which nobody sets', () => {
  for (const standing of STANDINGS)
    expect(partState({ standing, test: null, reservedFor: null })).toBe(
      {
        fitted: 'used',
        aside: 'awaiting',
        stock: 'untested',
        absent: 'scrapped',
        destroyed: 'scrapped',
        scrapped: 'scrapped',
      }[standing],
    )
  expect(partState({ standing: 'stock', test: 'passed', reservedFor: null })).toBe('tested')
  expect(partState({ standing: 'stock', test: 'passed', reservedFor: 'x' })).toBe('reserved')
  expect(partState({ standing: 'stock', test: 'failed', reservedFor: 'x' })).toBe('failed')
  expect(partState({ standing: 'fitted', test: 'failed', reservedFor: null })).toBe('used')
})
