import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { ROLES } from '../src/server/organisation/roles.ts'
import type { ApiRoute } from '../src/server/platform/api/api-route.ts'
import { startEngine, superuser } from '../src/server/platform/database/engine.ts'
import { allows } from '../src/server/platform/http/permission.ts'
import type { MemberRoute } from '../src/server/platform/http/route.ts'
import { examplePath, filler } from './support/example.ts'
import { api, openTestHouse, routes, type TestHouse } from './support/house.ts'
import { buildWorld, type World } from './support/world.ts'

const guarded = routes.filter((route): route is MemberRoute => !('open' in route))
let template = ''
let world: World = {}

beforeAll(async () => {
  const house = await openTestHouse('world')
  world = await buildWorld(house)
  template = house.databaseName
  await house.close()
})

const fill = (text: string): string => filler(world)(text)

function request(house: TestHouse, route: MemberRoute, as?: string): Promise<Response> {
  const { example } = route
  const path = examplePath(route, fill)
  if (route.method === 'GET') return house.get(path, as)
  const form: Record<string, string | string[] | File[]> = {}
  for (const [name, value] of Object.entries(example.form ?? {}))
    form[name] = typeof value === 'string' ? fill(value) : value.map(fill)
  for (const file of example.files ?? [])
    form[file.field] = [new File([file.base64 ? Buffer.from(file.text, 'base64') : fill(file.text)], file.name)]
  return house.post(path, form, as)
}

/** One line a table: how many rows, and a sum over their text; sign-in's own attempts and sessions aside. */
async function rowsOf(folder: string, database: string): Promise<string> {
  const engine = await startEngine(folder)
  const client = new pg.Client(superuser(engine, database))
  await client.connect()
  try {
    const tables = await client.query<{ name: string }>(
      `select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename not in ('attempt') order by 1`,
    )
    const lines: string[] = []
    for (const { name } of tables.rows) {
      const { rows } = await client.query(
        `select count(*) as n, coalesce(sum(hashtextextended(t::text, 0)), 0)::text as sum from ${name} t`,
      )
      lines.push(`${name} ${rows[0]?.n} ${rows[0]?.sum}`)
    }
    return lines.join('\n')
  } finally {
    await client.end()
  }
}

describe.each(guarded.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', (name, route) => {
  let house: TestHouse
  beforeAll(async () => {
    house = await openTestHouse(name, template)
  })
  afterAll(() => house.close())

  test('refuses everyone else, changes nothing then, and succeeds for a rightful person', async () => {
    const { folder } = inject('cluster')
    expect(route.example, 'every route carries an example').toBeDefined()
    const before = await rowsOf(folder, house.databaseName)

    const nobody = await request(house, route)
    expect(nobody.status, 'nobody is sent to sign in').toBe(303)
    expect(nobody.headers.get('location')).toMatch(/^\/connexion/)

    for (const role of ROLES.filter((one) => !allows({ roles: [one] }, route.access))) {
      expect((await request(house, route, role)).status, `${role} is refused`).toBe(403)
    }
    const form = route.method === 'POST' ? Object.values(route.example.form ?? {}).flat() : []
    const named = Object.keys(route.example.params ?? {}).length > 0 || form.some((value) => value.startsWith('{'))
    if (named) expect((await request(house, route, 'other')).status, 'another organisation finds nothing').toBe(404)
    expect(await rowsOf(folder, house.databaseName), 'no row changed').toBe(before)

    const status = route.example.status ?? (route.method === 'GET' ? 200 : 303)
    const rightful = await request(house, route, route.example.as)
    expect(
      rightful.status,
      `${route.example.as} succeeds: ${rightful.status === status ? '' : await rightful.clone().text()}`,
    ).toBe(status)
  })
})

function ask(house: TestHouse, route: ApiRoute, as?: string): Promise<Response> {
  const { example } = route
  const json = example.json && JSON.parse(fill(JSON.stringify(example.json)))
  const body = route.method === 'GET' ? {} : { json, bytes: fill(example.bytes ?? '') }
  return house.api(examplePath(route, fill), body, as)
}

describe.each(api.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', (name, route) => {
  let house: TestHouse
  beforeAll(async () => {
    house = await openTestHouse(name, template)
  })
  afterAll(() => house.close())

  test('refuses everyone else, changes nothing then, and answers a rightful person what its schema says', async () => {
    const { folder } = inject('cluster')
    const before = await rowsOf(folder, house.databaseName)
    const nobody = await ask(house, route)
    expect(nobody.status, 'nobody has no token').toBe(401)
    for (const role of ROLES.filter((one) => !allows({ roles: [one] }, route.access)))
      expect((await ask(house, route, role)).status, `${role} is refused`).toBe(403)
    if (route.example.params)
      expect((await ask(house, route, 'other')).status, 'another organisation finds nothing').toBe(404)
    expect(await rowsOf(folder, house.databaseName), 'no row changed').toBe(before)

    const rightful = await ask(house, route, route.example.as)
    const answered = await rightful.json()
    expect(rightful.status, JSON.stringify(answered)).toBe(200)
    expect(route.output.parse(answered)).toEqual(answered)
  })
})

test('every table of an organisation shows nothing to another, nor to nobody', async () => {
  const house = await openTestHouse('tables', template)
  const { folder, sample } = inject('cluster')
  const engine = await startEngine(folder)
  const root = new pg.Client(superuser(engine, house.databaseName))
  const app = new pg.Client({
    host: engine.host,
    port: engine.port,
    user: 'seconde_vie_login',
    database: house.databaseName,
  })
  await root.connect()
  await app.connect()
  try {
    const tables = await root.query<{ name: string; secure: boolean; tenant: boolean }>(
      `select quote_ident(c.relname) as name, c.relrowsecurity and c.relforcerowsecurity as secure,
         exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped) as tenant
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
    )
    for (const { name, secure, tenant } of tables.rows) {
      const readable = await root.query(`select has_table_privilege('seconde_vie_login', '${name}', 'select') as yes`)
      if (!readable.rows[0]?.yes) continue
      expect(
        tenant && secure,
        `${name} is a tenant's table under forced row security, or closed to the application`,
      ).toBe(true)
      for (const organisation of ['', sample.otherOrganisationId]) {
        await app.query('begin')
        await app.query(`select set_config('app.organisation', $1, true)`, [organisation])
        const seen = await app.query(`select count(*)::int as n from ${name} where organisation_id = $1`, [
          sample.organisationId,
        ])
        await app.query('rollback')
        expect(seen.rows[0]?.n, `${name} as ${organisation || 'nobody'}`).toBe(0)
      }
    }
    for (const schema of ['sign_in', 'graphile_worker']) {
      const used = await root.query(`select has_schema_privilege('seconde_vie_login', '${schema}', 'usage') as yes`)
      expect(used.rows[0]?.yes, `the application has no right on ${schema}`).toBe(false)
    }
  } finally {
    await app.end()
    await root.end()
    await house.close()
  }
})
