import { toSVG } from 'bwip-js/node'
import { drawingOf, FONTS, type PrintedDocument } from '../../src/server/platform/pdf/pdf.ts'
import { drawer } from '../../src/server/platform/pdf/typst.mjs'

/**
 * Baseline of `labels`: the compiler alone, warm, given the very document of the product with its codes already drawn. It reads
 * no label from a database, draws no code, and answers no request.
 */
export function bareSheet(paper: PrintedDocument): () => Promise<Uint8Array> {
  const { codes, ...rest } = paper
  const images = Object.fromEntries(
    Object.entries(codes ?? {}).map(([name, { kind, text }]) => [
      name,
      new TextEncoder().encode(toSVG({ bcid: kind, text, scale: 1, padding: 0 })),
    ]),
  )
  const drawing = drawingOf({ ...rest, images })
  const draw = drawer(FONTS)
  return async () => draw(drawing)
}
