import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { inService, service } from '../../../test/support/world-recycling.ts'
import { showCode } from '../fleet/code.ts'

let house: TestHouse
let hall: string
beforeAll(async () => {
  house = await openTestHouse('renewal')
  hall = await house.inside((tx) => service(tx, actor(), 'État civil'))
})
afterAll(() => house.close())

const actor = () => ({ organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null })
const served = (boughtOn: string, place = hall) => house.inside((tx) => inService(tx, actor(), place, boughtOn))
const read = async (path: string, as = 'technician') => (await house.get(path, as)).text()
const deviceOf = (id: string) =>
  house.inside((tx) => tx.selectFrom('device').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
const decommission = (code: string, reason = 'obsolete', as = 'technician') =>
  house.post(`/parc/${code}/reforme`, { reason }, as)
const TODAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' }).format(new Date())

test('nobody is sent to sign in, a mediator is refused, another organisation finds nothing', async () => {
  const { code, id } = await served('2018-01-01')
  expect((await house.get('/reforme')).status).toBe(303)
  expect((await house.get('/reforme', 'mediator')).status).toBe(403)
  expect((await house.get('/reglages/renouvellement', 'technician')).status).toBe(403)
  expect((await decommission(code, 'obsolete', 'mediator')).status).toBe(403)
  expect((await decommission(code, 'obsolete', 'other')).status).toBe(404)
  const form = { ids: [id], decision: 'confirmed' }
  expect((await house.post('/reforme/candidats', form, 'other')).status).toBe(404)
  expect((await house.post('/reforme/recevoir', { ids: [id] }, 'other')).status).toBe(404)
  expect((await deviceOf(id)).recoverable).toBe('none')
})

test('a device declared in use has its code, its place and a life told; the same serial twice leads to the first', async () => {
  const form = { kind: 'laptop', placeId: hall, maker: 'Dell', serial: 'DCL-1', boughtOn: '2022-02-01' }
  const answer = await house.post('/reforme/declarer', form, 'technician')
  expect(answer.status).toBe(303)
  const code = answer.headers.get('location')?.split('/').at(-1) ?? ''
  expect(await read(`/parc/${code}`)).toContain('État civil')
  const holding = await house.inside((tx) =>
    tx
      .selectFrom('holding as h')
      .innerJoin('device as d', 'd.id', 'h.device_id')
      .select(['h.told', 'h.life', 'd.state', 'd.inventory'])
      .where('d.code', '=', code)
      .executeTakeFirstOrThrow(),
  )
  expect(holding).toEqual({ told: true, life: 1, state: 'inUse', inventory: 'listed' })
  expect(await read(`/parc/${code}`)).toContain('Déclaré en service, d’avant le système')
  const again = await house.post('/reforme/declarer', form, 'technician')
  expect(again.status).toBe(422)
  expect(await again.text()).toContain(showCode(code))
})

test('what is past its age may serve again, with the reason; what is young is not there', async () => {
  const [old, young] = [await served('2017-05-01'), await served(`${Number(TODAY.slice(0, 4)) - 1}-05-01`)]
  const page = await read('/reforme/candidats')
  expect(page).toContain(showCode(old.code))
  expect(page).toContain('au-delà de l’âge de renouvellement')
  expect(page).not.toContain(showCode(young.code))
})

test('a place that keeps its devices longer says so, and a setting for one kind counts', async () => {
  const school = await house.inside(async (tx) => {
    const id = await service(tx, actor(), 'École')
    await tx.updateTable('place').set({ renewal_years: 20 }).where('id', '=', id).execute()
    return id
  })
  const kept = await served('2017-05-01', school)
  expect(await read(`/reforme/candidats?lieu=${school}`)).not.toContain(showCode(kept.code))
  const rules = { any: '5', on: ['decommissioned', 'renewalPassed'], models: 'prodesk 400', modelYears: '2,5' }
  expect((await house.post('/reglages/renouvellement', { ...rules, any: 'cinq' }, 'coordinator')).status).toBe(422)
  expect((await house.post('/reglages/renouvellement', rules, 'coordinator')).status).toBe(303)
  const page = await read(`/reforme/candidats?lieu=${school}`)
  expect(page).toContain(showCode(kept.code))
  expect(page).toContain('Son modèle est de ceux')
  expect(await read('/reglages/renouvellement', 'coordinator')).toContain('prodesk 400')
})

test('candidates are kept or left out together, each with its answer; leaving out asks why', async () => {
  const [one, two] = [await served('2016-05-01'), await served('2016-06-01')]
  const ids = [one.id, two.id]
  const refused = await house.post('/reforme/candidats', { ids, decision: 'rejected' }, 'technician')
  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain('Dites pourquoi')
  const reason = 'Écran fendu'
  const answer = await house.post('/reforme/candidats', { ids, decision: 'rejected', reason }, 'technician')
  expect(await read(answer.headers.get('location') ?? '')).toContain(showCode(two.code))
  expect(await read('/reforme/candidats')).not.toContain(showCode(one.code))
  expect(await read('/reforme/candidats?liste=rejected')).toContain(reason)
  await house.post('/reforme/candidats', { ids: [one.id], decision: 'confirmed' }, 'technician')
  expect((await deviceOf(one.id)).recoverable).toBe('confirmed')
  expect(await read('/')).toContain('retenu pour une nouvelle vie est encore en service')
})

test('a device is decommissioned once, with a reason; it then awaits collection and its holding is closed', async () => {
  const device = await served('2019-05-01')
  expect((await decommission(device.code, 'ennui')).status).toBe(422)
  expect((await decommission(device.code, 'needChanged')).status).toBe(303)
  expect(await deviceOf(device.id)).toMatchObject({
    state: 'decommissioned',
    inventory: 'decommissioned',
    decommission_reason: 'needChanged',
    decommissioned_on: TODAY,
  })
  const open = await house.inside((tx) =>
    tx.selectFrom('holding').select('id').where('device_id', '=', device.id).where('ended_at', 'is', null).execute(),
  )
  expect(open).toHaveLength(0)
  expect((await decommission(device.code)).status).toBe(409)
})

test('over ten years it is outside the target; what is received is collected, and the rest is said to be missing', async () => {
  const place = await house.inside((tx) => service(tx, actor(), 'Médiathèque'))
  const [old, recent] = [await served('2010-01-01', place), await served('2020-01-01', place)]
  for (const { code } of [old, recent]) await decommission(code)
  const page = await read(`/reforme?lieu=${place}`)
  expect(page).toContain('hors objectif')
  expect(page).toContain('dans l’objectif')
  expect((await house.post('/reforme/recevoir', {}, 'technician')).status).toBe(422)
  const answer = await house.post('/reforme/recevoir', { ids: [recent.id] }, 'technician')
  expect(answer.status).toBe(303)
  expect((await deviceOf(recent.id)).state).toBe('received')
  const after = await read('/reforme')
  expect(after).toMatch(/Médiathèque[\s\S]*?>2<[\s\S]*?>1<[\s\S]*?50\u00a0%[\s\S]*?>1</)
  expect((await house.post('/reforme/recevoir', { ids: [recent.id] }, 'technician')).status).toBe(409)
})

test('the stock is paged by key, without losing or repeating a device', async () => {
  const place = await house.inside((tx) => service(tx, actor(), 'Dépôt'))
  const codes = []
  for (let made = 0; made < 27; made += 1) {
    const device = await served('2019-01-01', place)
    await decommission(device.code)
    codes.push(showCode(device.code))
  }
  const first = await read(`/reforme?lieu=${place}`)
  const next = /rel="next" href="([^"]+)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const second = await read(next)
  expect(codes.filter((code) => first.includes(code))).toHaveLength(25)
  expect(codes.filter((code) => second.includes(code))).toHaveLength(2)
  expect(codes.filter((code) => first.includes(code) && second.includes(code))).toHaveLength(0)
})
