import { expect, test } from 'vitest'
import { bytesOf, countOf, numberOf, wholeOf } from './quantity.ts'

test.each([
  ['8 GB', 8 * 2 ** 30],
  ['8192 MB', 8 * 2 ** 30],
  ['4096 kB', 4 * 2 ** 20],
  ['16GiB', 16 * 2 ** 30],
  ['1,024 MB', 2 ** 30],
  ['1.5 GB', 1.5 * 2 ** 30],
  ['3,5 GB', 3.5 * 2 ** 30],
  ['1 TB', 2 ** 40],
  ['512 bytes', 512],
  ['2048 MB (Single-bank Connection)', 2 ** 31],
])('memory: %s', (text, bytes) => expect(bytesOf(text, 'binary')).toBe(bytes))

test('disks count in decimal unless the unit says otherwise', () => {
  expect(bytesOf('500 GB', 'decimal')).toBe(500e9)
  expect(bytesOf('465,8G', 'decimal')).toBe(465.8e9)
  expect(bytesOf('465.8 GiB', 'decimal')).toBe(Math.round(465.8 * 2 ** 30))
})

test.each(['No Module Installed', 'Unknown', '', 'GB', '-4 GB', '8 apples', '1.2.3 GB'])('"%s" is no size', (text) =>
  expect(bytesOf(text, 'binary')).toBeNull(),
)

test('counts and numbers', () => {
  expect(numberOf('1 000 204 886 016')).toBe(1000204886016)
  expect(countOf('4')).toBe(4)
  expect(countOf(0)).toBeNull()
  expect(countOf('')).toBeNull()
  expect(countOf('4.5')).toBeNull()
  expect(wholeOf('0')).toBe(0)
  expect(wholeOf('-1')).toBeNull()
})
