import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEVICE_STATES } from '../../domain/circuit/states.ts'
import { tally } from '../platform/ui/river.tsx'
import { riverOf } from './river.ts'

test('the river balances whatever the counts: what enters a step leaves it or waits there', () => {
  const counts = fc.dictionary(fc.constantFrom(...DEVICE_STATES), fc.integer({ min: 0, max: 5000 }))
  const holdings = fc.dictionary(
    fc.constantFrom('internalUse', 'loan', 'gift', 'solidaritySale', 'publicBody'),
    fc.integer({ min: 0, max: 5000 }),
  )
  fc.assert(
    fc.property(counts, holdings, (states, held) => {
      for (const line of tally(riverOf(states, held, 'fr'))) {
        if (line.entered > 0)
          expect(line.entered).toBe(
            line.left + line.held + (line.left === 0 && line.node.kind !== 'step' ? line.entered : 0),
          )
      }
    }),
  )
})
