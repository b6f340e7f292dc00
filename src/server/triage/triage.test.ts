import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { perform } from '../circuit/perform.sql.ts'
import { createDevice, type NewDevice } from '../fleet/device.sql.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('triage')
})
afterAll(() => house.close())

/** An identified laptop; what came from the organisation's own services is decommissioned unless said. */
async function laptop(
  set: NewDevice['set'] = {},
  owner: NewDevice['owner'] = 'organisation',
): Promise<{ id: string; code: string }> {
  const actor = { organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null }
  return house.inside(async (tx) => {
    const device = await createDevice(tx, actor, { kind: 'laptop', state: 'received', maker: 'Dell', owner, set })
    await perform(tx, actor, 'identify', device.id)
    return device
  })
}

const stateOf = (id: string) =>
  house.inside((tx) =>
    tx.selectFrom('device').select(['state', 'verdict', 'owner']).where('id', '=', id).executeTakeFirstOrThrow(),
  )

const OLD_AND_CRACKED = { works: 'working', boots: 'yes', locked: 'no', looked: 'yes', damage: ['screenCracked'] }
const SOUND = { works: 'working', boots: 'yes', locked: 'no', looked: 'yes' }

test('nobody is sent to sign in, an elected member may not, a trainee sees but does not decide', async () => {
  const { code } = await laptop()
  expect((await house.get('/tri')).status).toBe(303)
  expect((await house.get('/tri', 'elected')).status).toBe(403)
  expect((await house.get(`/tri/${code}`, 'trainee')).status).toBe(200)
  expect((await house.post(`/tri/${code}`, { verdict: 'reuse' }, 'trainee')).status).toBe(403)
  expect((await house.get(`/tri/${code}`, 'other')).status).toBe(404)
})

test('a cracked screen seen by a trainee changes the proposal, with its reason', async () => {
  const { code } = await laptop()
  expect((await house.post(`/tri/${code}/constat`, OLD_AND_CRACKED, 'trainee')).status).toBe(303)
  const html = await (await house.get(`/tri/${code}`, 'technician')).text()
  expect(html).toContain('pour pièces')
  expect(html).toContain('Dalle cassée')
})

test('following the proposal keeps the device for another life, once even if sent twice', async () => {
  const { id, code } = await laptop()
  await house.post(`/tri/${code}/constat`, SOUND, 'technician')
  const form = { verdict: 'reuse', _once: crypto.randomUUID() }
  expect((await house.post(`/tri/${code}`, form, 'technician')).status).toBe(303)
  expect((await house.post(`/tri/${code}`, form, 'technician')).status).toBe(303)
  expect(await stateOf(id)).toMatchObject({ state: 'triaged', verdict: 'reuse' })
  const kinds = await house.inside((tx) =>
    tx.selectFrom('event').select('kind').where('subject_id', '=', id).orderBy('id').execute(),
  )
  expect(kinds.map((event) => event.kind).filter((kind) => kind === 'triage.judged')).toHaveLength(1)
})

test('deciding otherwise asks why, beside the field', async () => {
  const { id, code } = await laptop()
  const answer = await house.post(`/tri/${code}`, { verdict: 'refurbish' }, 'technician')
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain('Écrivez pourquoi')
  const said = await house.post(`/tri/${code}`, { verdict: 'refurbish', reason: 'Batterie à changer.' }, 'technician')
  expect(said.status).toBe(303)
  expect(await stateOf(id)).toMatchObject({ state: 'triaged', verdict: 'refurbish' })
})

test('a locked machine goes nowhere before it is released', async () => {
  const { id, code } = await laptop()
  await house.post(`/tri/${code}/constat`, { ...SOUND, locked: 'yes' }, 'technician')
  const answer = await house.post(`/tri/${code}`, { verdict: 'reuse' }, 'technician')
  expect(answer.status).toBe(409)
  expect(await stateOf(id)).toMatchObject({ state: 'identified' })
})

test('a machine still in the inventory is not scrapped, and nobody is asked to look', async () => {
  const { code } = await laptop({ works: 'working', inventory: 'listed' })
  const answer = await house.post(`/tri/${code}`, { verdict: 'recycle', reason: 'Trop lente.' }, 'technician')
  expect(answer.status).toBe(409)
  expect(await answer.text()).toContain('encore inscrit à l’inventaire')
})

