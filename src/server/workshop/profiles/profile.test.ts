import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../../test/support/house.ts'
import { perform } from '../../circuit/perform.sql.ts'
import { createDevice } from '../../fleet/device.sql.ts'
import { openOrder, readBench } from '../order.sql.ts'
import { readProfiles } from './profile.sql.ts'

let house: TestHouse
let code = ''
let phone = ''
beforeAll(async () => {
  house = await openTestHouse('profiles')
  const actor = { organisationId: house.sample.organisationId, personId: house.sample.people.trainee ?? null }
  const onTheBench = (kind: 'laptop' | 'phone') =>
    house.inside(async (tx) => {
      const device = await createDevice(tx, actor, { kind, state: 'received', maker: 'Dell' })
      await perform(tx, actor, 'identify', device.id)
      await perform(tx, actor, 'triage', device.id, { payload: { verdict: 'refurbish' } })
      const bench = await readBench(tx, device.code)
      if (bench) await openOrder(tx, actor, bench.device)
      return device.code
    })
  code = await onTheBench('laptop')
  phone = await onTheBench('phone')
})
afterAll(() => house.close())

const PATH = '/reglages/logiciels'
const SCHOOL = {
  name: 'École',
  kinds: ['laptop', 'desktop'],
  free: 'Debian\n Firefox \n\nFirefox',
  licensed: 'Tux Pro',
}
const proof = (text = '%PDF-1.7 contrat') => [new File([text], 'contrat.pdf')]
const save = (id: string, form: Record<string, string | string[] | File[]>) =>
  house.post(`${PATH}/${id}`, form, 'coordinator')
const profiles = () => house.inside(readProfiles)
const idOf = async (name: string) => (await profiles()).find((one) => one.name === name)?.id ?? ''
const page = async (path: string, as = 'coordinator') => (await house.get(path, as)).text()
const put = (profile: string, at = code) =>
  house.post(`/atelier/${at}/logiciels`, { act: 'profile', profile }, 'trainee')
const order = () => house.inside(async (tx) => (await readBench(tx, code))?.order)

test('whoever sets the rules keeps the profiles; another organisation has its own', async () => {
  expect((await house.get(PATH, 'technician')).status).toBe(403)
  expect((await house.get(`${PATH}/rien`, 'coordinator')).status).toBe(404)
  expect((await save('nouveau', SCHOOL)).status).toBe(303)
  const id = await idOf('École')
  expect((await house.get(`${PATH}/${id}`, 'other')).status).toBe(404)
  expect((await house.post(`${PATH}/${id}`, SCHOOL, 'other')).status).toBe(404)
  expect(await page(PATH, 'other')).not.toContain('École')
})

test('a profile without a kind or without an item, or a proof that is no document, is said beside its field', async () => {
  const before = await profiles()
  for (const [given, said] of [
    [{ kinds: [] }, 'Cochez au moins une nature'],
    [{ free: '', licensed: '' }, 'Listez au moins un logiciel'],
    [{ proof: [new File(['MZ'], 'setup.exe')] }, 'ni un PDF ni une image'],
  ] as const) {
    const answer = await save('nouveau', { ...SCHOOL, ...(given as Record<string, string[] | string | File[]>) })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(said)
  }
  expect(await profiles()).toEqual(before)
})

test('a licensed item counts as proven once a document covers it, and keeps it through the next versions', async () => {
  const id = await idOf('École')
  expect(await page(PATH)).toContain('une licence sans preuve')
  const item = async () => (await profiles()).find((one) => one.id === id)?.items.find((one) => one.name === 'Tux Pro')
  expect((await item())?.proofFileId).toBeNull()
  await save(id, { ...SCHOOL, proof: proof() })
  const kept = (await item())?.proofFileId
  expect(kept).toMatch(/^[0-9a-f-]{36}$/)
  await save(id, { ...SCHOOL, licensed: 'Tux Pro\nAutre' })
  expect((await item())?.proofFileId).toBe(kept)
  expect((await profiles()).find((one) => one.id === id)).toMatchObject({
    version: 3,
    items: [{ name: 'Debian' }, { name: 'Firefox' }, { name: 'Tux Pro' }, { name: 'Autre', proofFileId: null }],
  })
})

test('a work order carries the profile of its kind in the version of that day, and says so', async () => {
  const id = await idOf('École')
  expect((await put('base')).status).toBe(303)
  expect(await page(`/atelier/${code}`, 'trainee')).toContain('Profil «\u00a0Base libre\u00a0», version 1')
  await house.post(`/atelier/${code}/logiciels`, { act: 'add', software: 'GIMP', licence: 'free' }, 'trainee')
  expect((await put(id)).status).toBe(303)
  expect((await order())?.profile).toMatchObject({ id, name: 'École', version: 3 })
  expect(
    (await order())?.software?.map((one) => one.name),
    'the former profile goes, what was added stays',
  ).toEqual(['Debian', 'Firefox', 'Tux Pro', 'Autre', 'GIMP'])
  expect((await order())?.software?.map((one) => one.proofOfLicence).slice(0, 4)).toEqual([false, false, true, false])
  await save(id, { ...SCHOOL, licensed: '' })
  expect((await order())?.profile?.version, 'an order keeps the version it was given').toBe(3)
  expect(await page(`/atelier/${code}`, 'trainee')).toContain('Mettre le profil «\u00a0École\u00a0», version 4')
  expect((await put(id, phone)).status, 'a profile of computers is not for phones').toBe(404)
})

test('the default profile of a kind comes first, and there is one', async () => {
  const id = await idOf('École')
  await save(id, { ...SCHOOL, isDefault: 'yes' })
  const html = await page(`/atelier/${code}`, 'trainee')
  expect(html.indexOf('Mettre le profil «\u00a0École\u00a0»')).toBeLessThan(
    html.indexOf('Mettre le profil «\u00a0Base libre\u00a0»'),
  )
  expect((await profiles()).filter((one) => one.isDefault).map((one) => one.name)).toEqual(['École'])
})

test('a profile that is removed comes back by its versions', async () => {
  const id = await idOf('École')
  expect((await house.post(`${PATH}/${id}/retirer`, {}, 'coordinator')).status).toBe(303)
  expect((await profiles()).map((one) => one.name)).toEqual(['Base libre'])
  const { version } = await house.inside((tx) =>
    tx
      .selectFrom('setting_version')
      .select('version')
      .where('name', '=', 'software-profiles')
      .orderBy('version', 'desc')
      .offset(1)
      .limit(1)
      .executeTakeFirstOrThrow(),
  )
  await house.post('/reglages/versions/software-profiles', { version: String(version) }, 'coordinator')
  expect((await profiles()).map((one) => one.name)).toContain('École')
})
