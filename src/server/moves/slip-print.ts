import { KINDS } from '../../domain/circuit/kinds.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { showCode } from '../fleet/code.ts'
import { deviceName } from '../fleet/device-name.ts'
import { codeAddress } from '../labels/scan-text.ts'
import { renderPdf } from '../platform/pdf/pdf.ts'
import { qrCode } from '../platform/sign-in/qr-code.ts'
import { format } from '../platform/text/format.ts'
import type { Viewer } from '../platform/ui/viewer.ts'
import { slipText } from './slip.text.ts'
import { OUTCOMES } from './slip.ts'
import type { Slip } from './slip-read.sql.ts'

const SHEET = `
#grid(columns: (1fr, auto), column-gutter: 14pt, [
  #text(size: 11pt, weight: "bold", data.organisation)
  = #data.title
  #text(size: 14pt)[#data.from → #data.to]
], align(right)[#image("/code.svg", width: 24mm, alt: data.alt) \\ #text(size: 9pt, raw(data.code))])
#grid(columns: (auto, 1fr), column-gutter: 12pt, row-gutter: 7pt, ..data.facts.flatten().enumerate().map(((at, one)) => if calc.even(at) { text(fill: luma(70), one) } else { one }))
#if data.warning != none [#strong(data.warning)]
#table(
  columns: (auto, 1fr, auto, auto, auto),
  table.header(..data.columns.map(strong)),
  ..data.rows.flatten()
)
#strong(data.count)
#v(6pt)
#data.remarks
#v(16pt) #line(length: 100%, stroke: 0.4pt + luma(170))
#v(14pt) #line(length: 100%, stroke: 0.4pt + luma(170))
#v(12pt)
#block(breakable: false, grid(columns: (1fr, 1fr, 1fr), column-gutter: 14pt, ..data.signatures.map(((label, name)) => [#text(size: 9.5pt, label) \\ #text(size: 9.5pt, name) #v(30pt) #line(length: 100%, stroke: 0.6pt)])))
`

/** The slip that travels with the devices: what leaves, what came, and three places to sign, named where `named` asks for it. */
export function slipSheet(viewer: Viewer, slip: Slip, origin: string, named: boolean): Promise<Uint8Array> {
  const { lang } = viewer
  const text = slipText(lang)
  const f = format(viewer)
  const facts: readonly (readonly [string, string | null])[] = [
    [text.preparedOn, f.date(slip.preparedAt)],
    [text.sentOn, slip.sentAt && f.date(slip.sentAt)],
    [text.expectedOn, slip.expectedOn && f.date(slip.expectedOn)],
    [text.receivedOn, slip.receivedAt && f.date(slip.receivedAt)],
  ]
  const drawing = decodeURIComponent(qrCode(codeAddress(origin, slip.code)).slice('data:image/svg+xml,'.length))
  return renderPdf({
    template: SHEET,
    lang,
    at: new Date(),
    data: {
      organisation: viewer.organisation?.name ?? '',
      title: text.one(slip.number),
      code: showCode(slip.code),
      alt: text.one(slip.number),
      from: slip.from,
      to: slip.to,
      facts: facts.filter(([, value]) => value),
      warning: slip.state === 'prepared' ? text.notSent : null,
      columns: [text.code, text.device, text.serial, text.inventory, text.seen],
      rows: slip.lines.map((line) => [
        showCode(line.code),
        [
          `${deviceName(line, text.unnamed)} (${KINDS.rows[line.kind as DeviceKind].name[lang]})`,
          ...(line.kit ? [text.inKit(showCode(line.kit))] : []),
          ...(line.state === 'reserved' ? [text.reserved] : []),
        ].join(', '),
        line.serial ?? '',
        line.inventoryNumber ?? '',
        line.outcome === 'waiting' ? '☐' : OUTCOMES[line.outcome][lang],
      ]),
      count: text.count(slip.lines.length),
      remarks: text.remarks,
      signatures: [
        [text.handedBy, named ? (slip.sentBy ?? slip.preparedBy ?? '') : ''],
        [text.carriedBy, ''],
        [text.receivedBy, named ? (slip.receivedBy ?? '') : ''],
      ],
    },
    images: { 'code.svg': new TextEncoder().encode(drawing) },
  })
}
