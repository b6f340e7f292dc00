import { join } from 'node:path'
import pg from 'pg'

/** What the database of a data folder holds, read beside the program as the owner of its tables. */
export async function rowsOf<Row extends pg.QueryResultRow>(
  data: string,
  query: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  const at = { host: join(data, 'run'), port: 5432, user: 'seconde_vie_owner', database: 'seconde_vie' }
  const owner = new pg.Client(at)
  owner.on('error', () => undefined)
  await owner.connect()
  try {
    return (await owner.query<Row>(query, [...values])).rows
  } finally {
    await owner.end()
  }
}
