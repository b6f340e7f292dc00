import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { makeReady, reserveForAssociation, reserveForSchool } from '../../../test/support/ready.ts'
import { kitByCode, openKit, putInKit } from '../kits/kit.sql.ts'
import { addModel, modelById } from '../kits/kit-model.sql.ts'
import { newId } from '../platform/database/id.ts'
import { addSupply } from '../supplies/supply.sql.ts'
import type { NewSupply } from '../supplies/supply.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('handovers')
})
afterAll(() => house.close())

const actor = () => ({ organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null })
const said = (id: string | string[], more: Record<string, string> = {}) => ({
  deviceIds: id,
  receivedBy: 'Mme Dupont',
  session: 'accepted',
  ...more,
})
const deviceRow = (id: string) =>
  house.inside((tx) =>
    tx
      .selectFrom('device')
      .select(['state', 'life', 'owner', 'place_id'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow(),
  )
const holdings = (id: string) =>
  house.inside((tx) =>
    tx
      .selectFrom('holding')
      .select(['life', 'ended_at', 'transfer'])
      .where('device_id', '=', id)
      .orderBy('started_at')
      .execute(),
  )

const textOf = (pdf: Uint8Array): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'sv-')), 'recu.pdf')
  writeFileSync(file, pdf)
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
}

const forSchool = (serial: string, proven = true) =>
  house.inside(async (tx) => {
    const device = await makeReady(tx, actor(), 'desktop', serial, proven)
    return { device, request: await reserveForSchool(tx, actor(), [device]) }
  })

test('a finance officer may not hand over, another organisation finds nothing, an unknown request is nowhere', async () => {
  const { request } = await forSchool('S-0')
  expect((await house.get(`/remises/preparer/${request}`, 'finance')).status).toBe(403)
  expect((await house.get(`/remises/preparer/${request}`, 'other')).status).toBe(404)
  expect((await house.get(`/remises/preparer/${newId()}`, 'mediator')).status).toBe(404)
  expect((await house.get('/remises/preparer/rien', 'mediator')).status).toBe(404)
})

test('a school receives a proven computer: receipt with its serial, life 2 opened, still the town’s', async () => {
  const { device, request } = await forSchool('SERIE-42')
  const answer = await house.post(`/remises/preparer/${request}`, said(device.id), 'mediator')
  expect(answer.status).toBe(303)
  expect(await deviceRow(device.id)).toMatchObject({ state: 'inUse', life: 2, owner: 'organisation' })
  expect(await holdings(device.id)).toMatchObject([{ life: 2, ended_at: null, transfer: 'internalUse' }])
  const page = await (await house.get(answer.headers.get('location') ?? '', 'mediator')).text()
  const receipt = page.match(/\/documents\/[0-9a-f-]+/)?.[0] ?? ''
  const pdf = new Uint8Array(await (await house.get(receipt, 'mediator')).arrayBuffer())
  const text = textOf(pdf)
  expect(text).toContain('SERIE-42')
  expect(text).toContain('École Jules-Ferry')
  expect(text).toContain('Debian 12 (libre)')
})

test('a kit leaves with its supplies: how many of each, and both ends of a cable, on the receipt and its page', async () => {
  const { device, request } = await forSchool('KIT-1')
  await house.inside(async (tx) => {
    const add = (supply: Pick<NewSupply, 'kind' | 'name' | 'endUnit' | 'endScreen'>) =>
      addSupply(tx, actor(), { ...supply, place: null, count: 5, wanted: 0 })
    const keyboards = await add({ kind: 'keyboard', name: 'Clavier AZERTY', endUnit: null, endScreen: null })
    const cables = await add({ kind: 'videoCable', name: 'Câble', endUnit: 'displayPort', endScreen: 'hdmi' })
    const recipe = {
      unit: { kinds: ['desktop' as const], memoryGb: null, diskGb: null, network: false },
      screen: null,
      supplies: { keyboard: 2, videoCable: 1 },
    }
    const model = await modelById(tx, await addModel(tx, actor(), 'Poste', recipe))
    const code = await openKit(tx, actor(), model?.recipeId ?? '', null)
    for (const supply of [keyboards, keyboards, cables]) {
      const kit = await kitByCode(tx, code)
      expect(kit && (await putInKit(tx, actor(), kit, supply)).kind).toBe('put')
    }
    const kit = await tx.selectFrom('kit').select('id').where('code', '=', code).executeTakeFirstOrThrow()
    // It was put in before it was reserved.
    await tx
      .insertInto('kit_item')
      .values({ organisation_id: actor().organisationId, id: newId(), kit_id: kit.id, device_id: device.id })
      .execute()
    await tx.updateTable('kit').set({ state: 'complete' }).where('id', '=', kit.id).execute()
  })
  const answer = await house.post(`/remises/preparer/${request}`, said(device.id), 'mediator')
  const path = answer.headers.get('location') ?? ''
  const html = await (await house.get(path, 'mediator')).text()
  expect(html).toContain('2 × Clavier AZERTY')
  expect(html).toContain('1 × Câble, DisplayPort vers HDMI')
  const receipt = /\/documents\/[0-9a-f-]{36}/.exec(html)?.[0] ?? ''
  const written = textOf(new Uint8Array(await (await house.get(receipt, 'mediator')).arrayBuffer()))
  expect(written).toContain('2 × Clavier AZERTY')
  expect(written).toContain('DisplayPort vers HDMI')
})

