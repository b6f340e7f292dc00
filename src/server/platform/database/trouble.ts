import { statfs } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Database } from './database.ts'

/** What keeps the program from working, that nobody asking can help: the database does not answer, or there is no room left to write. */
export type Trouble = 'unavailable' | 'full'

/** Codes of the system where it opens or holds a connection; the same code elsewhere (a file that is absent) says something else. */
const CONNECTION = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])
/** PostgreSQL, appendix A: connection exceptions; too many connections; shutdown, crash, not accepting yet. */
const GONE = /^(08...|53300|57P0[123])$/
/** PostgreSQL, appendix A: disk full. */
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', '53100'])
/** The client library's own words: it gives them no code. */
const CUT =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Query read timeout)/

/** Reads an error and what caused it; null where it is a fault of the program, or anything else. */
export function troubleOf(error: unknown): Trouble | null {
  if (!(error instanceof Error)) return null
  const code = 'code' in error ? String(error.code) : ''
  if (NO_ROOM.has(code)) return 'full'
  const connecting = code === 'ENOENT' && 'syscall' in error && error.syscall === 'connect'
  if (CONNECTION.has(code) || GONE.test(code) || connecting || CUT.test(error.message)) return 'unavailable'
  for (const inner of [error.cause, ...(error instanceof AggregateError ? error.errors : [])]) {
    const trouble = troubleOf(inner)
    if (trouble) return trouble
  }
  return null
}

/** PostgreSQL writes its journal by files of 16 MB: with less than one it cannot go on, or start. */
const LEAST_ROOM = 16 * 1_048_576

/**
 * Why something threw, asked of the database where the error does not say; a database that is gone from a full disk is gone for want of
 * room. `folder`: where the data is.
 */
export async function diagnose(error: unknown, database: Database, folder: string): Promise<Trouble | null> {
  const trouble = troubleOf(error) ?? (await refusalOf(database))
  return trouble === 'unavailable' && (await isFull(folder)) ? 'full' : trouble
}

const refusalOf = (database: Database): Promise<Trouble | null> =>
  database.outside((tx) => sql`select 1`.execute(tx)).then(() => null, troubleOf)

async function isFull(folder: string): Promise<boolean> {
  const disk = await statfs(folder).catch(() => null)
  return disk !== null && disk.bavail * disk.bsize < LEAST_ROOM
}
