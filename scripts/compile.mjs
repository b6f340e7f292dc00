// Compiles entries with esbuild, packages left outside, into a folder named by the content's hash, and returns their addresses.
// The folder is the project's `.build` where it can be written, else one of the starter's own under the system's temporary folder.
import { createHash, randomUUID } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const DAY = 86_400_000

export async function compile(entries) {
  const result = await build({
    entryPoints: entries.map((entry) => join(ROOT, entry)),
    bundle: true,
    splitting: true,
    write: false,
    outdir: '/out',
    entryNames: '[name]',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    jsx: 'automatic',
    jsxImportSource: '#jsx',
    sourcemap: 'linked',
    define: { PROJECT_ROOT: JSON.stringify(ROOT) },
    logLevel: 'warning',
  })
  const hash = createHash('sha256')
  for (const file of result.outputFiles) hash.update(file.path).update(file.contents)
  const home = buildHome()
  const folder = join(home, hash.digest('hex').slice(0, 16))
  if (!existsSync(folder)) {
    const draft = join(home, `draft-${randomUUID()}`)
    mkdirSync(draft, { recursive: true })
    writeFileSync(join(draft, 'package.json'), '{"type":"module"}')
    for (const file of result.outputFiles) writeFileSync(join(draft, basename(file.path)), file.contents)
    try {
      renameSync(draft, folder)
    } catch (error) {
      rmSync(draft, { recursive: true, force: true })
      if (!existsSync(folder)) throw error
    }
  }
  forgetOld(home, folder)
  return entries.map((entry) => pathToFileURL(join(folder, basename(entry).replace(/\.tsx?$/, '.js'))).href)
}

function buildHome() {
  const inside = join(ROOT, '.build')
  try {
    mkdirSync(inside, { recursive: true })
    accessSync(inside, constants.W_OK)
    return inside
  } catch {
    const own = mkdtempSync(join(tmpdir(), 'seconde-vie-'))
    symlinkSync(join(ROOT, 'node_modules'), join(own, 'node_modules'))
    process.on('exit', () => rmSync(own, { recursive: true, force: true }))
    return own
  }
}

function forgetOld(home, current) {
  for (const name of readdirSync(home)) {
    const path = join(home, name)
    if (path === current || name === 'node_modules') continue
    if (Date.now() - statSync(path).mtimeMs > DAY) rmSync(path, { recursive: true, force: true })
  }
}
