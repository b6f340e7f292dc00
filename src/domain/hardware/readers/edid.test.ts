import { expect, test } from 'vitest'
import type { Screen } from '../report.ts'
import { dumpOf, reportBy, sharedDumps } from '../shared-dumps.ts'
import { edid } from './edid.ts'
import { edidDecode } from './edid-decode.ts'

interface Sample {
  readonly texts?: readonly (readonly [tag: number, text: string])[]
  readonly serial?: number
  readonly year?: number
  readonly cm?: readonly [number, number]
  readonly mm?: readonly [number, number]
  readonly pixels?: readonly [number, number]
}

/** A base block as VESA E-EDID 1.3 lays it out: a "DEL" screen of product code a0b1h. */
function block({ texts = [], serial = 0, year = 2012, cm = [51, 29], mm = [510, 287], pixels = [1920, 1080] }: Sample) {
  const bytes = Buffer.alloc(128)
  Buffer.from('00ffffffffffff0010acb1a0', 'hex').copy(bytes)
  bytes.writeUInt32LE(serial, 12)
  bytes.set([12, year - 1990, 1, 3, 0x80, ...cm], 16)
  bytes.writeUInt16LE(14850, 54)
  bytes.set([pixels[0] & 255, 0, (pixels[0] >> 8) << 4, pixels[1] & 255, 0, (pixels[1] >> 8) << 4], 56)
  bytes.set([mm[0] & 255, mm[1] & 255, ((mm[0] >> 8) << 4) | (mm[1] >> 8)], 66)
  texts.forEach(([tag, text], index) => {
    bytes.set([0, 0, 0, tag, 0], 72 + index * 18)
    bytes.set(Buffer.from(`${text}\n`.padEnd(13).slice(0, 13), 'latin1'), 77 + index * 18)
  })
  bytes[127] = (256 - (bytes.reduce((sum, byte) => sum + byte, 0) % 256)) % 256
  return new Uint8Array(bytes)
}

const screen = (sample: Sample) => reportBy(edid, dumpOf(block(sample))).screens?.[0]

test('a screen with a name and a serial', () => {
  expect(
    screen({
      texts: [
        [0xfc, 'DELL U2312HM'],
        [0xff, 'F525M1AGAP6L'],
      ],
      serial: 42,
    }),
  ).toEqual({
    maker: 'Dell',
    model: 'DELL U2312HM',
    serial: 'F525M1AGAP6L',
    inches: 23,
    year: 2012,
    pixels: { width: 1920, height: 1080 },
  })
})

test('a laptop panel has its part number in a free text', () => {
  expect(
    screen({
      texts: [
        [0xfe, 'AUO'],
        [0xfe, 'B156XW02 V2'],
      ],
    }),
  ).toMatchObject({ model: 'B156XW02 V2', serial: null })
  expect(
    screen({
      texts: [
        [0xfe, 'JNJY9\x80LQ156R1'],
        [0xfe, '\x00\x02'],
      ],
    }),
  ).toMatchObject({ model: 'JNJY9' })
  expect(screen({ texts: [[0xfe, '0000000000011']] })).toMatchObject({ model: 'DELA0B1' })
})

test('the numeric serial counts unless it is filling', () => {
  expect(screen({ serial: 338670 })?.serial).toBe('338670')
  for (const serial of [0, 1, 0x01010101, 0xffffffff]) expect(screen({ serial })?.serial).toBeNull()
})

test('the size: millimetres, else centimetres, nothing for a projector or an aspect ratio', () => {
  expect(screen({ cm: [34, 27], mm: [0, 0] })?.inches).toBe(17.1)
  expect(screen({ cm: [34, 27], mm: [1, 257] })?.inches).toBe(17.1)
  expect(screen({ cm: [0, 0], mm: [531, 398] })?.inches).toBeNull()
  expect(screen({ cm: [16, 9], mm: [160, 90] })?.inches).toBeNull()
})

