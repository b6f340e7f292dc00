import type { Bilingual } from '../platform/text/text.ts'

export type SymbolKind = 'qr' | 'datamatrix'

/** Millimetres everywhere, points for letters. */
export interface LabelFormat {
  readonly name: Bilingual
  readonly width: number
  readonly height: number
  /** Where labels stand on a sheet; a roll has none: one label is one page. */
  readonly sheet: {
    readonly columns: number
    readonly rows: number
    readonly left: number
    readonly top: number
    readonly pitchX: number
    readonly pitchY: number
  } | null
  readonly symbol: SymbolKind
  /** Side of the symbol, and its distance to the left edge of the label. */
  readonly side: number
  readonly pad: number
  readonly letters: { readonly code: number; readonly words: number }
  /** A thin line to cut along, where the paper is not cut already. */
  readonly cut: boolean
}

const A4 = { width: 210, height: 297 } as const

/**
 * The papers and rolls that town halls buy. Sheets of A4: 24 labels of 70 × 37 mm (Avery 3474, L7159's kind), 65 of 38,1 ×
 * 21,2 mm (Avery L7651). Rolls: 57 × 32 mm (Zebra, Dymo), 62 mm (Brother QL, which prints 60,96 of them), 25 × 10 mm for parts.
 */
export const FORMATS = {
  a4x24: {
    name: { fr: 'Feuille A4, 24 étiquettes de 70 × 37 mm', en: 'A4 sheet, 24 labels of 70 × 37 mm' },
    width: 70,
    height: 37,
    sheet: { columns: 3, rows: 8, left: 0, top: 0.5, pitchX: 70, pitchY: 37 },
    symbol: 'qr',
    side: 25,
    pad: 6,
    letters: { code: 14, words: 8 },
    cut: false,
  },
  a4x65: {
    name: { fr: 'Feuille A4, 65 étiquettes de 38,1 × 21,2 mm', en: 'A4 sheet, 65 labels of 38.1 × 21.2 mm' },
    width: 38.1,
    height: 21.2,
    sheet: { columns: 5, rows: 13, left: 4.75, top: 10.7, pitchX: 40.6, pitchY: 21.2 },
    symbol: 'qr',
    side: 15.5,
    pad: 2.2,
    letters: { code: 8, words: 5 },
    cut: false,
  },
  roll57: {
    name: { fr: 'Rouleau 57 × 32 mm', en: 'Roll 57 × 32 mm' },
    width: 57,
    height: 32,
    sheet: null,
    symbol: 'qr',
    side: 23,
    pad: 3,
    letters: { code: 12, words: 7 },
    cut: false,
  },
  roll62: {
    name: { fr: 'Rouleau 62 × 29 mm', en: 'Roll 62 × 29 mm' },
    width: 62,
    height: 29,
    sheet: null,
    symbol: 'qr',
    side: 22,
    pad: 3.5,
    letters: { code: 13, words: 7 },
    cut: false,
  },
  part25: {
    name: { fr: 'Petite pièce, rouleau 25 × 10 mm', en: 'Small part, roll 25 × 10 mm' },
    width: 25,
    height: 10,
    sheet: null,
    symbol: 'datamatrix',
    side: 7,
    pad: 1.5,
    letters: { code: 6.5, words: 4.5 },
    cut: false,
  },
  cards: {
    name: { fr: 'Cartes à découper, 85 × 54 mm', en: 'Cards to cut out, 85 × 54 mm' },
    width: 85,
    height: 54,
    sheet: { columns: 2, rows: 5, left: 20, top: 13.5, pitchX: 85, pitchY: 54 },
    symbol: 'qr',
    side: 34,
    pad: 6,
    letters: { code: 16, words: 9 },
    cut: true,
  },
} as const satisfies Readonly<Record<string, LabelFormat>>

export type FormatName = keyof typeof FORMATS
/** What devices, places and reserved labels are printed on; cards have their own sheet. */
export const LABEL_FORMATS = ['a4x24', 'a4x65', 'roll57', 'roll62', 'part25'] as const

/** How many labels one page holds. */
export const perPage = ({ sheet }: LabelFormat): number => (sheet ? sheet.columns * sheet.rows : 1)

export interface Place {
  readonly page: number
  /** Of the upper left corner, from that of the page, in millimetres. */
  readonly x: number
  readonly y: number
}

/** Where the label of this rank goes when the first goes to position `start` (1 = top left, then along the row). */
export function placeOf(format: LabelFormat, rank: number, start: number): Place {
  const at = rank + (format.sheet ? start - 1 : 0)
  const page = Math.floor(at / perPage(format))
  const { sheet } = format
  if (sheet === null) return { page, x: 0, y: 0 }
  const on = at % perPage(format)
  const mm = (value: number) => Math.round(value * 1000) / 1000
  return {
    page,
    x: mm(sheet.left + (on % sheet.columns) * sheet.pitchX),
    y: mm(sheet.top + Math.floor(on / sheet.columns) * sheet.pitchY),
  }
}

/** The first free position after these labels: where the same sheet goes on. */
export const nextStart = (format: LabelFormat, count: number, start: number): number =>
  format.sheet ? ((start - 1 + count) % perPage(format)) + 1 : 1

export const pageSize = (format: LabelFormat): { readonly width: number; readonly height: number } =>
  format.sheet ? A4 : { width: format.width, height: format.height }
