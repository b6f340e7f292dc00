import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkAssociationIdentifier, checkRna, checkSiren, checkSiret, looksPublic } from './identifiers.ts'

describe('a SIRET', () => {
  it.each(['13002526500013', '130 025 265 00013', '35600000000048', '35600000049837', '732 829 320 00074'])(
    'is read as people write it: %s',
    (typed) => {
      expect(checkSiret(typed)).toEqual({ valid: true, value: typed.replaceAll(' ', '') })
    },
  )

  it.each([
    ['13002526500014', 'a wrong key'],
    ['35600000049838', 'La Poste, whose digits add up to no multiple of 5'],
    ['12345678901234', 'no SIREN in front'],
    ['1300252650001', '13 digits'],
    ['00000000000000', 'zeros'],
    ['1300252650001A', 'a letter'],
    ['', 'nothing'],
  ])('is refused with a reason: %s (%s)', (typed) => {
    const answer = checkSiret(typed)
    if (answer.valid) throw new Error('it should be refused')
    expect(answer.why.fr).not.toBe(answer.why.en)
  })

  it('never passes with one digit changed, La Poste aside', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 13 }), fc.integer({ min: 1, max: 9 }), (at, shift) => {
        const digits = [...'13002526500013']
        digits[at] = String((Number(digits[at]) + shift) % 10)
        expect(checkSiret(digits.join('')).valid).toBe(false)
      }),
    )
  })
})

describe('a SIREN', () => {
  it('has 9 digits and a key', () => {
    expect(checkSiren('356 000 000')).toEqual({ valid: true, value: '356000000' })
    expect(checkSiren('130025266').valid).toBe(false)
  })

  it('hints at a public body by its first digit, and no more', () => {
    expect([looksPublic('13002526500013'), looksPublic('200 054 781 00022'), looksPublic('73282932000074')]).toEqual([
      true,
      true,
      false,
    ])
  })
})

describe('an RNA number', () => {
  it.each(['W332004417', 'W9M1001840', 'W9R1003737', 'W9G2000687', 'w 9m1 001 840'])('is taken: %s', (typed) => {
    expect(checkRna(typed).valid).toBe(true)
  })

  it.each(['W33200441', 'W3320044170', '332004417', 'WM91001840', 'W9MA001840'])('is refused: %s', (typed) => {
    expect(checkRna(typed).valid).toBe(false)
  })

  it('or a SIRET identifies an association', () => {
    expect(checkAssociationIdentifier('W9M1001840')).toEqual({ valid: true, value: 'W9M1001840' })
    expect(checkAssociationIdentifier('73282932000074').valid).toBe(true)
  })
})
