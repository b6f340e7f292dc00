// Installs what the lock says when node_modules is missing or was made from another lock. Needs nothing but Node and npm.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const STAMP = join(ROOT, 'node_modules', '.seconde-vie-lock')
const [MAJOR, MINOR] = process.versions.node.split('.').map(Number)

export function ensurePackages() {
  if (MAJOR < 20 || (MAJOR === 20 && MINOR < 20)) {
    console.error(`Seconde Vie demande Node 20.20 ou plus récent ; celui-ci est ${process.versions.node}.`)
    process.exit(1)
  }
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex')
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return
  console.error('Installation des bibliothèques (une seule fois)…')
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (npm.status !== 0) {
    console.error('npm ci n’a pas abouti : vérifiez l’accès au registre npm, puis relancez.')
    process.exit(1)
  }
  writeFileSync(STAMP, lock)
}
