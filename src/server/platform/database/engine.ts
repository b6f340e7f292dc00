import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { packagedEngine, packagedMajor } from './engine-files.ts'
import { folderOf, hasEnded } from './process.ts'
import { jailFor } from './root.ts'
import { alone } from './start-lock.ts'

/** The PostgreSQL that lives in the data folder, and how to reach and stop it. */
export interface Engine {
  /** Connection settings for a role, without a database name. */
  readonly host: string
  readonly port: number
  /** True when it was running already: another start, or one that was killed. */
  readonly joined: boolean
  /** Starts it again where it has ended: killed, out of memory, out of room. Never makes a new one. */
  revive(): Promise<void>
  /** Stops it, unless somebody else still uses it. */
  stop(): Promise<void>
}

/** An upgrade opens the old cluster with the old engine, and makes the new one beside; everybody else says nothing. */
export interface Place {
  /** Name of the cluster's folder in the data folder. */
  readonly cluster: string
  /** Folder of PostgreSQL's programs; this program's own when absent. */
  readonly engine?: string
}

/** Names in the data folder: the cluster at work, and the one that an upgrade is making. */
export const CLUSTER = 'postgres'
export const NEXT_CLUSTER = 'postgres-next'
const PORT = 5432
const SUPERUSER = 'seconde_vie'
const LONGEST_SOCKET_PATH = 107
const PATIENCE_MS = 30_000
/** Longest a closed connection is still listed; past it, somebody else is connected. */
const SETTLING_MS = 2_000

/**
 * Starts the PostgreSQL of this data folder, or joins the one that a killed start left running.
 * The engine's files are copied into the data folder once, so the folder keeps the very version that wrote it.
 * Throws with a message in French that says what to do when the folder was written by another major version, and changes nothing.
 */
export async function startEngine(dataFolder: string, place?: Place): Promise<Engine> {
  if (!place) refuseOtherMajor(dataFolder)
  const data = join(dataFolder, place?.cluster ?? CLUSTER)
  const socket = socketFolder(dataFolder)
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  mkdirSync(socket, { recursive: true, mode: 0o700 })
  const engine = place?.engine ?? packagedEngine
  const start = () =>
    alone(dataFolder, () => prepare(dataFolder, typeof engine === 'string' ? engine : engine(dataFolder), data, socket))
  return {
    host: socket,
    port: PORT,
    joined: await start(),
    async revive() {
      if (clusterMajor(data) !== null) await start()
    },
    stop: () => stop(data, socket),
  }
}

/** Answers whether the engine was running already. */
async function prepare(dataFolder: string, engine: string, data: string, socket: string): Promise<boolean> {
  if (process.getuid && lstatSync(socket).uid !== process.getuid()) {
    throw new Error(`${socket} appartient à un autre compte : PostgreSQL n’y ouvrira pas sa porte.`)
  }
  const jail = jailFor(dataFolder, engine)
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(engine, data, jail)
  jail.own(data)
  jail.own(socket)
  const joined = await answers(socket)
  if (!joined) {
    forgetStranger(data)
    const child = launch(engine, data, socket, dataFolder, jail)
    await untilAnswers(socket, child, join(dataFolder, 'postgres.log'))
  }
  return joined
}

export const superuser = (engine: Engine, database: string) => ({
  host: engine.host,
  port: engine.port,
  user: SUPERUSER,
  database,
})

function socketFolder(dataFolder: string): string {
  const near = join(dataFolder, 'run')
  if (`${near}/.s.PGSQL.${PORT}`.length <= LONGEST_SOCKET_PATH) return near
  const short = createHash('sha256').update(dataFolder).digest('hex').slice(0, 12)
  return join(tmpdir(), `sv-${process.getuid?.() ?? 0}-${short}`)
}

/** Refuses, and changes nothing, where this program's PostgreSQL cannot open what is in the folder as it is. */
function refuseOtherMajor(dataFolder: string): void {
  const wrote = clusterMajor(join(dataFolder, CLUSTER))
  if (wrote === null) {
    if (clusterMajor(join(dataFolder, NEXT_CLUSTER)) === null) return
    throw new Error(
      'Une mise à niveau de la base a été interrompue à sa dernière étape. Rien n’a été changé : « npx seconde-vie upgrade-database » la termine.',
    )
  }
  const ours = packagedMajor()
  if (wrote === ours) return
  const cure =
    wrote < ours
      ? '« npx seconde-vie upgrade-database » l’y fait passer, et garde l’ancien dossier'
      : 'reprenez la version du programme qui l’a écrit, ou une base à part par DATABASE_URL'
  throw new Error(
    `Ce dossier de données a été écrit par PostgreSQL ${wrote} ; ce programme apporte PostgreSQL ${ours}. Rien n’a été changé : ${cure}.`,
  )
}

