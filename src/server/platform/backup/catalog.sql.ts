import pg from 'pg'
import type { Head, SavedTable } from './manifest.ts'
import { refused } from './refused.ts'

/** Tables that hold what people wrote; the queue of jobs and the list of migrations are saved apart. */
const OURS = `n.nspname in ('public', 'sign_in') and c.relname <> 'migration'
  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`

/** The tables of a database with their written columns. Refuses a role that does not own them: row security would hide rows from it. */
export async function savedTables(client: pg.Client): Promise<readonly SavedTable[]> {
  const { rows } = await client.query<SavedTable & { owned: boolean }>(
    `select n.nspname as schema, c.relname as name, pg_has_role(c.relowner, 'usage') as owned,
       (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and ${OURS} order by 1, 2`,
  )
  const stranger = rows.find(({ owned }) => !owned)
  if (stranger) throw refused((words) => words.notOwner(stranger.name))
  return rows.map(({ schema, name, columns }) => ({ schema, name, columns }))
}

export async function savedSequences(client: pg.Client): Promise<Head['sequences']> {
  const { rows } = await client.query<{ schema: string; name: string }>(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'S' and ${OURS} order by 1, 2`,
  )
  const found: Head['sequences'] = []
  for (const { schema, name } of rows) {
    const state = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${quoted({ schema, name })}`,
    )
    for (const one of state.rows) found.push({ schema, name, ...one })
  }
  return found
}

export const quoted = ({ schema, name }: Pick<SavedTable, 'schema' | 'name'>): string =>
  `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`

export const columnsOf = ({ columns }: SavedTable): string => columns.map(pg.escapeIdentifier).join(', ')

export const exists = async (client: pg.Client, table: string): Promise<boolean> =>
  (await client.query('select 1 where to_regclass($1) is not null', [table])).rowCount === 1

/** The migrations that a database has applied, in order; none where it was never opened. */
export async function appliedMigrations(client: pg.Client): Promise<Head['migrations']> {
  if (!(await exists(client, 'public.migration'))) return []
  return (await client.query<{ name: string; hash: string }>('select name, hash from migration order by name')).rows
}
