import { sql } from 'kysely'
import type { Database } from '../platform/database/database.ts'

/** Names of the organisations that publish here: the one thing of them that anybody may read, because the law asks for it. */
export async function publishers(database: Database): Promise<readonly string[]> {
  const { rows } = await database.outside((tx) => sql<{ name: string }>`select name from publishers()`.execute(tx))
  return rows.map((row) => row.name)
}
