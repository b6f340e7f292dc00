/** The encodings in which spreadsheets and inventories write their text. */
export const ENCODINGS = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const
export type Encoding = (typeof ENCODINGS)[number]

const startsWith = (bytes: Uint8Array, ...head: readonly number[]) => head.every((byte, at) => bytes[at] === byte)

/** How many zero bytes stand at even, and at odd places: Western text in UTF-16 is half zeros. */
function zeros(bytes: Uint8Array): { readonly even: number; readonly odd: number } {
  const sample = bytes.subarray(0, 4000)
  const at = (rest: 0 | 1) => sample.filter((byte, index) => byte === 0 && index % 2 === rest).length
  return { even: at(0) / (sample.length || 1), odd: at(1) / (sample.length || 1) }
}

/** The encoding of a text: its mark, else the zeros of UTF-16, else UTF-8 where every byte agrees, else Windows-1252. */
export function encodingOf(bytes: Uint8Array): Encoding {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return 'utf-8'
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le'
  if (startsWith(bytes, 0xfe, 0xff)) return 'utf-16be'
  const { even, odd } = zeros(bytes)
  if (odd > 0.3 && even < 0.05) return 'utf-16le'
  if (even > 0.3 && odd < 0.05) return 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

/** The text, without its byte order mark. */
export const decode = (bytes: Uint8Array, encoding: Encoding): string => new TextDecoder(encoding).decode(bytes)
