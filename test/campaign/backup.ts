import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { restoreBackup } from '../../src/server/platform/backup/restore-backup.ts'
import { writeBackup } from '../../src/server/platform/backup/write-backup.ts'
import { migrate } from '../../src/server/platform/database/migrate.ts'
import { type DatabaseServer, embeddedServer } from '../../src/server/platform/database/servers.ts'
import { localFiles } from '../../src/server/platform/files/local-files.ts'
import { sealAll } from '../../src/server/platform/ledger/sealer.ts'
import { verifyLedger } from '../../src/server/platform/ledger/verify.ts'

/** Megabytes that this process may take more than before it began, whatever the size of the database; the passphrase alone takes 134. */
const MOST_MEMORY = 256
const FILES = 200
const PASSPHRASE = 'neuf pommes sur un banc'

/** A large ledger and large files, backed up encrypted and put back: memory stays flat, nothing is lost. `args`: number of events. */
export async function campaign(args: readonly string[]): Promise<number> {
  const events = Number(args[0] ?? 300_000)
  const folder = mkdtempSync(join(tmpdir(), 'sv-backup-campaign-'))
  const servers: DatabaseServer[] = []
  const open = async (name: string) => {
    const server = await embeddedServer(join(folder, name))
    servers.push(server)
    return server
  }
  let failed = 0
  const bar = (held: boolean, said: string) => {
    if (!held) failed += 1
    console.log(`${held ? 'passed' : 'FAILED'} ${said}`)
  }
  try {
    const organisation = randomUUID()
    const source = await open('source')
    const files = localFiles(join(folder, 'source', 'files'))
    await fill(source, organisation, events, files)
    const watch = watchMemory()
    const path = join(folder, 'backup')
    const saved = await timed(() => writeBackup(path, { owner: source.owner, files, keys: null }, PASSPHRASE))
    const size = (statSync(path).size / 1e6).toFixed(0)
    bar(
      saved.result.missing.length === 0,
      `backup of ${events} events and ${FILES} MB of files: ${saved.seconds} s, ${size} MB`,
    )
    const to = localFiles(join(folder, 'target', 'files'))
    const target = { openServer: () => open('target'), files: to, keysFolder: join(folder, 'target', 'secrets') }
    const restored = await timed(() => restoreBackup(path, target, PASSPHRASE))
    const whole = await on(servers.at(-1) ?? source, (client) => verifyLedger(client, organisation))
    const held = whole.broken.length === 0 && whole.events === events && whole.sealed === events
    bar(held, `restore: ${restored.seconds} s, ${whole.sealed} events sealed of ${events}`)
    const memory = watch()
    bar(memory <= MOST_MEMORY, `memory: ${memory.toFixed(0)} MB more than before (${MOST_MEMORY} MB at most)`)
  } finally {
    for (const server of servers) await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return failed
}

async function fill(
  server: DatabaseServer,
  organisation: string,
  events: number,
  files: ReturnType<typeof localFiles>,
): Promise<void> {
  await migrate(server)
  await on(server, async (client) => {
    await client.query(
      `select create_organisation($1, 'Ville de Riom', 'commune', 'hexagone', '63300', 'Europe/Paris', false)`,
      [organisation],
    )
    await client.query(
      `insert into event (organisation_id, id, subject_kind, subject_id, kind, payload)
       select $1, gen_random_uuid(), 'device', gen_random_uuid(), 'device.seen', jsonb_build_object('text', repeat(md5(n::text), 30))
       from generate_series(1, $2::int) n`,
      [organisation, events],
    )
    for (let number = 0; number < FILES; number += 1) {
      const hash = await files.put(organisation, randomBytes(1_000_000))
      await client.query(
        `insert into file (organisation_id, id, hash, name, media_type, bytes, subject_kind, subject_id, kind)
         values ($1, gen_random_uuid(), $2, 'photo.jpg', 'image/jpeg', 1000000, 'device', gen_random_uuid(), 'photo')`,
        [organisation, hash],
      )
    }
  })
  const pool = new pg.Pool(server.owner)
  await sealAll(pool)
  await pool.end()
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

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: string }> {
  const start = performance.now()
  const result = await work()
  return { result, seconds: ((performance.now() - start) / 1000).toFixed(1) }
}

/** Watches resident memory; the answer stops it and gives the most that was taken above the start, in MB. */
function watchMemory(): () => number {
  const start = process.memoryUsage().rss
  let most = start
  const look = () => {
    most = Math.max(most, process.memoryUsage().rss)
  }
  const timer = setInterval(look, 50)
  return () => {
    clearInterval(timer)
    look()
    return (most - start) / 1e6
  }
}
