import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

declare const PROJECT_ROOT: string

interface Told {
  readonly fullName: string
  readonly status: 'passed' | 'failed' | string
  readonly failureMessages: readonly string[]
}

const HOURS = 12 * 3_600_000

/**
 * Every hostile value in every field of every form and operation, where `npm test` sends to each what its kind calls for. An
 * argument keeps the bars whose name holds it: `npm run campaign -- hostile "POST /parc"`.
 */
export async function campaign([only]: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-'))
  const report = join(folder, 'report.json')
  const measures = join(folder, 'measures.txt')
  try {
    const vitest = [
      join(PROJECT_ROOT, 'node_modules/vitest/vitest.mjs'),
      ...['run', '--project', 'server', 'test/hostile-', `--testTimeout=${HOURS}`],
      ...['--reporter=json', `--outputFile.json=${report}`],
      ...(only === undefined ? [] : ['-t', only.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')]),
    ]
    const env = { ...process.env, SECONDE_VIE_HOSTILE: 'all', SECONDE_VIE_MEASURES: measures }
    const errors = await ended(
      spawn(process.execPath, vitest, { cwd: PROJECT_ROOT, env, stdio: ['ignore', 'ignore', 'pipe'] }),
    )
    const bars = barsOf(report)
    for (const { fullName, status, failureMessages } of bars) {
      console.log(`${status === 'passed' ? 'passed' : 'FAILED'} ${fullName}`)
      for (const message of failureMessages) console.log(message)
    }
    console.log(linesOf(measures))
    const failed = bars.filter(({ status }) => status !== 'passed').length
    if (bars.length === 0) console.log(`FAILED nothing ran\n${errors}`)
    console.log(`${bars.length - failed} passed, ${failed} failed`)
    return bars.length > 0 && failed === 0 ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function ended(child: ReturnType<typeof spawn>): Promise<string> {
  const errors: string[] = []
  child.stderr?.on('data', (piece) => errors.push(String(piece)))
  return new Promise((resolve) => child.on('close', () => resolve(errors.join(''))))
}

const linesOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return ''
  }
}

/** What ran, of every file; a file that could not be read is one bar of its own. */
function barsOf(report: string): readonly Told[] {
  const text = linesOf(report)
  if (text === '') return []
  const { testResults } = JSON.parse(text) as {
    readonly testResults: readonly {
      readonly name: string
      readonly message: string
      readonly status: string
      readonly assertionResults: readonly Told[]
    }[]
  }
  return testResults.flatMap(({ name, message, status, assertionResults }) =>
    assertionResults.length === 0 && status === 'failed'
      ? [{ fullName: name, status, failureMessages: [message] }]
      : assertionResults.filter((one) => one.status !== 'skipped' && one.status !== 'pending'),
  )
}
