import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { palletAt, toRecycling } from '../../../test/support/world-recycling.ts'
import { showCode } from '../fleet/code.ts'
import { codesOf, readGrams } from './pallet.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('pallets')
})
afterAll(() => house.close())

const actor = () => ({ organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null })
const made = (stage: 'open' | 'weighed' | 'frozen' | 'collected') => house.inside((tx) => palletAt(tx, actor(), stage))
const broken = (disk?: string) => house.inside((tx) => toRecycling(tx, actor(), disk))
const post = (path: string, form: Parameters<TestHouse['post']>[1], as = 'technician') => house.post(path, form, as)
const stateOf = (id: string) =>
  house.inside(
    async (tx) =>
      await tx.selectFrom('device').select(['state', 'owner']).where('id', '=', id).executeTakeFirstOrThrow(),
  )

test('nobody is sent to sign in, a mediator is refused, another organisation finds no pallet of ours', async () => {
  const { number } = await made('open')
  expect((await house.get(`/palettes/${number}`)).status).toBe(303)
  expect((await house.get(`/palettes/${number}`, 'mediator')).status).toBe(403)
  expect((await post(`/palettes/${number}/peser`, { weight: '3' }, 'mediator')).status).toBe(403)
  expect((await house.get(`/palettes/${number}`, 'other')).status).toBe(404)
  expect((await post(`/palettes/${number}/peser`, { weight: '3' }, 'other')).status).toBe(404)
  expect((await house.get('/palettes/99999', 'technician')).status).toBe(404)
  expect((await house.get('/palettes/0x1', 'technician')).status).toBe(404)
})

test('several codes at once: each has its answer, what is unknown or not to recycle says why', async () => {
  const { number } = await made('open')
  const [first, second] = [await broken(), await broken()]
  const codes = `${showCode(first.code)}\n${second.code.toLowerCase()}, pas-un-code`
  const answer = await post(`/palettes/${number}/poser`, { codes })
  expect(answer.status).toBe(303)
  const page = await (await house.get(answer.headers.get('location') ?? '', 'technician')).text()
  expect(page).toContain('2 faits, 1 refusé')
  expect(page).toContain('Ce code ne désigne aucun appareil.')
  const again = await post(`/palettes/${number}/poser`, { codes: first.code })
  expect(again.status).toBe(409)
  expect(await again.text()).toContain(`déjà sur la palette ${number}`)
})

test('a pallet goes from open to treated, and its devices end recycled, no longer ours', async () => {
  const opened = await post('/palettes', {})
  const path = opened.headers.get('location') ?? ''
  const device = await broken()
  expect((await post(`${path}/figer`, {})).status).toBe(409)
  await post(`${path}/poser`, { codes: device.code })
  const unweighed = await post(`${path}/figer`, {})
  expect(unweighed.status).toBe(409)
  expect(await unweighed.text()).toContain('pas pesée')
  expect((await post(`${path}/peser`, { weight: 'lourd' })).status).toBe(422)
  expect((await post(`${path}/peser`, { weight: '412,5' })).status).toBe(303)
  expect((await post(`${path}/enlevement`, { on: '2026-01-01', slipNumber: 'B1' })).status).toBe(409)
  expect((await post(`${path}/figer`, {})).status).toBe(303)
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' }).format(new Date())
  expect((await post(`${path}/enlevement`, { on: '2026-01-01', slipNumber: 'B1' })).status).toBe(422)
  expect((await post(`${path}/enlevement`, { on: today, slipNumber: 'BSD-14' })).status).toBe(303)
  expect(await stateOf(device.id)).toEqual({ state: 'recycled', owner: 'recipient' })
  const text = new File(['bonjour'], 'certificat.pdf')
  expect((await post(`${path}/certificat`, { certificate: text })).status).toBe(422)
  const pdf = new File(['%PDF-1.7 certificat'], 'certificat.pdf')
  expect((await post(`${path}/certificat`, { certificate: pdf })).status).toBe(303)
  const page = await (await house.get(path, 'technician')).text()
  for (const said of ['traitée', '412,5', 'BSD-14', 'certificat.pdf']) expect(page).toContain(said)
})

test('a device put or taken off asks for another weighing', async () => {
  const { number, device } = await made('weighed')
  await post(`/palettes/${number}/poser`, { codes: (await broken()).code })
  expect((await post(`/palettes/${number}/figer`, {})).status).toBe(409)
  await post(`/palettes/${number}/peser`, { weight: '850 g' })
  expect((await post(`/palettes/${number}/retirer`, { code: device.code })).status).toBe(303)
  expect((await post(`/palettes/${number}/figer`, {})).status).toBe(409)
})

