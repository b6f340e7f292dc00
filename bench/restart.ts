import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { startEngine } from '../src/server/platform/database/engine.ts'
import { freePort } from '../test/support/server.ts'
import type { Bar } from './frame.ts'
import { openInstallation } from './installation.ts'
import { median, paired } from './measure.ts'

const ROUNDS = 5
const PROGRAM = join(PROJECT_ROOT, 'bench/baselines/restart.mjs')

/**
 * From SIGTERM to the first page again, compiling included, as `npm start` does it. PostgreSQL keeps running for both: this program
 * is connected to it.
 */
export async function* bench(): AsyncGenerator<Bar> {
  const house = await openInstallation(4000)
  const { host } = await startEngine(house.folder)
  const port = await freePort()
  let bare = await startBare(host, port)
  try {
    const times = await paired(
      ROUNDS,
      async () => {
        await house.restart('SIGTERM')
        await firstPage(`${house.running().origin}/connexion`)
      },
      async () => {
        await stop(bare)
        bare = await startBare(host, port)
      },
    )
    yield {
      kind: 'ratio',
      name: 'restart, from SIGTERM to the first page',
      figure: median(times.product),
      baseline: median(times.baseline),
      unit: 'ms',
      ratio: { atMost: 20 },
    }
  } finally {
    await stop(bare)
    await house.close()
  }
}

async function startBare(host: string, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [PROGRAM, host, String(port)], { cwd: PROJECT_ROOT, stdio: 'inherit' })
  await firstPage(`http://127.0.0.1:${port}/`)
  return child
}

const stop = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    child.on('exit', () => resolve())
    child.kill('SIGTERM')
  })

async function firstPage(address: string): Promise<void> {
  for (;;) {
    const answer = await fetch(address, { headers: { connection: 'close' } }).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
