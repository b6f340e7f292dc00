import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../../test/support/house.ts'
import { perform } from '../../circuit/perform.sql.ts'
import { createBatch } from '../../collection/arrival.sql.ts'
import { createDevice } from '../../fleet/device.sql.ts'
import { addMedium } from '../erasure.sql.ts'

let house: TestHouse
let lot = ''
let code = ''
beforeAll(async () => {
  house = await openTestHouse('lots')
  const actor = { organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null }
  await house.inside(async (tx) => {
    lot = await createBatch(tx, actor, { label: 'Collège Ferry', from: null, at: null, devices: 0 })
    for (const serial of ['D-1', 'D-2']) {
      const device = await createDevice(tx, actor, { kind: 'laptop', state: 'received', maker: 'Dell' })
      await perform(tx, actor, 'identify', device.id)
      await tx.updateTable('device').set({ batch_id: lot }).where('id', '=', device.id).execute()
      await addMedium(tx, actor, device.id, { subkind: 'hdd', maker: null, model: null, serial, gigabytes: 500 })
      code = device.code
    }
  })
})
afterAll(() => house.close())

const PATH = '/effacement/lots'
const page = async (path: string, as = 'technician') => (await house.get(path, as)).text()
const declare = (paper: string | null, as = 'technician') =>
  house.post(
    PATH,
    { lot, technique: 'overwrite', ...(paper === null ? {} : { paper: [new File([paper], 'declaration.pdf')] }) },
    as,
  )
const accept = (declaredFor: string[]) => house.post('/reglages/preuves', { declaredFor }, 'coordinator')
const passes = async () => !(await page('/effacement')).includes(`/effacement/${code}`)

test('a trainee may not declare, another organisation finds no such lot, and no paper is no declaration', async () => {
  expect((await declare('%PDF-1.7 x', 'trainee')).status).toBe(403)
  expect((await declare('%PDF-1.7 x', 'other')).status).toBe(404)
  for (const [paper, said] of [
    [null, 'Joignez la déclaration écrite'],
    ['MZ', 'ni un PDF ni une image'],
  ] as const) {
    const answer = await declare(paper)
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(said)
  }
  expect(await house.inside((tx) => tx.selectFrom('erasure').select('id').execute())).toEqual([])
})

test('a declaration answers for each medium; until the organisation accepts it somewhere, it opens nothing, and the page says so', async () => {
  expect(await page(PATH)).toContain('ne compte pour aucune destination')
  const answer = await declare('%PDF-1.7 tout est effacé')
  expect(answer.status).toBe(303)
  const answers = await page(answer.headers.get('location') ?? '')
  for (const serial of ['D-1', 'D-2']) expect(answers).toContain(serial)
  const rows = await house.inside((tx) =>
    tx.selectFrom('erasure').select(['source', 'file_id', 'evidence_hash', 'operator']).execute(),
  )
  expect(rows).toHaveLength(2)
  for (const row of rows)
    expect(row).toMatchObject({
      source: 'declaredForLot',
      file_id: expect.any(String),
      evidence_hash: expect.any(String),
    })
  expect(await passes()).toBe(false)
})

test('where the organisation accepts it, it counts, and nowhere else; taking that back closes the gate again', async () => {
  expect((await house.post('/reglages/preuves', {}, 'technician')).status).toBe(403)
  expect((await accept(['shelf', 'recycling'])).status).toBe(303)
  expect(await page(PATH)).toContain('garder en atelier ou sur l’étagère, recyclage')
  expect(await passes()).toBe(true)
  await accept(['recycling'])
  expect(await passes()).toBe(false)
  await accept([])
  expect(await page(PATH)).toContain('ne compte pour aucune destination')
})
