import { readWorkbook } from '../platform/sheets/spreadsheet.ts'
import { delimiterOf, readDelimited } from './delimited.ts'
import { decode, encodingOf } from './encoding.ts'

/** Most lines of one import. */
export const MOST_LINES = 200_000
const MOST_SHEETS = 10

interface SourceSheet {
  readonly name: string
  readonly rows: AsyncIterable<readonly string[]> | readonly (readonly string[])[]
}

/** A file as lines of cells, whatever wrote it; or why it is none. */
export type Source =
  | {
      readonly kind: 'lines'
      readonly encoding: string
      readonly delimiter: string
      readonly sheets: readonly SourceSheet[]
    }
  | { readonly kind: 'dump' }
  | { readonly kind: 'unreadable' }

const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b
/** The older binary workbook (XLS), and what no spreadsheet writes. */
const isBinary = (bytes: Uint8Array) =>
  (bytes[0] === 0xd0 && bytes[1] === 0xcf) || (bytes[0] === 0x25 && bytes[1] === 0x50 && bytes[2] === 0x44)

/** Reads a file by its bytes, never by its name. A dump of one machine (GLPI or OCS inventory) is told from a list. */
export async function readSource(bytes: Uint8Array): Promise<Source> {
  if (isBinary(bytes)) return { kind: 'unreadable' }
  if (isZip(bytes)) {
    const book = await readWorkbook(bytes, { mostRows: MOST_LINES + 100, mostSheets: MOST_SHEETS })
    const sheets = (book ?? []).filter((sheet) => sheet.rows.length > 0)
    return sheets.length === 0 ? { kind: 'unreadable' } : { kind: 'lines', encoding: 'workbook', delimiter: '', sheets }
  }
  const encoding = encodingOf(bytes)
  const text = decode(bytes, encoding)
  if (text.includes('\0') || text.trim() === '') return { kind: 'unreadable' }
  if (/^\s*(\{|\[\s*\{|<\?xml|<REQUEST|<!DOCTYPE)/i.test(text.slice(0, 500))) return { kind: 'dump' }
  const delimiter = delimiterOf(text)
  return { kind: 'lines', encoding, delimiter, sheets: [{ name: '', rows: readDelimited(text, delimiter) }] }
}
