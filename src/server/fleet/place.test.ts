import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { addCommunes } from '../organisation/organisation.sql.ts'
import { pageOf } from '../platform/http/page-of.ts'
import { createDevice } from './device.sql.ts'
import { addPlace } from './place.sql.ts'
import { branchOf, narrow, type Place, treeOf } from './place.ts'

const place = (id: string, name: string, parentId: string | null = null, more: Partial<Place> = {}): Place => ({
  id,
  name,
  parentId,
  kind: 'epn',
  inseeCode: null,
  renewalYears: null,
  levels: [],
  closedOn: null,
  ...more,
})

describe('the tree of places', () => {
  const places = [
    place('c', 'Élan', 'a'),
    place('b', 'École 10'),
    place('a', 'école 2'),
    place('d', 'Annexe', 'c', { inseeCode: '49353' }),
  ]
  test('is read place by place, neighbours by name as French sorts them, numbers by value', () => {
    expect(treeOf(places).map((line) => `${line.depth} ${line.name}`)).toEqual([
      '0 école 2',
      '1 Élan',
      '2 Annexe',
      '0 École 10',
    ])
  })
  test('a word finds a place by its own name or by one above it', () => {
    const found = narrow(treeOf(places), { words: 'ecole elan', kind: '', commune: '', level: '' })
    expect(found.map((line) => line.name)).toEqual(['Élan', 'Annexe'])
    expect(narrow(treeOf(places), { words: '', kind: '', commune: '49353', level: '' }).map((line) => line.id)).toEqual(
      ['d'],
    )
  })
  test('a place that is moved takes what stands under it', () =>
    expect([...branchOf(places, 'a')]).toEqual(['a', 'c', 'd']))
  test('a list is cut by the row before or after', () => {
    const rows = ['1', '2', '3', '4', '5'].map((id) => ({ id }))
    expect(pageOf(rows, { before: '', after: '' }, 2)).toEqual({ rows: rows.slice(0, 2), before: null, after: '2' })
    expect(pageOf(rows, { before: '', after: '2' }, 2)).toEqual({ rows: rows.slice(2, 4), before: '3', after: '4' })
    expect(pageOf(rows, { before: '3', after: '' }, 2)).toEqual({ rows: rows.slice(0, 2), before: null, after: '2' })
    expect(pageOf(rows, { before: '', after: '4' }, 2).after).toBeNull()
  })
})

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('places')
})
afterAll(() => house.close())

const page = async (path: string, as = 'technician') => (await house.get(path, as)).text()
const idIn = (answer: Response) => answer.headers.get('location')?.split('/').at(-1) ?? ''
const form = { name: 'Cyber-base du Bourg', kind: 'epn', parent: '', commune: '', renewal: '' }

test('nobody signs in first, an elected member reads totals only, a trainee looks and keeps nothing, an unknown place is not found', async () => {
  expect((await house.get('/lieux')).headers.get('location')).toBe('/connexion?retour=%2Flieux')
  expect((await house.get('/lieux', 'elected')).status).toBe(403)
  expect((await house.get('/lieux', 'trainee')).status).toBe(200)
  expect((await house.get('/lieux/nouveau', 'trainee')).status).toBe(403)
  expect((await house.post('/lieux/nouveau', form, 'trainee')).status).toBe(403)
  expect((await house.get('/lieux/nulle-part', 'technician')).status).toBe(404)
})

test('an empty list says how to start; a new place starts in the town’s own commune', async () => {
  expect(await page('/lieux')).toContain('Commencez par le service informatique')
  expect(await page('/lieux/nouveau')).toContain('value="Clermont-Ferrand (63000)"')
})

test('a satellite stands under its cyber-base, and a search for the base finds both', async () => {
  const base = await house.post('/lieux/nouveau', { ...form, commune: '63000' }, 'technician')
  expect(base.status).toBe(303)
  const satellite = { ...form, name: 'Satellite de la Plage', kind: 'satellite', parent: idIn(base) }
  expect((await house.post('/lieux/nouveau', satellite, 'technician')).status).toBe(303)
  const found = await page('/lieux?q=bourg')
  expect(found).toContain('Satellite de la Plage')
  expect(found).toContain('sous Cyber-base du Bourg')
  expect(await page(`/lieux/${idIn(base)}`)).toContain('Lieux rattachés')
})

test('a commune that is not one, and one that has namesakes, are said beside the field, and what was typed is kept', async () => {
  const none = await house.post('/lieux/nouveau', { ...form, commune: 'Atlantide' }, 'technician')
  expect(none.status).toBe(422)
  expect(await none.text()).toContain('Aucune commune de ce nom')
  const several = await house.post('/lieux/nouveau', { ...form, commune: 'Saint-Denis' }, 'technician')
  const said = await several.text()
  expect(said).toContain('Plusieurs communes répondent')
  expect(said).toContain('value="Cyber-base du Bourg"')
  const exact = await house.post(
    '/lieux/nouveau',
    { ...form, name: 'Dionysien', commune: 'saint denis 97400' },
    'technician',
  )
  expect(exact.status).toBe(303)
  expect(await page(`/lieux/${idIn(exact)}`)).toContain('Saint-Denis (97400)')
})

