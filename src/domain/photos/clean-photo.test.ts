import { crc32, deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { cleanPhoto } from './clean-photo.ts'

const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0))
const segment = (marker: number, body: readonly number[]) => [
  0xff,
  marker,
  (body.length + 2) >> 8,
  (body.length + 2) & 0xff,
  ...body,
]

/** Exif: the way up, and a latitude. */
const exif = (orientation: number) =>
  segment(0xe1, [
    ...ascii('Exif\0\0II'),
    0x2a,
    0,
    8,
    0,
    0,
    0,
    2,
    0,
    0x12,
    0x01,
    3,
    0,
    1,
    0,
    0,
    0,
    orientation,
    0,
    0,
    0,
    0x25,
    0x88,
    4,
    0,
    1,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    ...ascii('GPS 45.7772 N'),
  ])
const FRAME = segment(0xc0, [8, 0, 30, 0, 40, 1, 1, 0x11, 0])
const SCAN = [...segment(0xda, [1, 1, 0, 0, 63, 0]), 0x12, 0xff, 0, 0x34, 0xff, 0xd0, 0x56]
const jpeg = (...parts: readonly (readonly number[])[]) => Uint8Array.from([0xff, 0xd8, ...parts.flat(), 0xff, 0xd9])
const told = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

describe('a photo that somebody sends', () => {
  test('keeps its pixels and its way up, and loses its place, its camera and its comment', () => {
    const sent = jpeg(exif(6), segment(0xfe, ascii('Jeanne')), segment(0xe2, ascii('MPF\0secret')), FRAME, SCAN)
    const clean = cleanPhoto(sent)
    if (clean.kind !== 'photo') throw new Error(clean.kind)
    expect([clean.width, clean.height, clean.mediaType]).toEqual([40, 30, 'image/jpeg'])
    expect(told(clean.bytes)).not.toMatch(/GPS|Jeanne|secret/)
    expect(told(clean.bytes)).toContain(told(Uint8Array.from(SCAN)))
    const again = cleanPhoto(clean.bytes)
    expect(again.kind === 'photo' && told(again.bytes), 'cleaning twice changes nothing, the way up included').toBe(
      told(clean.bytes),
    )
    expect(told(clean.bytes)).toContain('Exif')
    const upright = cleanPhoto(jpeg(exif(1), FRAME, SCAN))
    expect(upright.kind === 'photo' && told(upright.bytes)).not.toContain('Exif')
  })

  test('loses what was hidden after its end: a film, a second picture', () => {
    const clean = cleanPhoto(Uint8Array.from([...jpeg(FRAME, SCAN), ...ascii('ftypmp42 film'), ...jpeg(exif(1))]))
    expect(clean.kind === 'photo' && told(clean.bytes)).toBe(told(jpeg(FRAME, SCAN)))
  })

  test('is refused when it is cut, when it is something else, when it would fill the memory', () => {
    expect(cleanPhoto(jpeg(FRAME, SCAN).subarray(0, -3)).kind).toBe('damaged')
    expect(cleanPhoto(jpeg(FRAME)).kind).toBe('damaged')
    expect(cleanPhoto(Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff])).kind).toBe('damaged')
    expect(cleanPhoto(Uint8Array.from(ascii('<svg onload=alert(1)>'))).kind).toBe('notAPhoto')
    expect(cleanPhoto(new Uint8Array()).kind).toBe('notAPhoto')
    const huge = segment(0xc0, [8, 0xff, 0xff, 0xff, 0xff, 1, 1, 0x11, 0])
    expect(cleanPhoto(jpeg(huge, SCAN)).kind).toBe('tooLarge')
  })

  test('as a PNG loses its texts and its Exif, and each of its chunks is checked', () => {
    const chunk = (type: string, body: Uint8Array) => {
      const named = Buffer.concat([Buffer.from(type, 'latin1'), body])
      const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
      length.writeUInt32BE(body.length)
      sum.writeUInt32BE(crc32(named))
      return Buffer.concat([length, named, sum])
    }
    const head = chunk('IHDR', Uint8Array.from([0, 0, 0, 2, 0, 0, 0, 1, 8, 0, 0, 0, 0]))
    const data = chunk('IDAT', deflateSync(Uint8Array.from([0, 1, 2])))
    const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    const end = chunk('IEND', new Uint8Array())
    const words = chunk('tEXt', Buffer.from('Author\0Jeanne'))
    const clean = cleanPhoto(new Uint8Array(Buffer.concat([start, head, words, data, end, Buffer.from('after')])))
    expect(clean.kind === 'photo' && told(clean.bytes)).toBe(told(Buffer.concat([start, head, data, end])))
    const wrong = new Uint8Array(Buffer.concat([start, head, data, end]))
    wrong[20] = 99
    expect(cleanPhoto(wrong).kind).toBe('damaged')
  })
})
