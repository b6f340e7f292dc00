import { expect, test } from 'vitest'
import { codeOfNumber, newCode, showCode } from '../fleet/code.ts'
import { CARDS, type CardFamily } from './cards.ts'
import { cardText, codeAddress, readScan } from './scan-text.ts'

const CODES = Array.from({ length: 400 }, newCode)
/** What a French keyboard makes of the keys that a scanner presses as on an American one. */
const FRENCH: Readonly<Record<string, string>> = Object.fromEntries([
  ['1', '&'],
  ['2', 'é'],
  ['3', '"'],
  ['4', "'"],
  ['5', '('],
  ['6', '-'],
  ['7', 'è'],
  ['8', '_'],
  ['9', 'ç'],
  ['0', 'à'],
  ['-', ')'],
  [':', 'M'],
  ['/', '!'],
  ['.', ':'],
  ['A', 'Q'],
  ['Q', 'A'],
  ['Z', 'W'],
  ['W', 'Z'],
  ['M', '?'],
  ['a', 'q'],
  ['q', 'a'],
  ['z', 'w'],
  ['w', 'z'],
  ['m', ','],
])
const onFrenchKeys = (text: string) => [...text].map((key) => FRENCH[key] ?? key).join('')
const ORIGINS = ['https://reemploi.ville-exemple.fr', 'http://localhost:3000', 'https://a.fr']

test('a code whose only figure is a 6 is read from a French keyboard too', () => {
  const every = Array.from({ length: 20_000 }, (_, at) => codeOfNumber(at * 25_013_579))
  const plain = every.filter((code) => /^[^2-57-9]*6[^2-57-9]*$/.test(code))
  expect(plain.length).toBeGreaterThan(100)
  for (const code of plain) expect(readScan(onFrenchKeys(code))).toEqual({ kind: 'code', code })
})

test('a code is read from the square, from the label, and as people type it', () => {
  for (const code of CODES) {
    const read = { kind: 'code', code }
    for (const origin of ORIGINS) expect(readScan(codeAddress(origin, code))).toEqual(read)
    expect(readScan(`https://reemploi.ville-exemple.fr/e/${code}\r\n`)).toEqual(read)
    expect(readScan(showCode(code))).toEqual(read)
    expect(readScan(` ${showCode(code).toLowerCase().replaceAll('-', ' ')} `)).toEqual(read)
    expect(readScan(code)).toEqual(read)
  }
})

test('a scanner that types as on an American keyboard is understood on a French one', () => {
  for (const code of CODES) {
    for (const origin of ORIGINS)
      expect(readScan(onFrenchKeys(codeAddress(origin, code)))).toEqual({ kind: 'code', code })
    expect(readScan(onFrenchKeys(showCode(code)))).toEqual({ kind: 'code', code })
  }
  expect(readScan(onFrenchKeys(cardText('MODE', 'MOVE')))).toEqual({ kind: 'card', family: 'MODE', name: 'MOVE' })
  expect(readScan(onFrenchKeys(cardText('ACT', 'UNDO')))).toEqual({ kind: 'card', family: 'ACT', name: 'UNDO' })
})

test('figures typed without Shift on a French keyboard are understood', () => {
  const code = CODES.find((one) => /[234579]/.test(one)) ?? ''
  const typed = [...code].map((key) => (/\d/.test(key) ? FRENCH[key] : key)).join('')
  expect(readScan(typed)).toEqual({ kind: 'code', code })
})

test('every card is read, in capitals or not, and fits the small alphabet of a square', () => {
  for (const family of Object.keys(CARDS) as CardFamily[]) {
    for (const name of Object.keys(CARDS[family])) {
      const text = cardText(family, name as never)
      expect(text).toMatch(/^[A-Z:]+$/)
      expect(readScan(text)).toEqual({ kind: 'card', family, name })
      expect(readScan(text.toLowerCase())).toEqual({ kind: 'card', family, name })
    }
  }
})

test('one wrong character is said to be misread, never taken for another device', () => {
  for (const code of CODES) {
    const other = code[3] === 'A' ? 'C' : 'A'
    const wrong = code.slice(0, 3) + other + code.slice(4)
    expect(readScan(showCode(wrong)).kind).toBe('misread')
    expect(readScan(codeAddress('https://a.fr', wrong)).kind).toBe('misread')
  }
  expect(readScan('SV:MODE:FLY').kind).toBe('misread')
})

test('a serial number, an inventory number or a maker’s barcode is words', () => {
  for (const words of ['7XK4T42', 'CN-0F8NV4-74261', '00021-2024', 'S/N: PF1ABCDE', 'poste du fond'])
    expect(readScan(words)).toEqual({ kind: 'words', text: words })
  expect(readScan('  ')).toEqual({ kind: 'nothing' })
})
