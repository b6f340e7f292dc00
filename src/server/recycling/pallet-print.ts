import { KINDS } from '../../domain/circuit/kinds.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { showCode } from '../fleet/code.ts'
import { deviceName } from '../fleet/device-name.ts'
import { renderPdf } from '../platform/pdf/pdf.ts'
import { qrCode } from '../platform/sign-in/qr-code.ts'
import { format } from '../platform/text/format.ts'
import type { Viewer } from '../platform/ui/viewer.ts'
import { palletText } from './pallet.text.ts'
import type { Pallet } from './pallet-read.sql.ts'

const SHEET = `
= #data.title
#data.organisation
#grid(columns: (auto, 1fr), column-gutter: 12pt, row-gutter: 7pt, ..data.facts.flatten().enumerate().map(((at, one)) => if calc.even(at) { text(fill: luma(70), one) } else { one }))
#if data.warning != none [#strong(data.warning)]
#v(4pt)
#table(
  columns: (auto, 1fr, auto, auto),
  table.header(..data.columns.map(strong)),
  ..data.rows.flatten()
)
#v(14pt)
#grid(columns: (2fr, 1fr), column-gutter: 20pt,
  [#data.signature \\ #v(34pt) #line(length: 100%, stroke: 0.6pt)],
  [#data.date \\ #v(34pt) #line(length: 100%, stroke: 0.6pt)])
`

const LABEL = `
#set page(width: 105mm, height: 148mm, margin: 8mm, numbering: none)
#set align(center)
#text(size: 13pt, data.organisation)
#v(1fr)
#text(size: 15pt, data.kind)
#heading(level: 1, text(size: 54pt, data.title))
#image("/code.svg", width: 52mm, alt: data.alt)
#v(1fr)
#text(size: 17pt, weight: "bold", data.weight) \\
#text(size: 13pt, data.devices) \\
#text(size: 11pt, data.recycler)
`

const kilograms = (viewer: Viewer, grams: number) => format(viewer).quantity(grams / 1000, 'kg')

/** The sheet that goes with the pallet: what is on it, its weight, where the carrier signs. */
export function palletSheet(viewer: Viewer, pallet: Pallet): Promise<Uint8Array> {
  const text = palletText(viewer.lang)
  const f = format(viewer)
  const facts: readonly (readonly [string, string | null])[] = [
    [text.place, pallet.place],
    [text.recycler, pallet.recycler],
    [text.total, pallet.grams === null ? text.notWeighed : kilograms(viewer, pallet.grams)],
    [text.devices, f.number(pallet.devices)],
    [text.frozenOn, pallet.frozenAt && f.date(pallet.frozenAt)],
    [text.collectedOn, pallet.collectedOn && f.date(pallet.collectedOn)],
    [text.carrier, pallet.carrier],
    [text.slip, pallet.slipNumber],
    [
      text.destroyer,
      pallet.destroyerContract &&
        pallet.certificateDueOn &&
        text.destroyerSays(pallet.destroyerContract, f.date(pallet.certificateDueOn)),
    ],
    [text.contentHash, pallet.contentHash],
    [text.printedOn, f.date(new Date())],
  ]
  return renderPdf({
    template: SHEET,
    lang: viewer.lang,
    at: new Date(),
    data: {
      title: text.sheetTitle(pallet.number),
      organisation: viewer.organisation?.name ?? '',
      facts: facts.filter(([, value]) => value),
      warning: pallet.frozenAt === null ? text.notFrozenYet : null,
      columns: [text.code, text.device, text.serial, text.inventory],
      rows: pallet.content.map((one) => [
        showCode(one.code),
        `${deviceName(one, text.unnamed)} (${KINDS.rows[one.kind as DeviceKind].name[viewer.lang]})`,
        one.serial ?? '',
        one.inventoryNumber ?? '',
      ]),
      signature: text.sheetFoot,
      date: text.signedOn,
    },
  })
}

/** An A6 label: the number to read from afar, and a code that opens the pallet's page at `origin`. */
export function palletLabel(viewer: Viewer, pallet: Pallet, origin: string): Promise<Uint8Array> {
  const text = palletText(viewer.lang)
  const drawing = decodeURIComponent(qrCode(`${origin}/palettes/${pallet.number}`).slice('data:image/svg+xml,'.length))
  return renderPdf({
    template: LABEL,
    lang: viewer.lang,
    at: new Date(),
    data: {
      organisation: viewer.organisation?.name ?? '',
      kind: text.openToWrite,
      title: `P-${pallet.number}`,
      alt: text.qrAlt(pallet.number),
      weight: pallet.grams === null ? text.notWeighed : kilograms(viewer, pallet.grams),
      devices: text.count(pallet.devices),
      recycler: pallet.recycler ?? '',
    },
    images: { 'code.svg': new TextEncoder().encode(drawing) },
  })
}
