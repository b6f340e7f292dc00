import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { inService, palletAt, service } from '../../../test/support/world-recycling.ts'
import { createDevice } from '../fleet/device.sql.ts'
import { hoursLeft } from './loss.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('loss')
})
afterAll(() => house.close())

const actor = () => ({ organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null })
const served = () =>
  house.inside(async (tx) => inService(tx, actor(), await service(tx, actor(), 'Urbanisme'), '2021-01-01'))
const statement = { how: 'stolen', on: '2026-11-02', statement: 'Bureau forcé dans la nuit.' }
const lose = (code: string, as = 'technician', form = statement) => house.post(`/parc/${code}/perte`, form, as)
const lossOf = (id: string) =>
  house.inside((tx) => tx.selectFrom('loss').selectAll().where('device_id', '=', id).executeTakeFirst())
const stateOf = async (id: string) =>
  house.inside((tx) => tx.selectFrom('device').select('state').where('id', '=', id).executeTakeFirstOrThrow())

test('nobody is sent to sign in, a mediator is refused, another organisation finds nothing', async () => {
  const { code, id } = await served()
  expect((await house.get(`/parc/${code}/perte`)).status).toBe(303)
  expect((await lose(code, 'mediator')).status).toBe(403)
  expect((await lose(code, 'other')).status).toBe(404)
  expect((await house.post(`/parc/${code}/perte/notification`, {}, 'technician')).status).toBe(403)
  expect(await stateOf(id)).toEqual({ state: 'inUse' })
})

test('a device whose disk is not proven opens a breach file, counted down on the home page until it is notified', async () => {
  const { code, id } = await served()
  expect((await lose(code, 'technician', { ...statement, statement: ' ' })).status).toBe(422)
  expect((await lose(code, 'technician', { ...statement, on: '2999-01-01' })).status).toBe(422)
  expect((await lose(code)).status).toBe(303)
  expect(await stateOf(id)).toEqual({ state: 'lost' })
  expect((await lossOf(id))?.breach_opened_at).not.toBeNull()
  const home = await (await house.get('/', 'dpo')).text()
  expect(home).toContain(`/parc/${code}/perte`)
  expect(home).toContain('Il reste 72')
  expect((await house.post(`/parc/${code}/perte/notification`, {}, 'dpo')).status).toBe(303)
  expect(await (await house.get('/', 'dpo')).text()).not.toContain(`/parc/${code}/perte`)
  expect((await house.post(`/parc/${code}/perte/notification`, {}, 'dpo')).status).toBe(409)
})

test('the statement stays out of the ledger', async () => {
  const { code, id } = await served()
  await lose(code)
  const events = await house.inside((tx) =>
    tx.selectFrom('event').select('payload').where('subject_id', '=', id).execute(),
  )
  expect(JSON.stringify(events)).not.toContain('Bureau')
})

test('a screen that is lost opens no breach file', async () => {
  const screen = await house.inside((tx) => createDevice(tx, actor(), { kind: 'screen', state: 'received' }))
  expect((await lose(screen.code)).status).toBe(303)
  expect((await lossOf(screen.id))?.breach_opened_at).toBeNull()
})

test('what is found is received again, with its holding closed; what is not lost cannot be found', async () => {
  const { code, id } = await served()
  expect((await house.post(`/parc/${code}/perte/retrouve`, {}, 'technician')).status).toBe(409)
  await lose(code)
  expect((await lose(code)).status).toBe(409)
  expect((await house.post(`/parc/${code}/perte/retrouve`, {}, 'technician')).status).toBe(303)
  expect(await stateOf(id)).toEqual({ state: 'received' })
  expect((await lossOf(id))?.found_at).not.toBeNull()
})

test('a device lost from an open pallet leaves it; from a frozen one it is refused', async () => {
  const open = await house.inside((tx) => palletAt(tx, actor(), 'open'))
  expect((await lose(open.device.code)).status).toBe(303)
  const items = await house.inside((tx) =>
    tx.selectFrom('pallet_item').select('device_id').where('device_id', '=', open.device.id).execute(),
  )
  expect(items).toHaveLength(0)
  const frozen = await house.inside((tx) => palletAt(tx, actor(), 'frozen'))
  expect((await lose(frozen.device.code)).status).toBe(409)
})

test('hours left are counted down from 72 to none', () => {
  const opened = new Date('2026-11-20T10:00:00Z')
  expect([0, 1, 71.5, 72, 90].map((h) => hoursLeft(opened, new Date(opened.getTime() + h * 3_600_000)))).toEqual([
    72, 71, 1, 0, 0,
  ])
})
