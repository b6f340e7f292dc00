import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** Runs `verify-ledger` on a data folder; null when it says whole, else all it said. */
export function verified(dataFolder: string): Promise<string | null> {
  const root = join(import.meta.dirname, '../..')
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['bin/seconde-vie.mjs', 'verify-ledger'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, HOME: process.env.HOME, SECONDE_VIE_DATA: dataFolder },
    })
    let said = ''
    child.stdout.on('data', (piece) => {
      said += piece
    })
    child.stderr.on('data', (piece) => {
      said += piece
    })
    child.on('error', reject)
    child.on('close', (code) => resolve(code === 0 && said.includes('Tout concorde') ? null : said || `exit ${code}`))
  })
}
