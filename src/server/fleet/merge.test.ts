import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { dumpOf, inService, service } from '../../../test/support/world-recycling.ts'
import { showCode } from './code.ts'
import { createDevice } from './device.sql.ts'
import { ingest } from './evidence.sql.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('merge')
})
afterAll(() => house.close())

const actor = () => ({ organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null })
const reception = { batchId: null, placeId: null, owner: 'organisation' } as const
const made = (...serials: string[]) =>
  house.inside(async (tx) => {
    const device = await createDevice(tx, actor(), { kind: 'desktop', state: 'received' })
    for (const serial of serials)
      await ingest(tx, actor(), { name: `${serial}.txt`, bytes: dumpOf(serial) }, reception, device.id)
    return device
  })
const merge = (code: string, other: string, as = 'technician') => house.post(`/parc/${code}/fusion`, { other }, as)
const evidenceOf = (id: string) =>
  house.inside((tx) => tx.selectFrom('evidence').select(['id', 'name']).where('device_id', '=', id).execute())

test('nobody is sent to sign in, a mediator is refused, another organisation finds nothing', async () => {
  const [one, two] = [await made(), await made()]
  expect((await house.get(`/parc/${one.code}/fusion`)).status).toBe(303)
  expect((await merge(one.code, two.code, 'mediator')).status).toBe(403)
  expect((await merge(one.code, two.code, 'other')).status).toBe(404)
  expect((await merge(one.code, 'AAAAAAAAA')).status).toBe(404)
})

test('the page says what differs before anybody decides', async () => {
  const [one, two] = [await made('AA11BB2'), await made('CC33DD4')]
  const page = await (await house.get(`/parc/${one.code}/fusion?autre=${showCode(two.code)}`, 'technician')).text()
  expect(page).toContain('AA11BB2 ≠ CC33DD4')
  expect(page).toContain('ce sont deux machines')
})

test('the code of the one that was merged leads to the one that was kept, with its reports', async () => {
  const [kept, gone] = [await made('KEPT111'), await made('GONE222')]
  expect((await merge(kept.code, gone.code)).status).toBe(303)
  expect((await house.get(`/e/${gone.code}`, 'technician')).headers.get('location')).toBe(`/parc/${kept.code}`)
  expect(await (await house.get(`/parc/${gone.code}`, 'technician')).text()).toContain(showCode(kept.code))
  expect((await evidenceOf(kept.id)).map((one) => one.name).sort()).toEqual(['GONE222.txt', 'KEPT111.txt'])
  expect((await merge(kept.code, gone.code)).status).toBe(409)
  const third = await made()
  await merge(third.code, kept.code)
  expect((await house.get(`/e/${gone.code}`, 'technician')).headers.get('location')).toBe(`/parc/${third.code}`)
})

test('what somebody holds is neither merged nor split', async () => {
  const held = await house.inside(async (tx) =>
    inService(tx, actor(), await service(tx, actor(), 'Voirie'), '2021-01-01'),
  )
  const free = await made('FREE333', 'FREE444')
  expect((await merge(held.code, free.code)).status).toBe(409)
  expect((await merge(free.code, held.code)).status).toBe(409)
  expect(await evidenceOf(free.id)).toHaveLength(2)
})

test('the reports of another machine go to a device of their own, and none can be left without', async () => {
  const device = await made('ONE5555', 'TWO6666')
  const evidence = await evidenceOf(device.id)
  const two = evidence.find((one) => one.name === 'TWO6666.txt')?.id ?? ''
  const path = `/parc/${device.code}/fusion/separer`
  expect((await house.post(path, { evidence: [] }, 'technician')).status).toBe(409)
  expect((await house.post(path, { evidence: evidence.map((one) => one.id) }, 'technician')).status).toBe(409)
  const answer = await house.post(path, { evidence: [two] }, 'technician')
  expect(answer.status).toBe(303)
  const page = await (await house.get(answer.headers.get('location') ?? '', 'technician')).text()
  expect(page).toContain('TWO6666')
  expect((await evidenceOf(device.id)).map((one) => one.name)).toEqual(['ONE5555.txt'])
  const identifiers = await house.inside((tx) =>
    tx.selectFrom('identifier').select('value').where('device_id', '=', device.id).execute(),
  )
  expect(identifiers.map((one) => one.value)).toEqual(['ONE5555'])
})
