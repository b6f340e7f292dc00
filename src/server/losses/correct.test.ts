import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { handedOver, inService, palletAt, service, toRecycling } from '../../../test/support/world-recycling.ts'
import { lastAct } from './correct.sql.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('correct')
})
afterAll(() => house.close())

const actor = () => ({ organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null })
const ask = (code: string, as = 'technician') =>
  house.post(`/parc/${code}/corriger`, { reason: 'Erreur de saisie.' }, as)
const answer = (code: string, as: string, said = 'agreed') =>
  house.post(`/parc/${code}/corriger/reponse`, { answer: said }, as)
const deviceOf = (id: string) =>
  house.inside((tx) => tx.selectFrom('device').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
const handed = (serial: string) => house.inside((tx) => handedOver(house, tx, actor(), serial))

test('nobody is sent to sign in, a mediator is refused, another organisation finds nothing', async () => {
  const { code } = await house.inside((tx) => toRecycling(tx, actor()))
  expect((await house.get(`/parc/${code}/corriger`)).status).toBe(303)
  expect((await ask(code, 'mediator')).status).toBe(403)
  expect((await ask(code, 'other')).status).toBe(404)
  expect((await answer(code, 'other')).status).toBe(404)
})

test('the last act is undone by a contrary event that names it; a correction is not corrected', async () => {
  const { id, code } = await house.inside((tx) => toRecycling(tx, actor()))
  const scrapped = await house.inside((tx) => lastAct(tx, id))
  expect((await house.post(`/parc/${code}/corriger`, { reason: '' }, 'technician')).status).toBe(422)
  expect((await ask(code)).status).toBe(303)
  expect((await deviceOf(id)).state).toBe('identified')
  const event = await house.inside((tx) =>
    tx
      .selectFrom('event')
      .select('payload')
      .where('subject_id', '=', id)
      .where('kind', '=', 'device.correct')
      .executeTakeFirstOrThrow(),
  )
  expect(event.payload).toMatchObject({ from: 'toRecycling', to: 'identified', correctedEventId: scrapped?.eventId })
  expect((await ask(code)).status).toBe(409)
})

test('what changed since the page was read is not corrected by mistake', async () => {
  const { id, code } = await house.inside((tx) => toRecycling(tx, actor()))
  const form = { reason: 'Erreur.', event: crypto.randomUUID() }
  expect((await house.post(`/parc/${code}/corriger`, form, 'technician')).status).toBe(409)
  expect((await deviceOf(id)).state).toBe('toRecycling')
})

test('a device decommissioned by mistake is in the inventory again, with its holder', async () => {
  const { id, code } = await house.inside(async (tx) =>
    inService(tx, actor(), await service(tx, actor(), 'Sports'), '2019-01-01'),
  )
  await house.post(`/parc/${code}/reforme`, { reason: 'obsolete' }, 'technician')
  expect((await ask(code)).status).toBe(303)
  expect(await deviceOf(id)).toMatchObject({ state: 'inUse', inventory: 'listed', decommissioned_on: null, life: 1 })
  const open = await house.inside((tx) =>
    tx.selectFrom('holding').select('told').where('device_id', '=', id).where('ended_at', 'is', null).execute(),
  )
  expect(open).toEqual([{ told: true }])
})

test('a hand-over is corrected by two people: who asks does not confirm; the device is reserved again', async () => {
  const { id, code } = await handed('C-1')
  expect((await answer(code, 'tutor')).status).toBe(409)
  expect((await ask(code)).status).toBe(303)
  expect((await deviceOf(id)).state).toBe('inUse')
  expect((await ask(code, 'tutor')).status).toBe(409)
  expect((await answer(code, 'technician')).status).toBe(409)
  expect(await (await house.get('/', 'tutor')).text()).toContain(`/parc/${code}/corriger`)
  expect(await (await house.get('/', 'technician')).text()).not.toContain(`/parc/${code}/corriger`)
  expect((await answer(code, 'tutor')).status).toBe(303)
  expect(await deviceOf(id)).toMatchObject({ state: 'reserved', owner: 'organisation', life: 1 })
  const rows = await house.inside((tx) =>
    tx
      .selectFrom('holding as h')
      .innerJoin('handover as o', 'o.id', 'h.handover_id')
      .innerJoin('allocation as a', 'a.device_id', 'h.device_id')
      .innerJoin('request as r', 'r.id', 'a.request_id')
      .select(['h.ending', 'o.corrected_by as by', 'a.ended_at as ended', 'r.status'])
      .where('h.device_id', '=', id)
      .execute(),
  )
  const by = house.sample.people.tutor
  expect(rows).toEqual([{ ending: 'corrected', by, ended: null, status: 'confirmed' }])
})

test('a correction that the second person refuses changes nothing, and may be asked again', async () => {
  const { id, code } = await handed('C-2')
  await ask(code)
  expect((await answer(code, 'tutor', 'refused')).status).toBe(303)
  expect((await deviceOf(id)).state).toBe('inUse')
  expect((await ask(code)).status).toBe(303)
})

test('a frozen or collected pallet is not corrected, nor what has its own contrary act', async () => {
  for (const stage of ['open', 'frozen', 'collected'] as const) {
    const { device } = await house.inside((tx) => palletAt(tx, actor(), stage))
    expect((await ask(device.code)).status, stage).toBe(409)
  }
})
