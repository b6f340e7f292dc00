import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../../test/support/house.ts'
import { migrate, migrationFiles } from '../database/migrate.ts'
import { type DatabaseServer, embeddedServer } from '../database/servers.ts'
import { localFiles } from '../files/local-files.ts'
import { addJob } from '../jobs/add-job.sql.ts'
import { sealAll } from '../ledger/sealer.ts'
import { verifyLedger } from '../ledger/verify.ts'
import { END, tarEntry } from './archive.ts'
import { appliedMigrations, savedTables } from './catalog.sql.ts'
import { checkBackup } from './read-backup.ts'
import { Refused } from './refused.ts'
import { restoreBackup } from './restore-backup.ts'
import { type Source, writeBackup } from './write-backup.ts'

const PASSPHRASE = 'sept noix dans un panier'
let folder = ''
let house: TestHouse
let server: DatabaseServer
let source: Source
const opened: DatabaseServer[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sv-backup-'))
  house = await openTestHouse('backup')
  const cluster = inject('cluster').folder
  server = await embeddedServer(cluster, house.databaseName)
  source = { owner: server.owner, files: house.services.files, keys: null }
})
afterAll(async () => {
  await house?.close()
  for (const one of opened) await one.stop()
  rmSync(folder, { recursive: true, force: true })
})

const path = (name: string) => join(folder, name)
async function on<T>(config: pg.PoolConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(config)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** A new installation beside: its own PostgreSQL, files and keys. */
const target = (name: string) => ({
  openServer: async () => {
    const one = await embeddedServer(path(name))
    opened.push(one)
    return one
  },
  files: localFiles(join(path(name), 'files')),
  keysFolder: join(path(name), 'secrets'),
})
const ownerOf = async (name: string) => (await embeddedServer(path(name))).owner

/** Why something is refused, in both languages. */
const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'it was done',
    (error) => (error instanceof Refused ? `${error.says.fr} / ${error.says.en}` : `bug: ${error}`),
  )

/** Every row of every table, but what a ledger that moves may change. */
const everything = (config: pg.PoolConfig) =>
  on(config, async (client) => {
    const moved = new Set(['tally', 'ledger_head', 'ledger_block', 'event_position'])
    const rows: Record<string, unknown> = {}
    for (const { schema, name, columns } of await savedTables(client)) {
      if (moved.has(name)) continue
      const found = await client.query(
        `select count(*)::int as n, md5(string_agg(t::text, '|' order by t::text)) as hash from (select ${columns.map(pg.escapeIdentifier)} from ${schema}.${pg.escapeIdentifier(name)}) t`,
      )
      rows[name] = found.rows[0]
    }
    return { rows, migrations: await appliedMigrations(client) }
  })

const deviceForm = { kind: 'laptop', count: '1', owner: 'organisation', works: 'unknown' }
const receive = () => house.post('/arrivees', deviceForm, 'technician')

