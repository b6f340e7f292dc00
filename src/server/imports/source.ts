import type { SheetPart } from '../platform/sheets/book.ts'
import { openWorkbook } from '../platform/sheets/workbook-read.ts'
import { type Delimiter, delimiterOf, LONGEST_LINE, readDelimited } from './delimited.ts'
import { decode, encodingOf } from './encoding.ts'

/** Most lines of one import. */
export const MOST_LINES = 200_000
/** Most characters that the lines of one import hold together: 600 a line of the longest. */
export const MOST_CHARACTERS = 120_000_000
/** Sheets that are looked at. */
export const MOST_SHEETS = 10

/** A file as lines of cells, whatever wrote it, to be read once; or why it is none. */
export type Source = Lines | { readonly kind: 'dump' } | { readonly kind: 'unreadable' }

export interface Lines {
  readonly kind: 'lines'
  readonly encoding: string
  readonly delimiter: string
  /** What there is to read, in bytes, and how much of it was read so far. */
  readonly weight: number
  readonly done: () => number
  /** Rejects with `Unreadable` where the file breaks on the way. */
  readonly parts: AsyncIterable<SheetPart>
}

/** A file that turned out broken while it was read. */
export class Unreadable extends Error {}

const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b
/** The older binary workbook (XLS), and what no spreadsheet writes. */
const isBinary = (bytes: Uint8Array) =>
  (bytes[0] === 0xd0 && bytes[1] === 0xcf) || (bytes[0] === 0x25 && bytes[1] === 0x50 && bytes[2] === 0x44)

/** Opens a file by its bytes, never by its name. A dump of one machine (GLPI or OCS inventory) is told from a list. */
export function openSource(bytes: Uint8Array): Source {
  if (isBinary(bytes)) return { kind: 'unreadable' }
  if (isZip(bytes)) {
    const book = openWorkbook(bytes)
    return book
      ? { kind: 'lines', encoding: 'workbook', delimiter: '', ...book, parts: guarded(book.parts) }
      : { kind: 'unreadable' }
  }
  const encoding = encodingOf(bytes)
  const text = decode(bytes, encoding)
  if (text.includes('\0') || text.trim() === '') return { kind: 'unreadable' }
  if (/^\s*(\{|\[\s*\{|<\?xml|<REQUEST|<!DOCTYPE)/i.test(text.slice(0, 500))) return { kind: 'dump' }
  const delimiter = delimiterOf(text)
  const utf8 = encoding === 'utf-8' ? bytes : new TextEncoder().encode(text)
  let done = 0
  const pieces = function* () {
    for (; done < utf8.length; done += PIECE) yield utf8.subarray(done, done + PIECE)
  }
  const parts = guarded(delimited(pieces(), delimiter))
  return { kind: 'lines', encoding, delimiter, weight: utf8.length, done: () => Math.min(done, utf8.length), parts }
}
const PIECE = 65_536

async function* delimited(pieces: Iterable<Uint8Array>, delimiter: Delimiter): AsyncGenerator<SheetPart> {
  yield { kind: 'sheet', name: '' }
  for await (const cells of readDelimited(pieces, delimiter)) yield { kind: 'row', cells, times: 1 }
}

/** Characters of a line. */
export const lengthOf = (cells: readonly string[]): number => cells.reduce((length, cell) => length + cell.length, 0)

/**
 * A fault of the file is said as one, a line that no inventory writes too: a workbook names one text in many cells, so that a line is
 * longer than what was read. Whatever the taker of the parts throws is not caught here.
 */
async function* guarded(parts: AsyncIterable<SheetPart>): AsyncGenerator<SheetPart> {
  try {
    for await (const part of parts) {
      if (part.kind === 'row' && lengthOf(part.cells) > LONGEST_LINE) throw new Error('a line without end')
      yield part
    }
  } catch (error) {
    throw new Unreadable(error instanceof Error ? error.message : String(error))
  }
}
