import type { LabelFormat, SymbolKind } from './formats.ts'
import type { Label } from './label-pdf.ts'

/** 203 dots an inch, the common head of Zebra printers: 8 dots a millimetre. */
const DOTS = 8
const POINT = 25.4 / 72

/** Text as ZPL data: what the language reads as its own, and what no label shows, goes as `\\XX` (ZPL II, ^FH). */
export const escapeZpl = (text: string): string =>
  [...text]
    .map((character) =>
      /[\^~\\\p{Cc}\p{Bidi_Control}]/u.test(character)
        ? [...Buffer.from(character, 'utf8')]
            .map((byte) => `\\${byte.toString(16).toUpperCase().padStart(2, '0')}`)
            .join('')
        : character,
    )
    .join('')

const dots = (millimetres: number): number => Math.round(millimetres * DOTS)

/** Modules of a side, with the room they need: the largest whole number of dots a module takes. */
const QR_MODULES = 29
const DATAMATRIX_MODULES = 16

function symbolField(kind: SymbolKind, text: string, format: LabelFormat): string {
  const side = dots(format.side)
  const size = Math.max(2, Math.floor(side / (kind === 'qr' ? QR_MODULES : DATAMATRIX_MODULES)))
  const at = `^FO${dots(format.pad)},${Math.round((dots(format.height) - side) / 2)}`
  const data = `^FH\\^FD${kind === 'qr' ? 'MA,' : ''}${escapeZpl(text)}^FS`
  return kind === 'qr' ? `${at}^BQN,2,${size}${data}` : `${at}^BXN,${size},200${data}`
}

/** The same labels for a Zebra printer: one ZPL II form each, UTF-8, to be sent to its port 9100 as it is. */
export function zplOf(
  labels: readonly Label[],
  { format, symbol, organisation }: { format: LabelFormat; symbol: SymbolKind; organisation: string },
): string {
  const left = dots(format.pad + format.side * 1.16)
  const room = dots(format.width) - left - dots(1)
  const line = (text: string, y: number, points: number) => {
    const height = Math.round(points * POINT * DOTS)
    return `^FO${left},${y}^A0N,${height},${height}^FB${room},1,0,L,0^FH\\^FD${escapeZpl(text)}^FS`
  }
  return labels
    .map((label) => {
      const lines = [
        ...label.large.map((text) => ({ text, points: format.letters.code })),
        ...label.small.map((text) => ({ text, points: format.letters.words })),
        ...(organisation ? [{ text: organisation, points: format.letters.words }] : []),
      ]
      const step = (points: number) => Math.round(points * POINT * DOTS * 1.3)
      let y = Math.max(0, Math.round((dots(format.height) - lines.reduce((sum, one) => sum + step(one.points), 0)) / 2))
      const fields = lines.map(({ text, points }) => {
        const field = line(text, y, points)
        y += step(points)
        return field
      })
      const head = `^XA^CI28^PW${dots(format.width)}^LL${dots(format.height)}^LH0,0`
      return [head, symbolField(symbol, label.text[symbol], format), ...fields, '^XZ'].join('\n')
    })
    .join('\n')
}
