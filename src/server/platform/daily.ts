import type pg from 'pg'
import type { Logger } from 'pino'
import type { Database, Tx } from './database/database.ts'
import { digestDay, type SigningKey, sendToWitnesses } from './ledger/digest.ts'
import type { Mailer } from './mail/mailer.ts'

const EVERY_MS = 600_000

export interface Daily {
  readonly owner: pg.Pool
  readonly database: Database
  readonly key: SigningKey
  readonly mailer: Mailer
  readonly log: Logger
  /** What each organisation asks for, in its own transaction. */
  readonly ask: (tx: Tx) => Promise<void>
}

/** Once a day for each organisation, whichever server comes first: the signed digest, sent to witnesses, and the day's jobs. */
export function startDaily(daily: Daily): { again(): void; stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve()
  const round = () => {
    running = runDaily(daily).catch((error: Error) => daily.log.warn({ error: error.message }, 'daily'))
  }
  round()
  const timer = setInterval(round, EVERY_MS)
  return {
    again: round,
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}

export async function runDaily({ owner, database, key, mailer, ask }: Daily): Promise<void> {
  const { rows } = await owner.query<{ organisation_id: string }>('select organisation_id from organisation')
  const day = new Date().toISOString().slice(0, 10)
  for (const { organisation_id } of rows) {
    await database.inOrganisation(organisation_id, ask)
    const digest = await digestDay(owner, organisation_id, day, key)
    if (digest) await sendToWitnesses(owner, mailer, digest)
  }
}