describe('a backup put back elsewhere', () => {
  test('brings every row, every file and every waiting job; the ledger holds, and goes on', async () => {
    const bytes = randomBytes(200_000)
    const hash = await house.services.files.put(house.sample.organisationId, bytes)
    await house.inside((tx) =>
      tx
        .insertInto('file')
        .values({
          organisation_id: house.sample.organisationId,
          id: crypto.randomUUID(),
          hash,
          name: 'photo.jpg',
          media_type: 'image/jpeg',
          bytes: bytes.length,
          subject_kind: 'device',
          subject_id: crypto.randomUUID(),
          kind: 'photo',
        })
        .execute(),
    )
    await house.inside((tx) => addJob(tx, 'tryLater', { deviceId: crypto.randomUUID() }))
    const pool = new pg.Pool(server.owner)
    await sealAll(pool)
    // The numbers of this cluster run far ahead of a new one's, and the last event is not sealed yet.
    await on(server.owner, (client) =>
      client.query('do $$ begin for i in 1..3000 loop perform pg_current_xact_id(); commit; end loop; end $$'),
    )
    expect((await receive()).status).toBe(303)
    const before = await everything(server.owner)

    const written = await writeBackup(path('whole'), source, null)
    expect(written.files.count).toBeGreaterThan(0)
    expect(statSync(path('whole')).mode & 0o777).toBe(0o600)
    expect(existsSync(`${path('whole')}.partial`)).toBe(false)
    await restoreBackup(path('whole'), target('elsewhere'), null)

    const there = await ownerOf('elsewhere')
    expect(await everything(there)).toEqual(before)
    expect(await target('elsewhere').files.get(house.sample.organisationId, hash)).toEqual(Buffer.from(bytes))
    await on(there, async (client) => {
      const jobs = await client.query(
        `select t.identifier, j.payload->>'organisationId' as organisation from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'tryLater'`,
      )
      expect(jobs.rows).toEqual([{ identifier: 'tryLater', organisation: house.sample.organisationId }])
      const numbers = await client.query(
        'select max(txid)::text::bigint > pg_current_xact_id()::text::bigint as ahead from event',
      )
      expect(numbers.rows, 'the lines keep the numbers of the old cluster').toEqual([{ ahead: true }])
    })
    await ledgerHolds(there)
    // A new line in the new cluster, whose numbers are lower, is sealed too.
    await on(there, (client) =>
      client.query(
        `insert into event (organisation_id, id, subject_kind, subject_id, kind) select $1, gen_random_uuid(), 'device', gen_random_uuid(), 'device.seen'`,
        [house.sample.organisationId],
      ),
    )
    const other = new pg.Pool(there)
    expect(await sealAll(other)).toBe(1)
    await ledgerHolds(there)
    await Promise.all([pool.end(), other.end()])
  })

  async function ledgerHolds(owner: pg.PoolConfig): Promise<void> {
    await on(owner, async (client) => {
      const { rows } = await client.query<{ organisation_id: string }>('select organisation_id from organisation')
      expect(rows.length).toBeGreaterThan(1)
      for (const { organisation_id } of rows) {
        const found = await verifyLedger(client, organisation_id)
        expect(found.broken).toEqual([])
        expect(found.sealed, 'nothing waits').toBe(found.events)
      }
    })
  }

  test('keeps row security, keys between tables and the guard of the ledger as they were', async () => {
    const guards = (config: pg.PoolConfig) =>
      on(config, async (client) => {
        const found = await client.query(
          `select c.relname as name, c.relrowsecurity, c.relforcerowsecurity,
             (select array_agg(concat(t.tgname, ' ', t.tgenabled) order by t.tgname) from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal) as triggers,
             (select array_agg(k.conname || ' ' || pg_get_constraintdef(k.oid) order by k.conname) from pg_constraint k where k.conrelid = c.oid) as keys
           from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname in ('public', 'sign_in') order by n.nspname, 1`,
        )
        return found.rows
      })
    expect(await guards(await ownerOf('elsewhere'))).toEqual(await guards(server.owner))
  })

  test('is one moment of a place where people go on working', async () => {
    let working = true
    const people = Promise.all(
      [1, 2].map(async () => {
        let done = 0
        for (; working; done += 1) expect((await receive()).status).toBe(303)
        return done
      }),
    )
    const held = await writeBackup(path('working'), source, null)
    working = false
    expect((await people).every((done) => done > 0)).toBe(true)
    await restoreBackup(path('working'), target('moment'), null)
    const there = await ownerOf('moment')
    await ledgerHolds(there)
    const { rows } = await on(there, (client) => client.query('select count(*)::int as n from event'))
    expect(rows).toEqual([{ n: held.parts['public.event']?.rows }])
  })

  test('of an earlier program is brought to this one’s schema, in a new database only', async () => {
    const files = migrationFiles().map(({ name }) => name)
    const earlier = await embeddedServer(inject('cluster').folder, `earlier_${process.pid}`)
    await migrate(earlier, new Set(files.slice(0, files.indexOf('0018_installation.sql'))))
    await on(earlier.owner, (client) =>
      client.query(
        `select create_organisation(gen_random_uuid(), 'Ville de Vichy', 'commune', 'hexagone', '03310', 'Europe/Paris', false)`,
      ),
    )
    const held = await writeBackup(path('earlier'), { ...source, owner: earlier.owner }, null)
    expect(held.installation, 'installations had no name yet').toBeNull()
    await restoreBackup(path('earlier'), target('later'), null)
    await on(await ownerOf('later'), async (client) => {
      const { rows } = await client.query(
        'select o.name, i.id is not null as named from organisation o, installation i',
      )
      expect(rows).toEqual([{ name: 'Ville de Vichy', named: true }])
      expect((await appliedMigrations(client)).map(({ name }) => name)).toEqual(files)
    })
    const visited = target('visited')
    await migrate(await visited.openServer())
    expect(await refusal(restoreBackup(path('earlier'), visited, null))).toContain('déjà été ouverte par un programme')
  })

  test('has no half: a name that is taken and a lost file are said', async () => {
    expect(await refusal(writeBackup(path('whole'), source, null))).toContain('existe déjà')
    const empty = { ...source, files: localFiles(path('no-files')) }
    const held = await writeBackup(path('files-lost'), empty, null)
    expect(held.missing.length).toBeGreaterThan(0)
  })
})

