import { expect, test } from 'vitest'
import { readCodes } from '../../../test/support/read-codes.ts'
import { newCode, showCode } from '../fleet/code.ts'
import { drawSymbol } from '../platform/pdf/symbol.mjs'
import { cardLabels } from './card-labels.ts'
import { FORMATS, type LabelFormat, nextStart, placeOf } from './formats.ts'
import { drawLabels, type Label } from './label-pdf.ts'
import { codeAddress, readScan } from './scan-text.ts'
import { escapeZpl, zplOf } from './zpl.ts'

const ORIGIN = 'https://reemploi.clermont-ferrand.fr'
const codes = (count: number) => Array.from({ length: count }, newCode)
const label = (code: string): Label => ({
  text: { qr: codeAddress(ORIGIN, code), datamatrix: code },
  large: [showCode(code).slice(0, 8), showCode(code).slice(8)],
  small: ['Dell Latitude 5480 avec un nom bien trop long pour tenir', 'École Jules-Ferry'],
})
const draw = (format: LabelFormat, labels: readonly Label[], start = 1) =>
  drawLabels({
    format,
    symbol: format.symbol,
    start,
    labels,
    organisation: 'Ville de Clermont-Ferrand',
    title: 'Étiquettes',
    lang: 'fr',
    at: new Date('2026-11-22T10:00:00Z'),
  })
/** A third of a millimetre: less than any cut moves by. */
const NEAR = 0.34

for (const [name, count, start] of [
  ['a4x24', 30, 4],
  ['a4x65', 66, 1],
  ['roll57', 2, 1],
  ['roll62', 2, 1],
  ['part25', 2, 1],
] as const) {
  test(`every square of ${name} is read from the printed page, in its place to a third of a millimetre`, async () => {
    const format: LabelFormat = FORMATS[name]
    const printed = codes(count)
    const pages = await readCodes(await draw(format, printed.map(label), start))
    const expected = printed.map((code, rank) => ({ code, ...placeOf(format, rank, start) }))
    expect(pages).toHaveLength((expected.at(-1)?.page ?? 0) + 1)
    for (const { code, page, x, y } of expected) {
      const found = pages[page]?.find((one) => {
        const read = readScan(one.text)
        return read.kind === 'code' && read.code === code
      })
      expect(found, `${code} on page ${page + 1}`).toBeDefined()
      expect(Math.abs((found?.x ?? 0) - (x + format.pad))).toBeLessThan(NEAR)
      expect(Math.abs((found?.y ?? 0) - (y + (format.height - format.side) / 2))).toBeLessThan(NEAR)
    }
    expect(pages.flat()).toHaveLength(count)
  })
}

test('every card is read from its sheet', async () => {
  const labels = cardLabels('fr')
  const read = (await readCodes(await draw(FORMATS.cards, labels))).flat().map((one) => one.text)
  expect([...read].sort()).toEqual(labels.map((one) => one.text.qr).sort())
  for (const text of read) expect(readScan(text).kind).toBe('card')
})

test('a begun sheet goes on where it stopped, and never past its end', () => {
  const format: LabelFormat = FORMATS.a4x24
  expect(nextStart(format, 5, 4)).toBe(9)
  expect(nextStart(format, 21, 4)).toBe(1)
  expect(nextStart(format, 45, 4)).toBe(1)
  for (let rank = 0; rank < 100; rank += 1) {
    const { x, y } = placeOf(format, rank, 24)
    expect(x + format.width).toBeLessThanOrEqual(210)
    expect(y + format.height).toBeLessThanOrEqual(297)
  }
})

test('an address makes a square of 29 modules, near half a millimetre each on the smallest sheet', async () => {
  const [code = ''] = codes(1)
  expect(await drawSymbol({ kind: 'qrcode', text: codeAddress(ORIGIN, code) })).toContain('"0 0 29 29"')
  expect(FORMATS.a4x65.side / 29).toBeGreaterThan(0.45)
})

test('labels for a Zebra say the same, and no name can slip an order to the printer', () => {
  const zpl = zplOf([{ ...label('7K4M2Q9XC'), small: ['^XZ^XA~JR école\\'] }], {
    format: FORMATS.roll57,
    symbol: 'qr',
    organisation: 'Ville',
  })
  expect(zpl).toBe(
    [
      '^XA^CI28^PW456^LL256^LH0,0',
      `^FO24,36^BQN,2,6^FH\\^FDMA,${codeAddress(ORIGIN, '7K4M2Q9XC')}^FS`,
      '^FO237,58^A0N,34,34^FB211,1,0,L,0^FH\\^FDSV-7K4M-^FS',
      '^FO237,102^A0N,34,34^FB211,1,0,L,0^FH\\^FD2Q9X-C^FS',
      '^FO237,146^A0N,20,20^FB211,1,0,L,0^FH\\^FD\\5EXZ\\5EXA\\7EJR école\\5C^FS',
      '^FO237,172^A0N,20,20^FB211,1,0,L,0^FH\\^FDVille^FS',
      '^XZ',
    ].join('\n'),
  )
  expect(escapeZpl('a\u0007\u202eb')).toBe('a\\07\\E2\\80\\AEb')
})
