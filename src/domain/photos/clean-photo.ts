import { cleanJpeg } from './jpeg.ts'
import { cleanPng } from './png.ts'

/** A photo as it is kept: only what draws it, without place, date, camera nor hidden copy. */
export interface CleanPhoto {
  readonly kind: 'photo'
  readonly bytes: Uint8Array
  readonly mediaType: 'image/jpeg' | 'image/png'
  /** Pixels, as stored. */
  readonly width: number
  readonly height: number
}

export type NoPhoto = { readonly kind: 'notAPhoto' } | { readonly kind: 'tooLarge' } | { readonly kind: 'damaged' }

/** Pixels of one photo at most: a phone's largest, and no decompression bomb. */
export const MOST_PIXELS = 120_000_000

/** Reads a JPEG or PNG file to its end and writes it again without anything that does not draw it; its pixels are untouched. */
export function cleanPhoto(bytes: Uint8Array): CleanPhoto | NoPhoto {
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff
  const isPng = bytes[0] === 0x89 && bytes[1] === 0x50 && bytes[2] === 0x4e && bytes[3] === 0x47
  if (!isJpeg && !isPng) return { kind: 'notAPhoto' }
  const clean = isJpeg ? cleanJpeg(bytes) : cleanPng(bytes)
  if (clean === null) return { kind: 'damaged' }
  const { width, height } = clean
  if (width < 1 || height < 1) return { kind: 'damaged' }
  if (width * height > MOST_PIXELS) return { kind: 'tooLarge' }
  return { kind: 'photo', mediaType: isJpeg ? 'image/jpeg' : 'image/png', ...clean }
}
