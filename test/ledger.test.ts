import { createPublicKey } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createDevice } from '../src/server/fleet/device.sql.ts'
import { startEngine, superuser } from '../src/server/platform/database/engine.ts'
import { embeddedServer } from '../src/server/platform/database/servers.ts'
import { digestDay, digestHolds } from '../src/server/platform/ledger/digest.ts'
import { sealAll } from '../src/server/platform/ledger/sealer.ts'
import { verifyLedger } from '../src/server/platform/ledger/verify.ts'
import { openTestHouse, type TestHouse } from './support/house.ts'

let house: TestHouse
let owner: pg.Pool
const actor = () => ({ organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null })
const receive = (count: number) =>
  house.inside(async (tx) => {
    for (let made = 0; made < count; made += 1) await createDevice(tx, actor(), { kind: 'laptop', state: 'received' })
  })

beforeAll(async () => {
  house = await openTestHouse('ledger')
  const server = await embeddedServer(inject('cluster').folder, house.databaseName)
  owner = new pg.Pool(server.owner)
})
afterAll(async () => {
  await owner.end()
  await house.close()
})

const asSuperuser = async (statement: string) => {
  const engine = await startEngine(inject('cluster').folder)
  const client = new pg.Client(superuser(engine, house.databaseName))
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
const verify = async () => {
  const client = await owner.connect()
  try {
    return await verifyLedger(client, house.sample.organisationId)
  } finally {
    client.release()
  }
}

test('what is written is sealed in order and verifies; a second pass finds nothing to do', async () => {
  await receive(5)
  expect(await sealAll(owner)).toBe(5)
  expect(await sealAll(owner)).toBe(0)
  await receive(2)
  await sealAll(owner)
  expect(await verify()).toMatchObject({ events: 7, sealed: 7, broken: [] })
})

test('the application cannot change or remove a line, nor give positions', async () => {
  for (const statement of [
    'update event set kind = kind',
    'delete from event',
    'delete from event_position',
    'update ledger_head set position = 0',
  ]) {
    await expect(house.inside((tx) => sql.raw(statement).execute(tx))).rejects.toThrow(
      /permission denied|never changes/,
    )
  }
})

test('a running transaction delays nobody: others write and read, and their lines are sealed before it', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const slow = house.inside(async (tx) => {
    await createDevice(tx, actor(), { kind: 'laptop', state: 'received' })
    await held
  })
  await receive(1)
  const sealedMeanwhile = await sealAll(owner)
  release()
  await slow
  const sealedAfter = await sealAll(owner)
  expect(sealedMeanwhile + sealedAfter).toBe(2)
  expect((await verify()).broken).toEqual([])
})

test('a transaction that runs in another database of the same server delays no sealing', async () => {
  const engine = await startEngine(inject('cluster').folder)
  const elsewhere = new pg.Client(superuser(engine, 'postgres'))
  await elsewhere.connect()
  try {
    await elsewhere.query('begin')
    await elsewhere.query('select pg_current_xact_id()')
    await receive(1)
    await sealAll(owner)
    const { events, sealed } = await verify()
    expect(sealed).toBe(events)
  } finally {
    await elsewhere.end()
  }
})

test('a changed payload, a removed line and a chain rewritten and signed again are all found', async () => {
  await receive(3)
  await sealAll(owner)
  const { signing } = house.services.secrets
  const digest = await digestDay(owner, house.sample.organisationId, '2026-11-22', signing)
  if (!digest) throw new Error('no digest')
  expect(digestHolds(digest, createPublicKey(signing.privateKey))).toBe(true)
  expect(digestHolds({ ...digest, position: digest.position + 1 }, signing.publicKey)).toBe(false)
  expect(await digestDay(owner, house.sample.organisationId, '2026-11-22', signing), 'one digest a day').toBeNull()

  await asSuperuser(
    `set session_replication_role = replica; update event set payload = payload || '{"life": 9}' where id = (select max(id::text)::uuid from event)`,
  )
  expect((await verify()).broken.join()).toContain('empreinte')
  await asSuperuser(`set session_replication_role = replica;
    update event set hash = event_hash(organisation_id, id, at, actor, subject_kind, subject_id, kind, payload, txid)`)
  expect((await verify()).broken.join()).toContain('rompue')
})
