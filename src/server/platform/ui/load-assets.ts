import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { transform } from 'esbuild'

export interface Asset {
  readonly path: string
  readonly mediaType: string
  readonly body: string
}

/** Reads and shrinks what pages may load; each address carries its content's hash, so it is kept for a year. */
export async function loadAssets(): Promise<{ readonly css: string; readonly all: readonly Asset[] }> {
  const look = await asset('src/server/platform/ui/look.css', 'css', 'text/css; charset=utf-8')
  return { css: look.path, all: [look] }
}

async function asset(file: string, loader: 'css' | 'js', mediaType: string): Promise<Asset> {
  const source = await readFile(join(PROJECT_ROOT, file), 'utf8')
  const { code } = await transform(source, {
    loader,
    minify: true,
    target: loader === 'css' ? ['chrome123', 'firefox120', 'safari17.5'] : 'es2022',
  })
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 12)
  const name = file.split('/').at(-1)?.replace(/\.ts$/, '.js') ?? file
  return { path: `/assets/${hash}-${name}`, mediaType, body: code }
}
