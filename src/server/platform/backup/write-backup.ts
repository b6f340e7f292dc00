import { createHash } from 'node:crypto'
import { createWriteStream, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { connect } from '../database/connect.ts'
import { syncFolder } from '../files/durable.ts'
import type { Files } from '../files/files.ts'
import { END, tarEntry } from './archive.ts'
import { appliedMigrations, columnsOf, exists, quoted, savedSequences, savedTables } from './catalog.sql.ts'
import { FORMAT, HEAD_NAME, type Head, JOBS, partOf, TAIL_NAME, type Tail } from './manifest.ts'
import { refused } from './refused.ts'
import { LEAST_PASSPHRASE, sealed } from './sealed.ts'

/** What a backup is taken from. */
export interface Source {
  readonly owner: pg.PoolConfig
  /** Null leaves the files where they are: the data folder stays the same. */
  readonly files: Files | null
  /** The folder of the keys, when they go in too. */
  readonly keys: string | null
}

/** Rows go in pieces of this size, so that memory stays flat whatever the table. */
const SEGMENT = 4 * 1024 * 1024
/** Half the time of the usual level, for a tenth more bytes. */
const LEVEL = 4
const FILES_AT_ONCE = 500

/**
 * Writes one consistent snapshot of the database and of the files it names, while people work; answers what it holds. The file appears
 * under its name once whole and on the disk. Refuses an existing name, a role that does not own the tables, a full disk, and keys
 * without a passphrase.
 */
export async function writeBackup(path: string, source: Source, passphrase: string | null): Promise<Head & Tail> {
  if (existsSync(path)) throw refused((words) => words.there(path))
  if (source.keys && passphrase === null) throw refused((words) => words.passphraseWanted)
  if (passphrase !== null && passphrase.length < LEAST_PASSPHRASE) {
    throw refused((words) => words.passphraseShort(LEAST_PASSPHRASE))
  }
  const client = await connect(source.owner, 'DATABASE_OWNER_URL')
  const draft = `${path}.partial`
  const tail: Tail = { parts: {}, files: { count: 0, bytes: 0 }, missing: [] }
  try {
    await client.query('begin isolation level repeatable read read only')
    const head = await headOf(client, source)
    const out = createWriteStream(draft, { mode: 0o600, flush: true })
    const packed = createGzip({ level: LEVEL })
    const contents = () => contentsOf(client, source, head, tail)
    if (passphrase === null) await pipeline(contents, packed, out)
    else await pipeline(contents, packed, (bytes: AsyncIterable<Buffer>) => sealed(bytes, passphrase), out)
    renameSync(draft, path)
    await syncFolder(dirname(path))
    return { ...head, ...tail }
  } catch (error) {
    rmSync(draft, { force: true })
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') throw refused((words) => words.full(path))
    throw error
  } finally {
    await client.end()
  }
}

async function headOf(client: pg.Client, source: Source): Promise<Head> {
  const migrations = await appliedMigrations(client)
  if (migrations.length === 0) throw refused((words) => words.nothingToSave)
  const named = await exists(client, 'public.installation')
  const { rows } = await client.query<{ at: Date; postgres: string; installation: string | null }>(
    `select now() as at, current_setting('server_version') as postgres, ${named ? '(select id from installation)' : 'null'} as installation`,
  )
  const [{ at, postgres, installation } = { at: new Date(), postgres: '', installation: null }] = rows
  return {
    product: 'seconde-vie',
    format: FORMAT,
    installation,
    at: at.toISOString(),
    postgres,
    migrations,
    tables: [...(await savedTables(client))],
    sequences: await savedSequences(client),
    withFiles: source.files !== null,
    withKeys: source.keys !== null,
  }
}

async function* contentsOf(client: pg.Client, source: Source, head: Head, tail: Tail): AsyncGenerator<Buffer> {
  yield* json(HEAD_NAME, head)
  for (const table of head.tables) {
    yield* rowsOf(client, partOf(table), `copy ${quoted(table)} (${columnsOf(table)}) to stdout`, tail)
  }
  yield* rowsOf(client, JOBS, WAITING_JOBS, tail)
  if (source.files) yield* filesOf(client, source.files, tail)
  if (source.keys) yield* keysOf(source.keys, tail)
  yield* json(TAIL_NAME, tail)
  yield END
}

/** Jobs that wait or run, under the names that the queue's own `add_job` takes; a job that gave up after its last try stays behind. */
const WAITING_JOBS = `copy (
  select t.identifier, j.payload, q.queue_name, j.run_at, j.max_attempts, j.key, j.priority
  from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
  where j.attempts < j.max_attempts order by j.id) to stdout`

const json = (name: string, value: object) =>
  tarEntry({ name, bytes: Buffer.from(`${JSON.stringify(value, null, 1)}\n`) })

async function* rowsOf(client: pg.Client, part: string, copy: string, tail: Tail): AsyncGenerator<Buffer> {
  const stream = client.query(copyTo(copy))
  const hash = createHash('sha256')
  let bytes = 0
  let number = 0
  for await (const segment of segments(stream)) {
    hash.update(segment)
    bytes += segment.length
    number += 1
    yield* tarEntry({ name: `tables/${part}/${String(number).padStart(6, '0')}.copy`, bytes: segment })
  }
  tail.parts[part] = { rows: stream.rowCount, bytes, sha256: hash.digest('hex') }
}

async function* segments(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let length = 0
  for await (const piece of stream) {
    held.push(piece)
    length += piece.length
    if (length < SEGMENT) continue
    yield Buffer.concat(held)
    held = []
    length = 0
  }
  if (length > 0) yield Buffer.concat(held)
}

/** Files never change and are written before the row that names them: each that this snapshot names is there. */
async function* filesOf(client: pg.Client, files: Files, tail: Tail): AsyncGenerator<Buffer> {
  await client.query('declare named cursor for select distinct organisation_id, hash from file order by 1, 2')
  for (;;) {
    const { rows } = await client.query<{ organisation_id: string; hash: string }>(`fetch ${FILES_AT_ONCE} from named`)
    if (rows.length === 0) return
    for (const { organisation_id, hash } of rows) {
      const bytes = await files.get(organisation_id, hash)
      const whole = bytes !== null && createHash('sha256').update(bytes).digest('hex') === hash
      if (!whole) {
        tail.missing.push(`${organisation_id}/${hash}`)
        continue
      }
      tail.files.count += 1
      tail.files.bytes += bytes.length
      yield* tarEntry({ name: `files/${organisation_id}/${hash}`, bytes: Buffer.from(bytes) })
    }
  }
}

function* keysOf(folder: string, tail: Tail): Generator<Buffer> {
  for (const name of readdirSync(folder).sort()) {
    const bytes = readFileSync(join(folder, name))
    tail.parts[`keys/${name}`] = {
      rows: 1,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    }
    yield* tarEntry({ name: `keys/${name}`, bytes })
  }
}
