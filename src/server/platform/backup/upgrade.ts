import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { CLUSTER, clusterMajor, NEXT_CLUSTER } from '../database/engine.ts'
import { packagedMajor } from '../database/engine-files.ts'
import { type DatabaseServer, embeddedServer } from '../database/servers.ts'
import { syncSync } from '../files/durable.ts'
import { localFiles } from '../files/local-files.ts'
import { verifyLedger } from '../ledger/verify.ts'
import { oldEngine } from './old-engine.ts'
import { restoreBackup } from './restore-backup.ts'
import { writeBackup } from './write-backup.ts'

/** `current`: nothing to do; `upgraded`: the old cluster is kept in `keptFolder`. */
export type Upgrade =
  | { readonly kind: 'current'; readonly major: number }
  | { readonly kind: 'finished' }
  | {
      readonly kind: 'upgraded'
      readonly from: number
      readonly to: number
      readonly rows: number
      readonly keptFolder: string
    }

const DATABASE = 'seconde_vie'

/**
 * Brings the embedded database of an earlier major PostgreSQL to this program's: exports it with its own engine, imports it beside,
 * verifies every ledger, and only then changes places; files and keys stay where they are. Throws, in French, when it cannot, and the old
 * cluster is then as it was. A second call takes up what was interrupted.
 */
export async function upgradeDatabase(dataFolder: string): Promise<Upgrade> {
  const [current, next] = [join(dataFolder, CLUSTER), join(dataFolder, NEXT_CLUSTER)]
  const [from, to] = [clusterMajor(current), packagedMajor()]
  if (from === null && clusterMajor(next) !== null) {
    // Only a whole and verified cluster ever sees the old one leave its place.
    renameSync(next, current)
    syncSync(dataFolder)
    return { kind: 'finished' }
  }
  if (from === null || from === to) return { kind: 'current', major: to }
  if (from > to)
    throw new Error(`Ce dossier a été écrit par PostgreSQL ${from}, plus récent que ${to}. Rien n’a été changé.`)
  const engine = oldEngine(dataFolder, from)
  const exported = join(dataFolder, 'upgrade.backup')
  for (const left of [exported, next]) rmSync(left, { recursive: true, force: true })
  try {
    const before = await exportOld(dataFolder, engine, exported)
    const { rows, ledgers } = await importNew(dataFolder, exported)
    if (ledgers !== before)
      throw new Error('Le registre ne se vérifie pas comme avant : l’ancienne base reste en place.')
    const keptFolder = freeName(`${current}-${from}`)
    renameSync(current, keptFolder)
    renameSync(next, current)
    syncSync(dataFolder)
    return { kind: 'upgraded', from, to, rows, keptFolder }
  } finally {
    rmSync(exported, { force: true })
    if (existsSync(current)) rmSync(next, { recursive: true, force: true })
  }
}

async function exportOld(dataFolder: string, engine: string, path: string): Promise<string> {
  const server = await embeddedServer(dataFolder, DATABASE, { cluster: CLUSTER, engine })
  try {
    if (await isUsed(server)) {
      throw new Error('Le programme tourne sur ce dossier de données : arrêtez-le d’abord. Rien n’a été changé.')
    }
    const ledgers = await ledgersOf(server)
    await writeBackup(path, { owner: server.owner, files: null, keys: null }, null)
    return ledgers
  } finally {
    await server.stop()
  }
}

async function importNew(dataFolder: string, path: string): Promise<{ rows: number; ledgers: string }> {
  let server: DatabaseServer | null = null
  const opened = (): DatabaseServer | null => server
  try {
    const held = await restoreBackup(
      path,
      {
        openServer: async () => {
          server = await embeddedServer(dataFolder, DATABASE, { cluster: NEXT_CLUSTER })
          return server
        },
        files: localFiles(join(dataFolder, 'files')),
        keysFolder: join(dataFolder, 'secrets'),
      },
      null,
    )
    const running = opened()
    const rows = Object.values(held.parts).reduce((sum, part) => sum + part.rows, 0)
    return { rows, ledgers: running ? await ledgersOf(running) : '' }
  } finally {
    await opened()?.stop()
  }
}

async function on<T>(server: DatabaseServer, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(server.owner)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** True while somebody else has a connection to this database. */
const isUsed = (server: DatabaseServer): Promise<boolean> =>
  on(server, async (client) => {
    const others = `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
    return server.joined && (await client.query(others)).rowCount !== 0
  })

/** What a verification finds, organisation by organisation: how many lines, and each fault. */
const ledgersOf = (server: DatabaseServer): Promise<string> =>
  on(server, async (client) => {
    const found: unknown[] = []
    const { rows } = await client.query<{ id: string }>('select organisation_id as id from organisation order by 1')
    for (const { id } of rows) {
      const { events, broken } = await verifyLedger(client, id)
      found.push({ id, events, broken })
    }
    return JSON.stringify(found)
  })

function freeName(wanted: string): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted}-${number}`
    if (!existsSync(name)) return name
  }
}
