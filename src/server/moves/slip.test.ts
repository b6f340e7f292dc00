import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { palletAt } from '../../../test/support/world-recycling.ts'
import { createDevice } from '../fleet/device.sql.ts'
import { addPlace } from '../fleet/place.sql.ts'
import type { PlaceKind } from '../fleet/place.ts'
import { declareLost } from '../losses/loss.sql.ts'
import { standingOf } from './slip.ts'

let house: TestHouse
let store: string
let workshop: string
let school: string
const actor = () => ({ organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null })
const place = (name: string, kind: PlaceKind) =>
  house.inside((tx) => addPlace(tx, actor(), { name, kind, parentId: null, inseeCode: null, renewalYears: null }))
const device = (placeId: string | null = store) =>
  house.inside((tx) => createDevice(tx, actor(), { kind: 'laptop', state: 'received', placeId }))
beforeAll(async () => {
  house = await openTestHouse('moves')
  store = await place('Réserve', 'store')
  workshop = await place('Atelier', 'workshop')
  school = await place('École Jaurès', 'primary')
})
afterAll(() => house.close())

const act = (path: string, form: Record<string, string> = {}, as = 'technician') => house.post(path, form, as)
const page = async (path: string, as = 'technician') => (await house.get(path, as)).text()
const whereIs = (id: string) =>
  house.inside((tx) =>
    tx
      .selectFrom('device')
      .select(['place_id as place', 'slip_id as slip'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow(),
  )
/** A slip from the store to the workshop with these devices, sent where asked. */
async function slipWith(codes: readonly string[], send = true): Promise<string> {
  const made = await act('/mouvements/nouveau', { from: store, to: workshop })
  const path = made.headers.get('location') ?? ''
  expect((await act(`${path}/ajouter`, { codes: codes.join('\n') })).status).toBe(303)
  if (send) expect((await act(`${path}/envoyer`)).status).toBe(303)
  return path
}

test('a slip is on its way while a line waits, to settle while a difference has no decision, then closed', () => {
  const missing = { outcome: 'missing', decision: null } as const
  expect(standingOf([missing, { outcome: 'waiting', decision: null }])).toBe('sent')
  expect(standingOf([missing])).toBe('settling')
  expect(
    standingOf([
      { ...missing, decision: 'cameBack' },
      { outcome: 'arrived', decision: null },
    ]),
  ).toBe('closed')
})

test('a trainee reads slips and prepares none; a mediator receives and sends none; another organisation finds none', async () => {
  const path = await slipWith([(await device()).code], false)
  expect((await house.get('/mouvements', 'trainee')).status).toBe(200)
  expect((await house.get('/mouvements/nouveau', 'trainee')).status).toBe(403)
  expect((await act(`${path}/envoyer`, {}, 'mediator')).status).toBe(403)
  expect((await house.get(path, 'other')).status).toBe(404)
  expect((await act(`${path}/envoyer`, {}, 'other')).status).toBe(404)
  expect((await act('/mouvements/nouveau', { from: store, to: store })).status).toBe(422)
})

test('what is sent is in no place until it is received, and its page says that it is on its way', async () => {
  const one = await device()
  const two = await device()
  const path = await slipWith([one.code, two.code])
  expect(await whereIs(one.id)).toMatchObject({ place: null, slip: expect.any(String) })
  expect(await page(`/parc/${one.code}`)).toContain('En route')
  expect((await act(`${path}/recevoir`, { codes: one.code, condition: 'arrived' }, 'mediator')).status).toBe(303)
  expect(await whereIs(one.id)).toEqual({ place: workshop, slip: null })
  expect(await whereIs(two.id)).toMatchObject({ place: null })
  expect(await page(path)).toContain('en route')
  expect((await act(`${path}/recevoir`, { codes: one.code })).status).toBe(409)
  expect((await act(`${path}/recevoir-tout`, {}, 'mediator')).status).toBe(303)
  expect(await page(path)).toContain('clos')
  const paper = await house.get(`${path}/bordereau.pdf?noms=oui`, 'technician')
  expect(paper.headers.get('content-type')).toBe('application/pdf')
})

test('while it is on its way no act is done on it, and it stands on no other slip', async () => {
  const one = await device()
  const path = await slipWith([one.code])
  const refused = await act(`/arrivees/${one.code}/identifier`).then(async (answer) => answer.status)
  expect([404, 409]).toContain(refused)
  const other = await act('/mouvements/nouveau', { from: store, to: school })
  const again = await act(`${other.headers.get('location')}/ajouter`, { codes: one.code })
  expect(again.status).toBe(409)
  expect(await again.text()).toContain('déjà sur le bordereau')
  expect((await act(`${path}/annuler`)).status).toBe(303)
  expect(await whereIs(one.id)).toEqual({ place: store, slip: null })
})

test('missing, not announced, damaged: each is written down, decided, and the slip closes after the last', async () => {
  const [gone, broken, stray] = [await device(), await device(), await device(school)]
  const path = await slipWith([gone.code, broken.code])
  const note = 'Charnière cassée.'
  expect((await act(`${path}/recevoir`, { codes: broken.code, condition: 'damaged', note })).status).toBe(303)
  expect((await act(`${path}/recevoir`, { codes: stray.code })).status).toBe(303)
  expect((await act(`${path}/terminer`)).status).toBe(303)
  const shown = await page(path)
  for (const said of ['manquant', 'arrivé abîmé', 'non annoncé', 'écarts à décider']) expect(shown).toContain(said)
  const decide = (one: { id: string }, decision: string) => act(`${path}/decider`, { device: one.id, decision })
  expect((await decide(gone, 'kept')).status).toBe(404)
  expect((await decide(stray, 'kept')).status).toBe(303)
  expect(await whereIs(stray.id)).toEqual({ place: workshop, slip: null })
  expect((await decide(broken, 'toRepair')).status).toBe(303)
  const notYet = await decide(gone, 'lost')
  expect(notYet.status).toBe(409)
  await house.inside((tx) =>
    declareLost(tx, actor(), gone.id, { stolen: false, on: '2026-11-20', statement: 'Perdu.' }),
  )
  expect((await decide(gone, 'lost')).status).toBe(303)
  expect(await whereIs(gone.id)).toMatchObject({ slip: null })
  expect(await page(path)).toContain('clos')
  const events = await house.inside((tx) => tx.selectFrom('event').select('payload').execute())
  expect(JSON.stringify(events)).not.toContain('Charnière')
})

test('what was said missing and comes late is received on the same slip', async () => {
  const one = await device()
  const path = await slipWith([one.code])
  await act(`${path}/terminer`)
  expect((await act(`${path}/recevoir`, { codes: one.code })).status).toBe(303)
  expect(await whereIs(one.id)).toEqual({ place: workshop, slip: null })
  expect(await page(path)).toContain('clos')
})

test('the circuit decides who leaves: data without proof stays inside, a pallet keeps its devices, a hold stops all', async () => {
  const made = await act('/mouvements/nouveau', { from: store, to: school })
  const path = made.headers.get('location') ?? ''
  const unread = await device()
  expect((await act(`${path}/ajouter`, { codes: unread.code })).status).toBe(409)
  const frozen = await house.inside((tx) => palletAt(tx, actor(), 'frozen'))
  const onPallet = await act(`${path}/ajouter`, { codes: frozen.device.code })
  expect(onPallet.status).toBe(409)
  expect(await onPallet.text()).toContain('sur une palette')
  const elsewhere = await device(workshop)
  const many = await act(`${await slipWith([(await device()).code], false)}/ajouter`, {
    codes: [elsewhere.code, 'PASUNCODE'].join('\n'),
  })
  expect(many.status).toBe(303)
  const answers = await page(many.headers.get('location') ?? '')
  expect(answers).toContain('enregistré ailleurs')
  expect(answers).toContain('ne désigne ni un appareil ni un kit')
})

test('a hold placed after the preparation stops the whole sending, and nothing has left', async () => {
  const one = await device()
  const path = await slipWith([one.code], false)
  await house.inside((tx) =>
    tx
      .insertInto('hold')
      .values({
        organisation_id: house.sample.organisationId,
        id: crypto.randomUUID(),
        device_id: one.id,
        reason: 'Rappel',
        placed_by: actor().personId,
      })
      .execute(),
  )
  expect((await act(`${path}/envoyer`)).status).toBe(409)
  expect(await whereIs(one.id)).toEqual({ place: store, slip: null })
})

test('a place that a slip leads to does not close', async () => {
  const empty = await place('Annexe', 'workshop')
  await act('/mouvements/nouveau', { from: store, to: empty })
  const refused = await act(`/lieux/${empty}/fermer`, { on: '2026-11-20' })
  expect(refused.status).toBe(409)
  expect(await refused.text()).toContain('bordereau(x)')
})

test('a program sends and receives as the screen does: one answer a code, and the same refusals', async () => {
  const api = async (path: string, json?: unknown, as = 'technician') => {
    const answer = await house.api(`/api/v1/move-slips${path}`, json === undefined ? {} : { json }, as)
    return { status: answer.status, body: JSON.parse(await answer.text()) }
  }
  const [one, two, elsewhere] = [await device(), await device(), await device(school)]
  const same = await api('', { from: store, to: store })
  expect([same.status, same.body.refusals]).toMatchObject([409, [{ rule: 'slipSamePlace' }]])
  const made = await api('', { from: store, to: workshop, expectedOn: '2030-01-05' })
  const { number } = made.body.slip
  const put = await api(`/${number}/devices`, { codes: [one.code, elsewhere.code, two.code, 'RIEN'] })
  expect(put.body.answers).toMatchObject([
    { done: true, codes: [one.code] },
    { done: false, codes: [elsewhere.code], refusals: [{ rule: 'slipDeviceElsewhere' }] },
    { done: true },
    { done: false, codes: [], refusals: [{ rule: 'slipUnknownCode' }] },
  ])
  expect((await api(`/${number}/receive`, { codes: [one.code] })).body.answers).toMatchObject([
    { done: false, refusals: [{ rule: 'slipNotOnTheWay' }] },
  ])
  expect((await api(`/${number}/send`, {})).body.slip).toMatchObject({ state: 'sent', devices: 2, answered: 0 })
  const received = await api(`/${number}/receive`, { codes: [one.code], damaged: true }, 'mediator')
  expect(received.body.answers).toMatchObject([{ done: true, outcome: 'damaged' }])
  expect((await api(`/${number}/end`, {})).body.slip).toMatchObject({ state: 'settling' })
  expect((await api(`/${number}`)).body.slip).toMatchObject({
    expectedOn: '2030-01-05',
    lines: expect.arrayContaining([expect.objectContaining({ code: two.code, outcome: 'missing' })]),
  })
  expect((await api(`?state=settling&place=${workshop}`)).body.slips).toMatchObject([{ number }])
  expect((await api(`/${number}/send`, {}, 'trainee')).status).toBe(403)
  expect((await api('/999999')).status).toBe(404)
})

test('a slip left to nobody says so, and whoever keeps the fleet takes it; a closed one is followed by nobody', async () => {
  const path = await slipWith([(await device()).code])
  const inCharge = () =>
    house.inside((tx) =>
      tx
        .selectFrom('move_slip')
        .select('in_charge as who')
        .where('number', '=', Number(path.split('/').at(-1)))
        .executeTakeFirst(),
    )
  expect(await page(path), 'who follows it is not asked to').not.toContain('Le suivre')
  await house.inside((tx) =>
    tx
      .updateTable('move_slip')
      .set({ in_charge: null })
      .where('number', '=', Number(path.split('/').at(-1)))
      .execute(),
  )
  expect(await page(path, 'coordinator')).toContain('personne pour l’instant')
  expect((await act(`${path}/suivre`, {}, 'trainee')).status).toBe(403)
  expect((await act(`${path}/suivre`, {}, 'coordinator')).status).toBe(303)
  expect(await inCharge()).toEqual({ who: house.sample.people.coordinator })
  expect((await act(`${path}/annuler`)).status).toBe(303)
  expect((await act(`${path}/suivre`)).status).toBe(409)
})
