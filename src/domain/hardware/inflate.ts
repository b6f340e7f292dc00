import { constants, gunzipSync, inflateSync } from 'node:zlib'
import { LIMITS } from './limits.ts'
import type { Refusal } from './report.ts'

/** Agents send their inventories as gzip (GLPI) or zlib (OCS, FusionInventory). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8
}

/** RFC 1950 §2.2: method 8, window ≤ 32 KB, and the first two bytes are a multiple of 31. */
function isZlib(bytes: Uint8Array): boolean {
  const [method = 0, flags = 0] = bytes
  return (method & 0x0f) === 8 && method >> 4 <= 7 && (method * 256 + flags) % 31 === 0 && bytes.length > 8
}

/** The bytes themselves when they are not compressed. Never more than `LIMITS.bytes` come out. */
export function inflate(bytes: Uint8Array): Uint8Array | { readonly refused: Refusal } {
  const gzip = isGzip(bytes)
  if (!gzip && !isZlib(bytes)) return bytes
  try {
    const options = { maxOutputLength: LIMITS.bytes, finishFlush: constants.Z_FINISH }
    return gzip ? gunzipSync(bytes, options) : inflateSync(bytes, options)
  } catch (error) {
    if (isTooLarge(error)) return { refused: { code: 'tooLarge', detail: 'once decompressed' } }
    // Two bytes of plain text can look like a zlib header ("x^", "hC"); the readers then see the bytes as they are.
    return gzip ? { refused: { code: 'damaged', detail: 'gzip data' } } : bytes
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
}
