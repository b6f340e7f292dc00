import { sql } from 'kysely'
import type { Tx } from './database.ts'

/** The next number of a series of this organisation (1, 2, 3…), without a gap: whoever asks meanwhile waits for the commit. */
export async function nextNumber(tx: Tx, organisationId: string, name: string): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into series (organisation_id, name, last) values (${organisationId}, ${name}, 1)
    on conflict (organisation_id, name) do update set last = series.last + 1 returning last`.execute(tx)
  const last = rows[0]?.last
  if (last === undefined) throw new Error(`no number for ${name}`)
  return last
}
