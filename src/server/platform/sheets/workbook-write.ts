import type { Lang } from '../text/text.ts'
import type { BookCell } from './book.ts'
import { wallClock } from './csv.ts'
import { odsParts } from './ods-write.ts'
import { type Cell, plainText, type SheetColumn } from './sheet.ts'
import { xlsxParts } from './xlsx-write.ts'
import { zipped } from './zip-write.ts'

const PARTS = { xlsx: xlsxParts, ods: odsParts }
/** Rows of a sheet in Excel and in LibreOffice, less the headings. */
const MOST_ROWS = 1_048_575

/**
 * A workbook written while its rows come, in memory that does not grow with them: headings, then rows, each cell typed as its column
 * says and no formula ever. What passes the last row of a sheet goes on in another.
 */
export function writeWorkbook<Row>(
  format: 'xlsx' | 'ods',
  name: string,
  columns: readonly SheetColumn<Row>[],
  pages: AsyncIterable<readonly Row[]>,
  { lang, timeZone }: { readonly lang: Lang; readonly timeZone: string },
  mostRows = MOST_ROWS,
): AsyncGenerator<Uint8Array> {
  const cell = (value: Cell, type: SheetColumn<Row>['type']): BookCell => {
    if (value === null || value === '') return null
    if (value instanceof Date) return { type: 'instant', value: wallClock(value, timeZone).replace(' ', 'T') }
    if (typeof value === 'number') return Number.isFinite(value) ? { type: 'number', value } : null
    if (typeof value === 'boolean') return { type: 'boolean', value }
    if (type === 'date' && /^\d{4}-\d\d-\d\d$/.test(value)) return { type, value }
    return { type: 'text', value: plainText(value).slice(0, LONGEST_TEXT) }
  }
  const rows = async function* () {
    for await (const page of pages) {
      for (const row of page) yield columns.map((column) => cell(column.of(row, lang), column.type))
    }
  }
  return zipped(
    PARTS[format]({
      name: sheetName(name),
      headings: columns.map((column) => column.label[lang]),
      widths: columns.map((column) => (column.type === 'text' ? 22 : 14)),
      mostRows,
      rows: rows(),
    }),
  )
}

/** Characters of a cell in Excel. */
const LONGEST_TEXT = 32_767

/** What both formats take as a name, with room for the number of the next sheet. */
const sheetName = (name: string) =>
  name
    .replace(/[[\]*?:/\\']/g, ' ')
    .trim()
    .slice(0, 27) || 'Seconde Vie'
