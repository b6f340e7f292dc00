import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../../test/support/house.ts'
import { perform } from '../../circuit/perform.sql.ts'
import { createDevice } from '../../fleet/device.sql.ts'
import { testsOf } from '../work-models.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('conduct')
})
afterAll(() => house.close())

const post = (path: string, form: Parameters<TestHouse['post']>[1], as = 'trainee') => house.post(path, form, as)
const page = async (path: string, as = 'trainee') => (await house.get(path, as)).text()
const PASSED = Object.fromEntries(testsOf('screen').map((one) => [`t.${one.id}`, 'passed']))

/** A screen on the bench: no medium, no software. */
async function opened(as = 'trainee') {
  const actor = { organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? '' }
  const device = await house.inside(async (tx) => {
    const made = await createDevice(tx, actor, { kind: 'screen', state: 'received', maker: 'Iiyama' })
    await perform(tx, actor, 'identify', made.id)
    await perform(tx, actor, 'triage', made.id, { payload: { verdict: 'refurbish' } })
    return made
  })
  await post(`/atelier/${device.code}/ouvrir`, {}, as)
  return device
}

test('who worked on an order never checks it, and a trainee’s work is not ready before somebody else has looked', async () => {
  const { code } = await opened()
  await post(`/atelier/${code}/essais`, PASSED)
  await post(`/atelier/${code}/etapes`, { 's.dusting': 'done', 'm.dusting': '5' }, 'technician')
  await post(`/atelier/${code}/grade`, { grade: 'B' }, 'technician')
  const own = await post(`/atelier/${code}/controle`, { answer: 'agreed' }, 'technician')
  expect(own.status).toBe(409)
  expect(await own.text()).toContain('Vous avez travaillé sur cette fiche')
  const early = await post(`/atelier/${code}/pret`, {}, 'technician')
  expect(early.status).toBe(409)
  expect(await early.text()).toContain('contrôlé par une seconde personne')
  expect((await post(`/atelier/${code}/controle`, { answer: 'agreed' })).status).toBe(403)
  expect((await post(`/atelier/${code}/controle`, { answer: 'redo' }, 'tutor')).status).toBe(422)
  await post(`/atelier/${code}/controle`, { answer: 'redo', words: 'Dalle à nettoyer.' }, 'tutor')
  expect(await page(`/atelier/${code}`)).toContain('Dalle à nettoyer.')
  expect((await post(`/atelier/${code}/pret`, {}, 'technician')).status).toBe(409)
  await post(`/atelier/${code}/controle`, { answer: 'agreed' }, 'tutor')
  expect((await post(`/atelier/${code}/pret`, {}, 'technician')).status).toBe(303)
})

test('an agreement does not cover what was done after it; ready said by another person is the check', async () => {
  const { id, code } = await opened()
  await post(`/atelier/${code}/essais`, PASSED)
  await post(`/atelier/${code}/grade`, { grade: 'B' }, 'tutor')
  await post(`/atelier/${code}/controle`, { answer: 'agreed' }, 'tutor')
  await post(`/atelier/${code}/etapes`, { 's.dusting': 'done' }, 'technician')
  expect((await post(`/atelier/${code}/pret`, {}, 'technician')).status).toBe(409)
  expect(await page(`/atelier/${code}`, 'tutor')).toContain('dire prêt vaut contrôle')
  expect((await post(`/atelier/${code}/pret`, {}, 'tutor')).status).toBe(303)
  const checks = await house.inside((tx) =>
    tx
      .selectFrom('work_check as c')
      .innerJoin('work_order as w', 'w.id', 'c.work_order_id')
      .select(['c.answer', 'c.checked_by', 'w.life_before'])
      .where('w.device_id', '=', id)
      .execute(),
  )
  expect(checks).toHaveLength(2)
  expect(checks[1]).toMatchObject({ answer: 'agreed', checked_by: house.sample.people.tutor })
})

test('an order says its supervisor, its bench and what it waits for; the board puts it in its column and the bench is taken', async () => {
  const { code } = await opened()
  expect((await post('/atelier/bancs/nouveau', { kind: 'bench', name: 'Banc 2' })).status).toBe(403)
  await post('/atelier/bancs/nouveau', { kind: 'bench', name: 'Banc 2' }, 'technician')
  const bench = await house.inside((tx) =>
    tx.selectFrom('equipment').select('id').where('name', '=', 'Banc 2').executeTakeFirstOrThrow(),
  )
  const tutor = house.sample.people.tutor ?? ''
  const conduct = { supervisor: tutor, bench: bench.id, waitsFor: 'part' }
  expect((await post(`/atelier/${code}/conduite`, { ...conduct, bench: crypto.randomUUID() })).status).toBe(404)
  expect((await post(`/atelier/${code}/conduite`, conduct)).status).toBe(303)
  await post(`/atelier/${code}/etapes`, { 'm.dusting': '7' })
  const [time] = await house.inside((tx) =>
    tx.selectFrom('work_time').select('supervisor_id').where('supervisor_id', 'is not', null).execute(),
  )
  expect(time).toEqual({ supervisor_id: tutor })
  const board = await page('/atelier')
  expect(board).toContain('attend une pièce')
  expect(board).toContain('Charge par personne')
  expect(await page('/atelier/bancs')).toMatch(/Banc 2[\s\S]*atelier\//)
  const trainee = house.sample.people.trainee ?? ''
  await post('/atelier/equipes', { [`t.${trainee}`]: 'Chantier', [`h.${trainee}`]: '0,1' }, 'coordinator')
  expect(await page(`/atelier?personne=${trainee}`)).toContain('dépasse la semaine')
  expect((await post('/atelier/equipes', { [`h.${trainee}`]: '90' }, 'coordinator')).status).toBe(422)
})
