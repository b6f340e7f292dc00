import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { createDevice } from '../fleet/device.sql.ts'
import { moveDevice } from '../fleet/move.sql.ts'
import { addPlace } from '../fleet/place.sql.ts'
import { declareLost } from '../losses/loss.sql.ts'
import { countDevice, countsOf, findRound, type OpenRound, openRound } from './round.sql.ts'

let house: TestHouse
const actor = () => ({ organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null })
const place = (name: string, parentId: string | null = null) =>
  house.inside((tx) => addPlace(tx, actor(), { name, kind: 'store', parentId, inseeCode: null, renewalYears: null }))
const device = (placeId: string | null, serial: string | null = null) =>
  house.inside((tx) => createDevice(tx, actor(), { kind: 'laptop', state: 'received', placeId, serial }))
beforeAll(async () => {
  house = await openTestHouse('stocktake')
})
afterAll(() => house.close())

const act = (path: string, form: Record<string, string | string[]> = {}, as = 'technician') =>
  house.post(path, form, as)
const page = async (path: string, as = 'technician') => (await house.get(path, as)).text()
const opened = async (placeId: string, as = 'technician') =>
  (await act('/inventaires/nouveau', { place: placeId }, as)).headers.get('location') ?? ''
const counts = async (path: string) =>
  house.inside(async (tx) => countsOf(tx, (await findRound(tx, path.split('/').at(-1) ?? '')) as OpenRound))
const whereIs = async (id: string) =>
  (await house.inside((tx) => tx.selectFrom('device').select('place_id as at').where('id', '=', id).executeTakeFirst()))
    ?.at

test('a trainee counts and neither opens nor closes, an elected member sees none, another organisation finds none', async () => {
  const path = await opened(await place('Réserve des droits'))
  expect((await house.get('/inventaires/nouveau', 'trainee')).status).toBe(403)
  expect((await act(`${path}/clore`, {}, 'trainee')).status).toBe(403)
  expect((await act(`${path}/compter`, { codes: 'X' }, 'trainee')).status).toBe(303)
  expect((await house.get(path, 'elected')).status).toBe(403)
  expect((await house.get(path, 'other')).status).toBe(404)
  expect((await act(`${path}/compter`, { codes: 'X' }, 'other')).status).toBe(404)
})

test('what is expected is frozen at the opening, with the places under it, and no second round opens above or below', async () => {
  const base = await place('Cyber-base')
  const satellite = await place('Satellite', base)
  const [one, two] = [await device(base), await device(satellite, 'SN-42')]
  const path = await opened(base, 'finance')
  await device(base)
  expect(await counts(path)).toMatchObject({ expected: 2, missing: 2, found: 0 })
  for (const again of [base, satellite]) {
    const refused = await act('/inventaires/nouveau', { place: again })
    expect(refused.status).toBe(409)
    expect(await refused.text()).toContain('déjà ouvert')
  }
  await act(`${path}/compter`, { codes: `${one.code}\nSN-42` })
  expect(await counts(path)).toMatchObject({ found: 2, missing: 0, undecided: 0 })
  expect((await act(`${path}/clore`)).status).toBe(303)
  expect((await act(`${path}/compter`, { codes: two.code })).status).toBe(409)
  expect(await opened(satellite)).not.toBe('')
})

test('missing, expected elsewhere, unknown label: each is decided and done through the circuit before the round closes', async () => {
  const [here, there] = [await place('Ici'), await place('Là-bas')]
  const [moved, gone, mistaken] = [await device(here), await device(here), await device(here)]
  const stranger = await device(there)
  const path = await opened(here)
  const said = await act(`${path}/compter`, { codes: stranger.code })
  expect(said.status).toBe(303)
  await act(`${path}/compter`, { codes: 'INCONNUE-9' })
  expect((await act(`${path}/clore`)).status).toBe(409)
  expect(await page(`/inventaires/lignes?numero=${path.split('/').at(-1)}&constat=unexpected`)).toContain('Là-bas')
  const decide = (device: string, decision: string, to = '') => act(`${path}/decider`, { device, decision, to })
  expect((await decide(stranger.id, 'lost')).status).toBe(404)
  expect((await decide(stranger.id, 'movedHere')).status).toBe(303)
  expect(await whereIs(stranger.id)).toBe(here)
  expect((await decide(moved.id, 'moved')).status).toBe(409)
  expect((await decide(moved.id, 'moved', there)).status).toBe(303)
  expect(await whereIs(moved.id)).toBe(there)
  expect((await decide(mistaken.id, 'corrected')).status).toBe(303)
  expect(await whereIs(mistaken.id)).toBeNull()
  expect((await decide(gone.id, 'lost')).status).toBe(409)
  await house.inside((tx) => declareLost(tx, actor(), gone.id, { stolen: true, on: '2026-11-20', statement: 'Volé.' }))
  expect((await decide(gone.id, 'lost')).status).toBe(303)
  expect((await act(`${path}/etiquette`, { text: 'INCONNUE-9', decision: 'setAside' })).status).toBe(303)
  expect(await counts(path)).toMatchObject({ expected: 3, missing: 3, unexpected: 1, unknown: 1, undecided: 0 })
  const report = await house.get(`${path}/rapport.pdf`, 'technician')
  expect(report.headers.get('content-type')).toBe('application/pdf')
  expect((await act(`${path}/clore`)).status).toBe(303)
  const events = await house.inside((tx) => tx.selectFrom('event').select('payload').execute())
  expect(JSON.stringify(events)).not.toContain('INCONNUE-9')
})