test('a computer whose disk has no proof stays: the page says which rule, and nothing is half done', async () => {
  const { device, request } = await forSchool('S-1', false)
  const answer = await house.post(`/remises/preparer/${request}`, said(device.id), 'mediator')
  expect(answer.status).toBe(409)
  expect(await answer.text()).toContain('preuve d’effacement')
  expect((await deviceRow(device.id)).state).toBe('reserved')
  const left = await house.inside((tx) =>
    tx.selectFrom('handover').select('id').where('request_id', '=', request).execute(),
  )
  expect(left).toEqual([])
})

test('a gift without council decision nor signed agreement is refused, by form too', async () => {
  const { device, request } = await house.inside(async (tx) => {
    const made = await makeReady(tx, actor(), 'desktop', 'S-2')
    return { device: made, request: await reserveForAssociation(tx, actor(), [made]) }
  })
  const answer = await house.post(`/remises/preparer/${request}`, said(device.id), 'mediator')
  expect(answer.status).toBe(409)
  const html = await answer.text()
  expect(html).toContain('délibération')
  expect(html).toContain('convention')
  expect((await deviceRow(device.id)).owner).toBe('organisation')
})

test('nobody named, no session answered: said beside the fields, what was typed is kept', async () => {
  const { device, request } = await forSchool('S-3')
  const answer = await house.post(
    `/remises/preparer/${request}`,
    { deviceIds: device.id, receivedBy: '', sessionWish: 'le courrier' },
    'mediator',
  )
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain('le courrier')
})

test('a double click hands over once', async () => {
  const { device, request } = await forSchool('S-4')
  const form = { ...said(device.id), _once: crypto.randomUUID() }
  const [first, second] = await Promise.all([
    house.post(`/remises/preparer/${request}`, form, 'mediator'),
    house.post(`/remises/preparer/${request}`, form, 'mediator'),
  ])
  expect([first?.status, second?.status]).toEqual([303, 303])
  expect(await holdings(device.id)).toHaveLength(1)
})

test('two clerks at two counters: one hands over, the other is told', async () => {
  const { device, request } = await forSchool('S-5')
  const answers = await Promise.all([
    house.post(`/remises/preparer/${request}`, said(device.id), 'mediator'),
    house.post(`/remises/preparer/${request}`, said(device.id), 'coordinator'),
  ])
  expect(answers.map((answer) => answer.status).sort()).toEqual([303, expect.toBeOneOf([404, 409])])
  expect(await holdings(device.id)).toHaveLength(1)
})

test('a return closes the holding, makes the disk unproven again, and asks a decision on any gap', async () => {
  const { device, request } = await forSchool('S-6')
  await house.post(`/remises/preparer/${request}`, said(device.id), 'mediator')
  const undecided = await house.post(`/retours/${device.code}`, { gap: 'damaged' }, 'mediator')
  expect(undecided.status).toBe(422)
  const back = await house.post(
    `/retours/${device.code}`,
    { gap: 'damaged', decision: 'waived', note: 'écran fendu' },
    'mediator',
  )
  expect(back.status).toBe(303)
  expect((await deviceRow(device.id)).state).toBe('returned')
  expect((await holdings(device.id))[0]?.ended_at).not.toBeNull()
  const page = await (await house.get(`/parc/${device.code}`, 'technician')).text()
  expect(page).toContain('aucune preuve depuis son dernier usage')
  expect((await house.post(`/retours/${device.code}`, { gap: 'none' }, 'mediator')).status).toBe(404)
})

test('what is in use is listed with its holder, and found by name', async () => {
  const list = await (await house.get('/retours?q=Jules', 'mediator')).text()
  expect(list).toContain('École Jules-Ferry')
  expect(await (await house.get('/retours?q=personne-de-ce-nom', 'mediator')).text()).not.toContain('École Jules-Ferry')
})

test('what is in use comes by pages: what stands before is one step back', async () => {
  const rows = (html: string) => [...html.matchAll(/href="\/retours\/(\w+)"/g)].map(([, code]) => code)
  const all = rows(await (await house.get('/retours', 'mediator')).text())
  const rest = await (await house.get('/retours?apres=1', 'mediator')).text()
  expect(all.length).toBeGreaterThan(1)
  expect(rows(rest)).toEqual(all.slice(1))
  expect(rest).toContain('href="/retours?avant=1"')
})
