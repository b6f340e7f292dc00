import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Asset, asset, hashed } from '../platform/ui/load-assets.ts'

/** What the scan screen alone may load. */
interface ScanAssets {
  readonly css: string
  readonly script: string
  /** Reads codes in what the camera sees, where the browser cannot; loaded on a click, from here and nowhere else. */
  readonly decoder: string
  readonly wasm: string
}

let current: ScanAssets = { css: '', script: '', decoder: '', wasm: '' }
export const scanAssets = (): ScanAssets => current

/** The address of the worker decides what it may serve: the pages under `/balayage`. It changes in place. */
const WORKER = '/balayage-hors-ligne.js'

const JS = 'text/javascript; charset=utf-8'

type Kept = Omit<Asset, 'body'> & { readonly body: string | Uint8Array<ArrayBuffer> }

/** Reads and shrinks what the scan screen loads; the worker is the one address that stays the same. */
export async function loadScanAssets(): Promise<{ readonly kept: readonly Kept[]; readonly worker: Asset }> {
  const css = await asset('src/server/scanning/scan.css', 'css', 'text/css; charset=utf-8')
  const script = await asset('src/server/scanning/scan.client.ts', 'js', JS)
  const decoder = await asset('src/server/scanning/decoder.client.ts', 'js', JS)
  const worker = await asset('src/server/scanning/offline.client.ts', 'js', JS)
  const bytes = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
  const wasm = { path: hashed('zxing_reader.wasm', bytes), mediaType: 'application/wasm', body: new Uint8Array(bytes) }
  current = { css: css.path, script: script.path, decoder: decoder.path, wasm: wasm.path }
  return { kept: [css, script, decoder, wasm], worker: { ...worker, path: WORKER } }
}