test('a medium without proof blocks the freeze, and the answer says which, in which device; nothing is frozen', async () => {
  const { number, device } = await made('open')
  const laptop = await broken('WD-SANSPREUVE1')
  await post(`/palettes/${number}/poser`, { codes: laptop.code })
  await post(`/palettes/${number}/peser`, { weight: '20' })
  const answer = await post(`/palettes/${number}/figer`, {})
  expect(answer.status).toBe(409)
  const page = await answer.text()
  expect(page).toContain('WD-SANSPREUVE1')
  expect(page).toContain(showCode(laptop.code))
  expect(page).not.toContain(showCode(device.code))
  const events = await house.inside((tx) =>
    tx
      .selectFrom('event')
      .select('id')
      .where('kind', '=', 'device.freezePallet')
      .where('subject_id', '=', device.id)
      .execute(),
  )
  expect(events).toHaveLength(0)
  const { state } = await house.inside((tx) =>
    tx.selectFrom('pallet').select('state').where('number', '=', Number(number)).executeTakeFirstOrThrow(),
  )
  expect(state).toBe('weighed')
})

test('a destroyer under contract may take it: the certificate is then due, and claimed on the home page', async () => {
  const { number } = await made('open')
  const laptop = await broken('WD-SANSPREUVE2')
  await post(`/palettes/${number}/poser`, { codes: laptop.code })
  await post(`/palettes/${number}/destructeur`, { contract: 'C-2026-7', dueOn: '2026-10-01' })
  await post(`/palettes/${number}/peser`, { weight: '20' })
  expect((await post(`/palettes/${number}/figer`, {})).status).toBe(303)
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' }).format(new Date())
  expect((await post(`/palettes/${number}/enlevement`, { on: today, slipNumber: 'B2' })).status).toBe(303)
  const home = await (await house.get('/', 'technician')).text()
  expect(home).toContain(`La palette ${number} attend son certificat de traitement`)
  expect(home).toContain('était dû le 01/10/2026')
})

describe('a frozen pallet refuses any change', () => {
  test('by the screen', async () => {
    const { number, device } = await made('frozen')
    const path = `/palettes/${number}`
    for (const [act, form] of [
      ['poser', { codes: (await broken()).code }],
      ['retirer', { code: device.code }],
      ['peser', { weight: '3' }],
      ['destructeur', { contract: 'C', dueOn: '2027-01-01' }],
      ['figer', {}],
    ] as const)
      expect((await post(`${path}/${act}`, form)).status, act).toBe(409)
  })

  test('by SQL, whatever the statement', async () => {
    const { number, device } = await made('frozen')
    const loose = await broken()
    const organisation = house.sample.organisationId
    const pallet = sql`(select id from pallet where number = ${Number(number)})`
    for (const statement of [
      sql`delete from pallet_item where device_id = ${device.id}`,
      sql`insert into pallet_item (organisation_id, pallet_id, device_id) values (${organisation}, ${pallet}, ${loose.id})`,
      sql`update pallet set weight_grams = 1 where number = ${Number(number)}`,
      sql`update pallet set content_hash = null where number = ${Number(number)}`,
      sql`update pallet set state = 'open' where number = ${Number(number)}`,
    ])
      await expect(house.inside((tx) => statement.execute(tx))).rejects.toThrow('a frozen pallet never changes')
  })
})

test('the sheet and the label of a pallet are PDF files', async () => {
  const { number } = await made('weighed')
  for (const name of ['feuille', 'etiquette']) {
    const answer = await house.get(`/palettes/${number}/${name}.pdf`, 'technician')
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(new TextDecoder().decode((await answer.arrayBuffer()).slice(0, 5))).toBe('%PDF-')
  }
})

test.each([
  ['412,5', 412_500],
  ['412.5 kg', 412_500],
  ['1 250', 1_250_000],
  ['850 g', 850],
  ['0', null],
  ['-3', null],
  ['4 t', null],
  ['3001', null],
  ['1,2,3', null],
])('the weight « %s » reads as %s grams', (text, grams) => expect(readGrams(text)).toBe(grams))

test('codes come one a line or parted by commas, each once', () => {
  expect(codesOf(' A\r\nB;A, C\n\n')).toEqual(['A', 'B', 'C'])
})