test('scrapping a working machine waits for a second person, never the one who asked', async () => {
  const { id, code } = await laptop({ works: 'working', cpu: 'Intel(R) Core(TM) i5-6300U CPU @ 2.40GHz' })
  const bare = await house.post(`/tri/${code}`, { verdict: 'recycle' }, 'technician')
  expect(bare.status).toBe(422)
  const asked = await house.post(`/tri/${code}`, { verdict: 'recycle', reason: 'Charnière cassée.' }, 'technician')
  expect(asked.status).toBe(303)
  expect(await stateOf(id)).toMatchObject({ state: 'identified' })
  const again = await house.post(`/tri/${code}`, { verdict: 'recycle', reason: 'Encore.' }, 'coordinator')
  expect(again.status).toBe(409)
  const list = await (await house.get('/tri/seconds-regards', 'tutor')).text()
  expect(list).toContain('Charnière cassée.')
  expect(list).toContain('i5-6300U')
  const look = await house.inside((tx) =>
    tx.selectFrom('second_look').select('id').where('device_id', '=', id).executeTakeFirstOrThrow(),
  )
  const own = await house.post(`/tri/seconds-regards/${look.id}`, { answer: 'agreed' }, 'technician')
  expect(own.status).toBe(409)
  expect(await stateOf(id)).toMatchObject({ state: 'identified' })
  const other = await house.post(`/tri/seconds-regards/${look.id}`, { answer: 'agreed' }, 'tutor')
  expect(other.status).toBe(303)
  expect(await stateOf(id)).toMatchObject({ state: 'toRecycling', verdict: 'recycle' })
  expect((await house.post(`/tri/seconds-regards/${look.id}`, { answer: 'refused' }, 'tutor')).status).toBe(409)
})

test('a second person who refuses keeps the machine at triage', async () => {
  const { id, code } = await laptop({ works: 'working' })
  await house.post(`/tri/${code}`, { verdict: 'parts', reason: 'Clavier mort.' }, 'technician')
  const look = await house.inside((tx) =>
    tx.selectFrom('second_look').select('id').where('device_id', '=', id).executeTakeFirstOrThrow(),
  )
  await house.post(`/tri/seconds-regards/${look.id}`, { answer: 'refused' }, 'tutor')
  expect(await stateOf(id)).toMatchObject({ state: 'identified', verdict: null })
})

test('what does not work goes to parts on one decision', async () => {
  const { id, code } = await laptop({ works: 'notWorking' })
  await house.post(`/tri/${code}/constat`, { ...SOUND, works: 'notWorking', boots: 'no' }, 'technician')
  expect((await house.post(`/tri/${code}`, { verdict: 'parts' }, 'technician')).status).toBe(303)
  expect(await stateOf(id)).toMatchObject({ state: 'toParts' })
})

test('a gift is not triaged before somebody with the right accepts it; a gift with a charge is the council’s', async () => {
  const { id, code } = await laptop({}, 'donor')
  expect((await house.post(`/tri/${code}`, { verdict: 'reuse' }, 'technician')).status).toBe(409)
  const charged = await house.post(`/tri/${code}/accepter`, { acceptance: 'mayorWithCharge' }, 'coordinator')
  expect(charged.status).toBe(409)
  expect((await house.post(`/tri/${code}/accepter`, { acceptance: 'council' }, 'coordinator')).status).toBe(303)
  expect(await stateOf(id)).toMatchObject({ owner: 'organisation' })
  expect((await house.post(`/tri/${code}`, { verdict: 'reuse' }, 'technician')).status).toBe(303)
})

test('an edited threshold judges, and the rule on swollen batteries stays on', async () => {
  const page = await house.get('/reglages/tri', 'coordinator')
  expect(page.status).toBe(200)
  expect((await house.get('/reglages/tri', 'technician')).status).toBe(403)
  const html = await page.text()
  const on: Record<string, string[]> = {}
  for (const [, name = '', rule = ''] of html.matchAll(/name="(on\.\w+)" value="(\w+)" checked/g))
    on[name] = [...(on[name] ?? []), rule]
  expect(Object.values(on).flat().length).toBeGreaterThan(20)
  const { code } = await laptop({ bought_on: '2019-01-01' })
  const saved = await house.post('/reglages/tri', { ...on, 't.overTenYears.0': '5,5' }, 'coordinator')
  expect(saved.status).toBe(303)
  expect(await (await house.get(`/tri/${code}`, 'technician')).text()).toContain('Plus de 10 ans')
  const bad = await house.post('/reglages/tri', { ...on, 't.overTenYears.0': '-3' }, 'coordinator')
  expect(bad.status).toBe(422)
  const hidden = { ...on, 'on.parts': (on['on.parts'] ?? []).filter((id) => id !== 'batterySwollen') }
  const danger = await house.post('/reglages/tri', hidden, 'coordinator')
  expect(danger.status).toBe(422)
  expect(await danger.text()).toContain('protège les personnes')
})
