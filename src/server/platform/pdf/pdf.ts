import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

const FONTS = join(PROJECT_ROOT, 'node_modules/@expo-google-fonts/atkinson-hyperlegible')
const FACES = ['400Regular', '700Bold', '400Regular_Italic', '700Bold_Italic']

/** What a printed document is made of: a Typst template that reads `data`, and the data; nothing is ever pasted into the template. */
export interface PrintedDocument {
  /** Typst source; it starts from `data`, the parsed JSON of the data given here. */
  readonly template: string
  readonly data: unknown
  readonly lang: string
  /** The document's date, part of its bytes: the same document at the same date is the same file. */
  readonly at: Date
  /** Pictures by the name the template reads them under (`/signature.png`). */
  readonly images?: Readonly<Record<string, Uint8Array>>
}

/**
 * Draws a tagged PDF/A-2a (ISO 19005-2) with its font embedded. Throws when the template is wrong or a requirement of the
 * standard is not met: the library refuses to claim what it does not hold.
 */
export function renderPdf({ template, data, lang, at, images = {} }: PrintedDocument): Uint8Array {
  const workspace = join(tmpdir(), 'seconde-vie-typst')
  mkdirSync(workspace, { recursive: true })
  const compiler = NodeCompiler.create({
    workspace,
    fontArgs: [{ fontPaths: FACES.map((face) => join(FONTS, face, `AtkinsonHyperlegible_${face}.ttf`)) }],
  })
  for (const [name, bytes] of Object.entries(images)) compiler.mapShadow(join(workspace, name), Buffer.from(bytes))
  const compiled = compiler.compile({
    mainFileContent: `${PREAMBLE}\n${template}`,
    inputs: { data: JSON.stringify(data), lang, at: at.toISOString() },
  })
  const document = compiled.result
  if (!document)
    throw new Error(`document could not be drawn: ${JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics)}`)
  return compiler.pdf(document, { pdfStandard: 'a-2a', creationTimestamp: Math.floor(at.getTime() / 1000) })
}

/** What every printed page shares: its language, its font, its date, a calm page with a number. */
const PREAMBLE = `
#let data = json(bytes(sys.inputs.data))
#let at = sys.inputs.at
#set document(date: datetime(year: int(at.slice(0, 4)), month: int(at.slice(5, 7)), day: int(at.slice(8, 10))))
#set text(font: "Atkinson Hyperlegible", size: 10.5pt, lang: sys.inputs.lang, region: if sys.inputs.lang == "fr" { "fr" } else { "gb" })
#set page(paper: "a4", margin: (x: 22mm, top: 22mm, bottom: 24mm), numbering: "1 / 1")
#set par(leading: 0.72em, spacing: 1.1em)
#show heading.where(level: 1): set text(size: 18pt)
#show heading.where(level: 2): set text(size: 12.5pt)
#set heading(numbering: none)
#set table(stroke: (x, y) => (bottom: 0.5pt + luma(170)), inset: (x: 4pt, y: 6pt))
`
