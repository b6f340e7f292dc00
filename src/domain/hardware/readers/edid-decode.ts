import { reportOf } from '../blank.ts'
import { codeOf, inchesOf, namedAmong, numericSerial } from '../edid.ts'
import { realSerial } from '../placeholder.ts'
import { makerOfPnp } from '../pnp-makers.ts'
import type { Reader } from '../reader.ts'
import type { Screen } from '../report.ts'
import { blocksInText, reportOfEdids } from './edid.ts'

/** Text of `edid-decode`, old (before 2019) and new. The hexadecimal it repeats is read when it is there. */
export const edidDecode: Reader = {
  format: 'edid-decode',
  recognises: ({ text }) =>
    /^edid-decode|^EDID (version|Structure Version)|Block 0, Base EDID/m.test(text.slice(0, 20_000)) &&
    (/^[ \t]*Manufacturer: [A-Z]{3}\b/m.test(text) || blocksInText(text).length > 0),
  read: ({ text }) => {
    const blocks = blocksInText(text)
    return blocks.length > 0 ? reportOfEdids(blocks) : reportOf({ kind: 'screen', screens: screensOf(text) })
  },
}

function screensOf(text: string): Screen[] {
  return text
    .slice(0, 200_000)
    .split(/^(?=[ \t]*Manufacturer: [A-Z]{3}\b)/m)
    .filter((part) => /^[ \t]*Manufacturer: /.test(part))
    .slice(0, 32)
    .map(screenOf)
}

function screenOf(part: string): Screen {
  const first = (pattern: RegExp) => pattern.exec(part)?.[1]?.trim() ?? null
  const all = (pattern: RegExp) => Array.from(part.matchAll(pattern), (found) => found[1]?.trim() ?? '')
  const pnp = first(/^[ \t]*Manufacturer: ([A-Z]{3})\b/)
  const pixels = sizeIn(/^[ \t]*(?:DTD 1:|Detailed mode:.*\n)\s*(\d{3,5})(?:x| [^\n]*\n\s*)(\d{3,5})/m, part)
  const names = all(/^[ \t]*(?:Display Product Name|Monitor name): '?([^'\n]*)'?$/gm)
  const texts = all(/^[ \t]*(?:Alphanumeric Data String|ASCII string|Unspecified text): '?([^'\n]*)'?$/gm)
  return {
    maker: pnp && makerOfPnp(pnp),
    model: namedAmong(names, texts) ?? codeOf(pnp, productOf(part)),
    serial:
      realSerial(first(/^[ \t]*(?:Display Product Serial Number|Serial number): '?([^'\n]*)'?$/m)) ??
      numericSerial(Number(first(/\bSerial Number:? (\d+)/) ?? 0)),
    inches: inchesOf(
      sizeIn(/Maximum image size: (\d+) cm x (\d+) cm/, part) ?? NO_SIZE,
      sizeIn(/(\d+) mm x (\d+) mm/, part) ?? NO_SIZE,
    ),
    year: Number(first(/^[ \t]*(?:Made|Model year|Made in)[^\n]*\b((?:19|20)\d\d)\b/m)) || null,
    pixels,
  }
}

const NO_SIZE = { width: 0, height: 0 }

function sizeIn(pattern: RegExp, text: string): { readonly width: number; readonly height: number } | null {
  const found = pattern.exec(text)
  return found ? { width: Number(found[1]), height: Number(found[2]) } : null
}

/** The product code: "Model: 44370" in new versions, hexadecimal "Model a0b1" in old ones. */
function productOf(part: string): number {
  const decimal = /^[ \t]*Model: (\d+)/m.exec(part)?.[1]
  const hexadecimal = /\bModel (?:0x)?([0-9a-f]{1,4})\b/i.exec(part)?.[1]
  return decimal ? Number(decimal) : Number.parseInt(hexadecimal ?? '0', 16)
}
