import { reportOf, why } from '../blank.ts'
import { hasGoodChecksum, isEdid, screenOfEdid } from '../edid.ts'
import type { Reader } from '../reader.ts'
import type { HardwareReport } from '../report.ts'

/** EDID as the screen sends it (`/sys/class/drm/…/edid`), or typed as hexadecimal (`xrandr --verbose`, a hex dump). */
export const edid: Reader = {
  format: 'edid',
  recognises: ({ bytes, text }) => isEdid(bytes) || blocksInText(text).length > 0,
  read: ({ bytes, text }) => reportOfEdids(isEdid(bytes) ? [bytes] : blocksInText(text)),
}

/** A report of the screens behind some EDID blocks; the machine they hang on is not known. */
export function reportOfEdids(blocks: readonly Uint8Array[]): HardwareReport {
  const screens = blocks.flatMap((block) => screenOfEdid(block) ?? [])
  const damaged = blocks.some((block) => !hasGoodChecksum(block))
  return reportOf({
    kind: 'screen',
    screens,
    unknown: damaged ? [{ field: 'screens', why: why('unsure', 'EDID checksum is wrong') }] : [],
  })
}

/** The EDID blocks written in hexadecimal in a text, each once: bare, in pairs, with offsets before and letters behind. */
export function blocksInText(text: string): Uint8Array[] {
  if (!/00[ \t]?ff[ \t]?ff[ \t]?ff[ \t]?ff[ \t]?ff[ \t]?ff[ \t]?00/i.test(text)) return []
  const blocks = new Map<string, Uint8Array>()
  let run = ''
  for (const line of [...text.slice(0, MOST_TEXT).split('\n'), '']) {
    const hex = hexOf(line)
    run = hex === '' ? '' : HEADER.test(hex) ? hex : run + hex
    const digits = run.length >= DIGITS && HEADER.test(run) ? run.slice(0, DIGITS) : ''
    if (digits) blocks.set(digits, Uint8Array.from(Buffer.from(digits, 'hex')))
  }
  return [...blocks.values()]
}

const HEADER = /^00ffffffffffff00/
const DIGITS = 256
const MOST_TEXT = 4_000_000

/** The hexadecimal digits of one line, "" when the line holds anything else. */
function hexOf(line: string): string {
  if (line.length > 1100) return ''
  const bare = line
    .replace(/^\s*[0-9a-f]{3,8}[:| ] ?(?=\s*(?:[0-9a-f]{2,4}\s)+)/i, '')
    .replace(/\s{2,}[|>]?.{1,16}[|<]?$/, (tail) => (/^[\s0-9a-f]*$/i.test(tail) ? tail : ''))
    .replace(/0x|[,\s]/g, '')
    .toLowerCase()
  return /^([0-9a-f]{2}){8,}$/.test(bare) ? bare : ''
}
