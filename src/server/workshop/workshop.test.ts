import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { DISK, sampleLog } from '../../domain/erasure/nwipe-sample.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { perform } from '../circuit/perform.sql.ts'
import { addMedium } from '../erasure/erasure.sql.ts'
import { createDevice } from '../fleet/device.sql.ts'
import { testsOf } from './work-models.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('workshop')
})
afterAll(() => house.close())

const actorOf = (role: string) => ({
  organisationId: house.sample.organisationId,
  personId: house.sample.people[role] ?? '',
})

let serials = 0

/** A machine kept at triage, with one disk of its own. */
async function kept(kind: DeviceKind = 'desktop') {
  const serial = `WD-BENCH${String(++serials).padStart(5, '0')}`
  const actor = actorOf('technician')
  return house.inside(async (tx) => {
    const set = { built_year: 2018 }
    const device = await createDevice(tx, actor, { kind, state: 'received', maker: 'HP', set })
    await perform(tx, actor, 'identify', device.id)
    if (kind !== 'screen')
      await addMedium(tx, actor, device.id, { subkind: 'hdd', maker: null, model: null, serial, gigabytes: null })
    await perform(tx, actor, 'triage', device.id, { payload: { verdict: 'refurbish' } })
    return { ...device, serial }
  })
}

const allPassed = (kind: DeviceKind) => Object.fromEntries(testsOf(kind).map((one) => [`t.${one.id}`, 'passed']))

const log = (serial: string) => new File([sampleLog({ drives: [{ ...DISK, serial }] })], 'nwipe.log')

const deviceOf = (id: string) =>
  house.inside((tx) => tx.selectFrom('device').selectAll().where('id', '=', id).executeTakeFirstOrThrow())

const post = async (path: string, form: Parameters<TestHouse['post']>[1], as = 'trainee') =>
  (await house.post(path, form, as)).status

test('nobody is sent to sign in, an elected member may not, a trainee works but neither grades nor closes', async () => {
  const { code } = await kept()
  expect((await house.get('/atelier')).status).toBe(303)
  expect((await house.get('/atelier', 'elected')).status).toBe(403)
  expect((await house.get(`/atelier/${code}`, 'other')).status).toBe(404)
  expect(await post(`/atelier/${code}/etapes`, {})).toBe(409)
  expect(await post(`/atelier/${code}/ouvrir`, {})).toBe(303)
  expect(await post(`/atelier/${code}/grade`, { grade: 'A' })).toBe(403)
  expect(await post(`/atelier/${code}/pret`, {})).toBe(403)
})

test('a machine goes from the bench to the shelf: each thing left is told, then it is ready', async () => {
  const { id, code, serial } = await kept()
  expect(await post(`/atelier/${code}/ouvrir`, {})).toBe(303)
  const html = await (await house.get(`/atelier/${code}`, 'tutor')).text()
  expect(html).toContain('Avant de le dire prêt, il reste')
  expect(html).toContain('Dépoussiérer')
  const early = await house.post(`/atelier/${code}/pret`, {}, 'tutor')
  expect(early.status).toBe(409)
  expect(await early.text()).toContain('Un support n’a pas de preuve')
  expect(await post(`/atelier/${code}/etapes`, { 's.dusting': 'done', 'm.dusting': '12' })).toBe(303)
  expect(await post(`/atelier/${code}/essais`, allPassed('desktop'))).toBe(303)
  expect(await post(`/atelier/${code}/logiciels`, { act: 'profile', profile: 'base' })).toBe(303)
  expect(await post(`/atelier/${code}/grade`, { grade: 'B' }, 'tutor')).toBe(303)
  expect((await house.post(`/atelier/${code}/pret`, {}, 'tutor')).status).toBe(409)
  expect(await post(`/effacement/${code}/journaux`, { files: [log(serial)] })).toBe(303)
  expect(await (await house.get(`/atelier/${code}`, 'tutor')).text()).toContain('il ne reste rien à faire')
  const form = { _once: crypto.randomUUID() }
  expect(await post(`/atelier/${code}/pret`, form, 'tutor')).toBe(303)
  expect(await post(`/atelier/${code}/pret`, form, 'tutor')).toBe(303)
  expect(await deviceOf(id)).toMatchObject({ state: 'ready', grade: 'B', unit_value_eur: expect.anything() })
  const orders = await house.inside((tx) =>
    tx.selectFrom('work_order').select(['outcome', 'closed_at']).where('device_id', '=', id).execute(),
  )
  expect(orders).toEqual([{ outcome: 'ready', closed_at: expect.any(Date) }])
})

