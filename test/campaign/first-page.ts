import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MOST = { clone: 60, installed: 5 }

/** Times of the first page: from a new clone with an empty package cache, then from the installed tree with an empty data folder. */
export async function campaign(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'sv-first-page-'))
  const tree = join(folder, 'clone')
  let failed = 0
  try {
    execFileSync('git', ['clone', '-q', PROJECT_ROOT, tree])
    for (const bar of ['clone', 'installed'] as const) {
      rmSync(join(tree, 'data'), { recursive: true, force: true })
      const seconds = await firstPage(tree, join(folder, 'cache'))
      const held = seconds <= MOST[bar]
      if (!held) failed += 1
      console.log(`${held ? 'passed' : 'FAILED'} first page, ${bar}: ${seconds.toFixed(1)} s (${MOST[bar]} s at most)`)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return failed
}

async function firstPage(tree: string, cache: string): Promise<number> {
  const port = await freePort()
  const start = performance.now()
  const server = spawn('npm', ['start'], {
    cwd: tree,
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, PORT: String(port), npm_config_cache: cache },
  })
  let answered = false
  while (!answered && performance.now() - start < 120_000) {
    answered = await fetch(`http://localhost:${port}/bienvenue`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (!answered) await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const seconds = (performance.now() - start) / 1000
  const ended = new Promise((resolve) => server.on('exit', resolve))
  if (server.pid) process.kill(-server.pid, 'SIGINT')
  await ended
  await new Promise((resolve) => setTimeout(resolve, 1500))
  return answered ? seconds : Number.POSITIVE_INFINITY
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
