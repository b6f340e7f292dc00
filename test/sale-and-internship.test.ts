import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newDecision } from './support/agreements.ts'
import { openTestHouse, type TestHouse } from './support/house.ts'
import { makeReady } from './support/ready.ts'

let house: TestHouse
let actor: { organisationId: string; personId: string | null }

beforeAll(async () => {
  house = await openTestHouse('sale')
  actor = { organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null }
})
afterAll(() => house.close())

const where = (answer: Response) => answer.headers.get('location') ?? ''
const bodyOf = async (path: string, as = 'coordinator') => (await house.get(path, as)).text()
const pdf = async (path: string, as = 'coordinator') => {
  const file = join(mkdtempSync(join(tmpdir(), 'sv-')), 'acte.pdf')
  writeFileSync(file, new Uint8Array(await (await house.get(path, as)).arrayBuffer()))
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ')
}
const laptop = (serial: string) => house.inside((tx) => makeReady(tx, actor, 'laptop', serial))
const deviceRow = (id: string) =>
  house.inside((tx) =>
    tx.selectFrom('device').select(['state', 'life', 'owner']).where('id', '=', id).executeTakeFirstOrThrow(),
  )
const holdingOf = (id: string) =>
  house.inside((tx) =>
    tx
      .selectFrom('holding')
      .select(['transfer', 'due_on', 'life'])
      .where('device_id', '=', id)
      .executeTakeFirstOrThrow(),
  )
/** The address of the page that prepares the hand-over, as the list of hand-overs gives it. */
const counterOf = async (holder: string) => {
  const list = await bodyOf('/remises', 'mediator')
  return list.match(new RegExp(`href="(/remises/preparer/[^"]+)">${holder}`))?.[1] ?? ''
}
const hashOf = async (path: string) => (await bodyOf(path)).match(/name="hash" value="([0-9a-f]{64})"/)?.[1] ?? ''
const scan = () => new File([`%PDF-1.7 ${crypto.randomUUID()}`], 'page.pdf')
const ok = async (answer: Response) => expect(answer.status, await answer.clone().text()).toBe(303)

test('a family buys a laptop: a lawyer’s word, a council’s decision, a price under the ceiling, both signatures, then it is theirs', async () => {
  const decision = await house.inside((tx) => newDecision(tx, actor, '2026-050'))
  const device = await laptop('SALE001')
  const asked = await house.post(
    '/demandes/nouvelle',
    {
      audience: 'party',
      partyName: 'Foyer Belin',
      recipientKind: 'household',
      transfer: 'solidaritySale',
      kind1: 'laptop',
      count1: '1',
      purpose: 'Suivre sa scolarité',
    },
    'mediator',
  )
  const request = where(asked)
  const early = await house.post(`${request}/recevabilite`, {}, 'coordinator')
  expect(early.status).toBe(409)
  expect(await early.text()).toContain('service juridique')
  await ok(await house.post(`${request}/pieces`, { kinds: 'need' }, 'mediator'))
  await ok(await house.post(`${request}/avis`, { opinion: 'favourable' }, 'coordinator'))
  await ok(await house.post(`${request}/recevabilite`, {}, 'coordinator'))
  const allocation = { devices: device.code, [`value-${device.code}`]: '150', expiresOn: '2099-01-31' }
  expect(where(await house.post(`${request}/attribuer`, allocation, 'coordinator'))).toBe(request)

  const counter = await counterOf('Foyer Belin')
  const hand = { deviceIds: device.id, receivedBy: 'Nora Belin', session: 'accepted' }
  const withoutPaper = await house.post(counter, hand, 'mediator')
  expect(withoutPaper.status).toBe(409)
  expect(await withoutPaper.text()).toContain('La convention n’est pas signée')

  const draw = (priceEur: string) =>
    house.post(`${request}/convention`, { decisionId: decision, priceEur }, 'coordinator')
  for (const price of ['', '180,01']) {
    const refused = await draw(price)
    expect(refused.status, price).toBe(409)
    expect(await refused.text()).toContain('dépasse le prix solidaire')
  }
  const paper = where(await draw('180'))
  const text = await pdf(`${paper}/pdf`)
  for (const said of [
    'Convention de vente à prix solidaire',
    'Foyer Belin',
    'SALE001',
    'délibération n° 2026-050',
    'est vendu 180',
    'décret 2022-1413',
    'Réemploi effectif',
    'Données personnelles',
  ])
    expect(text, said).toContain(said)
  const hash = await hashOf(paper)
  const ours = { hash, way: 'paper', ourScan: scan() }
  await ok(await house.post(`${paper}/signer`, ours, 'coordinator'))
  const half = await house.post(counter, hand, 'mediator')
  expect(half.status).toBe(409)
  const theirs = { hash, way: 'paper', signerName: 'Nora Belin', theirScan: scan() }
  await ok(await house.post(`${paper}/signature-beneficiaire`, theirs, 'mediator'))
  const handed = await house.post(counter, hand, 'mediator')
  await ok(handed)
  expect(await deviceRow(device.id)).toMatchObject({ state: 'inUse', owner: 'recipient' })
  expect(await holdingOf(device.id)).toMatchObject({ transfer: 'solidaritySale', due_on: null })
  const receipt = (await bodyOf(where(handed), 'mediator')).match(/\/documents\/[0-9a-f-]+/)?.[0] ?? ''
  const printed = await pdf(receipt, 'mediator')
  for (const said of ['Foyer Belin', 'Nora Belin', 'SALE001', 'Vente solidaire', paper.split('/').at(-1) ?? ''])
    expect(printed, said).toContain(said)
})

