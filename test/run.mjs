// `npm test`: every bar in order, one line each with its time; closes with « N passed, N failed ».
// `npm test -- lint types` runs only the bars whose name starts with one of the words.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensurePackages } from '../scripts/packages.mjs'
import { ensureTools } from './tools.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const bin = (path) => join(ROOT, 'node_modules', path)
const folder = mkdtempSync(join(tmpdir(), 'sv-npm-test-'))
const MEASURES = join(folder, 'measures.txt')

const BARS = [
  { name: 'types', args: [bin('typescript-native/bin/tsc'), '--noEmit'] },
  { name: 'lint', args: [bin('@biomejs/biome/bin/biome'), 'ci', '--colors=off', '.'] },
  { name: 'schema', args: ['scripts/schema.mjs', '--check'] },
  { name: 'guide', args: ['scripts/guide.mjs', '--check'] },
  { name: 'dead code', args: [bin('knip/bin/knip.js'), '--no-progress'] },
  { name: 'boundaries', vitest: ['--project', 'house'] },
  { name: 'unit', vitest: ['--project', 'unit'] },
  { name: 'integration', vitest: ['--project', 'server'] },
  { name: 'own-server', vitest: ['--project', 'own-server'] },
  { name: 'end-to-end', vitest: ['--project', 'e2e'] },
  { name: 'faults', vitest: ['--project', 'faults'] },
]

ensurePackages()
const missing = ensureTools()
const total = { passed: 0, failed: 0, skipped: missing.length }
const WITHOUT = missing.flatMap(({ tests }) => tests).join(' ')
for (const { name, why } of missing) console.log(`SKIPPED  ${name}: ${why}`)

const words = process.argv.slice(2)
for (const bar of BARS.filter(({ name }) => words.length === 0 || words.some((word) => name.startsWith(word)))) {
  const start = Date.now()
  const result = bar.vitest ? await tests(bar) : await command(bar)
  for (const key of Object.keys(total)) total[key] += result[key]
  const held = result.failed === 0
  const counts = bar.vitest ? ` · ${result.passed} tests${result.skipped > 0 ? `, ${result.skipped} SKIPPED` : ''}` : ''
  console.log(`${held ? 'passed ' : 'FAILED '}  ${bar.name}${counts} · ${((Date.now() - start) / 1000).toFixed(1)} s`)
  if (!held) console.log(result.output)
  for (const line of measures()) console.log(`         ${line}`)
}
rmSync(folder, { recursive: true, force: true })
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`)
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0

async function command({ args }) {
  const { code, output } = await run(args)
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, output }
}

/** Vitest counts its own tests; a file that could not even be read counts as one failure. */
async function tests({ name, vitest }) {
  const report = join(folder, `${name}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { code, output } = await run([bin('vitest/vitest.mjs'), 'run', '--passWithNoTests', ...vitest, ...reporters])
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0, output }
  const said = JSON.parse(readFileSync(report, 'utf8'))
  const unread = said.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  const failed = said.numFailedTests + unread.length
  return {
    passed: said.numPassedTests,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: said.numPendingTests + said.numTodoTests,
    output,
  }
}

function run(args) {
  return new Promise((resolve) => {
    const env = {
      ...process.env,
      SECONDE_VIE_MEASURES: MEASURES,
      SECONDE_VIE_WITHOUT: WITHOUT,
      NO_COLOR: '1',
      FORCE_COLOR: '0',
    }
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env })
    const pieces = []
    child.stdout.on('data', (piece) => pieces.push(piece))
    child.stderr.on('data', (piece) => pieces.push(piece))
    child.on('close', (code) => resolve({ code, output: Buffer.concat(pieces).toString() }))
  })
}

/** What the tests measured and do not judge, taken once. */
function measures() {
  if (!existsSync(MEASURES)) return []
  const lines = readFileSync(MEASURES, 'utf8').split('\n').filter(Boolean)
  rmSync(MEASURES)
  return lines
}
