/** Markers that stand alone, without a length (ITU T.81, table B.1). */
const ALONE = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)
/** Start of frame: baseline, extended, progressive, lossless; C4, C8 and CC are something else. */
const FRAME = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
const SCAN = 0xda
const END = 0xd9
/** Segments that draw: tables, frames, scans, restart interval, and the application marks that tell colours (JFIF, ICC, Adobe). */
const DRAWS = (marker: number, body: Uint8Array) =>
  FRAME(marker) ||
  [0xc4, 0xcc, 0xdb, 0xdd].includes(marker) ||
  (marker === 0xe0 && says(body, 'JFIF\0')) ||
  (marker === 0xe2 && says(body, 'ICC_PROFILE\0')) ||
  (marker === 0xee && says(body, 'Adobe'))

const says = (body: Uint8Array, words: string) =>
  [...words].every((letter, index) => body[index] === letter.charCodeAt(0))

/** Which way up the camera was held, 1 to 8, from the Exif segment (CIPA DC-008, tag 0x0112); null where it does not say. */
function orientationOf(body: Uint8Array): number | null {
  if (!says(body, 'Exif\0\0')) return null
  const view = new DataView(body.buffer, body.byteOffset + 6, body.length - 6)
  if (view.byteLength < 14) return null
  const little = view.getUint16(0) === 0x4949
  const first = view.getUint32(4, little)
  if (first + 2 > view.byteLength) return null
  const count = view.getUint16(first, little)
  for (let index = 0; index < count; index += 1) {
    const at = first + 2 + index * 12
    if (at + 12 > view.byteLength) return null
    if (view.getUint16(at, little) !== 0x0112) continue
    const value = view.getUint16(at + 8, little)
    return value >= 1 && value <= 8 ? value : null
  }
  return null
}

/** An Exif segment that says nothing but which way up. */
const uprightSegment = (orientation: number): Uint8Array => {
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0]
  const tiff = [0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]
  const length = exif.length + tiff.length + 2
  return Uint8Array.from([0xff, 0xe1, length >> 8, length & 0xff, ...exif, ...tiff])
}

/** Where the entropy-coded bytes of a scan end: at a marker that is neither a stuffed zero nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = from
  while (at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && !ALONE(next)) return at
    at += 1
  }
  return -1
}

/**
 * A JPEG file read segment by segment to its end mark, written again with those that draw and the way up; what follows the end mark
 * (a film, a second picture with its own place) is left out. Null where a segment is cut or the file has no frame, no scan or no end.
 */
export function cleanJpeg(bytes: Uint8Array): { bytes: Uint8Array; width: number; height: number } | null {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)]
  let [at, width, height, scans] = [2, 0, 0, 0]
  let upright: number | null = null
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === END) {
      if (width === 0 || scans === 0) return null
      const head = upright !== null && upright !== 1 ? [uprightSegment(upright)] : []
      return {
        bytes: joined([...kept.slice(0, 1), ...head, ...kept.slice(1), bytes.subarray(at, at + 2)]),
        width,
        height,
      }
    }
    if (ALONE(marker)) {
      at += 2
      continue
    }
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)
    const end = at + 2 + length
    if (length < 2 || end > bytes.length) return null
    const body = bytes.subarray(at + 4, end)
    if (marker === 0xe1) upright ??= orientationOf(body)
    if (FRAME(marker)) {
      if (body.length < 6 || width !== 0) return null
      height = ((body[1] ?? 0) << 8) | (body[2] ?? 0)
      width = ((body[3] ?? 0) << 8) | (body[4] ?? 0)
    }
    if (marker === SCAN) {
      const stop = endOfScan(bytes, end)
      if (stop < 0) return null
      kept.push(bytes.subarray(at, stop))
      scans += 1
      at = stop
      continue
    }
    if (DRAWS(marker, body)) kept.push(bytes.subarray(at, end))
    at = end
  }
  return null
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