test('a longer file, a wrong checksum, hexadecimal text: the same screen', () => {
  const bytes = block({ texts: [[0xfc, 'L1960TR']] })
  const expected = reportBy(edid, dumpOf(bytes)).screens
  expect(reportBy(edid, dumpOf(Uint8Array.from([...bytes, 10]))).screens).toEqual(expected)
  const hex = Buffer.from(bytes).toString('hex')
  const dumped = hex.replace(/(.{32})/g, '\t\t$1\n')
  expect(reportBy(edid, dumpOf(`HDMI-1 connected\n\tEDID:\n${dumped}\n\tnon-desktop: 0\n`)).screens).toEqual(expected)
  expect(reportBy(edid, dumpOf(hex)).screens).toEqual(expected)
  const xxd = hex.match(/.{32}/g)?.map((row, at) => {
    const letters = Buffer.from(row, 'hex')
      .toString('latin1')
      .replace(/[^ -~]/g, '.')
    return `${(at * 16).toString(16).padStart(8, '0')}: ${row.replace(/(.{4})/g, '$1 ')} ${letters}`
  })
  expect(reportBy(edid, dumpOf(xxd?.join('\n') ?? '')).screens).toEqual(expected)
  bytes[127] = (bytes[127] ?? 0) ^ 1
  expect(reportBy(edid, dumpOf(bytes))).toMatchObject({ screens: expected })
  expect(reportBy(edid, dumpOf(bytes)).unknown).toContainEqual({
    field: 'screens',
    why: 'unsure: EDID checksum is wrong',
  })
})

test('cut short, it is no EDID', () => {
  expect(edid.recognises(dumpOf(block({}).subarray(0, 127)))).toBe(false)
})

test('edid-decode without its hexadecimal, new and old', () => {
  const recent = `edid-decode 1.22
Block 0, Base EDID:
  EDID Structure Version & Revision: 1.3
  Vendor & Product Identification:
    Manufacturer: DEL
    Model: 41137
    Serial Number: 338670
    Made in: week 12 of 2012
    Maximum image size: 51 cm x 29 cm
  Detailed Timing Descriptors:
    DTD 1:  1920x1080   60.000000 Hz  16:9     67.500 kHz    148.500000 MHz (510 mm x 287 mm)
    Display Product Name: 'DELL U2312HM'
    Display Product Serial Number: 'F525M1AGAP6L'
`
  const old = `EDID version: 1.3
Manufacturer: DEL Model a0b1 Serial Number 338670
Made in week 12 of 2012
Digital display
Maximum image size: 51 cm x 29 cm
Detailed mode: Clock 148.500 MHz, 510 mm x 287 mm
               1920 2008 2052 2200 hborder 0
               1080 1084 1089 1125 vborder 0
Monitor name: DELL U2312HM
Serial number: F525M1AGAP6L
`
  const expected = screen({
    texts: [
      [0xfc, 'DELL U2312HM'],
      [0xff, 'F525M1AGAP6L'],
    ],
  })
  for (const text of [recent, old]) expect(reportBy(edidDecode, dumpOf(text)).screens).toEqual([expected])
  const unnamed = old.replace(/^Monitor name.*\n|^Serial number.*\n/gm, '')
  expect(reportBy(edidDecode, dumpOf(unnamed)).screens).toMatchObject([{ model: 'DELA0B1', serial: '338670' }])
})

test('over the shared dumps: text gives what the hexadecimal in it gives, and every screen has a maker and a model', () => {
  for (const { file, dump } of sharedDumps('edid-text')) {
    const byHex = reportBy(edidDecode, dump).screens
    expect(byHex, file).toHaveLength(1)
    const words = dump.text.replace(/^[0-9a-f ]{24,}$/gim, '')
    const byWords = reportBy(edidDecode, dumpOf(words)).screens
    const named = /(Display Product Name|Alphanumeric Data String): '/.test(words)
    const compared = (one: Screen) => ({ ...one, serial: null, model: named && one.model })
    expect(byWords?.map(compared), file).toEqual(byHex?.map(compared))
  }
  for (const { file, dump } of sharedDumps('edid-bin'))
    for (const one of reportBy(edid, dump).screens ?? []) {
      expect(one.maker, file).not.toBeNull()
      expect(one.model, file).not.toBeNull()
      expect(one.year, file).toBeGreaterThan(1995)
    }
})
