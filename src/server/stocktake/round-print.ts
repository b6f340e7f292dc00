import { showCode } from '../fleet/code.ts'
import { renderPdf } from '../platform/pdf/pdf.ts'
import { format } from '../platform/text/format.ts'
import type { Viewer } from '../platform/ui/viewer.ts'
import { roundText } from './round.text.ts'
import { DECISIONS, FINDINGS, type RoundCounts } from './round.ts'
import { lineName } from './round.views.tsx'
import type { RoundLine, RoundRow, Stray } from './round-read.sql.ts'

/** Rows that a printed report holds; the whole table leaves as a file. */
export const MOST_PRINTED = 500

const REPORT = `
#text(size: 11pt, weight: "bold", data.organisation)
= #data.title
#text(size: 14pt, data.place)
#grid(columns: (auto, 1fr), column-gutter: 12pt, row-gutter: 7pt, ..data.facts.flatten().enumerate().map(((at, one)) => if calc.even(at) { text(fill: luma(70), one) } else { one }))
== #data.differences
#if data.rows.len() == 0 [#data.none] else {
  table(columns: (auto, 1fr, auto, auto, auto), table.header(..data.columns.map(strong)), ..data.rows.flatten())
}
#if data.more != none [#data.more]
#for one in data.strays [- #raw(one)]
#v(16pt)
#block(breakable: false)[#data.signed #v(32pt) #line(length: 50%, stroke: 0.6pt)]
`

interface Printed {
  readonly round: RoundRow
  readonly counts: RoundCounts
  readonly differences: readonly RoundLine[]
  readonly strays: readonly Stray[]
}

/** The report of a round: its counts, each difference with its decision, where to sign. */
export function roundReport(viewer: Viewer, { round, counts, differences, strays }: Printed): Promise<Uint8Array> {
  const { lang } = viewer
  const text = roundText(lang)
  const f = format(viewer)
  const left = counts.missing + counts.unexpected - differences.length
  return renderPdf({
    template: REPORT,
    lang,
    at: new Date(),
    data: {
      organisation: viewer.organisation?.name ?? '',
      title: text.one(round.number),
      place: round.place,
      facts: [
        [text.openedOn, text.by(f.date(round.openedAt), round.openedBy)],
        ...(round.closedAt ? [[text.closedOn, text.by(f.date(round.closedAt), round.closedBy)]] : []),
        [text.expected, f.number(counts.expected)],
        ...(['found', 'missing', 'unexpected', 'left', 'unknown'] as const).map((name) => [
          text.findings[name],
          f.number(counts[name]),
        ]),
      ],
      differences: text.differences,
      none: text.noDifference,
      columns: [text.code, text.device, text.recorded, text.finding, text.decision],
      rows: differences.map((line) => [
        showCode(line.code),
        lineName(line, lang),
        line.place ?? '',
        FINDINGS[line.finding][lang],
        line.decision ? DECISIONS[line.decision][lang] : '',
      ]),
      more: left > 0 ? text.more(f.number(left)) : null,
      strays: strays.map((one) => one.text),
      signed: text.signed,
    },
  })
}
