const REPLACEMENT = '\ufffd'

/**
 * Text of a dump: UTF-8, UTF-16 (with or without its mark) or Windows-1252, a superset of ISO-8859-1. Line ends become
 * `\n`; control characters and stray bytes, which firmware prints at will, are dropped.
 */
export function decodeText(bytes: Uint8Array): string {
  const decoded = new TextDecoder(utf16(bytes) ?? 'utf-8').decode(bytes)
  const text = decoded.includes(REPLACEMENT) ? withoutStrayBytes(bytes, decoded) : decoded
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is dropped
  return text.replace(/\r\n?/g, '\n').replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]+/g, '')
}

/** The mark when there is one; else a text whose every other byte is zero is UTF-16 too. */
function utf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const head = bytes.subarray(0, 64)
  if (head.length < 4) return undefined
  const zeros = (parity: number) => head.filter((byte, at) => at % 2 === parity && byte === 0).length
  const half = Math.floor(head.length / 2)
  if (zeros(1) > half * 0.9 && zeros(0) === 0) return 'utf-16le'
  if (zeros(0) > half * 0.9 && zeros(1) === 0) return 'utf-16be'
  return undefined
}

/** One bad byte among good UTF-8 is firmware junk and goes; more bad than good means that the text is Windows-1252. */
function withoutStrayBytes(bytes: Uint8Array, decoded: string): string {
  const bad = decoded.split(REPLACEMENT).length - 1
  const accented = decoded.match(/[\u0080-\ufffc]/g)?.length ?? 0
  return bad > accented ? new TextDecoder('windows-1252').decode(bytes) : decoded.replaceAll(REPLACEMENT, '')
}