test('one test left aside, or one faulty, keeps the machine on the bench', async () => {
  const { id, code } = await kept('screen')
  await post(`/atelier/${code}/ouvrir`, {})
  await post(`/atelier/${code}/grade`, { grade: 'A' }, 'tutor')
  await post(`/atelier/${code}/essais`, { 't.power': 'passed' })
  expect(await post(`/atelier/${code}/pret`, {}, 'tutor')).toBe(409)
  await post(`/atelier/${code}/essais`, { ...allPassed('screen'), 't.screen': 'failed' })
  expect(await post(`/atelier/${code}/pret`, {}, 'tutor')).toBe(409)
  await post(`/atelier/${code}/essais`, allPassed('screen'))
  expect(await post(`/atelier/${code}/pret`, {}, 'tutor')).toBe(303)
  expect(await deviceOf(id)).toMatchObject({ state: 'ready' })
})

test('a second reconditioning is a new order: the tests of the first do not count', async () => {
  const { id, code } = await kept('screen')
  const bench = async () => {
    await post(`/atelier/${code}/ouvrir`, {})
    await post(`/atelier/${code}/essais`, allPassed('screen'))
    await post(`/atelier/${code}/grade`, { grade: 'B' }, 'tutor')
  }
  await bench()
  await post(`/atelier/${code}/pret`, {}, 'tutor')
  expect(await post(`/atelier/${code}/reviser`, {}, 'tutor')).toBe(303)
  expect(await deviceOf(id)).toMatchObject({ state: 'triaged' })
  await post(`/atelier/${code}/ouvrir`, {})
  expect(await post(`/atelier/${code}/pret`, {}, 'tutor')).toBe(409)
  await post(`/atelier/${code}/essais`, allPassed('screen'))
  expect(await post(`/atelier/${code}/pret`, {}, 'tutor')).toBe(303)
  const orders = await house.inside((tx) =>
    tx.selectFrom('work_order').select('id').where('device_id', '=', id).execute(),
  )
  expect(orders).toHaveLength(2)
})

test('proprietary software needs the proof of its licence, as a scan', async () => {
  const { code } = await kept()
  await post(`/atelier/${code}/ouvrir`, {})
  const windows = { act: 'add', software: 'Windows 11', licence: 'proprietary' }
  await post(`/atelier/${code}/logiciels`, windows)
  expect(await (await house.get(`/atelier/${code}`, 'tutor')).text()).toContain('sans preuve de licence')
  expect(await post(`/atelier/${code}/logiciels`, { ...windows, proof: [new File(['x'], 'a.pdf')] })).toBe(422)
  await post(`/atelier/${code}/logiciels`, { ...windows, proof: [new File(['%PDF-1.7'], 'licence.pdf')] })
  expect(await (await house.get(`/atelier/${code}`, 'tutor')).text()).toContain('propriétaire, licence prouvée')
})

test('a value set by hand says why; minutes are whole minutes', async () => {
  const { id, code } = await kept()
  await post(`/atelier/${code}/ouvrir`, {})
  expect(await post(`/atelier/${code}/grade`, { grade: 'A', value: '120,50' }, 'tutor')).toBe(422)
  expect(
    await post(`/atelier/${code}/grade`, { grade: 'A', value: '120,50', valueReason: 'Cote du marché.' }, 'tutor'),
  ).toBe(303)
  expect(await deviceOf(id)).toMatchObject({ unit_value_eur: '120.50' })
  expect(await post(`/atelier/${code}/etapes`, { 's.dusting': 'done', 'm.dusting': 'douze' })).toBe(422)
})

