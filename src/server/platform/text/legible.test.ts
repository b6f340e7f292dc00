import { expect, test } from 'vitest'
import { fileName, legible, legibleValues } from './legible.ts'

test.each([
  ['what is read is untouched', 'L’été, 1 200 € — n° 12 👩‍💻❤️', 'L’été, 1 200 € — n° 12 👩‍💻❤️'],
  ['a zero byte', 'a\0b', 'ab'],
  ['control characters, both sets', 'a\u0007\u001b[31mb\u009fc', 'a[31mbc'],
  ['tabs and line ends stay', 'a\tb\r\nc\rd', 'a\tb\nc\nd'],
  ['line ends that few programs know', 'a\u2028b\u0085c\vd', 'a\nb\nc\nd'],
  ['a name that turns round', 'a\u202egnp.exe', 'agnp.exe'],
  ['isolates and marks of direction', '\u2066a\u2069\u200eb\u061c', 'ab'],
  ['letters without width', 'a\u200bb\ufeffc\u2060d\u00ade', 'abcde'],
  ['a name of nothing at all', '\u200d\u3164 \u200d', ' '],
  ['half a character', 'a\ud83db', 'ab'],
  ['hidden tags', 'a\u{e0041}\u{e0042}', 'a'],
  ['an accent apart becomes the letter', 'e\u0301', 'é'],
  ['a pile of accents stops', `x${'\u0316'.repeat(500)}`, `x${'\u0316'.repeat(8)}`],
  ['writings from right to left', 'مدرسة בית', 'مدرسة בית'],
])('%s', (_, text, seen) => {
  expect(legible(text)).toBe(seen)
  expect(legible(seen), 'once is enough').toBe(seen)
})

test('every text of a value is made legible, and a name that is a trap goes', () => {
  const read: unknown = JSON.parse('{"a":["x\\u0000",{"__proto__":{"b":1},"c":"\\u202ey"}],"n":1,"z":null}')
  expect(JSON.stringify(legibleValues(read))).toBe('{"a":["x",{"c":"y"}],"n":1,"z":null}')
  expect(() => legibleValues(JSON.parse('['.repeat(1000) + ']'.repeat(1000)))).toThrow(RangeError)
})

test.each([
  ['../../etc/passwd', 'etc/passwd'],
  ['C:\\Users\\x\\relevé.txt', 'C:/Users/x/relevé.txt'],
  ['salle 3/./pc1.json', 'salle 3/pc1.json'],
  ['facture\u202efdp.exe', 'facturefdp.exe'],
  ['a\r\nSet-Cookie: x.pdf', 'a Set-Cookie: x.pdf'],
  ['..', ''],
])('the name of a file %j is %j', (given, kept) => {
  expect(fileName(given)).toBe(kept)
})
