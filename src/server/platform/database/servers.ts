import pg from 'pg'
import type { Settings } from '../settings.ts'
import { type Place, startEngine, superuser } from './engine.ts'

/** Where the database is: two ways in, and how to leave. `owner` migrates and runs jobs; `app` serves requests under row security. */
export interface DatabaseServer {
  readonly owner: pg.PoolConfig
  readonly app: pg.PoolConfig
  /** True when the database was running before this program. */
  readonly joined: boolean
  /** Starts it again where it is ours to start and has ended; nothing where it runs, or is somebody else's. */
  revive(): Promise<void>
  stop(): Promise<void>
}

const OWNER = 'seconde_vie_owner'
const LOGIN = 'seconde_vie_login'

/** The database that the settings name: one's own, or the one of the data folder, started if need be. */
export const openServer = async (settings: Pick<Settings, 'database' | 'dataFolder'>): Promise<DatabaseServer> =>
  settings.database
    ? externalServer(settings.database.app, settings.database.owner)
    : embeddedServer(settings.dataFolder)

/** The PostgreSQL of the data folder, with its two roles and the named database. */
export async function embeddedServer(
  dataFolder: string,
  database = 'seconde_vie',
  place?: Place,
): Promise<DatabaseServer> {
  const engine = await startEngine(dataFolder, place)
  const client = new pg.Client(superuser(engine, 'postgres'))
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(7305)')
    await ensureRole(client, OWNER, 'login createrole')
    await ensureRole(client, LOGIN, 'login')
    const found = await client.query('select 1 from pg_database where datname = $1', [database])
    if (found.rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(database)} owner ${OWNER}`)
  } finally {
    await client.end()
  }
  const at = { host: engine.host, port: engine.port, database }
  return {
    owner: { ...at, user: OWNER },
    app: { ...at, user: LOGIN },
    joined: engine.joined,
    revive: engine.revive,
    stop: engine.stop,
  }
}

/** Any PostgreSQL of version 15 or later, by its two addresses. */
export function externalServer(appUrl: string, ownerUrl: string): DatabaseServer {
  return {
    app: { connectionString: appUrl, keepAlive: true },
    owner: { connectionString: ownerUrl, keepAlive: true },
    joined: true,
    revive: async () => undefined,
    stop: async () => undefined,
  }
}

async function ensureRole(client: pg.Client, name: string, options: string): Promise<void> {
  const found = await client.query('select 1 from pg_roles where rolname = $1', [name])
  if (found.rowCount === 0) await client.query(`create role ${name} ${options}`)
}
