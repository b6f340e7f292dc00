import { stringify } from 'csv-stringify/sync'
import type { Lang } from '../text/text.ts'
import { type Cell, harmless, type SheetColumn } from './sheet.ts'

/** The byte order mark by which Excel knows UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff'

/** How each language writes its sheets: a French spreadsheet takes the comma for its decimals. */
const WAYS: Readonly<Record<Lang, { readonly delimiter: string; readonly decimal: string }>> = {
  fr: { delimiter: ';', decimal: ',' },
  en: { delimiter: ',', decimal: '.' },
}

/** The line of headings, or lines of rows, as CSV; dates are ISO 8601, instants to the minute in the time zone. */
export function csvLines(lines: readonly (readonly Cell[])[], lang: Lang, timeZone: string): string {
  const { delimiter, decimal } = WAYS[lang]
  const said = (cell: Cell): string => {
    if (cell === null) return ''
    if (cell instanceof Date) return wallClock(cell, timeZone)
    if (typeof cell === 'number') return String(cell).replace('.', decimal)
    return typeof cell === 'boolean' ? YES_NO[lang][cell ? 0 : 1] : harmless(cell)
  }
  const rows = lines.map((line) => line.map(said))
  return rows.length === 0 ? '' : stringify(rows, { delimiter, record_delimiter: '\r\n' })
}

const YES_NO: Readonly<Record<Lang, readonly [string, string]>> = { fr: ['oui', 'non'], en: ['yes', 'no'] }

/** `YYYY-MM-DD HH:MM` as a clock on the wall there shows it. */
export function wallClock(instant: Date, timeZone: string): string {
  const clock =
    CLOCKS.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  CLOCKS.set(timeZone, clock)
  return clock.format(instant)
}
/** One for each time zone: a formatter holds some 30 kB that no collector sees. */
const CLOCKS = new Map<string, Intl.DateTimeFormat>()

/** The headings of columns, then a line for each row. */
export const linesOf = <Row>(columns: readonly SheetColumn<Row>[], rows: readonly Row[], lang: Lang): Cell[][] =>
  rows.map((row) => columns.map((column) => column.of(row, lang)))
