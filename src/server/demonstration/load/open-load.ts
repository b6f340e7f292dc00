import pg from 'pg'
import { type DatabaseServer, embeddedServer } from '../../platform/database/servers.ts'
import type { TableName, Told } from '../story/journal.ts'
import { TOLD_TABLES } from '../write.sql.ts'
import { type TakenOff, takeOff, writtenAnew } from './bare-tables.sql.ts'
import { copyText } from './copy-text.ts'
import { startLoadingEngine } from './loading-engine.ts'
import { sealLoad } from './seal-load.sql.ts'
import { openWritingThread, type WritingThread } from './writing-thread.ts'

const DATABASE = 'seconde_vie'
/** Numbers that a series reached are no rows of the story: they are written once, at its end. */
const TABLES: readonly TableName[] = TOLD_TABLES.filter((table) => table !== 'series')

/** Takes what a story tells, in one transaction. */
export interface Writer {
  write(organisationId: string, told: Told): Promise<void>
  /** Where the series of an organisation stand. */
  numbers(organisationId: string, series: ReadonlyMap<string, number>): Promise<void>
  /** Waits for every row, and commits. */
  end(): Promise<void>
}

/** A data folder that is being loaded. */
export interface OpenLoad {
  readonly server: DatabaseServer
  /** Takes indexes and keys off, and begins the one transaction. The migrations are applied before. */
  begin(): Promise<Writer>
  /** Seals the ledger, builds indexes and keys on every core, verifies foreign keys, reads statistics. */
  settle(): Promise<void>
  close(): Promise<void>
}

/**
 * Opens a folder to load it. Rows come by `COPY`, frozen, into tables without index; what the application's writes go through and a load
 * does not: row security, and the guard of frozen pallets, which the story freezes before their rows are written. Checks, counts and
 * the hash of each event are those of any write.
 */
export async function openLoad(folder: string): Promise<OpenLoad> {
  const engine = await startLoadingEngine(folder, DATABASE)
  const server = await embeddedServer(folder, DATABASE)
  const lanes: pg.Client[] = []
  let thread: WritingThread | null = null
  let off: TakenOff = { indexes: [], constraints: [] }
  return {
    server,
    async begin() {
      lanes.push(new pg.Client(engine.superuser), new pg.Client(engine.superuser))
      for (const lane of lanes) await lane.connect()
      const [client] = lanes
      if (!client) throw new Error('no connection')
      off = await takeOff(client, [...TABLES, 'event_position'])
      thread = openWritingThread(engine.superuser)
      return beginWriting(thread, await arraysOf(client))
    },
    async settle() {
      const [client, other] = lanes
      if (!client || !other) throw new Error('nothing was begun')
      const left = [...off.indexes]
      const build = async (lane: pg.Client) => {
        for (let next = left.shift(); next; next = left.shift()) await lane.query(next)
      }
      await Promise.all([sealLoad(client).then(() => build(client)), build(other)])
      const verify = async () => {
        for (const statement of off.constraints) await client.query(statement)
      }
      await Promise.all([verify(), other.query('vacuum (analyze)')])
    },
    async close() {
      await thread?.close()
      for (const lane of lanes) await lane.end()
      await engine.settle()
    },
  }
}

async function beginWriting(thread: WritingThread, arrays: ReadonlySet<string>): Promise<Writer> {
  const encoder = new TextEncoder()
  await thread.write({ sql: 'begin' })
  for (const table of TABLES) for (const sql of writtenAnew(table)) await thread.write({ sql })
  await thread.write({ sql: 'alter table pallet_item disable trigger user' })
  return {
    async write(organisationId, { rows }) {
      for (const [table, list] of rows) {
        const [first] = list
        if (!first || table === 'series') continue
        if (!TABLES.includes(table)) throw new Error(`nobody writes ${table}`)
        const columns = Object.keys(first)
        const text = copyText(organisationId, list, columns, (column) => arrays.has(`${table}.${column}`))
        const sql = `copy ${table} (organisation_id, ${columns.map(pg.escapeIdentifier).join(', ')}) from stdin with (freeze)`
        await thread.write({ sql, bytes: encoder.encode(text) })
      }
    },
    numbers: (organisationId, series) =>
      thread.write({
        sql: `insert into series (organisation_id, name, last) select $1, s.name, s.last::integer from json_each_text($2) as s(name, last)
              on conflict (organisation_id, name) do update set last = excluded.last`,
        values: [organisationId, JSON.stringify(Object.fromEntries(series))],
      }),
    async end() {
      await thread.write({ sql: 'alter table pallet_item enable trigger user' })
      await thread.write({ sql: 'commit' })
      await thread.settled()
    },
  }
}

/** Columns that hold an array, as `table.column`. */
async function arraysOf(client: pg.ClientBase): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string }>(
    `select attrelid::regclass || '.' || attname as name from pg_attribute join pg_type on pg_type.oid = atttypid
     where typcategory = 'A' and attnum > 0 and not attisdropped and attrelid = any($1::regclass[])`,
    [TABLES],
  )
  return new Set(rows.map(({ name }) => name))
}
