import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { jailFor } from '../../src/server/platform/database/root.ts'

/** Debian's PostgreSQL 15: the oldest that Seconde Vie serves. */
const PROGRAMS = '/usr/lib/postgresql/15'

/** A town's own PostgreSQL, and its administrator. */
export interface OwnServer {
  /** Address of a database for a role of this server. */
  url(role: string, database: string): string
  /** Runs these statements as the server's administrator. */
  asAdministrator(...statements: readonly string[]): Promise<void>
  /** Runs one query as this role in this database. */
  rows(role: string, database: string, query: string): Promise<readonly Record<string, unknown>[]>
  stop(): Promise<void>
}

/** Starts a PostgreSQL 15 of its own in this folder, on this port of 127.0.0.1. */
export async function ownServer(folder: string, port: number): Promise<OwnServer> {
  const data = join(folder, 'pg15')
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const jail = jailFor(folder, PROGRAMS)
  jail.own(data)
  const env = { PATH: process.env.PATH, TZ: 'UTC' }
  const [init, initArgs] = jail.wrap(join(PROGRAMS, 'bin/initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust'])
  const made = spawnSync(init, initArgs, { encoding: 'utf8', ...jail.identity, env })
  if (made.status !== 0) throw new Error(made.stderr)
  const settings = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: data, fsync: 'off' }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [command, args] = jail.wrap(join(PROGRAMS, 'bin/postgres'), ['-D', data, ...options])
  const child = spawn(command, args, { stdio: 'ignore', ...jail.identity, env })
  const ended = new Promise((resolve) => child.on('close', resolve))
  const url = (role: string, database: string) => `postgres://${role}@127.0.0.1:${port}/${database}`
  const inside = async <T>(address: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client(address)
    client.on('error', () => undefined)
    try {
      await client.connect()
      return await work(client)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  const ready = () =>
    inside(url('postgres', 'postgres'), (client) => client.query('select 1')).then(
      () => true,
      () => false,
    )
  while (!(await ready())) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL 15 ended with ${child.exitCode}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    url,
    asAdministrator: (...statements) =>
      inside(url('postgres', 'postgres'), async (client) => {
        for (const statement of statements) await client.query(statement)
      }),
    rows: (role, database, query) =>
      inside(url(role, database), async (client) => (await client.query<Record<string, unknown>>(query)).rows),
    async stop() {
      const file = join(data, 'postmaster.pid')
      if (existsSync(file)) process.kill(Number(readFileSync(file, 'utf8').split('\n')[0]), 'SIGINT')
      await ended
      rmSync(data, { recursive: true, force: true })
    },
  }
}

/** The statements that the README gives to the administrator of a server: once a server, then for each installation. */
export function preparation(readme: string) {
  const [once = '', each = ''] = [...readme.matchAll(/```sql\n([\s\S]*?)```/g)].map((block) => block[1] ?? '')
  const statements = (sql: string) =>
    sql
      .replaceAll(/--.*$/gm, '')
      .split(';')
      .map((statement) => statement.trim())
      .filter(Boolean)
  return {
    once: statements(once),
    /** For an installation whose roles and database are named after it. */
    installation: (name: string) =>
      statements(each.replaceAll('sv_', `${name}_`).replaceAll('database seconde_vie', `database ${name}`)),
  }
}
