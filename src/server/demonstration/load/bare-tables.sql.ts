import pg from 'pg'

/** What was taken off the tables, as the statements that put it back; of one list, each may run beside the others. */
export interface TakenOff {
  readonly indexes: readonly string[]
  /** Keys that stand on these indexes, then foreign keys: one after the other. */
  readonly constraints: readonly string[]
}

interface Named {
  readonly table: string
  readonly name: string
  readonly definition: string
}

/** Takes indexes and keys off these tables, and the foreign keys that lead to them: an index is built at once, of all rows, in a tenth of the time. */
export async function takeOff(client: pg.ClientBase, tables: readonly string[]): Promise<TakenOff> {
  const named = async (query: string) => (await client.query<Named>(query, [tables])).rows
  const foreign = await named(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
     where contype = 'f' and (conrelid = any($1::regclass[]) or confrelid = any($1::regclass[])) order by 1, 2`,
  )
  const keys = await named(
    `select conrelid::regclass::text as table, conname as name,
       case contype when 'p' then 'primary key' else 'unique' end as definition
     from pg_constraint where contype in ('p', 'u') and conrelid = any($1::regclass[]) order by 1, 2`,
  )
  const indexes = await named(
    `select indrelid::regclass::text as table, indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
     from pg_index join pg_class on pg_class.oid = indrelid where indrelid = any($1::regclass[]) order by array_position($1::regclass[], indrelid), 2`,
  )
  const constraint = ({ table, name }: Named) => `alter table ${table} %s constraint ${pg.escapeIdentifier(name)}`
  for (const one of [...foreign, ...keys]) await client.query(constraint(one).replace('%s', 'drop'))
  const ofKeys = new Set(keys.map(({ name }) => pg.escapeIdentifier(name)))
  for (const { name } of indexes) if (!ofKeys.has(pg.escapeIdentifier(name))) await client.query(`drop index ${name}`)
  return {
    indexes: indexes.map(({ definition }) => definition),
    constraints: [
      ...keys.map(
        (one) =>
          `${constraint(one).replace('%s', 'add')} ${one.definition} using index ${pg.escapeIdentifier(one.name)}`,
      ),
      ...foreign.map((one) => `${constraint(one).replace('%s', 'add')} ${one.definition}`),
    ],
  }
}

/**
 * Writes a table anew, with the rows it holds: in the transaction that does so, rows may come frozen and without a second copy in the
 * write-ahead log. What it holds was counted and hashed when it came: its triggers rest meanwhile.
 */
export const writtenAnew = (table: string): readonly string[] => [
  `alter table ${table} disable trigger user`,
  `create temporary table kept_${table} on commit drop as table ${table}`,
  `truncate ${table}`,
  // A column that the database computes takes no value.
  `do $$ begin execute (select format('insert into ${table} (%1$s) select %1$s from kept_${table}', string_agg(quote_ident(attname), ', '))
     from pg_attribute where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped and attgenerated = ''); end $$`,
  `alter table ${table} enable trigger user`,
]