test('what leaves by an act of the circuit during the round is no difference', async () => {
  const [here, there] = [await place('Comptoir'), await place('Ailleurs')]
  const one = await device(here)
  const path = await opened(here)
  await house.inside((tx) => moveDevice(tx, actor(), one.id, there))
  expect(await counts(path)).toMatchObject({ expected: 1, left: 1, missing: 0, undecided: 0 })
})

test('several lines are decided at once, an answer for each, and the rest in one go', async () => {
  const here = await place('Grande réserve')
  const three = [await device(here), await device(here), await device(here)]
  const path = await opened(here)
  const chosen = three.slice(0, 2).map(({ id }) => id)
  expect((await act(`${path}/decider`, { device: [], decision: 'sought' })).status).toBe(422)
  expect((await act(`${path}/decider`, { device: chosen, decision: 'sought' })).status).toBe(303)
  expect(await counts(path)).toMatchObject({ missing: 3, undecided: 1 })
  expect((await act(`${path}/le-reste`)).status).toBe(303)
  expect((await act(`${path}/clore`)).status).toBe(303)
  expect(await page('/inventaires')).toContain('Grande réserve')
})

test('two people count the same device at once: it is counted once, under one of them', async () => {
  const here = await place('À deux')
  const one = await device(here)
  const path = await opened(here)
  const both = await Promise.all(['technician', 'trainee'].map((as) => act(`${path}/compter`, { codes: one.code }, as)))
  expect(both.map(({ status }) => status)).toEqual([303, 303])
  const round = path.split('/').at(-1) ?? ''
  const lines = await house.inside(async (tx) => {
    const found = await findRound(tx, round)
    return tx
      .selectFrom('event')
      .select('id')
      .where('subject_id', '=', found?.id ?? '')
      .where('kind', '=', 'inventoryRound.counted')
      .execute()
  })
  expect(lines).toHaveLength(1)
})

test('a place of 5,000 devices opens in one go, and its pages stay light', async () => {
  const here = await place('Entrepôt')
  await house.inside(async (tx) => {
    await sql`insert into device (organisation_id, id, code, kind, state, serial, place_id)
      select ${house.sample.organisationId}, gen_random_uuid(), 'ZZ' || lpad(n::text, 7, '0'), 'screen', 'received', 'ENTREPOT-' || n, ${here}
      from generate_series(1, 5000) n`.execute(tx)
  })
  const number = await house.inside(async (tx) => {
    const round = await openRound(tx, actor(), here)
    return 'number' in round ? round.number : 0
  })
  const round = await house.inside((tx) => findRound(tx, String(number)))
  await house.inside((tx) => countDevice(tx, actor(), round as OpenRound, 'ENTREPOT-7'))
  expect(await counts(`/inventaires/${number}`)).toMatchObject({ expected: 5000, missing: 4999 })
  const lines = await page(`/inventaires/lignes?numero=${number}&constat=missing`)
  expect(lines.match(/type="checkbox"/g)).toHaveLength(25)
  expect(lines).toContain('rel="next"')
})

test('a program opens, counts and reads as the screen does', async () => {
  const api = async (path: string, json?: unknown, as = 'technician') => {
    const answer = await house.api(`/api/v1/inventory-rounds${path}`, json === undefined ? {} : { json }, as)
    return { status: answer.status, body: JSON.parse(await answer.text()) }
  }
  const here = await place('Réserve des programmes')
  const away = await place('Bureau des programmes')
  const [found, missing, stray] = [await device(here, 'SN-API-1'), await device(here), await device(away)]
  const { round } = (await api('', { place: here }, 'finance')).body
  expect(round).toMatchObject({ expected: 2, found: 0, counts: { missing: 2, undecided: 2 } })
  expect((await api('', { place: here }, 'finance')).body.refusals).toMatchObject([{ rule: 'roundOverlaps' }])
  const path = `/${round.number}`
  const counted = await api(`${path}/count`, { codes: ['SN-API-1', found.code, stray.code, 'RIEN'] }, 'trainee')
  expect(counted.body.answers).toMatchObject([
    { counted: 'found', code: found.code },
    { counted: 'again' },
    { counted: 'unexpected', place: 'Bureau des programmes' },
    { counted: 'unknown', code: null },
  ])
  expect((await api(`${path}/devices?finding=missing`)).body.devices).toMatchObject([
    { code: missing.code, finding: 'missing', decision: null },
  ])
  expect((await api(path)).body.round).toMatchObject({
    counts: { missing: 1, unexpected: 1, unknown: 1, undecided: 3 },
  })
  expect((await api('', { place: here }, 'trainee')).status).toBe(403)
})

test('a round that somebody else opened is taken by whoever keeps rounds', async () => {
  const path = await opened(await place('Réserve suivie'))
  expect(await page(path)).not.toContain('Le suivre')
  expect(await page(path, 'finance')).toContain('Le suivre')
  expect((await act(`${path}/suivre`, {}, 'trainee')).status).toBe(403)
  expect((await act(`${path}/suivre`, {}, 'finance')).status).toBe(303)
  expect(await page(path, 'finance')).not.toContain('Le suivre')
})
