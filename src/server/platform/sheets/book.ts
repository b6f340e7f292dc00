/** A workbook as it goes by: a sheet that people see begins, then its rows that hold something, `times` over. */
export type SheetPart =
  | { readonly kind: 'sheet'; readonly name: string }
  | { readonly kind: 'row'; readonly cells: readonly string[]; readonly times: number }

/** A cell as a workbook keeps it; a date is `YYYY-MM-DD`, an instant `YYYY-MM-DDTHH:MM` of the wall clock. */
export type BookCell =
  | { readonly type: 'text' | 'date' | 'instant'; readonly value: string }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'boolean'; readonly value: boolean }
  | null

export interface BookSheet {
  readonly name: string
  readonly headings: readonly string[]
  /** Widths of the columns, in characters. */
  readonly widths: readonly number[]
  /** Rows a sheet holds under its headings: those that are left go on in the next one. */
  readonly mostRows: number
  readonly rows: AsyncIterator<readonly BookCell[]>
}

/** A text inside XML: what XML cannot hold is left out. */
export const xmlText = (text: string): string => text.replace(/[&<>"\ufffe\uffff]/g, (one) => XML[one] ?? '')
const XML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** The next row of a sheet; null after the last. */
export async function nextRow({ rows }: BookSheet): Promise<readonly BookCell[] | null> {
  const next = await rows.next()
  return next.done ? null : next.value
}

/** The rows of one sheet from `first` on as text, some at a time; answers the row that is left for another sheet. */
export async function* sheetRows(
  sheet: BookSheet,
  first: readonly BookCell[] | null,
  write: (row: readonly BookCell[], number: number) => string,
): AsyncGenerator<string, readonly BookCell[] | null> {
  let text = ''
  let row = first
  for (let number = 0; row && number < sheet.mostRows; number += 1) {
    text += write(row, number)
    if (text.length > PIECE) {
      yield text
      text = ''
    }
    row = await nextRow(sheet)
  }
  yield text
  return row
}
const PIECE = 65_536
