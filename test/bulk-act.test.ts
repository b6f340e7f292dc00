import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createDevice } from '../src/server/fleet/device.sql.ts'
import { embeddedServer } from '../src/server/platform/database/servers.ts'
import { sealAll } from '../src/server/platform/ledger/sealer.ts'
import { verifyLedger } from '../src/server/platform/ledger/verify.ts'
import { openTestHouse, type TestHouse } from './support/house.ts'
import { measured } from './support/measure.ts'

const LINES = 200_000
const SEVERAL = 5

let house: TestHouse
let owner: pg.Pool
let bulk: pg.Client

beforeAll(async () => {
  house = await openTestHouse('bulk')
  const server = await embeddedServer(inject('cluster').folder, house.databaseName)
  owner = new pg.Pool(server.owner)
  bulk = new pg.Client(server.app)
  await bulk.connect()
})
afterAll(async () => {
  await bulk?.end()
  await owner?.end()
  await house?.close()
})

const actor = () => ({ organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null })
const receive = async () => {
  const start = performance.now()
  await house.inside((tx) => createDevice(tx, actor(), { kind: 'laptop', state: 'received' }))
  return performance.now() - start
}
const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0

test('an act of 200,000 lines delays nobody: others write and are answered before it ends', async () => {
  const alone: number[] = []
  for (let at = 0; at < SEVERAL; at += 1) alone.push(await receive())

  await bulk.query('begin')
  await bulk.query(`select set_config('app.organisation', $1, true)`, [house.sample.organisationId])
  const lines = bulk.query(
    `insert into event (organisation_id, id, actor, subject_kind, subject_id, kind, payload)
     select $1, gen_random_uuid(), $2, 'device', gen_random_uuid(), 'device.received', '{}'
     from generate_series(1, ${LINES})`,
    [house.sample.organisationId, house.sample.people.technician],
  )
  let inserted = false
  const ends = lines.then(() => {
    inserted = true
  })
  const beside: number[] = []
  while (!inserted && beside.length < SEVERAL) beside.push(await receive())
  const writtenDuring = beside.length
  await ends
  // The lines are written and not committed: whoever waited for them would still wait.
  for (let at = 0; at < SEVERAL; at += 1) beside.push(await receive())
  await bulk.query('commit')

  expect(writtenDuring, 'somebody wrote while the lines went in').toBeGreaterThan(0)
  expect(beside).toHaveLength(writtenDuring + SEVERAL)
  measured(
    `a write beside ${LINES} lines takes ${(median(beside) / median(alone)).toFixed(1)} times as long as alone (medians)`,
  )
})

test('the lines are then sealed, and the chain holds', async () => {
  while ((await sealAll(owner)) > 0);
  const client = await owner.connect()
  try {
    const found = await verifyLedger(client, house.sample.organisationId)
    expect(found.broken).toEqual([])
    expect(found.sealed).toBe(found.events)
    expect(found.events).toBeGreaterThanOrEqual(LINES)
  } finally {
    client.release()
  }
})
