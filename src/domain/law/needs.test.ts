import { expect, it } from 'vitest'
import { NEEDS } from './needs.ts'

it('a need is shown as each public can show it: a word, a paper seen and not kept, a prescriber', () => {
  expect(Object.entries(NEEDS).map(([need, { shownBy }]) => [need, shownBy])).toEqual([
    ['collegePupil', 'adultsWord'],
    ['rsa', 'paperSeen'],
    ['insertion', 'prescriber'],
    ['inHardship', 'prescriber'],
  ])
})
