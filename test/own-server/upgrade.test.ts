import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import '../support/root.ts'
import { z } from 'zod'
import { oldEngine } from '../../src/server/platform/backup/old-engine.ts'
import { openDatabase } from '../../src/server/platform/database/database.ts'
import { migrate } from '../../src/server/platform/database/migrate.ts'
import { embeddedServer } from '../../src/server/platform/database/servers.ts'
import { eventsOf } from '../../src/server/platform/ledger/ledger.ts'
import { client } from '../faults/clients.ts'
import { command } from '../support/command.ts'
import { buildSample, type Sample } from '../support/sample.ts'
import { launch, start } from '../support/server.ts'

const OLD = 17
const thing = eventsOf('thing', { seen: { says: { fr: 'vu', en: 'seen' }, payload: z.strictObject({}) } })
let folder = ''
let data = ''
let sample: Sample
/** Why the old PostgreSQL could not be had here; null when it is there. */
let without: string | null = null

/** A real data folder, as a program that brought the earlier PostgreSQL left it. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sv-upgrade-'))
  data = join(folder, 'data')
  mkdirSync(data)
  try {
    oldEngine(data, OLD)
  } catch (error) {
    without = error instanceof Error ? error.message : String(error)
    console.log(`SKIPPED  upgrade-database: ${without}`)
    return
  }
  const server = await embeddedServer(data, 'seconde_vie', { cluster: 'postgres', engine: oldEngine(data, OLD) })
  await migrate(server)
  sample = await buildSample(server, join(data, 'secrets'))
  const database = openDatabase(server.app, () => undefined)
  const actor = { organisationId: sample.organisationId, personId: null }
  await database.inOrganisation(sample.organisationId, (tx) => thing.record(tx, actor, 'seen', crypto.randomUUID(), {}))
  await database.close()
  await server.stop()
  // A program that came from elsewhere did not keep its engine.
  rmSync(oldEngine(data, OLD), { recursive: true })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const all = (path: string) => readdirSync(path, { recursive: true, encoding: 'utf8' }).sort()
const env = () => ({ SECONDE_VIE_DATA: data })

describe('a data folder that the previous PostgreSQL wrote', () => {
  test('is refused by the start, which changes nothing and names the command', async (context) => {
    if (without) context.skip(without)
    const before = all(data)
    const ended = await launch(data)
    expect('code' in ended && ended.code).toBe(1)
    expect('said' in ended && ended.said).toContain('écrit par PostgreSQL 17')
    expect('said' in ended && ended.said).toContain('npx seconde-vie upgrade-database')
    expect(all(data)).toEqual(before)
  })

  test('is upgraded by the command: the ledger verifies, people go on, the old folder stays', async (context) => {
    if (without) context.skip(without)
    cpSync(data, join(folder, 'copy'), { recursive: true })
    const done = await command(['upgrade-database'], env())
    expect(done.code, done.said).toBe(0)
    expect(done.said).toContain('PostgreSQL 17 → 18')
    expect(readFileSync(join(data, 'postgres', 'PG_VERSION'), 'utf8').trim()).toBe('18')
    expect(readFileSync(join(data, 'postgres-17', 'PG_VERSION'), 'utf8').trim()).toBe('17')
    const left = readdirSync(data).filter((name) => /next|backup|fetched/.test(name))
    expect(left, 'no draft stays behind').toEqual([])
    const verified = await command(['verify-ledger'], env())
    expect(verified.said).toContain('Ville de Montferrand : 1 événements, 1 scellés. Tout concorde.')
    const running = await start(data)
    const jar = new Map([(sample.cookies.coordinator ?? '').split(/=(.*)/s).slice(0, 2) as [string, string]])
    expect((await client(running.origin, jar).get('/')).text).toContain('Ville de Montferrand')
    await running.stop()
    expect((await command(['upgrade-database'], env())).said).toContain('Rien à faire')
  })

  test('interrupted at its last step, it is not taken for an empty one: the command ends it', async (context) => {
    if (without) context.skip(without)
    renameSync(join(data, 'postgres'), join(data, 'postgres-next'))
    const ended = await launch(data)
    expect('said' in ended && ended.said).toContain('interrompue')
    expect(existsSync(join(data, 'postgres'))).toBe(false)
    expect((await command(['upgrade-database'], env())).said).toContain('terminée')
    expect((await command(['verify-ledger'], env())).said).toContain('Tout concorde')
  })

  test('that cannot be upgraded stays as it was', async (context) => {
    if (without) context.skip(without)
    const copy = join(folder, 'copy')
    const before = all(join(copy, 'postgres'))
    const offline = {
      SECONDE_VIE_DATA: copy,
      npm_config_registry: 'http://127.0.0.1:9',
      npm_config_fetch_retries: '0',
      npm_config_cache: join(folder, 'cache'),
    }
    const failed = await command(['upgrade-database'], offline)
    expect(failed.code).toBe(1)
    expect(failed.said).toContain('npm n’a pas pu prendre l’ancien PostgreSQL')
    expect(all(join(copy, 'postgres'))).toEqual(before)
    expect(readdirSync(copy).filter((name) => /next|backup|fetched/.test(name))).toEqual([])
  })
})