test('a step begun is timed; the organisation writes its own steps, and open orders keep theirs', async () => {
  const { id, code } = await kept()
  await post(`/atelier/${code}/ouvrir`, {})
  await post(`/atelier/${code}/etapes`, { begin: 'dusting' })
  await post(`/atelier/${code}/etapes`, { 's.dusting': 'done' })
  const times = await house.inside((tx) =>
    tx.selectFrom('work_time').select(['step', 'minutes', 'ended_at']).where('device_id', '=', id).execute(),
  )
  expect(times).toEqual([{ step: 'dusting', minutes: 0, ended_at: expect.any(Date) }])
  const model = {
    kind: 'desktop',
    'steps.name.0': 'Dépoussiérer',
    'steps.name.1': 'Graver le numéro',
    'tests.name.0': 'ports USB',
  }
  expect(await post('/reglages/atelier/nature', model, 'coordinator')).toBe(303)
  const other = await kept()
  await post(`/atelier/${other.code}/ouvrir`, {})
  expect(await (await house.get(`/atelier/${other.code}`, 'trainee')).text()).toContain('Graver le numéro')
  expect(await (await house.get(`/atelier/${code}`, 'trainee')).text()).not.toContain('Graver le numéro')
  expect(await post('/reglages/versions/work-steps', { version: '0' }, 'coordinator')).toBe(303)
  expect(await post('/reglages/versions/work-tests', { version: '0' }, 'coordinator')).toBe(303)
})

test('a machine that will not be ready leaves the bench for parts after a second look, and its order closes', async () => {
  const { id, code } = await kept()
  await post(`/atelier/${code}/ouvrir`, {})
  expect(await (await house.get(`/tri/${code}`, 'technician')).text()).toContain('pour pièces')
  expect(await post(`/tri/${code}`, { verdict: 'parts', reason: 'Carte mère instable.' }, 'technician')).toBe(303)
  const look = await house.inside((tx) =>
    tx.selectFrom('second_look').select('id').where('device_id', '=', id).executeTakeFirstOrThrow(),
  )
  expect(await post(`/tri/seconds-regards/${look.id}`, { answer: 'agreed' }, 'tutor')).toBe(303)
  expect(await deviceOf(id)).toMatchObject({ state: 'toParts' })
  const order = await house.inside((tx) =>
    tx.selectFrom('work_order').select('outcome').where('device_id', '=', id).executeTakeFirstOrThrow(),
  )
  expect(order.outcome).toBe('parts')
})

test('a hold stops the bench until it is lifted', async () => {
  const { code } = await kept()
  expect((await house.get('/reglages/blocages', 'trainee')).status).toBe(403)
  expect(await post('/reglages/blocages', { device: code, tool: '0.34', reason: 'Rappel' }, 'technician')).toBe(422)
  expect(await post('/reglages/blocages', { device: 'AAAAAAAAA', reason: 'Rappel' }, 'technician')).toBe(422)
  expect(await post('/reglages/blocages', { device: code, reason: 'Batterie rappelée.' }, 'technician')).toBe(303)
  const refused = await house.post(`/atelier/${code}/ouvrir`, {}, 'trainee')
  expect(refused.status).toBe(409)
  expect(await refused.text()).toContain('Un blocage arrête tout acte')
  const hold = await house.inside((tx) =>
    tx.selectFrom('hold').select('id').where('reason', '=', 'Batterie rappelée.').executeTakeFirstOrThrow(),
  )
  expect(await post(`/reglages/blocages/${hold.id}/lever`, {}, 'coordinator')).toBe(303)
  expect(await post(`/reglages/blocages/${hold.id}/lever`, {}, 'coordinator')).toBe(409)
  expect(await post(`/atelier/${code}/ouvrir`, {})).toBe(303)
})

test('the home page says what waits at the benches, and the board shows my orders first', async () => {
  const { code } = await kept()
  await post(`/atelier/${code}/ouvrir`, {})
  const home = await (await house.get('/', 'trainee')).text()
  expect(home).toMatch(/ouvertes? à votre nom/)
  expect(home).toMatch(/pas de preuve d’effacement|pas de preuve/)
  expect(await (await house.get('/atelier', 'trainee')).text()).toContain('à vous')
})
