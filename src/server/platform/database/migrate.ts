import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { connect } from './connect.ts'
import { applicationLogin, closeToOthers, ensureGroups, refuseDatabase } from './roles.ts'
import type { DatabaseServer } from './servers.ts'

const LOCK = 7_305_001

/**
 * Brings the database to this program's version: numbered `.sql` files, each in its own transaction, under one advisory lock.
 * Throws when an applied file was changed, when the database is newer than the program, when the server is too old or the base not in UTF-8, or when the
 * application's role could bypass row security: in French, with what to do. `only` stops at those files, for a backup that has them.
 */
export async function migrate(server: DatabaseServer, only: ReadonlySet<string> | null = null): Promise<void> {
  const client = await connect(server.owner, 'DATABASE_OWNER_URL')
  try {
    const asked = await client.query<{ version: number; encoding: string }>(
      `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`,
    )
    for (const { version, encoding } of asked.rows) refuseDatabase(version, encoding)
    const login = await applicationLogin(client, server)
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await ensureGroups(client, login)
    await closeToOthers(client, login)
    await prepareJobs(client, server)
    await applyFiles(client, only)
  } finally {
    await client.end()
  }
}

async function prepareJobs(client: pg.Client, server: DatabaseServer): Promise<void> {
  await client.query('create schema if not exists graphile_worker authorization seconde_vie_worker')
  // The library checks its schema with `create schema if not exists`, which asks for this right even when it is there.
  const database = pg.escapeIdentifier((await client.query('select current_database() as name')).rows[0]?.name)
  await client.query(`grant create on database ${database} to seconde_vie_worker`)
  const pool = new pg.Pool({ ...server.owner, max: 1, options: '-c role=seconde_vie_worker' })
  pool.on('error', () => undefined)
  pool.on('connect', (one) => one.on('error', () => undefined))
  try {
    await runMigrations({ pgPool: pool })
  } finally {
    await pool.end()
    await client.query(`revoke create on database ${database} from seconde_vie_worker`)
  }
}

async function applyFiles(client: pg.Client, only: ReadonlySet<string> | null): Promise<void> {
  await client.query(
    'create table if not exists migration (name text primary key, hash text not null, applied_at timestamptz not null default now())',
  )
  const applied = new Map(
    (await client.query('select name, hash from migration')).rows.map((row: { name: string; hash: string }) => [
      row.name,
      row.hash,
    ]),
  )
  const files = migrationFiles()
  const known = new Set(files.map((file) => file.name))
  const newer = [...applied.keys()].filter((name) => !known.has(name))
  if (newer.length > 0)
    throw new Error(
      `La base est plus récente que ce programme (${newer.join(', ')}) : installez la version qui l’a écrite.`,
    )
  for (const { name, sql, hash } of files) {
    const before = applied.get(name)
    if (before === hash || (only && !only.has(name))) continue
    if (before) throw new Error(`La migration ${name} a été modifiée après avoir été appliquée.`)
    await client.query('begin')
    try {
      await client.query(sql)
      await client.query('insert into migration (name, hash) values ($1, $2)', [name, hash])
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      throw new Error(`La migration ${name} n’a pas abouti : ${error instanceof Error ? error.message : error}`)
    }
  }
}

/** The migrations that this program knows, in order, with the SHA-256 of their text. */
export function migrationFiles(): { name: string; sql: string; hash: string }[] {
  const folder = join(PROJECT_ROOT, 'database')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8')
      return { name, sql, hash: createHash('sha256').update(sql).digest('hex') }
    })
}
