import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { connect } from '../database/connect.ts'
import { migrate, migrationFiles } from '../database/migrate.ts'
import type { DatabaseServer } from '../database/servers.ts'
import { syncSync } from '../files/durable.ts'
import type { Files } from '../files/files.ts'
import { settleLedger } from '../ledger/settle.ts'
import { appliedMigrations, columnsOf, exists, quoted } from './catalog.sql.ts'
import { type Head, JOBS, partOf, type SavedTable, type Tail } from './manifest.ts'
import { checkBackup, openBackup, type Part } from './read-backup.ts'
import { refused } from './refused.ts'

/** Where a backup is put back. */
export interface Target {
  /** Called once the file is known to be good: opening may make a new database. */
  readonly openServer: () => Promise<DatabaseServer>
  readonly files: Files
  readonly keysFolder: string
}

/**
 * Puts a backup back into an empty database: reads it whole first, brings the schema to the backup's version, loads every row in one
 * transaction, seals what waited, then brings the schema to this program's version. Refuses a file that is not whole or not ours, one
 * that a newer program wrote, a database that holds something, and other keys; nothing is written then.
 */
export async function restoreBackup(path: string, target: Target, passphrase: string | null): Promise<Head & Tail> {
  const held = await checkBackup(path, passphrase)
  refuseNewer(held)
  await refuseOtherKeys(path, target.keysFolder, passphrase, held)
  const server = await target.openServer()
  const client = await connect(server.owner, 'DATABASE_OWNER_URL')
  try {
    await refuseUsed(client, held)
    await migrate(server, new Set(held.migrations.map(({ name }) => name)))
    const backup = await openBackup(path, passphrase)
    await client.query('begin')
    try {
      await load(client, held, backup.parts(), target)
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      await backup.close()
    }
    await client.query('analyze')
  } finally {
    await client.end()
  }
  await migrate(server)
  return held
}

/** Every migration of the backup is one that this program knows, word for word. */
function refuseNewer(head: Head): void {
  const known = new Map(migrationFiles().map(({ name, hash }) => [name, hash]))
  const strange = head.migrations.filter(({ name, hash }) => known.get(name) !== hash)
  if (strange.length > 0) throw refused((words) => words.newer(strange.map(({ name }) => name).join(', ')))
}

/** A database that was never opened, or one where nobody ever did anything and that is no further than the backup. */
async function refuseUsed(client: pg.Client, head: Head): Promise<void> {
  const applied = await appliedMigrations(client)
  const inBackup = new Set(head.migrations.map(({ name }) => name))
  for (const table of ['public.organisation', 'sign_in."user"']) {
    if (!(await exists(client, table))) continue
    if ((await client.query(`select from ${table} limit 1`)).rowCount !== 0) throw refused((words) => words.notEmpty)
  }
  const foreign = await client.query(
    `select from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e') limit 1`,
  )
  if (applied.length === 0 && foreign.rowCount !== 0) throw refused((words) => words.notEmpty)
  const further = applied.find(({ name }) => !inBackup.has(name))
  if (further) throw refused((words) => words.openedByNewer(further.name))
}

/** Keys are put back where there are none, or the same. */
async function refuseOtherKeys(path: string, folder: string, passphrase: string | null, head: Head): Promise<void> {
  if (!head.withKeys || !existsSync(folder) || readdirSync(folder).length === 0) return
  const backup = await openBackup(path, passphrase)
  try {
    for await (const part of backup.parts()) {
      if (part.kind !== 'key') continue
      const here = join(folder, part.name)
      if (!existsSync(here) || !readFileSync(here).equals(part.bytes)) throw refused((words) => words.otherKeys(folder))
    }
  } finally {
    await backup.close()
  }
}

async function load(client: pg.Client, head: Head, parts: AsyncGenerator<Part>, target: Target): Promise<void> {
  await client.query('lock table organisation in access exclusive mode')
  await refuseUsed(client, head)
  const shut = await openTables(client, head.tables)
  await client.query(
    'create temporary table waiting_job (identifier text, payload json, queue_name text, run_at timestamptz, max_attempts int, key text, priority int) on commit drop',
  )
  const tables = new Map(head.tables.map((table) => [partOf(table), `${quoted(table)} (${columnsOf(table)})`]))
  tables.set(JOBS, 'waiting_job')
  let one = await parts.next()
  while (!one.done) {
    const part = one.value
    if (part.kind === 'rows') {
      const { table } = part
      const into = tables.get(table)
      if (!into) throw refused((words) => words.damaged(table))
      const sameTable = async function* () {
        while (!one.done && one.value.kind === 'rows' && one.value.table === table) {
          yield one.value.bytes
          one = await parts.next()
        }
      }
      await pipeline(sameTable, client.query(copyFrom(`copy ${into} from stdin`)))
      continue
    }
    if (part.kind === 'file') await target.files.put(part.organisationId, part.bytes)
    else putKey(target.keysFolder, part.name, part.bytes)
    one = await parts.next()
  }
  for (const sequence of head.sequences) {
    await client.query('select setval($1::regclass, $2::bigint, $3)', [
      quoted(sequence),
      sequence.last,
      sequence.called,
    ])
  }
  await client.query(
    `select graphile_worker.add_job(identifier, payload, queue_name => queue_name, run_at => run_at, max_attempts => max_attempts,
       job_key => key, priority => priority) from waiting_job`,
  )
  await settleLedger(client)
  for (const statement of shut) await client.query(statement)
}

/**
 * Prepares tables to take rows as they were: no foreign key in the way of their order, no trigger that would write them anew, no forced
 * row security (`COPY FROM` refuses it), no row that a migration put there. Answers the statements that put everything back.
 */
async function openTables(client: pg.Client, tables: readonly SavedTable[]): Promise<readonly string[]> {
  const names = tables.map(quoted)
  const keys = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
     where contype = 'f' and conparentid = 0 and conrelid = any($1::regclass[])`,
    [names],
  )
  const forced = await client.query<{ table: string }>(
    'select oid::regclass::text as table from pg_class where relforcerowsecurity and oid = any($1::regclass[])',
    [names],
  )
  for (const { table, name } of keys.rows)
    await client.query(`alter table ${table} drop constraint ${pg.escapeIdentifier(name)}`)
  for (const { table } of forced.rows) await client.query(`alter table ${table} no force row level security`)
  for (const name of names) await client.query(`alter table ${name} disable trigger user`)
  await client.query(`truncate ${names.join(', ')}`)
  return [
    ...names.map((name) => `alter table ${name} enable trigger user`),
    ...forced.rows.map(({ table }) => `alter table ${table} force row level security`),
    ...keys.rows.map(
      ({ table, name, definition }) => `alter table ${table} add constraint ${pg.escapeIdentifier(name)} ${definition}`,
    ),
  ]
}

function putKey(folder: string, name: string, bytes: Buffer): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(join(folder, name), bytes, { mode: 0o600, flush: true })
  syncSync(folder)
}
