import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newCode, readCode, showCode } from './code.ts'

test('a printed code is read back from the label, the address and small letters', () => {
  const code = newCode()
  expect(readCode(showCode(code))).toBe(code)
  expect(readCode(`https://exemple.fr/e/${code}`)).toBe(code)
  expect(readCode(showCode(code).toLowerCase())).toBe(code)
})

test('one wrong character is always seen', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 8 }),
      fc.constantFrom(...'23456789ACDEFGHJKMNPQRSTVWXYZ'),
      (at, character) => {
        const code = newCode()
        const wrong = code.slice(0, at) + character + code.slice(at + 1)
        expect(wrong === code || readCode(wrong) === null).toBe(true)
      },
    ),
  )
})

test('two neighbours swapped are always seen', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 6 }), (at) => {
      const code = newCode()
      const [a, b] = [code[at] ?? '', code[at + 1] ?? '']
      const swapped = code.slice(0, at) + b + a + code.slice(at + 2)
      expect(swapped === code || readCode(swapped) === null).toBe(true)
    }),
  )
})

test('a code that itself begins with SV is read with and without its prefix', () => {
  expect(readCode('SVM8P33VA')).toBe('SVM8P33VA')
  expect(readCode('SVM8-P33V-A')).toBe('SVM8P33VA')
  expect(readCode(showCode('SVM8P33VA'))).toBe('SVM8P33VA')
  expect(readCode('SVSVM8P33VA')).toBe('SVM8P33VA')
})
