import { realModel, realSerial } from './placeholder.ts'
import { makerOfPnp } from './pnp-makers.ts'
import type { Screen } from './report.ts'

/** VESA E-EDID 1.4 §3.3: eight bytes that begin every base block. */
const HEADER = [0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00]
const BLOCK = 128

/** Does an EDID base block begin here? */
export function isEdid(bytes: Uint8Array): boolean {
  return bytes.length >= BLOCK && HEADER.every((byte, at) => bytes[at] === byte)
}

/** The sum of a sound base block is 0 modulo 256 (§3.11). */
export function hasGoodChecksum(bytes: Uint8Array): boolean {
  return bytes.subarray(0, BLOCK).reduce((sum, byte) => sum + byte, 0) % 256 === 0
}

/** The screen an EDID base block describes (VESA E-EDID 1.0 to 1.4); `null` when the bytes are no EDID. */
export function screenOfEdid(bytes: Uint8Array): Screen | null {
  if (!isEdid(bytes)) return null
  const block = new DataView(bytes.buffer, bytes.byteOffset, BLOCK)
  const pnp = pnpOf(block)
  const timing = timingOf(block)
  return {
    maker: pnp && makerOfPnp(pnp),
    model: nameOf(block) ?? codeOf(pnp, block.getUint16(10, true)),
    serial: realSerial(textsOf(block, 0xff)[0]) ?? numericSerial(block.getUint32(12, true)),
    inches: inchesOf(
      { width: block.getUint8(21), height: block.getUint8(22) },
      { width: timing?.widthMm ?? 0, height: timing?.heightMm ?? 0 },
    ),
    year: yearOf(block.getUint8(17)),
    pixels: timing?.pixels ?? null,
  }
}

function pnpOf(block: DataView): string | null {
  const packed = block.getUint16(8)
  const letters = [10, 5, 0].map((shift) => String.fromCharCode(64 + ((packed >> shift) & 31))).join('')
  return /^[A-Z]{3}$/.test(letters) ? letters : null
}

/** "EMC0313": how a panel without a name is called, its maker's letters and its product code in hexadecimal. */
export function codeOf(pnp: string | null, product: number): string | null {
  return pnp === null && product === 0 ? null : `${pnp ?? ''}${product.toString(16).toUpperCase().padStart(4, '0')}`
}

/** The product name (descriptor FC), else the panel's part number among the free texts (FE): the last with a digit. */
function nameOf(block: DataView): string | null {
  return namedAmong(textsOf(block, 0xfc), textsOf(block, 0xfe))
}

export function namedAmong(names: readonly string[], texts: readonly string[]): string | null {
  const named = names.map(realModel).find((name) => name !== null)
  const parts = texts.map(realModel).filter((text) => text !== null && /[a-z]/i.test(text))
  return named ?? parts.findLast((text) => /\d/.test(text ?? '')) ?? parts.at(-1) ?? null
}

/** Texts of the display descriptors with this tag (§3.10.3), each up to its end mark or first unprintable byte. */
function textsOf(block: DataView, tag: number): string[] {
  return DESCRIPTORS.filter((at) => block.getUint16(at) === 0 && block.getUint8(at + 3) === tag).map((at) => {
    const bytes = Array.from({ length: 13 }, (_, index) => block.getUint8(at + 5 + index))
    const end = bytes.findIndex((byte) => byte < 0x20 || byte > 0x7e)
    return String.fromCharCode(...bytes.slice(0, end < 0 ? 13 : end)).trim()
  })
}

const DESCRIPTORS = [54, 72, 90, 108]

/** Filling that many screens share: no number, all ones, 01 01 01 01. */
const SHARED_SERIALS: ReadonlySet<number> = new Set([0, 1, 0x01010101, 0xffffffff, 0x01000000, 0x11111111])

/** The serial number of bytes 12–15 in decimal; `null` when it is filling. */
export function numericSerial(number: number): string | null {
  return SHARED_SERIALS.has(number) ? null : realSerial(String(number))
}

interface Size {
  readonly width: number
  readonly height: number
}

/** Sizes that are an aspect ratio in disguise, in any unit. */
const RATIOS = /^(16|160|1600)x(9|90|900|10|100|1000)$/

/**
 * The diagonal in inches to one decimal, from the millimetres of the first detailed timing, else from the centimetres
 * of bytes 21–22. `null` for a projector or an undefined size (either is 0, §3.6.2) and for a mere aspect ratio.
 */
export function inchesOf(cm: Size, mm: Size): number | null {
  if (cm.width === 0 || cm.height === 0 || isRatio(cm)) return null
  const coarse = diagonal(cm) * 10
  const fine = isRatio(mm) ? 0 : diagonal(mm)
  const chosen = fine > coarse * 0.75 && fine < coarse * 1.25 && mm.width > 0 && mm.height > 0 ? fine : coarse
  return Math.round((chosen / 25.4) * 10) / 10
}

function diagonal({ width, height }: Size): number {
  return Math.hypot(width, height)
}

function isRatio({ width, height }: Size): boolean {
  return RATIOS.test(`${width}x${height}`)
}

/** Year of manufacture, or model year, as bytes 16–17 count it from 1990; 0 to 2 are not allowed (§3.4.4). */
function yearOf(byte: number): number | null {
  return byte < 3 ? null : 1990 + byte
}

/** Below this a timing is filling: the smallest mode a PC ever had is 320 × 200. */
const FEWEST_PIXELS = 200

/** First detailed timing (§3.10.2): the preferred one. `null` when the first descriptor is no timing. */
function timingOf(block: DataView): { widthMm: number; heightMm: number; pixels: Size | null } | null {
  if (block.getUint16(54, true) === 0) return null
  const byte = (at: number) => block.getUint8(54 + at)
  const width = byte(2) | ((byte(4) & 0xf0) << 4)
  const height = (byte(5) | ((byte(7) & 0xf0) << 4)) * (byte(17) & 0x80 ? 2 : 1)
  return {
    widthMm: byte(12) | ((byte(14) & 0xf0) << 4),
    heightMm: byte(13) | ((byte(14) & 0x0f) << 8),
    pixels: width >= FEWEST_PIXELS && height >= FEWEST_PIXELS ? { width, height } : null,
  }
}
