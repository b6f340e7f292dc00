import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestHouse } from '../../../test/support/house.ts'
import { DEVICE_STATES } from '../../domain/circuit/states.ts'
import { type DatabaseServer, embeddedServer } from '../platform/database/servers.ts'
import { verifyLedger } from '../platform/ledger/verify.ts'
import { buildLoad } from './load.ts'

/** What a database is made of, beside its rows: a load takes much of it off and must put all of it back. */
const MADE_OF = `
  select 'index' as kind, indexdef as said from pg_indexes where schemaname = 'public'
  union all select 'constraint', conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' ' || convalidated
    from pg_constraint where connamespace = 'public'::regnamespace
  union all select 'trigger', tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal
  union all select 'security', relname || ' ' || relrowsecurity || ' ' || relforcerowsecurity || ' ' || relpersistence::text || ' ' || coalesce(relacl::text, '')
    from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
  order by 1, 2`

const folder = mkdtempSync(join(tmpdir(), 'sv-load-'))
let server: DatabaseServer
let client: pg.Client
beforeAll(async () => {
  const built = await buildLoad({ folder, devices: 1200, organisations: 2, seed: 1 }, () => undefined)
  expect(built.devices).toBeGreaterThanOrEqual(1200)
  server = await embeddedServer(folder)
  client = new pg.Client(server.owner)
  await client.connect()
})
afterAll(async () => {
  await client?.end()
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const rowsOf = async (query: string) => (await client.query<Record<string, string>>(query)).rows

test('the database is made as any other: indexes, keys, triggers, row security', async () => {
  const house = await openTestHouse('beside_a_load')
  const other = await embeddedServer(inject('cluster').folder, house.databaseName)
  const beside = new pg.Client(other.owner)
  await beside.connect()
  try {
    expect(await rowsOf(MADE_OF)).toEqual((await beside.query(MADE_OF)).rows)
  } finally {
    await beside.end()
    await house.close()
  }
})

test('its ledgers verify, each of them whole', async () => {
  const organisations = await rowsOf('select organisation_id as id from organisation')
  expect(organisations).toHaveLength(2)
  for (const { id = '' } of organisations) {
    const verified = await verifyLedger(client, id)
    expect(verified.broken).toEqual([])
    expect(verified.sealed).toBe(verified.events)
    expect(verified.events).toBeGreaterThan(5000)
  }
})

test('each organisation has its devices, in every state, and its counts say how many', async () => {
  const counted = await rowsOf(
    `select organisation_id, 'device.state' as name, state as bucket, count(*)::int as n from device group by 1, 3
     union all select organisation_id, case when told then 'holding.told' else 'holding.open' end, transfer, count(*)::int
       from holding where ended_at is null group by 1, 2, 3 order by 1, 2, 3`,
  )
  const tallied = await rowsOf(
    `select organisation_id, name, bucket, sum(delta)::int as n from tally group by 1, 2, 3 having sum(delta) <> 0 order by 1, 2, 3`,
  )
  expect(tallied).toEqual(counted)
  const states = counted.filter(({ name }) => name === 'device.state')
  expect(new Set(states.map(({ bucket }) => bucket))).toEqual(new Set(DEVICE_STATES))
  const devices = await rowsOf('select count(*)::int as n from device group by organisation_id')
  for (const { n } of devices) expect(Number(n)).toBeGreaterThanOrEqual(600)
})

test('the engine writes its log again as a cluster that people trust', async () => {
  const [said] = await rowsOf(
    `select current_setting('wal_level') as wal, current_setting('synchronous_commit') as commits, current_setting('autovacuum') as vacuum`,
  )
  expect(said).toEqual({ wal: 'replica', commits: 'on', vacuum: 'on' })
})
