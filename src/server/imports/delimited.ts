import { pipeline, Readable } from 'node:stream'
import { parse } from 'csv-parse'

export const DELIMITERS = [';', ',', '\t', '|'] as const
export type Delimiter = (typeof DELIMITERS)[number]

const SAMPLE_LINES = 20
/** Longer than any line of an inventory, in characters: a quote that never closes. */
export const LONGEST_LINE = 200_000
/** Longer is cut: no column of ours is. */
const LONGEST_CELL = 10_000
const MOST_COLUMNS = 300

/** Counts of a delimiter outside quotes, for each of the first lines. */
function counts(text: string, delimiter: string): readonly number[] {
  const lines: number[] = []
  let quoted = false
  let count = 0
  for (const character of text.slice(0, LONGEST_LINE)) {
    if (character === '"') quoted = !quoted
    else if (quoted) continue
    else if (character === delimiter) count += 1
    else if (character === '\n') {
      lines.push(count)
      count = 0
      if (lines.length === SAMPLE_LINES) return lines
    }
  }
  return [...lines, count].filter((one, at, all) => one > 0 || at < all.length - 1)
}

/** The delimiter that most lines hold the same number of times; the semicolon where none says anything. */
export function delimiterOf(text: string): Delimiter {
  const scored = DELIMITERS.map((delimiter) => {
    const found = counts(text, delimiter).filter((count) => count > 0)
    const usual = [...found].sort((a, b) => a - b)[Math.floor(found.length / 2)] ?? 0
    const agreeing = found.filter((count) => count === usual).length
    return { delimiter, score: agreeing * 100 + Math.min(usual, 99) }
  })
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one))
  return best.score === 0 ? ';' : best.delimiter
}

/** What a formula's guard left in front of a cell: one of our own exports, read back. */
const unguarded = (cell: string) => (/^'[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(cell) ? cell.slice(1) : cell)

/** The same pieces, as long as some line ends in them: a line of delimiters alone would become as many cells before its length is known. */
function* endingLines(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  let length = 0
  for (const piece of pieces) {
    const end = Math.max(piece.lastIndexOf(LINE_FEED), piece.lastIndexOf(CARRIAGE_RETURN))
    length = end < 0 ? length + piece.length : piece.length - end - 1
    if (length > LONGEST_LINE) throw new Error('a line without end')
    yield piece
  }
}
const LINE_FEED = 10
const CARRIAGE_RETURN = 13

/** The lines of a delimited UTF-8 text, some at a time, never ahead of who takes them; quotes that do not match are taken as they are. Rejects a line that never ends. */
export async function* readDelimited(
  pieces: Iterable<Uint8Array>,
  delimiter: Delimiter,
): AsyncGenerator<readonly string[]> {
  const parser = parse({
    delimiter,
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: LONGEST_LINE,
  })
  // A fault of the parser reaches who reads its end.
  for await (const record of pipeline(Readable.from(endingLines(pieces)), parser, () => undefined)) {
    const cells = record as readonly string[]
    yield cells.slice(0, MOST_COLUMNS).map((cell) => unguarded(cell.slice(0, LONGEST_CELL)))
  }
}
