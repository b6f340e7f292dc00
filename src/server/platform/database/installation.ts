import { sql } from 'kysely'
import type { Database } from './database.ts'

/** What this database holds: nothing yet, a demonstration territory, or real organisations. */
export async function installationState(database: Database): Promise<'empty' | 'demonstration' | 'real'> {
  const { rows } = await database.outside((tx) =>
    sql<{ state: 'empty' | 'demonstration' | 'real' }>`select installation_state() as state`.execute(tx),
  )
  return rows[0]?.state ?? 'empty'
}
