import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Square } from './symbol.mjs'
import { type Drawing, drawer } from './typst.mjs'

export const FONTS = join(PROJECT_ROOT, 'node_modules/@expo-google-fonts/atkinson-hyperlegible')
const PROGRAM = join(PROJECT_ROOT, 'src/server/platform/pdf/typst-worker.mjs')

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

/** A document with QR codes and DataMatrix, by the name that the template reads their drawing under (`/3.svg`). */
export interface CodedDocument extends PrintedDocument {
  readonly codes: Readonly<Record<string, Square>>
}

/**
 * Draws a tagged PDF/A-2a (ISO 19005-2) with its font embedded, on a thread of its own, in the order of asking: nobody else waits.
 * Rejects when the template is wrong or a requirement of the standard is not met: the library refuses to claim what it does not hold.
 */
export function renderPdf(document: PrintedDocument | CodedDocument): Promise<Uint8Array> {
  thread ??= startThread()
  return thread.draw({ drawing: drawingOf(document), codes: 'codes' in document ? document.codes : {} })
}

let here: ReturnType<typeof drawer> | undefined

/** The same on this very thread, for who tells a whole story at once and serves nobody meanwhile. */
export function renderPdfHere(document: PrintedDocument): Uint8Array {
  here ??= drawer(FONTS)
  return here(drawingOf(document))
}

export const drawingOf = ({ template, data, lang, at, images = {} }: PrintedDocument): Drawing => ({
  source: `${PREAMBLE}\n${template}`,
  inputs: {
    data: JSON.stringify(data).replace(FULL_WIDTH, (one) => one.normalize('NFKC')),
    lang,
    at: at.toISOString(),
  },
  images,
  pdf: { pdfStandard: 'a-2a', creationTimestamp: Math.floor(at.getTime() / 1000) },
})

/** Letters as wide as a Chinese sign, `Ａ`: the plain ones say the same. */
const FULL_WIDTH = /[\uff01-\uff5e]/g

interface Wanted {
  readonly drawing: Drawing
  readonly codes: CodedDocument['codes']
}
interface Asked {
  readonly resolve: (bytes: Uint8Array) => void
  readonly reject: (error: Error) => void
}
type Answered = { readonly id: number } & ({ readonly bytes: Uint8Array } | { readonly error: string })

/** The thread that draws, once a document was asked; another is started after one that broke. */
let thread: ReturnType<typeof startThread> | undefined

function startThread() {
  const worker = new Worker(PROGRAM, { workerData: { fonts: FONTS }, resourceLimits: { maxOldGenerationSizeMb: 512 } })
  const waiting = new Map<number, Asked>()
  let asked = 0
  const ended = (error: Error) => {
    thread = undefined
    for (const one of waiting.values()) one.reject(error)
    waiting.clear()
  }
  // Idle, it keeps no program from ending.
  worker.unref()
  worker.on('message', (answer: Answered) => {
    const one = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (waiting.size === 0) worker.unref()
    if ('bytes' in answer) one?.resolve(answer.bytes)
    else one?.reject(new Error(answer.error))
  })
  worker.on('error', ended)
  worker.on('exit', (code) => ended(new Error(`the drawing thread ended with ${code}`)))
  return {
    draw: (wanted: Wanted) =>
      new Promise<Uint8Array>((resolve, reject) => {
        asked += 1
        waiting.set(asked, { resolve, reject })
        worker.ref()
        worker.postMessage({ id: asked, ...wanted })
      }),
  }
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
