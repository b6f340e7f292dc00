import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { perform } from '../circuit/perform.sql.ts'
import { createDevice } from '../fleet/device.sql.ts'
import { judgeDevice } from './triage.sql.ts'

let house: TestHouse
let code = ''
beforeAll(async () => {
  house = await openTestHouse('prices')
  const actor = { organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null }
  code = await house.inside(async (tx) => {
    const device = await createDevice(tx, actor, {
      kind: 'laptop',
      state: 'received',
      maker: 'Dell',
      set: { cpu: 'Intel(R) Core(TM) i5-7200U CPU @ 2.50GHz', memory_bytes: 4 * 2 ** 30 },
    })
    await perform(tx, actor, 'identify', device.id)
    await tx
      .insertInto('component')
      .values({
        organisation_id: actor.organisationId,
        id: crypto.randomUUID(),
        kind: 'medium',
        subkind: 'hdd',
        device_id: device.id,
        health: 'failing',
      })
      .execute()
    return device.code
  })
})
afterAll(() => house.close())

const PATH = '/reglages/prix'
const page = async (path: string, as = 'coordinator') => (await house.get(path, as)).text()
const works = () => house.inside(async (tx) => (await judgeDevice(tx, code, new Date()))?.proposal.works ?? [])
const save = (form: Record<string, string>) => house.post(PATH, form, 'coordinator')

test('whoever sets the rules sets the prices, nobody else; each organisation has its own', async () => {
  expect((await house.get(PATH, 'technician')).status).toBe(403)
  expect((await house.post(PATH, { hour: '36' }, 'technician')).status).toBe(403)
  expect((await save({ hour: '36,50' })).status).toBe(303)
  expect(await page(PATH)).toContain('value="36,5"')
  expect(await page(PATH, 'other')).not.toContain('36,5')
})

test('triage shows what a device would cost at these prices, and names what has no price', async () => {
  expect(await works()).toContain('installLinux')
  await save({})
  expect(await page(`/tri/${code}`, 'technician')).toContain('Coût non connu, faute de prix')
  await save({ hour: '40', 'minutes.installLinux': '45', 'parts.addMemory': '18' })
  const said = await page(`/tri/${code}`, 'technician')
  expect(said).toMatch(/Coût estimé\u00a0: 30\s€/)
})

test('a number that is none, or a time without the price of an hour, is said beside its field and nothing is kept', async () => {
  await save({ hour: '40' })
  for (const [form, said] of [
    [{ hour: 'beaucoup' }, 'Écrivez un nombre'],
    [{ hour: '-3' }, 'Écrivez un nombre'],
    [{ 'minutes.fitSsd': '20' }, 'donnez le prix d’une heure'],
  ] as const) {
    const answer = await save(form)
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(said)
  }
  expect(await page(PATH)).toContain('value="40"')
})

test('each page of settings keeps its versions, with who set them, and goes back to any of them, or to the original values', async () => {
  await save({ hour: '41' })
  await save({ hour: '42' })
  await save({ hour: '42' })
  const versions = () =>
    house.inside((tx) =>
      tx
        .selectFrom('setting_version')
        .select(['version', 'value'])
        .where('name', '=', 'work-prices')
        .orderBy('version', 'desc')
        .execute(),
    )
  const [last, before] = await versions()
  expect([last?.value, before?.value]).toMatchObject([{ hourEur: 42 }, { hourEur: 41 }])
  expect(await page(PATH)).toContain('Personne coordinator')
  const restore = (version: string, as = 'coordinator') => house.post('/reglages/versions/work-prices', { version }, as)
  expect((await restore('1', 'technician')).status).toBe(403)
  expect((await restore('999')).status).toBe(404)
  expect((await house.post('/reglages/versions/witnesses', { version: '0' }, 'coordinator')).status).toBe(404)
  expect((await restore(String(before?.version))).headers.get('location')).toBe(PATH)
  expect(await page(PATH)).toContain('value="41"')
  expect((await restore('0')).status).toBe(303)
  const original = await page(PATH)
  expect(original).not.toContain('value="41"')
  expect(original).toContain('valeurs d’origine')
  expect((await restore(String(last?.version))).status).toBe(303)
  expect(await page(PATH)).toContain('value="42"')
})

test('the addresses of witnesses leave with the setting: no version keeps them', async () => {
  await house.post('/reglages/temoins', { emails: 'archives@exemple.fr' }, 'administrator')
  await house.post('/reglages/temoins', { emails: '' }, 'administrator')
  const kept = await house.inside((tx) => tx.selectFrom('setting_version').select(['name', 'value']).execute())
  expect(JSON.stringify(kept)).not.toContain('archives@exemple.fr')
})
