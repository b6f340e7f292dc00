import { sql } from 'kysely'
import type { Tx } from '../platform/database/database.ts'

export interface Keyed {
  readonly line: number
  readonly keys: readonly string[]
}

/** Writes down what each line claims to name; the first line that claims a key keeps it. */
export async function claimKeys(
  tx: Tx,
  organisationId: string,
  importId: string,
  lines: readonly Keyed[],
): Promise<void> {
  const rows = lines.flatMap(({ line, keys }) => keys.map((key) => ({ line, key })))
  if (rows.length === 0) return
  await sql`insert into import_key (organisation_id, import_id, key, line)
    select distinct on (x.key) ${organisationId}, ${importId}, x.key, x.line
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(key text, line integer)
    order by x.key, x.line
    on conflict do nothing`.execute(tx)
}

/** The line that keeps each of these keys. */
export async function ownersOf(
  tx: Tx,
  importId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (keys.length === 0) return new Map()
  const rows = await tx
    .selectFrom('import_key')
    .select(['key', 'line'])
    .where('import_id', '=', importId)
    .where('key', '=', sql<string>`any(${keys}::text[])`)
    .execute()
  return new Map(rows.map((row) => [row.key, row.line]))
}
