import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { buildWorld, type World } from '../../../test/support/world.ts'
import { rateOf, supportOf } from './ticket.ts'

let house: TestHouse
let world: World
beforeAll(async () => {
  house = await openTestHouse('tickets')
  world = await buildWorld(house)
})
afterAll(() => house.close())

const post = (path: string, form: Parameters<TestHouse['post']>[1], as = 'trainee') => house.post(path, form, as)
const page = async (path: string, as = 'trainee') => (await house.get(path, as)).text()

test('a school’s breakdown is reported, diagnosed, timed and closed, and the device stays in use all along', async () => {
  const code = world['ticket.working'] ?? ''
  expect((await post('/pannes/nouvelle', { device: code, symptom: 'battery' }, 'elected')).status).toBe(403)
  expect((await post('/pannes/nouvelle', { device: 'AAAAAAAAA', symptom: 'battery' }, 'mediator')).status).toBe(422)
  const said = { device: code, symptom: 'battery', words: 'S’éteint au bout de dix minutes.' }
  const path = (await post('/pannes/nouvelle', said, 'mediator')).headers.get('location') ?? ''
  expect(await page(path)).toContain('S’éteint au bout de dix minutes.')
  expect((await house.get(path, 'other')).status).toBe(404)
  const again = await post('/pannes/nouvelle', said, 'mediator')
  expect(again.status).toBe(409)
  expect(await again.text()).toContain('déjà en cours')
  expect((await post(`${path}/diagnostic`, { cause: 'part' }, 'mediator')).status).toBe(403)
  await post(`${path}/diagnostic`, { cause: 'part' })
  await post(`${path}/temps`, { minutes: '', begin: 'yes' })
  expect((await post('/atelier/chronometre/arret', {})).headers.get('location')).toBe(path)
  await post(`${path}/temps`, { minutes: '40' })
  expect(await page(path)).toContain('40\u00a0min')
  expect((await post(`${path}/clore`, { outcome: 'replaced' })).status).toBe(422)
  expect((await post(`${path}/clore`, { outcome: 'repaired' })).status).toBe(303)
  expect((await post(`${path}/clore`, { outcome: 'repaired' })).status).toBe(409)
  const state = await house.inside((tx) =>
    tx.selectFrom('device').select('state').where('code', '=', code).executeTakeFirstOrThrow(),
  )
  expect(state.state).toBe('inUse')
  expect(await page('/pannes?etat=closed')).toContain('réparé')
  expect(await page('/pannes/taux')).toContain('Taux de panne')
})

test('a device on the shelf has no breakdown, and one that was given is its owner’s: both are said kindly', async () => {
  const shelf = await post('/pannes/nouvelle', { device: world['work.ready'] ?? '', symptom: 'slow' }, 'mediator')
  expect(shelf.status).toBe(409)
  expect(await shelf.text()).toContain('il n’est pas en service')
  expect(supportOf({ transfer: 'gift' })).toBe('ownerChanged')
  expect(supportOf({ transfer: 'loan' })).toBeNull()
  expect(supportOf({ transfer: 'internalUse' })).toBeNull()
})

test('a rate says its doubt, and says nothing where too little was in use', () => {
  expect(rateOf({ tickets: 3, days: 365, minutes: 60 })).toBeNull()
  const rate = rateOf({ tickets: 10, days: 36525, minutes: 600 })
  expect(rate?.perHundred).toBeCloseTo(10, 5)
  // Exact Poisson limits of 10: 4.795 and 18.39 (Garwood 1936).
  expect(rate?.low).toBeCloseTo(4.8, 1)
  expect(rate?.high).toBeCloseTo(18.4, 1)
  expect(rate?.hoursPerHundred).toBeCloseTo(10, 5)
  expect(rateOf({ tickets: 0, days: 36525, minutes: 0 })?.low).toBe(0)
})
