import type { Bilingual, Lang } from '../text/text.ts'

/** What a cell of a sheet holds; a date is `YYYY-MM-DD`, an instant keeps its hour. */
export type Cell = string | number | boolean | Date | null

export interface SheetColumn<Row> {
  readonly label: Bilingual
  /** Text unless said: a spreadsheet sorts and sums the others as what they are. */
  readonly type: 'text' | 'number' | 'date' | 'instant'
  readonly of: (row: Row, lang: Lang) => Cell
}

export const SHEET_FORMATS = ['csv', 'xlsx', 'ods'] as const
export type SheetFormat = (typeof SHEET_FORMATS)[number]

export const MEDIA_TYPES: Readonly<Record<SheetFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
}

/** Control and direction-changing characters, and line ends: a cell is one line of what a person reads. */
const HIDING = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]+/gu
/** A spreadsheet takes a text that begins so for a formula, some the full-width forms too (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\uff1d\uff0b\uff0d\uff20]/

/** A text that hides nothing from whoever reads it. */
export const plainText = (text: string): string => text.replace(HIDING, ' ').trim()

/** A text that no spreadsheet runs: what looks like a formula is quoted. */
export function harmless(text: string): string {
  const plain = plainText(text)
  return FORMULA.test(plain) ? `'${plain}` : plain
}
