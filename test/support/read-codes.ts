import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import './root.ts'

const DOTS_A_MM = 10

/** One square read on a printed page: its text, and its upper left corner in millimetres from that of the page. */
export interface ReadCode {
  readonly text: string
  readonly format: string
  readonly x: number
  readonly y: number
}

let ready: Promise<unknown> | undefined

/** Prints a PDF as a printer would (254 dots an inch) and reads every square on each page. */
export async function readCodes(pdf: Uint8Array): Promise<readonly (readonly ReadCode[])[]> {
  const binary = readFileSync(join(PROJECT_ROOT, 'node_modules/zxing-wasm/dist/reader/zxing_reader.wasm'))
  ready ??= prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(binary).buffer }, fireImmediately: true })
  await ready
  const folder = mkdtempSync(join(tmpdir(), 'sv-print-'))
  writeFileSync(join(folder, 'labels.pdf'), pdf)
  execFileSync('pdftoppm', [
    '-r',
    String(DOTS_A_MM * 25.4),
    '-gray',
    '-png',
    join(folder, 'labels.pdf'),
    join(folder, 'p'),
  ])
  const pages = readdirSync(folder)
    .filter((name) => name.endsWith('.png'))
    .sort()
  return Promise.all(
    pages.map(async (name) => {
      const found = await readBarcodes(new Uint8Array(readFileSync(join(folder, name))), { maxNumberOfSymbols: 100 })
      return found.map(({ text, format, position: { topLeft } }) => ({
        text,
        format,
        x: topLeft.x / DOTS_A_MM,
        y: topLeft.y / DOTS_A_MM,
      }))
    }),
  )
}

/** The words of a PDF, in reading order. */
export function wordsOf(pdf: Uint8Array): string {
  const path = join(mkdtempSync(join(tmpdir(), 'sv-print-')), 'labels.pdf')
  writeFileSync(path, pdf)
  return execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })
}
