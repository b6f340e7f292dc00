// Installs what the lock says when node_modules is missing or was made from another lock. Needs nothing but Node and npm.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const [MAJOR, MINOR] = process.versions.node.split('.').map(Number)

export function ensurePackages() {
  if (MAJOR < 20 || (MAJOR === 20 && MINOR < 20)) {
    console.error(`Seconde Vie demande Node 20.20 ou plus récent ; celui-ci est ${process.versions.node}.`)
    process.exit(1)
  }
  if (installed()) return
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
}

/** Compares the lock with npm's own record of what it put in node_modules; other platforms' optional packages do not count. */
function installed() {
  const record = join(ROOT, 'node_modules', '.package-lock.json')
  if (!existsSync(record)) return false
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages
  const found = JSON.parse(readFileSync(record, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, { version, optional, dev }]) => path === '' || optional || dev || found[path]?.version === version,
  )
}
