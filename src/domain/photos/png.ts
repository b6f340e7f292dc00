import { crc32 } from 'node:zlib'

/** Chunks that draw the picture (W3C PNG, 3rd ed., 11); text, time, Exif and private ones are left out. */
const DRAWS: ReadonlySet<string> = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'cHRM',
  'gAMA',
  'iCCP',
  'sBIT',
  'sRGB',
  'bKGD',
  'pHYs',
])

/** A PNG file read chunk by chunk, each with its check sum, written again with those that draw; null where one is cut or wrong. */
export function cleanPng(bytes: Uint8Array): { bytes: Uint8Array; width: number; height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const kept: Uint8Array[] = [bytes.subarray(0, 8)]
  let [at, width, height, data] = [8, 0, 0, 0]
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at)
    const end = at + 12 + length
    if (end > bytes.length) return null
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) return null
    if (at === 8) {
      if (type !== 'IHDR' || length !== 13) return null
      width = view.getUint32(at + 8)
      height = view.getUint32(at + 12)
    }
    if (type === 'IDAT') data += length
    if (DRAWS.has(type)) kept.push(bytes.subarray(at, end))
    if (type === 'IEND') {
      const all = new Uint8Array(kept.reduce((sum, part) => sum + part.length, 0))
      let to = 0
      for (const part of kept) {
        all.set(part, to)
        to += part.length
      }
      return data === 0 ? null : { bytes: all, width, height }
    }
    at = end
  }
  return null
}
