import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../../test/support/house.ts'
import type { DeviceKind } from '../../../domain/hardware/report.ts'
import { perform } from '../../circuit/perform.sql.ts'
import { createDevice } from '../../fleet/device.sql.ts'
import { saveSetting } from '../../platform/setting/setting.sql.ts'
import { testsOf } from '../work-models.ts'
import { readModels, WORK_STEPS } from './model.sql.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('work-models')
})
afterAll(() => house.close())

const post = async (path: string, form: Parameters<TestHouse['post']>[1], as = 'coordinator') =>
  (await house.post(path, form, as)).status
const page = async (path: string, as = 'coordinator') => (await house.get(path, as)).text()
const actor = () => ({
  organisationId: house.sample.organisationId,
  personId: house.sample.people.technician ?? '',
})

async function opened(kind: DeviceKind) {
  const device = await house.inside(async (tx) => {
    const made = await createDevice(tx, actor(), { kind, state: 'received', maker: 'Iiyama' })
    await perform(tx, actor(), 'identify', made.id)
    await perform(tx, actor(), 'triage', made.id, { payload: { verdict: 'refurbish' } })
    return made
  })
  await post(`/atelier/${device.code}/ouvrir`, {}, 'technician')
  return device
}

const CRITERIA = { A: 'Neuve.', B: 'Deux rayures au plus.', C: 'Marquée.', D: 'Gênée.' }

test('a kind has its own steps with their minutes, in the order said, and its own tests; what is worked on alike follows', async () => {
  expect((await house.get('/reglages/atelier/nature', 'trainee')).status).toBe(403)
  expect((await house.get('/reglages/atelier/nature?nature=grille-pain', 'coordinator')).status).toBe(404)
  expect(await page('/reglages/atelier')).toContain('/reglages/atelier/nature?nature=laptop')
  const model = {
    kind: 'screen',
    'steps.name.0': 'Dépoussiérer',
    'steps.minutes.0': '12',
    'steps.rank.0': '2',
    'steps.name.1': 'Graver le numéro',
    'steps.minutes.1': '4',
    'steps.rank.1': '1',
    'tests.name.0': 'démarrage et arrêt',
    'tests.name.1': 'pied réglable',
    alike: ['printer'],
  }
  expect(await post('/reglages/atelier/nature', { ...model, 'steps.minutes.1': 'quatre' })).toBe(422)
  expect(await post('/reglages/atelier/nature', { kind: 'screen', 'steps.name.0': 'Nettoyer' })).toBe(422)
  expect(await post('/reglages/atelier/nature', model)).toBe(303)
  const models = await house.inside(readModels)
  expect(models.screen.steps.map(({ fr, minutes }) => [fr, minutes])).toEqual([
    ['Graver le numéro', 4],
    ['Dépoussiérer', 12],
  ])
  expect(models.screen.steps[1]).toMatchObject({ id: 'dusting', en: 'Dust' })
  expect(models.printer.steps).toEqual(models.screen.steps)
  expect(models.printer.tests.map(({ id }) => id)).toEqual(['power', 'print'])
  expect(models.laptop.tests.map(({ id }) => id)).toEqual(testsOf('laptop').map(({ id }) => id))

  const { code } = await opened('screen')
  const order = await page(`/atelier/${code}`, 'technician')
  for (const words of ['Graver le numéro', 'd’ordinaire 4', 'pied réglable']) expect(order).toContain(words)
  const own = models.screen.steps[0]?.id ?? ''
  await post(`/atelier/${code}/etapes`, { [`s.${own}`]: 'done', [`m.${own}`]: '6' }, 'technician')
  expect(await page('/atelier/temps?by=step', 'technician')).toContain('Graver le numéro')

  expect(await post('/reglages/atelier/nature', { ...model, 'steps.name.1': 'Graver', 'steps.id.1': own })).toBe(303)
  expect((await house.inside(readModels)).screen.steps[0]).toMatchObject({ id: own, fr: 'Graver' })
  expect(await page(`/atelier/${code}`, 'technician')).toContain('Graver le numéro')
  const restore = async (from: string) =>
    (await house.post(`/reglages/versions/${WORK_STEPS}`, { version: '1', from }, 'coordinator')).headers.get(
      'location',
    )
  expect(await restore('/reglages/atelier/nature?nature=screen')).toBe('/reglages/atelier/nature?nature=screen')
  for (const elsewhere of ['', '//exemple.org', '/reglages/atelierx', '/reglages/atelier/é'])
    expect(await restore(elsewhere)).toBe('/reglages/atelier')
  expect((await house.inside(readModels)).screen.steps[0]).toMatchObject({ fr: 'Graver le numéro' })
})

test('steps said for a group of kinds before each kind had its own still hold', async () => {
  const step = (fr: string) => ({ id: fr.toLowerCase(), fr, en: fr })
  const models = await house.inside(async (tx) => {
    const said = { computer: [step('Ouvrir')], mobile: [], screen: [step('Essuyer')], other: [step('Regarder')] }
    await saveSetting(tx, actor(), WORK_STEPS, said)
    return readModels(tx)
  })
  expect([models.laptop, models.server, models.screen, models.printer].map(({ steps }) => steps[0]?.fr)).toEqual([
    'Ouvrir',
    'Ouvrir',
    'Essuyer',
    'Regarder',
  ])
})

test('the organisation writes what a grade asks for; an order keeps the words of the day', async () => {
  const rules = { ...CRITERIA, gradeFloor: 'B', secondCheck: 'trainees' }
  expect(await post('/reglages/atelier', { ...rules, A: ' ' })).toBe(422)
  expect(await post('/reglages/atelier', rules)).toBe(303)
  const { code } = await opened('screen')
  expect(await page(`/atelier/${code}`, 'tutor')).toContain('Deux rayures au plus.')
  await post(`/atelier/${code}/grade`, { grade: 'B' }, 'tutor')
  await post('/reglages/atelier', { ...rules, B: 'Une rayure au plus.' })
  const after = await page(`/atelier/${code}`, 'tutor')
  expect(after).toContain('Deux rayures au plus.')
  expect(after).toContain('Une rayure au plus.')
})

test('an organisation has everybody’s work looked at by a second person, and lets no grade below its own leave', async () => {
  const rules = { ...CRITERIA, gradeFloor: 'B', secondCheck: 'everybody' }
  await post('/reglages/atelier', rules)
  const { code } = await opened('screen')
  const tests = (await house.inside(readModels)).screen.tests
  await post(`/atelier/${code}/essais`, Object.fromEntries(tests.map(({ id }) => [`t.${id}`, 'passed'])), 'technician')
  await post(`/atelier/${code}/grade`, { grade: 'C' }, 'technician')
  const refused = await (await house.post(`/atelier/${code}/pret`, {}, 'technician')).text()
  expect(refused).toContain('contrôlé par une seconde personne')
  expect(refused).toContain('sous le plancher')
  await post('/reglages/atelier', { ...rules, secondCheck: 'nobody', gradeFloor: 'C' })
  expect(await post(`/atelier/${code}/pret`, {}, 'technician')).toBe(303)
})
