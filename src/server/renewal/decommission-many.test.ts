import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { inService, service } from '../../../test/support/world-recycling.ts'
import { showCode } from '../fleet/code.ts'

let house: TestHouse
let hall: string
beforeAll(async () => {
  house = await openTestHouse('decommission')
  hall = await house.inside((tx) => service(tx, actor(), 'Accueil'))
})
afterAll(() => house.close())

const actor = () => ({ organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null })
const served = () => house.inside((tx) => inService(tx, actor(), hall, '2017-05-01'))
const read = async (path: string, as = 'technician') => (await house.get(path, as)).text()
const send = (ids: readonly string[], reason = 'obsolete', as = 'technician') =>
  house.post('/reforme/choix', { ids: [...ids], reason }, as)
const stateOf = async (id: string) =>
  (await house.inside((tx) => tx.selectFrom('device').select('state').where('id', '=', id).executeTakeFirstOrThrow()))
    .state
const undo = (answer: string, as = 'technician') =>
  house.post('/reforme/choix/annuler', { answer: answer.split('/').at(-1) ?? '' }, as)

test('nobody is sent to sign in, a mediator is refused, another organisation finds nothing, and nothing changes', async () => {
  const { id } = await served()
  expect((await house.get('/reforme/choix')).status).toBe(303)
  expect((await send([id], 'obsolete', 'mediator')).status).toBe(403)
  expect((await send([id], 'obsolete', 'other')).status).toBe(404)
  expect(await stateOf(id)).toBe('inUse')
})

test('boxes ticked in the fleet and in what was kept for another life lead to one page, with one reason for all', async () => {
  const [one, two] = [await served(), await served()]
  expect(await read('/parc')).toContain(`value="${one.id}"`)
  expect(await read('/parc', 'trainee')).not.toContain(`value="${one.id}"`)
  const page = await read(`/reforme/choix?ids=${one.id}&ids=${two.id}`)
  for (const { code } of [one, two]) expect(page).toContain(showCode(code))
  expect(page).toContain('Réformer 2 appareils')
  const chosen = { ids: [one.id, two.id], decision: 'decommission' }
  const kept = await house.post('/reforme/candidats', chosen, 'technician')
  expect(kept.headers.get('location')).toBe(`/reforme/choix?ids=${one.id},${two.id}`)
  expect(await read('/reforme/choix')).toContain('Aucun appareil n’est choisi')
})

test('each device has its answer: done with the reason, or refused and why; what was typed stays', async () => {
  const [one, two] = [await served(), await served()]
  expect((await send([], 'obsolete')).status).toBe(422)
  const wrong = await send([one.id, two.id], 'ennui')
  expect(wrong.status).toBe(422)
  expect(await wrong.text()).toContain(showCode(two.code))
  await house.post(`/parc/${two.code}/reforme`, { reason: 'broken' }, 'technician')
  const answer = await read((await send([one.id, two.id], 'needChanged')).headers.get('location') ?? '')
  expect(answer).toContain('Réformé\u00a0: besoin changé')
  expect(answer).toMatch(/n’existe pas pour un appareil réformé/)
  expect([await stateOf(one.id), await stateOf(two.id)]).toEqual(['decommissioned', 'decommissioned'])
})

test('the whole act is undone once, by who did it; what has moved on since stays as it is, and says so', async () => {
  const [one, two] = [await served(), await served()]
  const done = (await send([one.id, two.id])).headers.get('location') ?? ''
  expect(await read(done)).toContain('Annuler cette réforme')
  await house.post('/reforme/recevoir', { ids: [two.id] }, 'technician')
  expect((await undo(done, 'coordinator')).status).toBe(404)
  const undone = await undo(done)
  expect(undone.status).toBe(303)
  const page = await read(undone.headers.get('location') ?? '')
  expect(page).toContain('De nouveau à l’inventaire')
  expect(page).toContain('Un autre acte a suivi sa réforme')
  expect([await stateOf(one.id), await stateOf(two.id)]).toEqual(['inUse', 'received'])
  const open = await house.inside((tx) =>
    tx.selectFrom('holding').select('id').where('device_id', '=', one.id).where('ended_at', 'is', null).execute(),
  )
  expect(open).toHaveLength(1)
  expect(await read(done)).not.toContain('Annuler cette réforme')
  expect((await undo(done)).status).toBe(404)
})
