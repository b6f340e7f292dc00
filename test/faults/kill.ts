import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Running, start } from '../support/server.ts'
import { client, setUp } from './clients.ts'
import { verified } from './ledger.ts'
import { rowsOf } from './rows.ts'

export type Victim = 'node' | 'postgres'

export interface Outcome {
  readonly victim: Victim
  readonly round: number
  /** Writes whose answer the client read, and those of them that are not there after. */
  readonly acknowledged: number
  readonly lost: readonly string[]
  /** What `verify-ledger` says when it does not say whole. */
  readonly ledger: string | null
  /** Answers that were neither an acknowledgement nor a cut line nor a plain error page. */
  readonly odd: readonly string[]
}

const CLIENTS = 4
const WRITES_BEFORE_KILL = 12

/** Kills Node or PostgreSQL with SIGKILL while several people write, starts again, and counts what is missing. */
export async function killRounds(rounds: readonly Victim[], report: (outcome: Outcome) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sv-kill-'))
  const data = join(folder, 'data')
  let server = await start(data)
  try {
    const jar = await setUp(server.origin)
    for (const [at, victim] of rounds.entries()) {
      const { acknowledged, odd } = await writeUntilKilled(server, data, jar, victim, at)
      server = await start(data)
      const found = await serialsIn(data)
      const lost = acknowledged.filter((serial) => !found.has(serial))
      report({ victim, round: at + 1, acknowledged: acknowledged.length, lost, odd, ledger: await verified(data) })
    }
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function writeUntilKilled(
  server: Running,
  data: string,
  jar: Map<string, string>,
  victim: Victim,
  round: number,
) {
  const acknowledged: string[] = []
  const odd: string[] = []
  let dead = false
  const strike = async () => {
    dead = true
    if (victim === 'node') await server.stop('SIGKILL')
    else {
      process.kill(postmaster(data), 'SIGKILL')
      // Node outlives its database here: the next start is another's, after this one is stopped.
      await server.stop()
    }
  }
  let struck: Promise<void> | null = null
  const write = async (name: string) => {
    const { post } = client(server.origin, new Map(jar))
    for (let at = 0; !dead; at += 1) {
      const serial = `R${round}-${name}-${at}`
      const form = { kind: 'laptop', count: '1', owner: 'organisation', works: 'unknown', serial }
      // A line cut before the answer was read promises nothing.
      const answer = await post('/arrivees', form).catch(() => null)
      if (answer?.status === 303 && answer.location.startsWith('/parc')) acknowledged.push(serial)
      else if (answer && answer.status !== 500 && answer.status !== 503) odd.push(`${answer.status} ${answer.location}`)
      if (acknowledged.length >= WRITES_BEFORE_KILL && !struck) struck = strike()
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, (_, at) => write(String(at))))
  await struck
  return { acknowledged, odd }
}

export function postmaster(data: string): number {
  return Number(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
}

/** True while a PostgreSQL of this folder is alive. */
export function databaseRuns(data: string): boolean {
  const file = join(data, 'postgres', 'postmaster.pid')
  return existsSync(file) && existsSync(`/proc/${postmaster(data)}`)
}

async function serialsIn(data: string): Promise<ReadonlySet<string>> {
  const rows = await rowsOf<{ serial: string }>(data, 'select serial from device where serial is not null')
  return new Set(rows.map(({ serial }) => serial))
}
