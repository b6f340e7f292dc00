import { showCode } from '../fleet/code.ts'
import { deviceName } from '../fleet/device-name.ts'
import { renderPdf } from '../platform/pdf/pdf.ts'
import { qrCode } from '../platform/sign-in/qr-code.ts'
import { format } from '../platform/text/format.ts'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { KitFile } from './kit.sql.ts'
import { kitText } from './kit.text.ts'
import { itemKind } from './kit.views.tsx'
import { kitHref } from './kit-paths.ts'

const SHEET = `
#grid(columns: (1fr, 30mm), column-gutter: 10pt,
  [= #data.title
   #data.organisation \\
   #data.model \\
   #data.printed],
  image("/code.svg", width: 30mm, alt: data.alt))
#v(6pt)
#table(
  columns: (1fr, 2fr, auto, auto),
  table.header(..data.columns.map(strong)),
  ..data.rows.flatten()
)
`

/** The sheet that goes in the box: what it holds, by code and serial. `origin` leads its QR code to the kit's page. */
export function kitSheet(viewer: Viewer, kit: KitFile, origin: string): Promise<Uint8Array> {
  const text = kitText(viewer.lang)
  const f = format(viewer)
  const drawing = decodeURIComponent(qrCode(`${origin}${kitHref(kit.code)}`).slice('data:image/svg+xml,'.length))
  return renderPdf({
    template: SHEET,
    lang: viewer.lang,
    at: new Date(),
    data: {
      title: `${text.sheetTitle} ${showCode(kit.code)}`,
      organisation: viewer.organisation?.name ?? '',
      model: `${kit.model}, ${text.version(kit.version)} : ${text.states[kit.state]}`,
      printed: f.date(new Date()),
      alt: showCode(kit.code),
      columns: [text.what, text.which, text.serial, text.count],
      rows: kit.items.map((one) => [
        itemKind(one, viewer.lang),
        one.deviceCode ? `${showCode(one.deviceCode)} ${deviceName(one, '')}`.trim() : showCode(one.supplyCode ?? ''),
        one.serial ?? '',
        f.number(one.count),
      ]),
    },
    images: { 'code.svg': new TextEncoder().encode(drawing) },
  })
}