/** The major version that wrote a cluster's folder; null where there is none. */
export function clusterMajor(folder: string): number | null {
  const file = join(folder, 'PG_VERSION')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').trim()) : null
}

type Jail = ReturnType<typeof jailFor>

function initialise(engine: string, data: string, jail: Jail): void {
  if (existsSync(data) && readdirSync(data).length > 0) rmSync(data, { recursive: true })
  mkdirSync(data, { recursive: true, mode: 0o700 })
  jail.own(data)
  const options = [
    '-D',
    data,
    '-U',
    SUPERUSER,
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '--data-checksums',
    '--no-instructions',
  ]
  const [command, args] = jail.wrap(join(engine, 'bin', 'initdb'), options)
  const result = spawnSync(command, args, {
    encoding: 'utf8',
    ...jail.identity,
    env: { PATH: process.env.PATH, TZ: 'UTC' },
  })
  if (result.status !== 0)
    throw new Error(`La base n’a pas pu être créée dans ${data} : ${result.stderr || result.error?.message}`)
}

function launch(engine: string, data: string, socket: string, dataFolder: string, jail: Jail): ChildProcess {
  rmSync(join(socket, `.s.PGSQL.${PORT}.lock`), { force: true })
  const log = openSync(join(dataFolder, 'postgres.log'), 'a', 0o600)
  const settings = {
    listen_addresses: process.platform === 'win32' ? '127.0.0.1' : '',
    unix_socket_directories: socket,
    port: String(PORT),
    fsync: 'on',
    full_page_writes: 'on',
    max_connections: '60',
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    // The text of a statement may hold a person's name.
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
  }
  const options = ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const [command, args] = jail.wrap(join(engine, 'bin', 'postgres'), options)
  const child = spawn(command, args, {
    detached: true,
    stdio: ['ignore', log, log],
    ...jail.identity,
    env: { PATH: process.env.PATH, TZ: 'UTC' },
  })
  child.unref()
  return child
}

/** A number that no process bears: PostgreSQL then looks for what the dead one left in memory, and goes on. */
const NOBODY = 2 ** 22 + 1

/**
 * After a power cut the number that PostgreSQL wrote may be another program's, or that of one that was killed and is not buried yet: it
 * would take it for itself, and refuse to start.
 */
function forgetStranger(data: string): void {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  const folder = folderOf(pid)
  if (!hasEnded(pid) && (folder === null || folder === realpathSync(data))) return
  writeFileSync(file, [String(NOBODY), ...lines.slice(1)].join('\n'))
}

async function answers(socket: string): Promise<boolean> {
  const client = new pg.Client({ host: socket, port: PORT, user: SUPERUSER, database: 'postgres' })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function untilAnswers(socket: string, child: ChildProcess, log: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  let gone = false
  child.on('exit', () => {
    gone = true
  })
  while (!(await answers(socket))) {
    if (gone && !(await answers(socket))) throw new Error(`PostgreSQL s’est arrêté en démarrant : voyez ${log}.`)
    if (performance.now() > deadline)
      throw new Error(`PostgreSQL ne répond pas après ${PATIENCE_MS / 1000} s : voyez ${log}.`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

async function stop(data: string, socket: string): Promise<void> {
  // The server forgets a closed connection a moment after its client did.
  const settled = performance.now() + SETTLING_MS
  while (await usedByOthers(socket)) {
    if (performance.now() > settled) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  if (!pid) return
  // SIGINT is PostgreSQL's fast shutdown: running transactions are rolled back, everything committed is kept.
  process.kill(pid, 'SIGINT')
  const deadline = performance.now() + PATIENCE_MS
  while (existsSync(file) && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10))
}

/** True while another program has a connection: two servers may share one data folder for a while. */
async function usedByOthers(socket: string): Promise<boolean> {
  const client = new pg.Client({ host: socket, port: PORT, user: SUPERUSER, database: 'postgres' })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query(
      `select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1`,
    )
    return rows.length > 0
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}
