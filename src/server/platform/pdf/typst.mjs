// Draws documents with Typst, one compiler a thread: making one reads and indexes the fonts again.
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

const FACES = ['400Regular', '700Bold', '400Regular_Italic', '700Bold_Italic']
/** Documents after which the memory of what was drawn before is given back. */
const KEPT_DRAWINGS = 3

/** A function that draws `{ source, inputs, images, pdf }` as the bytes of a PDF; `fonts` is the folder of the faces. */
export function drawer(fonts) {
  const workspace = join(tmpdir(), 'seconde-vie-typst')
  mkdirSync(workspace, { recursive: true })
  const fontPaths = FACES.map((face) => join(fonts, face, `AtkinsonHyperlegible_${face}.ttf`))
  const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths }] })
  return ({ source, inputs, images, pdf }) => {
    try {
      for (const [name, bytes] of Object.entries(images)) compiler.mapShadow(join(workspace, name), Buffer.from(bytes))
      return drawn(compiler, source, inputs, pdf)
    } finally {
      compiler.resetShadow()
      compiler.evictCache(KEPT_DRAWINGS)
    }
  }
}

/** Alphabets without a face that a document may hold before it is given up. */
const MOST_UNSHOWN = 30
/** How the compiler names a letter that none of its faces has; PDF/A allows no hole in a text. */
const UNSHOWN = /the text `\\?"(.)[^`]*` could not be displayed/u

/** Draws; a letter that no face has is a square, with those of its block, rather than no document at all. */
function drawn(compiler, source, inputs, pdf, left = MOST_UNSHOWN) {
  try {
    const compiled = compiler.compile({ mainFileContent: source, inputs })
    if (!compiled.result)
      throw new Error(`document could not be drawn: ${JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics)}`)
    return new Uint8Array(compiler.pdf(compiled.result, pdf))
  } catch (error) {
    const letter = UNSHOWN.exec(String(error))?.[1]
    if (letter === undefined || left === 0) throw error
    const block = letter.codePointAt(0) >> 8
    const shown = [...inputs.data].map((one) => (block > 0 && one.codePointAt(0) >> 8 === block ? '□' : one)).join('')
    if (shown === inputs.data) throw error
    return drawn(compiler, source, { ...inputs, data: shown }, pdf, left - 1)
  }
}
