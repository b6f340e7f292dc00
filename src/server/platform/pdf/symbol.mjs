// Draws the squares that a scanner reads, where many are drawn at once: half a millisecond each.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer'

const OPTIONS = {
  /** Level M: 15 % of a scratched square can be missing. */
  qrcode: { format: 'QRCode', options: 'ecLevel=M' },
  datamatrix: { format: 'DataMatrix', options: 'forceSquare' },
}
const DARK = 128

let ready

/** The square as an SVG, one unit a module, without its quiet zone. */
export async function drawSymbol({ kind, text }) {
  ready ??= prepareZXingModule({
    overrides: {
      wasmBinary: readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm')),
    },
    fireImmediately: true,
  })
  await ready
  const { error, symbol } = await writeBarcode(text, { ...OPTIONS[kind], scale: 1, addQuietZones: false })
  if (error) throw new Error(`symbol could not be drawn: ${error}`)
  const { width, height, data } = symbol
  return `<svg viewBox="0 0 ${width} ${height}" xmlns="http://www.w3.org/2000/svg"><path d="${darkRuns(width, data)}"/></svg>`
}

/** The dark modules of each row as rectangles of one path: a printer leaves no hair between two of them. */
function darkRuns(width, data) {
  let path = ''
  for (let at = 0; at < data.length; ) {
    const rowEnd = at - (at % width) + width
    let end = at
    while (end < rowEnd && data[end] < DARK) end += 1
    if (end > at) path += `M${at % width} ${Math.floor(at / width)}h${end - at}v1h${at - end}z`
    at = Math.max(end, at + 1)
  }
  return path
}
