const REPLACEMENT = '\ufffd'

/**
 * Text of a dump: UTF-8, UTF-16 (with or without its mark) or Windows-1252, a superset of ISO-8859-1. Line ends become
 * `\n`; control characters and stray bytes, which firmware prints at will, are dropped. Binary content has no text.
 */
export function decodeText(bytes: Uint8Array): string {
  const wide = utf16(bytes)
  if (wide === undefined && isBinary(bytes)) return ''
  const decoded = new TextDecoder(wide ?? 'utf-8').decode(bytes)
  const text = decoded.includes(REPLACEMENT) ? withoutStrayBytes(bytes, decoded) : decoded
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is dropped
  return withoutLongBlanks(text.replace(/\r\n?/g, '\n').replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]+/g, ''))
}

/** No tool prints more blanks in a row; patterns that begin with blanks cost the square of a run's length. */
const LONGEST_BLANK = 64

/** Runs of spaces, tabs and line ends beyond `LONGEST_BLANK` are cut to that length. */
function withoutLongBlanks(text: string): string {
  const kept: string[] = []
  let from = 0
  let run = 0
  for (let at = 0; at <= text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0x20 || code === 0x0a || code === 0x09) {
      run += 1
      continue
    }
    if (run > LONGEST_BLANK) {
      kept.push(text.slice(from, at - run + LONGEST_BLANK))
      from = at
    }
    run = 0
  }
  return from === 0 ? text : kept.join('') + text.slice(from)
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

/** Past the size of a few screens' EDID, a head where more than one byte in ten is a control character is no text. */
function isBinary(bytes: Uint8Array): boolean {
  if (bytes.length < 65_536) return false
  const head = bytes.subarray(0, 65_536)
  return head.filter((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27)).length > head.length / 10
}

/** One bad byte among good UTF-8 is firmware junk and goes; more bad than good means that the text is Windows-1252. */
function withoutStrayBytes(bytes: Uint8Array, decoded: string): string {
  let bad = 0
  let accented = 0
  for (let at = 0; at < decoded.length; at += 1) {
    const code = decoded.charCodeAt(at)
    if (code === 0xfffd) bad += 1
    else if (code >= 0x80) accented += 1
  }
  return bad > accented ? new TextDecoder('windows-1252').decode(bytes) : decoded.replaceAll(REPLACEMENT, '')
}