test('a place keeps its history through a new name, age and parent, and never stands under itself', async () => {
  const made = await house.post('/lieux/nouveau', { ...form, name: 'Ancien nom' }, 'technician')
  const other = await house.post('/lieux/nouveau', { ...form, name: 'Au-dessus' }, 'technician')
  const path = `/lieux/${idIn(made)}`
  const change = { ...form, name: 'Nouveau nom', renewal: '7', parent: idIn(other) }
  expect((await house.post(path, change, 'technician')).status).toBe(303)
  const shown = await page(path)
  for (const said of ['Nouveau nom', 'à 7\u00a0ans', 'Lieu modifié', 'Lieu rattaché ailleurs'])
    expect(shown).toContain(said)
  const circle = await house.post(
    `/lieux/${idIn(other)}`,
    { ...form, name: 'Au-dessus', parent: idIn(made) },
    'technician',
  )
  expect(circle.status).toBe(422)
  expect(await circle.text()).toContain('ni à un lieu qui en dépend')
})

test('a place with devices or open places under it does not close, and says so; empty, it closes and opens again', async () => {
  const made = await house.post('/lieux/nouveau', { ...form, name: 'École à fermer' }, 'technician')
  const id = idIn(made)
  const actor = { organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null }
  const [device, child] = await house.inside(async (tx) => [
    await createDevice(tx, actor, { kind: 'laptop', state: 'received', placeId: id }),
    await addPlace(tx, actor, { kind: 'other', name: 'Annexe', parentId: id, inseeCode: null, renewalYears: null }),
  ])
  const close = () => house.post(`/lieux/${id}/fermer`, { on: '2026-09-01' }, 'technician')
  const refused = await close()
  expect(refused.status).toBe(409)
  const said = await refused.text()
  expect(said).toContain('1 appareil(s)')
  expect(said).toContain('1 lieu(x)')
  await house.inside(async (tx) => {
    await tx.updateTable('device').set({ place_id: null }).where('id', '=', device.id).execute()
    await tx.updateTable('place').set({ closed_on: '2026-08-01' }).where('id', '=', child).execute()
  })
  expect((await close()).status).toBe(303)
  expect(await page(`/lieux/${id}`)).toContain('fermé le 1er septembre 2026')
  expect((await house.post(`/lieux/${id}/rouvrir`, {}, 'technician')).status).toBe(303)
  expect(await page(`/lieux/${id}`)).not.toContain('fermé le')
})

test('another organisation finds none of it', async () => {
  const made = await house.post('/lieux/nouveau', { ...form, name: 'À nous' }, 'technician')
  const path = `/lieux/${idIn(made)}`
  expect((await house.get(path, 'other')).status).toBe(404)
  expect((await house.post(path, form, 'other')).status).toBe(404)
  expect((await house.post('/lieux/nouveau', { ...form, parent: idIn(made) }, 'other')).status).toBe(404)
})

describe('member communes', () => {
  test('a commune has none', async () => expect((await house.get('/lieux/communes', 'coordinator')).status).toBe(404))

  test('a group of communes adds one by name, all of an EPCI at once, and removes what holds no place', async () => {
    await house.inside((tx) => tx.updateTable('organisation').set({ kind: 'epci' }).execute())
    expect((await house.post('/lieux/communes', { commune: 'trelaze' }, 'coordinator')).status).toBe(303)
    const wrong = await house.post('/lieux/communes/ensemble', { body: 'Saint' }, 'coordinator')
    expect(wrong.status).toBe(422)
    expect(await wrong.text()).toContain('Plusieurs répondent')
    expect((await house.post('/lieux/communes/ensemble', { body: 'lacq orthez' }, 'coordinator')).status).toBe(303)
    const rows = await house.inside((tx) => tx.selectFrom('member_commune').select('name').execute())
    expect(rows).toHaveLength(61)
    const list = await page('/lieux/communes')
    expect(list).toContain('rel="next"')
    expect((await house.post('/lieux/communes/retirer', { code: '49353' }, 'coordinator')).status).toBe(303)
    expect((await house.post('/lieux/communes/retirer', { code: '49353' }, 'coordinator')).status).toBe(404)

    const inOrthez = { ...form, name: 'Cyber-base d’Orthez', commune: 'Orthez' }
    expect((await house.post('/lieux/nouveau', inOrthez, 'coordinator')).status).toBe(303)
    expect((await house.post('/lieux/communes/retirer', { code: '64430' }, 'coordinator')).status).toBe(409)
    const filtered = await page('/lieux?commune=64430')
    expect(filtered).toContain('Cyber-base d’Orthez')
    expect(filtered).not.toContain('Satellite de la Plage')
  })

  test('a word that is a namesake elsewhere means the member commune', async () => {
    const actor = { organisationId: house.sample.organisationId, personId: house.sample.people.coordinator ?? null }
    await house.inside((tx) => addCommunes(tx, actor, [{ code: '97411', name: 'Saint-Denis' }]))
    const made = await house.post('/lieux/nouveau', { ...form, name: 'Proche', commune: 'Saint-Denis' }, 'coordinator')
    expect(await page(`/lieux/${idIn(made)}`)).toContain('Saint-Denis (97400)')
  })
})
