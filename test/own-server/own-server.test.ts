import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refuseDatabase } from '../../src/server/platform/database/roles.ts'
import { client, setUp } from '../faults/clients.ts'
import { freePort, launch, start } from '../support/server.ts'
import { type OwnServer, ownServer, preparation } from './server.ts'

const prepare = preparation(readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8'))
let folder = ''
let server: OwnServer

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sv-own-server-'))
  server = await ownServer(folder, await freePort())
  await server.asAdministrator(...prepare.once, ...prepare.installation('riom'), ...prepare.installation('thiers'))
})
afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const addresses = (app: string, owner: string, database: string) => ({
  DATABASE_URL: server.url(app, database),
  DATABASE_OWNER_URL: server.url(owner, database),
})
const installation = (name: string) => addresses(`${name}_app`, `${name}_owner`, name)

/** What the program says when it does not start. */
async function refusal(env: Readonly<Record<string, string>>): Promise<string> {
  const ended = await launch(join(folder, 'refused'), { env })
  if ('origin' in ended) {
    await ended.stop()
    return 'it started'
  }
  expect(ended.code).toBe(1)
  return ended.said
}

describe('on a PostgreSQL 15 prepared as the README says', () => {
  test('a first visit sets a programme up, and a second start finds it again', async () => {
    const first = await start(join(folder, 'riom'), { env: installation('riom') })
    const jar = await setUp(first.origin)
    expect((await client(first.origin, jar).get('/')).status).toBe(200)
    await first.stop()
    const second = await start(join(folder, 'riom'), { env: installation('riom') })
    expect((await client(second.origin, jar).get('/')).text).toContain('Ville de Riom')
    await second.stop()
  })

  test('another installation beside it is its own, and neither opens the other’s database', async () => {
    const other = await start(join(folder, 'thiers'), { env: installation('thiers') })
    expect((await client(other.origin).get('/bienvenue')).status, 'nobody is there yet').toBe(200)
    await setUp(other.origin)
    await other.stop()
    const count = 'select count(*)::int as n from organisation'
    expect(await server.rows('thiers_owner', 'thiers', count)).toEqual([{ n: 1 }])
    for (const role of ['riom_app', 'riom_owner']) {
      await expect(server.rows(role, 'thiers', count)).rejects.toThrow(/permission denied for database/)
    }
    await expect(server.rows('thiers_app', 'riom', count)).rejects.toThrow(/permission denied for database/)
    expect(await server.rows('riom_app', 'riom', count), 'the application sees no organisation unasked').toEqual([
      { n: 0 },
    ])
  })

  test('an owner that makes roles needs nothing prepared but its database', async () => {
    await server.asAdministrator(
      'create role alone_owner login createrole',
      'create role alone_app login',
      "create database alone owner alone_owner encoding 'UTF8' template template0 lc_collate 'C' lc_ctype 'C'",
    )
    const running = await start(join(folder, 'alone'), { env: addresses('alone_app', 'alone_owner', 'alone') })
    await running.stop()
  })
})

describe('it does not start, and says why', () => {
  test('where only one of the two addresses is given', async () => {
    const said = await refusal({ DATABASE_URL: server.url('riom_app', 'riom') })
    expect(said).toContain('DATABASE_URL (application) et DATABASE_OWNER_URL (migrations) vont ensemble')
  })

  test('where nobody answers at the address, and no password is repeated', async () => {
    const nowhere = `127.0.0.1:${await freePort()}/riom`
    const said = await refusal({
      DATABASE_URL: `postgres://riom_app:tres-secret@${nowhere}`,
      DATABASE_OWNER_URL: `postgres://riom_owner:tres-secret@${nowhere}`,
    })
    expect(said).toContain(`La base de DATABASE_OWNER_URL ne s’ouvre pas (riom_owner@${nowhere}) : personne ne répond`)
    expect(said).not.toContain('tres-secret')
  })

  test('where the base does not exist', async () => {
    expect(await refusal(addresses('riom_app', 'riom_owner', 'nulle_part'))).toContain('cette base n’existe pas')
  })

  test('where the two addresses lead to two databases', async () => {
    const env = {
      DATABASE_URL: server.url('thiers_app', 'thiers'),
      DATABASE_OWNER_URL: server.url('riom_owner', 'riom'),
    }
    expect(await refusal(env)).toContain('ne mènent pas à la même base')
  })

  test('where the application’s role owns the database, is superuser, or goes round row security', async () => {
    await server.asAdministrator(
      'create role strong login bypassrls',
      'create role disguised login in role riom_owner',
      'grant connect on database riom to strong, disguised',
    )
    const strong = {
      riom_owner: 'est propriétaire',
      disguised: 'est propriétaire',
      postgres: 'est superutilisateur',
      strong: 'bypassrls',
    }
    for (const [role, why] of Object.entries(strong)) {
      const said = await refusal(addresses(role, 'riom_owner', 'riom'))
      expect(said).toContain(`Le rôle « ${role} » de DATABASE_URL`)
      expect(said).toContain(why)
    }
  })

  test('where the owner may not give the group roles: it says what the administrator has to run, and then it starts', async () => {
    await server.asAdministrator(
      'create role poor_owner login',
      'create role poor_app login',
      "create database poor owner poor_owner encoding 'UTF8' template template0 lc_collate 'C' lc_ctype 'C'",
    )
    const env = addresses('poor_app', 'poor_owner', 'poor')
    const said = await refusal(env)
    const grant = said.split('\n').find((line) => line.trim().startsWith('grant'))
    expect(grant, said).toBeDefined()
    await server.asAdministrator(grant ?? '')
    const running = await start(join(folder, 'poor'), { env })
    await running.stop()
  })

  test('where the base is not in UTF-8', async () => {
    await server.asAdministrator(
      "create database latin owner riom_owner encoding 'SQL_ASCII' template template0 lc_collate 'C' lc_ctype 'C'",
    )
    expect(await refusal(addresses('riom_app', 'riom_owner', 'latin'))).toContain('Cette base est en SQL_ASCII')
  })

  test('where the server is older than PostgreSQL 15', () => {
    expect(() => refuseDatabase(140_012, 'UTF8')).toThrow('Cette base est un PostgreSQL 14')
    expect(() => refuseDatabase(150_000, 'UTF8')).not.toThrow()
  })
})
