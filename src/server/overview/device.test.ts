import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { showCode } from '../fleet/code.ts'
import { createDevice } from '../fleet/device.sql.ts'

let house: TestHouse
let code: string
beforeAll(async () => {
  house = await openTestHouse('device')
  const actor = { organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null }
  code = (
    await house.inside((tx) =>
      createDevice(tx, actor, { kind: 'laptop', state: 'received', maker: 'Dell', model: 'Latitude 5480' }),
    )
  ).code
})
afterAll(() => house.close())

test('a device has its page, by its printed code, typed as people type it', async () => {
  const page = await house.get(`/parc/${showCode(code)}`, 'technician')
  expect(page.status).toBe(200)
  const html = await page.text()
  expect(html).toContain('Dell Latitude 5480')
  expect(html).toContain(showCode(code))
})

test('another organisation does not find it, an elected member may not, an unknown code is nowhere', async () => {
  expect((await house.get(`/parc/${code}`, 'other')).status).toBe(404)
  expect((await house.get(`/parc/${code}`, 'elected')).status).toBe(403)
  expect((await house.get('/parc/AAAAAAAAA', 'technician')).status).toBe(404)
})

test('the scanned address of a label leads to the device', async () => {
  expect((await house.get(`/e/${code}`, 'technician')).headers.get('location')).toBe(`/parc/${code}`)
})

test('reports dropped on a device are its own even when they name no machine', async () => {
  const cpuinfo = new File(
    [
      'processor\t: 0\nvendor_id\t: GenuineIntel\nmodel name\t: Intel(R) Core(TM) i5-7500 CPU @ 3.40GHz\ncpu cores\t: 4\n',
    ],
    'cpuinfo.txt',
  )
  const answer = await house.post(`/parc/${code}/releves`, { files: [cpuinfo] }, 'technician')
  expect(answer.status).toBe(303)
  const page = await (await house.get(`/parc/${code}`, 'technician')).text()
  expect(page).toContain('i5-7500')
  expect(page).toContain('identifié')
})
