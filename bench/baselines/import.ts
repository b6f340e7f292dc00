import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from, to } from 'pg-copy-streams'

/** What an import of devices writes for good, in the order of its references. */
const TABLES = [
  { table: 'public_code', rows: 'subject_id in (select subject_id from bench_imported)' },
  { table: 'device', rows: 'id in (select subject_id from bench_imported)' },
  { table: 'holding', rows: 'device_id in (select subject_id from bench_imported)' },
  { table: 'event', rows: 'id in (select id from bench_imported)' },
] as const

/**
 * Baseline of `import`: `COPY` of the very rows and events that the import wrote, into the same tables with the same indexes,
 * constraints and triggers, one transaction, past row security. It reads no file of anybody's, checks no line, finds no device that
 * is known, and answers for no line. Answers the work to be timed; the import's rows are taken out first.
 */
export async function copyOfImport(client: pg.Client, folder: string, importId: string): Promise<() => Promise<void>> {
  await client.query('create temporary table bench_imported (id uuid, subject_id uuid)')
  await client.query(
    `insert into bench_imported select id, subject_id from event where subject_kind = 'device' and payload ->> 'importId' = $1`,
    [importId],
  )
  await client.query('analyze bench_imported')
  const files: { readonly table: string; readonly columns: string; readonly path: string }[] = []
  for (const { table, rows } of TABLES) {
    const columns = await columnsOf(client, table)
    const path = join(folder, `${table}.copy`)
    const out = client.query(to(`copy (select ${columns} from ${table} where ${rows}) to stdout`))
    await pipeline(out, createWriteStream(path))
    files.push({ table, columns, path })
  }
  await client.query('set session_replication_role = replica')
  await client.query('delete from event_position where event_id in (select id from bench_imported)')
  for (const { table, rows } of TABLES.toReversed()) await client.query(`delete from ${table} where ${rows}`)
  await client.query('set session_replication_role = origin')
  await client.query('vacuum analyze')
  await client.query('checkpoint')
  return async () => {
    await client.query('begin')
    for (const { table, columns, path } of files)
      await pipeline(createReadStream(path), client.query(from(`copy ${table} (${columns}) from stdin`)))
    await client.query('commit')
  }
}

/** What a writer gives: neither what is computed, nor what the database itself writes of an event. */
async function columnsOf(client: pg.Client, table: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::text::regclass and attnum > 0 and not attisdropped
       and attgenerated = '' and not ($1::text = 'event' and attname in ('hash', 'txid')) order by attnum`,
    [table],
  )
  return rows.map((row) => row.name).join(', ')
}
