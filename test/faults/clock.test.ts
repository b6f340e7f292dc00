import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from 'vitest'
import { embeddedServer } from '../../src/server/platform/database/servers.ts'
import { sealAll } from '../../src/server/platform/ledger/sealer.ts'
import { verifyLedger } from '../../src/server/platform/ledger/verify.ts'
import { openTestHouse, type TestHouse } from '../support/house.ts'

const DAY = 86_400_000
let house: TestHouse
let owner: pg.Pool
beforeAll(async () => {
  house = await openTestHouse('clock')
  owner = new pg.Pool((await embeddedServer(inject('cluster').folder, house.databaseName)).owner)
})
afterEach(() => vi.useRealTimers())
afterAll(async () => {
  await owner.end()
  await house.close()
})

/** The program's clock says this from here on; timers go on. */
const setClock = (at: number) => vi.useFakeTimers({ toFake: ['Date'], now: at })

async function receive(label: string): Promise<void> {
  const form = { kind: 'laptop', count: '2', owner: 'organisation', works: 'unknown', label }
  const answer = await house.post('/arrivees', form, 'technician')
  expect(answer.status, await answer.clone().text()).toBe(303)
  expect(answer.headers.get('location'), 'still signed in').toMatch(/^\/parc/)
}

test('the clock is set back by a day: people stay signed in, nothing is written twice, and the order of the ledger holds', async () => {
  const now = Date.now()
  setClock(now)
  await receive('Aujourd’hui')
  setClock(now - DAY)
  await receive('Hier')
  setClock(now - 2 * DAY)
  await receive('Avant-hier')
  const batches = await house.inside((tx) =>
    tx
      .selectFrom('batch')
      .select(['id', 'label'])
      .where('label', 'in', ['Aujourd’hui', 'Hier', 'Avant-hier'])
      .orderBy('id')
      .execute(),
  )
  expect(
    batches.map(({ label }) => label),
    'what came later sorts after',
  ).toEqual(['Aujourd’hui', 'Hier', 'Avant-hier'])
  await sealAll(owner)
  const { rows } = await owner.query<{ subject_id: string }>(
    `select e.subject_id from event e join event_position p on p.event_id = e.id and p.organisation_id = e.organisation_id
     where e.subject_id = any($1::uuid[]) order by p.position`,
    [batches.map(({ id }) => id)],
  )
  expect(rows.map(({ subject_id }) => subject_id)).toEqual(batches.map(({ id }) => id))
  const client = await owner.connect()
  try {
    const whole = await verifyLedger(client, house.sample.organisationId)
    expect([whole.broken, whole.events - whole.sealed]).toEqual([[], 0])
  } finally {
    client.release()
  }
})
