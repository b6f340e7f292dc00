import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { Assets } from './assets.ts'

export interface Asset {
  readonly path: string
  readonly mediaType: string
  readonly body: string
}

/** Reads and shrinks what pages may load; each address carries its content's hash, so it is kept for a year. */
export async function loadAssets(): Promise<Assets & { readonly all: readonly Asset[] }> {
  const look = await asset('src/server/platform/ui/look.css', 'css', 'text/css; charset=utf-8')
  const passkey = await asset('src/server/platform/sign-in/passkey.client.ts', 'js', 'text/javascript; charset=utf-8')
  const signature = await asset(
    'src/server/platform/ui/signature-pad.client.ts',
    'js',
    'text/javascript; charset=utf-8',
  )
  const progress = await asset('src/server/platform/ui/progress.client.ts', 'js', 'text/javascript; charset=utf-8')
  const photo = await asset('src/server/platform/ui/photo.client.ts', 'js', 'text/javascript; charset=utf-8')
  const icon = await asset('src/server/platform/ui/look/icon.svg', 'svg', 'image/svg+xml')
  return {
    css: look.path,
    passkey: passkey.path,
    signature: signature.path,
    progress: progress.path,
    photo: photo.path,
    icon: icon.path,
    all: [look, passkey, signature, progress, photo, icon],
  }
}

/** One file of ours, bundled and shrunk; its address carries its hash. */
export async function asset(file: string, kind: 'css' | 'js' | 'svg', mediaType: string): Promise<Asset> {
  const bundled = await build({
    entryPoints: [join(PROJECT_ROOT, file)],
    bundle: true,
    minify: true,
    write: false,
    loader: { '.svg': 'copy' },
    outdir: '.',
    format: 'esm',
    target: kind === 'css' ? ['chrome123', 'firefox120', 'safari17.5'] : 'es2022',
  })
  const body = bundled.outputFiles.map((output) => output.text).join('')
  const name =
    file
      .split('/')
      .at(-1)
      ?.replace(/(\.client)?\.ts$/, '.js') ?? file
  return { path: hashed(name, body), mediaType, body }
}

/** The address of an asset, which changes when its content does. */
export function hashed(name: string, body: string | Uint8Array): string {
  return `/assets/${createHash('sha256').update(body).digest('hex').slice(0, 12)}-${name}`
}
