import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { createDevice } from '../fleet/device.sql.ts'
import { embeddedServer } from '../platform/database/servers.ts'
import { DIGEST, digestDay, digestHolds, sendToWitnesses } from '../platform/ledger/digest.ts'
import { sealAll } from '../platform/ledger/sealer.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('witnesses')
})
afterAll(() => house.close())

const PATH = '/reglages/temoins'

test('a technician may not name witnesses, and a wrong address is said beside the field', async () => {
  expect((await house.post(PATH, { emails: 'a@exemple.fr' }, 'technician')).status).toBe(403)
  const answer = await house.post(PATH, { emails: 'archives@' }, 'administrator')
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain('archives@')
})

test('named witnesses receive the day’s signed digest, that can be checked from the message alone', async () => {
  await house.post(PATH, { emails: 'archives@exemple.fr\r\ndgs@exemple.fr' }, 'administrator')
  const { organisationId } = house.sample
  await house.inside((tx) =>
    createDevice(tx, { organisationId, personId: null }, { kind: 'laptop', state: 'received' }),
  )
  const owner = new pg.Pool((await embeddedServer(inject('cluster').folder, house.databaseName)).owner)
  try {
    await sealAll(owner)
    const { signing } = house.services.secrets
    const digest = await digestDay(owner, organisationId, '2026-11-22', signing)
    if (!digest) throw new Error('no digest')
    await sendToWitnesses(owner, house.services.mailer, digest)
    expect(house.mails.map((mail) => mail.to)).toEqual(['dgs@exemple.fr', 'archives@exemple.fr'])
    const line = house.mails[0]?.text.split('\n').find((one) => one.startsWith('{')) ?? ''
    expect(digestHolds(DIGEST.parse(JSON.parse(line)), signing.publicKey)).toBe(true)
  } finally {
    await owner.end()
  }
})
