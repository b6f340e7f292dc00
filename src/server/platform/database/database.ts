import { type AccessMode, Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { noteRefusal } from './names-nothing.ts'
import { preparing } from './prepared.ts'
import type { DB } from './schema.generated.ts'

/** One transaction inside one organisation: row security shows and lets change that organisation's rows only. */
export type Tx = Transaction<DB>

/** The application's way into the database. */
export interface Database {
  /** Runs `work` in one transaction as this organisation; commits when it returns, rolls back when it throws. */
  inOrganisation<T>(organisationId: string, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Runs `work` in one transaction that belongs to no organisation: only definer functions and shared tables answer. */
  outside<T>(work: (tx: Tx) => Promise<T>, access?: AccessMode): Promise<T>
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
  const kysely = new Kysely<DB>({
    dialect: new PostgresDialect({ pool: preparing(pool) }),
    log: (event) => {
      if (event.level === 'error') noteRefusal(event.error, event.query.sql)
    },
  })
  return {
    inOrganisation: (organisationId, work) =>
      kysely.transaction().execute(async (tx) => {
        await enterOrganisation(tx, organisationId)
        return work(tx)
      }),
    outside: (work, access = 'read write') => kysely.transaction().setAccessMode(access).execute(work),
    cut() {
      // A connection that ends while it waits is cut, not closed politely.
      for (const client of lent) client.end().catch(log)
    },
    close: () => kysely.destroy(),
  }
}

/** From here on this transaction sees that organisation's rows, and no other's. */
export async function enterOrganisation(tx: Tx, organisationId: string): Promise<void> {
  await sql`select set_config('app.organisation', ${organisationId}, true)`.execute(tx)
}