test('an intern receives a laptop for the internship: a receipt with its term, signed by the intern, and the town stays the owner', async () => {
  const device = await laptop('INTERN1')
  const asked = await house.post(
    '/demandes/nouvelle',
    {
      audience: 'person',
      recipientKind: 'intern',
      personName: 'Sami Leroy',
      transfer: 'internalUse',
      returnOn: '2099-06-30',
      kind1: 'laptop',
      count1: '1',
      purpose: 'Stage au service informatique',
    },
    'mediator',
  )
  const request = where(asked)
  expect((await house.post(`${request}/recevabilite`, {}, 'coordinator')).status, 'the internship is shown').toBe(409)
  await ok(await house.post(`${request}/pieces`, { kinds: 'internship', validUntil: '2099-06-30' }, 'mediator'))
  await ok(await house.post(`${request}/recevabilite`, {}, 'coordinator'))
  await ok(await house.post(`${request}/attribuer`, { devices: device.code, expiresOn: '2099-01-31' }, 'coordinator'))

  const counter = await counterOf('Sami Leroy')
  const hand = { deviceIds: device.id, receivedBy: 'Sami Leroy', session: 'declined' }
  const early = await house.post(counter, hand, 'mediator')
  expect(early.status).toBe(409)
  const missing = await early.text()
  for (const said of ['n’est pas signé par le détenteur', 'date de retour']) expect(missing, said).toContain(said)

  for (const returnOn of ['', '2020-01-01']) {
    const refused = await house.post(`${request}/convention`, { returnOn }, 'coordinator')
    expect(refused.status, returnOn).toBe(409)
    expect(await refused.text()).toContain('La date de retour manque, ou est passée')
  }
  const paper = where(await house.post(`${request}/convention`, { returnOn: '2099-06-30' }, 'coordinator'))
  const text = await pdf(`${paper}/pdf`)
  for (const said of [
    'Reçu de mise à disposition',
    'Sami Leroy',
    'INTERN1',
    'le 30 juin 2099 au plus tard',
    'restent la propriété',
  ])
    expect(text, said).toContain(said)
  const theirs = { hash: await hashOf(paper), way: 'paper', signerName: 'Sami Leroy', theirScan: scan() }
  await ok(await house.post(`${paper}/signature-beneficiaire`, theirs, 'mediator'))
  const handed = await house.post(counter, hand, 'mediator')
  await ok(handed)
  expect(await deviceRow(device.id)).toMatchObject({ state: 'inUse', owner: 'organisation' })
  expect(await holdingOf(device.id)).toMatchObject({ transfer: 'internalUse', due_on: '2099-06-30' })
  const receipt = (await bodyOf(where(handed), 'mediator')).match(/\/documents\/[0-9a-f-]+/)?.[0] ?? ''
  const printed = await pdf(receipt, 'mediator')
  for (const said of ['Sami Leroy', 'INTERN1', 'Usage interne', 'Retour prévu le 30 juin 2099'])
    expect(printed, said).toContain(said)
  expect(await bodyOf('/retours', 'mediator')).toContain('30/06/2099')
})
