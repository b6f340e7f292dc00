import type { Lang } from '../text/text.ts'
import { BYTE_ORDER_MARK, csvLines, linesOf } from './csv.ts'
import type { SheetColumn, SheetFormat } from './sheet.ts'
import { writeWorkbook } from './workbook-write.ts'

/** A reader's language and time zone, as the cells of a sheet are written for them. */
interface Reader {
  readonly lang: Lang
  readonly timeZone: string
}

/** A sheet as a file, written while its pages of rows come: a line of headings, then a line for each row. */
export const sheetFile = <Row>(
  format: SheetFormat,
  title: string,
  columns: readonly SheetColumn<Row>[],
  pages: AsyncIterable<readonly Row[]>,
  reader: Reader,
): AsyncGenerator<string | Uint8Array> =>
  format === 'csv' ? csvParts(columns, pages, reader) : writeWorkbook(format, title, columns, pages, reader)

async function* csvParts<Row>(
  columns: readonly SheetColumn<Row>[],
  pages: AsyncIterable<readonly Row[]>,
  { lang, timeZone }: Reader,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLines([columns.map((column) => column.label[lang])], lang, timeZone)
  for await (const rows of pages) yield csvLines(linesOf(columns, rows, lang), lang, timeZone)
}
