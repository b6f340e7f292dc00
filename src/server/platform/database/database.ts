import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './schema.generated.ts'

/** One transaction inside one organisation: row security shows and lets change that organisation's rows only. */
export type Tx = Transaction<DB>

/** The application's way into the database. */
export interface Database {
  /** Runs `work` in one transaction as this organisation; commits when it returns, rolls back when it throws. */
  inOrganisation<T>(organisationId: string, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Runs `work` in one transaction that belongs to no organisation: only definer functions and shared tables answer. */
  outside<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

pg.types.setTypeParser(pg.types.builtins.INT8, Number)
// A civil date stays the text it is: a Date would move it across midnight.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

export function openDatabase(settings: pg.PoolConfig, log: (error: Error) => void): Database {
  const pool = new pg.Pool({ max: 20, ...settings, application_name: 'seconde-vie' })
  pool.on('error', log)
  // A connection that breaks while it is lent tells its client only: without a listener the whole process would end.
  pool.on('connect', (client) => client.on('error', log))
  const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  return {
    inOrganisation: (organisationId, work) =>
      kysely.transaction().execute(async (tx) => {
        await enterOrganisation(tx, organisationId)
        return work(tx)
      }),
    outside: (work) => kysely.transaction().execute(work),
    close: () => kysely.destroy(),
  }
}

/** From here on this transaction sees that organisation's rows, and no other's. */
export async function enterOrganisation(tx: Tx, organisationId: string): Promise<void> {
  await sql`select set_config('app.organisation', ${organisationId}, true)`.execute(tx)
}
