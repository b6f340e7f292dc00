import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../../test/support/house.ts'
import { perform } from '../../circuit/perform.sql.ts'
import { createDevice } from '../../fleet/device.sql.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('worktime')
})
afterAll(() => house.close())

const post = (path: string, form: Parameters<TestHouse['post']>[1], as = 'trainee') => house.post(path, form, as)
const page = async (path: string, as = 'trainee') => (await house.get(path, as)).text()

/** A machine with an order in the trainee's name. */
async function opened() {
  const actor = { organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? '' }
  const device = await house.inside(async (tx) => {
    const made = await createDevice(tx, actor, { kind: 'desktop', state: 'received', maker: 'HP' })
    await perform(tx, actor, 'identify', made.id)
    await perform(tx, actor, 'triage', made.id, { payload: { verdict: 'refurbish' } })
    return made
  })
  await post(`/atelier/${device.code}/ouvrir`, {})
  return device
}

const timesOf = (deviceId: string) =>
  house.inside((tx) =>
    tx
      .selectFrom('work_time')
      .select(['id', 'step', 'minutes', 'counted', 'ended_at', 'person_id', 'life'])
      .where('device_id', '=', deviceId)
      .orderBy('id')
      .execute(),
  )

/** Makes a timer that runs look as if it had been started so many minutes ago. */
const startedAgo = (deviceId: string, minutes: number) =>
  house.inside((tx) =>
    tx
      .updateTable('work_time')
      .set({ started_at: new Date(Date.now() - minutes * 60_000) })
      .where('device_id', '=', deviceId)
      .where('ended_at', 'is', null)
      .execute(),
  )

test('one timer a person: starting another stops the first, and it is said on every order until it stops', async () => {
  const [one, other] = [await opened(), await opened()]
  await post(`/atelier/${one.code}/etapes`, { begin: 'dusting' })
  await startedAgo(one.id, 25)
  expect(await page(`/atelier/${other.code}`)).toContain('Votre chronomètre tourne depuis')
  expect(await page(`/atelier/${other.code}`, 'tutor')).not.toContain('Votre chronomètre tourne')
  await post(`/atelier/${other.code}/etapes`, { begin: 'cleaning' })
  expect(await timesOf(one.id)).toMatchObject([{ step: 'dusting', minutes: 25, life: 2 }])
  expect(await timesOf(other.id)).toMatchObject([{ step: 'cleaning', minutes: null, ended_at: null }])
  expect((await post('/atelier/chronometre/arret', {})).headers.get('location')).toBe(`/atelier/${other.code}`)
  expect(await timesOf(other.id)).toMatchObject([{ minutes: 0 }])
  expect((await post('/atelier/chronometre/arret', {})).headers.get('location')).toBe('/atelier')
})

test('the times leave in a file with the names of their steps, as on the screen', async () => {
  const { id, code } = await opened()
  await post(`/atelier/${code}/etapes`, { begin: 'dusting' })
  await startedAgo(id, 25)
  await post('/atelier/chronometre/arret', {})
  const file = async (name: string, query: string) => (await post(`/exporter/${name}`, { format: 'csv', query })).text()
  const [lines, totals] = [await file('releves-de-temps', ''), await file('temps-de-l-atelier', 'by=step')]
  expect(lines).toContain('Dépoussiérer')
  expect(lines).not.toContain('dusting')
  expect(totals).toContain('Dépoussiérer')
})

test('a forgotten timer counts nothing until its person says the time really spent, and why', async () => {
  const { id, code } = await opened()
  await post(`/atelier/${code}/etapes`, { begin: 'dusting' })
  await startedAgo(id, 16 * 60)
  expect(await page(`/atelier/${code}`)).toContain('sans doute été oublié')
  const stopped = await post('/atelier/chronometre/arret', {})
  const [time] = await timesOf(id)
  expect(time).toMatchObject({ minutes: null, counted: 960 })
  const path = stopped.headers.get('location') ?? ''
  expect(path).toBe(`/atelier/temps/${time?.id}`)
  expect(await page(path)).toContain('L’horloge disait 16')
  expect((await post(path, { minutes: '35', reason: '' })).status).toBe(422)
  expect((await post(path, { minutes: '35', reason: 'Oublié à midi.' })).status).toBe(303)
  expect(await timesOf(id)).toMatchObject([{ minutes: 35, counted: 960 }])
})

test('the time of somebody else is corrected by who closes the orders, not by a colleague who learns, nor from elsewhere', async () => {
  const { id, code } = await opened()
  await post(`/atelier/${code}/etapes`, { 'm.dusting': '90' }, 'technician')
  const [time] = await timesOf(id)
  const path = `/atelier/temps/${time?.id}`
  const said = { minutes: '9', reason: 'Une touche de trop.' }
  expect((await post(path, said, 'trainee')).status).toBe(404)
  expect((await post(path, said, 'other')).status).toBe(404)
  expect((await post(path, said, 'tutor')).status).toBe(303)
  expect(await timesOf(id)).toMatchObject([{ minutes: 9, counted: 90 }])
})

test('typed minutes add up, on a step that two people share; a stale form undoes nobody’s step', async () => {
  const { id, code } = await opened()
  await post(`/atelier/${code}/etapes`, { 'm.dusting': '12' })
  await post(`/atelier/${code}/etapes`, { 's.dusting': 'done', 'm.dusting': '1 0' }, 'tutor')
  expect(await page(`/atelier/${code}`)).toContain('22\u00a0min')
  await post(`/atelier/${code}/etapes`, { 's.cleaning': 'done' })
  const done = () =>
    house.inside((tx) =>
      tx
        .selectFrom('work_step as s')
        .innerJoin('work_order as w', 'w.id', 's.work_order_id')
        .select('s.step')
        .where('w.device_id', '=', id)
        .orderBy('s.step')
        .execute(),
    )
  expect(await done()).toEqual([{ step: 'cleaning' }, { step: 'dusting' }])
  await post(`/atelier/${code}/etapes`, { 'd.dusting': 'done' })
  expect(await done()).toEqual([{ step: 'cleaning' }])
  expect((await post(`/atelier/${code}/etapes`, { 'm.dusting': '6001' })).status).toBe(422)
})
