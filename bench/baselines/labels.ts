import { type CodedDocument, drawingOf, FONTS } from '../../src/server/platform/pdf/pdf.ts'
import { drawSymbol } from '../../src/server/platform/pdf/symbol.mjs'
import { type Drawing, drawer } from '../../src/server/platform/pdf/typst.mjs'

/**
 * Baseline of `labels`: the compiler alone, warm, given the very document of the product with its codes already drawn. It reads
 * no label from a database, draws no code, and answers no request. Each round draws other labels: what it drew before is remembered.
 */
export async function bareSheet(papers: readonly CodedDocument[]): Promise<(round: number) => Promise<Uint8Array>> {
  const drawings: Drawing[] = []
  for (const { codes, ...rest } of papers) {
    const images: Record<string, Uint8Array> = {}
    for (const [name, code] of Object.entries(codes)) images[name] = Buffer.from(await drawSymbol(code))
    drawings.push(drawingOf({ ...rest, images }))
  }
  const draw = drawer(FONTS)
  return async (round) => {
    const drawing = drawings[round + 1]
    if (!drawing) throw new Error(`nothing to draw in round ${round}`)
    return draw(drawing)
  }
}
