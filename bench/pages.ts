import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bar } from './frame.ts'

/** Every page in a real browser: bytes, requests and elements of a first visit within their budgets, in both languages. */
export async function* bench(): AsyncGenerator<Bar> {
  const folder = mkdtempSync(join(tmpdir(), 'sv-bench-pages-'))
  const measures = join(folder, 'measures.txt')
  try {
    const vitest = join(PROJECT_ROOT, 'node_modules/vitest/vitest.mjs')
    const asked = [vitest, 'run', '--project', 'e2e', 'test/e2e/pages.test.ts']
    const env = { ...process.env, SECONDE_VIE_MEASURES: measures, NO_COLOR: '1' }
    const ran = spawnSync(process.execPath, asked, { cwd: PROJECT_ROOT, env, encoding: 'utf8' })
    const held = ran.status === 0
    if (!held) console.error(ran.stdout + ran.stderr)
    yield {
      kind: 'held',
      name: 'weight of the pages',
      held,
      said: held ? mostOf(measures) : 'a page is over its budget',
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The heaviest page of each measure. */
const mostOf = (file: string): string =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(',')[0])
    .join('; ')
