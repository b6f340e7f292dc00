import { type CodedDocument, renderPdf } from '../platform/pdf/pdf.ts'
import type { Lang } from '../platform/text/text.ts'
import { type LabelFormat, pageSize, placeOf, type SymbolKind } from './formats.ts'

/** What one label says. */
export interface Label {
  /** What the square holds, by kind: an address for a telephone, the bare code where room is short. */
  readonly text: Readonly<Record<SymbolKind, string>>
  /** What stands large, line by line; it says in letters what the square says. */
  readonly large: readonly string[]
  /** What stands small, line by line; what does not fit is cut. */
  readonly small: readonly string[]
}

/** The quiet zone of a QR code is four modules (ISO/IEC 18004, 9.1); the smallest we print has 25 modules a side. */
const QUIET = 4 / 25

const SYMBOLS = { qr: 'qrcode', datamatrix: 'datamatrix' } as const

export interface Sheet {
  readonly format: LabelFormat
  readonly symbol: SymbolKind
  /** First position used, from 1: a sheet begun earlier goes on. */
  readonly start: number
  readonly labels: readonly Label[]
  readonly organisation: string
  readonly title: string
  readonly lang: Lang
  readonly at: Date
}

/** The labels as a PDF whose millimetres are those of the paper: printed without scaling, they fall on their labels. */
export const drawLabels = (sheet: Sheet): Promise<Uint8Array> => renderPdf(labelPaper(sheet))

export function labelPaper({ format, symbol, start, labels, organisation, title, lang, at }: Sheet): CodedDocument {
  const placed = labels.map((label, rank) => ({
    ...placeOf(format, rank, start),
    symbol: `/${rank}.svg`,
    large: label.large,
    small: label.small,
    alt: label.text[symbol],
  }))
  const pages: (typeof placed)[] = []
  for (const one of placed) pages[one.page] = [...(pages[one.page] ?? []), one]
  return {
    template: TEMPLATE,
    lang,
    at,
    codes: Object.fromEntries(placed.map((one) => [one.symbol, { kind: SYMBOLS[symbol], text: one.alt }])),
    data: {
      title,
      organisation,
      page: pageSize(format),
      format,
      gap: format.side * QUIET,
      pages: Array.from(pages, (page) => page ?? []),
    },
  }
}

const TEMPLATE = `
#set document(title: data.title)
#let f = data.format
#set page(width: data.page.width * 1mm, height: data.page.height * 1mm, margin: 0mm, numbering: none)
#set par(leading: 0.36em, spacing: 0.5em, justify: false)
#set text(size: f.letters.words * 1pt, hyphenate: false)
#let room = f.width - f.pad - f.side - data.gap - calc.min(f.pad, 3)
// A long line is drawn smaller, to 70 % at most, then cut: it never wraps over the next one.
#let one-line(body) = context {
  let wide = measure(body).width
  let scale = calc.max(0.7, calc.min(1, room * 1mm / wide))
  box(width: 100%, height: 1.1em, clip: true, align(left + horizon, box(width: wide, text(size: 1em * scale, body))))
}
#let label(one) = box(
  width: f.width * 1mm,
  height: f.height * 1mm,
  clip: true,
  stroke: if f.cut { 0.3pt + luma(150) } else { none },
  {
    place(left + horizon, dx: f.pad * 1mm, image(one.symbol, width: f.side * 1mm, height: f.side * 1mm, alt: one.alt))
    place(left + horizon, dx: (f.pad + f.side + data.gap) * 1mm, box(width: room * 1mm, {
      for line in one.large { block(above: 0.2em, below: 0.2em, text(size: f.letters.code * 1pt, weight: "bold", one-line(line))) }
      v(0.35em, weak: true)
      for line in one.small { block(above: 0.28em, below: 0.28em, one-line(line)) }
      if data.organisation != "" { block(above: 0.45em, below: 0pt, text(size: f.letters.words * 0.86pt, one-line(data.organisation))) }
    }))
  },
)
#for (number, page) in data.pages.enumerate() {
  if number > 0 { pagebreak() }
  for one in page { place(top + left, dx: one.x * 1mm, dy: one.y * 1mm, label(one)) }
}
`
