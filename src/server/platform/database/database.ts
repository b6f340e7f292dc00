import { sql } from 'kysely'
import pg from 'pg'
import { PREPARED } from './prepared.ts'
import { type Access, type Tx, transactionsOf } from './transaction.ts'

export type { Tx }

/** The application's way into the database. */
export interface Database {
  /** Runs `work` in one transaction as this organisation; commits when it returns, rolls back when it throws. */
  inOrganisation<T>(organisationId: string, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Runs `work` in one transaction that belongs to no organisation: only definer functions and shared tables answer. */
  outside<T>(work: (tx: Tx) => Promise<T>, access?: Access): Promise<T>
  /** Breaks the connections that wait for an answer: what they carried is rolled back, unless it was committed already. */
  cut(): void
  close(): Promise<void>
}

pg.types.setTypeParser(pg.types.builtins.INT8, Number)
// A civil date stays the text it is: a Date would move it across midnight.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

/** A request that waits this long for a connection is told so; the longest act of another lasts less. */
const PATIENCE_MS = 20_000

export function openDatabase(settings: pg.PoolConfig, log: (error: Error) => void): Database {
  const pool = new pg.Pool({
    max: 20,
    connectionTimeoutMillis: PATIENCE_MS,
    pipeline: true,
    ...settings,
    application_name: 'seconde-vie',
  })
  const lent = new Set<pg.PoolClient>()
  pool.on('acquire', (client) => lent.add(client))
  pool.on('release', (_error, client) => lent.delete(client))
  pool.on('remove', (client) => lent.delete(client))
  pool.on('error', log)
  // A connection that breaks while it is lent tells its client only: without a listener the whole process would end.
  pool.on('connect', (client) => client.on('error', log))
  const inTransaction = transactionsOf(pool)
  let closed: Promise<void> | undefined
  return {
    inOrganisation: (organisationId, work) =>
      inTransaction(async (tx) => {
        const [, done] = await Promise.all([enterOrganisation(tx, organisationId), work(tx)])
        return done
      }),
    outside: inTransaction,
    cut() {
      // The end of a connection waits for what it has asked: here nothing answers.
      for (const client of lent) client.connection.stream.destroy()
    },
    close() {
      closed ??= pool.end()
      return closed
    },
  }
}

/** From here on this transaction sees that organisation's rows, and no other's. */
export async function enterOrganisation(tx: Tx, organisationId: string): Promise<void> {
  await sql`${PREPARED} select set_config('app.organisation', ${organisationId}, true)`.execute(tx)
}