describe('nothing is written from', () => {
  const refusedAs = async (file: Buffer, passphrase: string | null = null): Promise<string> => {
    const name = path(`refused-${randomBytes(6).toString('hex')}`)
    writeFileSync(name, file)
    const said = await refusal(restoreBackup(name, target('never'), passphrase))
    expect(existsSync(path('never')), 'no data folder was made').toBe(false)
    return said
  }

  test('another program’s file', async () => {
    const foreign = 'n’est pas une sauvegarde de Seconde Vie'
    expect(await refusedAs(Buffer.alloc(0))).toContain(foreign)
    expect(await refusedAs(Buffer.from('PGDMP and so on, for a while'))).toContain(foreign)
    expect(await refusedAs(gzipSync(Buffer.from('{"product":"another"}'.repeat(200))))).toMatch(/abîmée|n’est pas/)
    const other = { product: 'another', format: 1 }
    const archive = [...tarEntry({ name: 'seconde-vie.json', bytes: Buffer.from(JSON.stringify(other)) }), END]
    expect(await refusedAs(gzipSync(Buffer.concat(archive)))).toContain('is not a Seconde Vie backup')
  })

  test('a file cut short anywhere, or with one bit turned', async () => {
    const whole = readFileSync(path('whole'))
    for (const part of [0.001, 0.3, 0.9, 1]) {
      const cut = whole.subarray(0, Math.floor((whole.length - 1) * part))
      expect(await refusedAs(cut), `${cut.length} bytes`).toMatch(/abîmée?/)
    }
    // The ten bytes of a gzip's own header say nothing of what is inside.
    for (let turn = 0; turn < 40; turn += 1) {
      const at = 10 + Math.floor(((whole.length - 10) * turn) / 40)
      const turned = Buffer.from(whole)
      turned.writeUInt8(turned.readUInt8(at) ^ (1 << (turn % 8)), at)
      expect(await refusedAs(turned), `bit at ${at}`).toMatch(/abîmée?/)
    }
  })

  test('a newer format, or a newer program', async () => {
    const later = { product: 'seconde-vie', format: 2 }
    const archive = [...tarEntry({ name: 'seconde-vie.json', bytes: Buffer.from(JSON.stringify(later)) }), END]
    expect(await refusedAs(gzipSync(Buffer.concat(archive)))).toContain('format plus récent (2)')
    const future = await openTestHouse('backup_future')
    const ahead = await embeddedServer(inject('cluster').folder, future.databaseName)
    await on(ahead.owner, (client) =>
      client.query(`insert into migration (name, hash) values ('9999_later.sql', repeat('a', 64))`),
    )
    await writeBackup(path('newer'), { ...source, owner: ahead.owner }, null)
    await future.close()
    expect(await refusedAs(readFileSync(path('newer')))).toContain(
      'programme plus récent, ou d’un autre (9999_later.sql)',
    )
  })

  test('a backup, where somebody already works', async () => {
    const here = { ...target('here'), openServer: async () => server }
    const before = await everything(server.owner)
    expect(await refusal(restoreBackup(path('whole'), here, null))).toContain('contient déjà des données')
    expect(await everything(server.owner)).toEqual(before)
  })
})

describe('a backup with the keys', () => {
  const keys = () => join(inject('cluster').folder, 'secrets')

  test('asks for a passphrase worth the name', async () => {
    const withKeys = { ...source, keys: keys() }
    expect(await refusal(writeBackup(path('keys'), withKeys, null))).toContain('phrase secrète')
    expect(await refusal(writeBackup(path('keys'), withKeys, 'court'))).toContain('12 caractères')
    expect(existsSync(path('keys'))).toBe(false)
    const held = await writeBackup(path('keys'), withKeys, PASSPHRASE)
    expect(held.withKeys).toBe(true)
    const bytes = readFileSync(path('keys'))
    for (const name of readdirSync(keys())) expect(bytes.includes(readFileSync(join(keys(), name)))).toBe(false)
  })

  test('opens with its passphrase only, and puts the keys back', async () => {
    expect(await refusal(checkBackup(path('keys'), null))).toContain('est chiffrée')
    expect(await refusal(checkBackup(path('keys'), `${PASSPHRASE}.`))).toContain('does not open this backup')
    await restoreBackup(path('keys'), target('with-keys'), PASSPHRASE)
    const back = join(path('with-keys'), 'secrets')
    expect(readdirSync(back).sort()).toEqual(readdirSync(keys()).sort())
    for (const name of readdirSync(keys())) {
      expect(readFileSync(join(back, name))).toEqual(readFileSync(join(keys(), name)))
      expect(statSync(join(back, name)).mode & 0o777).toBe(0o600)
    }
  })

  test('is refused where other keys are, where a bit turned, where its end is cut off', async () => {
    const other = { ...target('other-keys'), keysFolder: path('some-keys') }
    mkdirSync(other.keysFolder)
    writeFileSync(join(other.keysFolder, 'sign-in'), 'another one')
    expect(await refusal(restoreBackup(path('keys'), other, PASSPHRASE))).toContain('déjà d’autres clés')
    const whole = readFileSync(path('keys'))
    for (const at of [20, 60, 70_000, whole.length - 1]) {
      const turned = Buffer.from(whole)
      turned.writeUInt8(turned.readUInt8(at) ^ 4, at)
      writeFileSync(path('turned'), turned)
      expect(await refusal(checkBackup(path('turned'), PASSPHRASE)), `bit at ${at}`).toMatch(/abîmée?/)
    }
    const chunk = 64 * 1024 + 16
    writeFileSync(path('cut'), whole.subarray(0, 39 + chunk * Math.floor((whole.length - 40) / chunk)))
    expect(await refusal(checkBackup(path('cut'), PASSPHRASE))).toMatch(/abîmée?/)
  })
})
