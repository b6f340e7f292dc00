import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { newPlace, schoolRequest } from '../../../test/support/requests.ts'
import { perform } from '../circuit/perform.sql.ts'
import { createDevice } from '../fleet/device.sql.ts'
import { holdSlip } from '../moves/held-slip.sql.ts'
import { prepareSlip } from '../moves/slip.sql.ts'
import { openRound } from '../stocktake/round.sql.ts'
import { openOrder, readBench } from '../workshop/order.sql.ts'

let house: TestHouse
let path = ''
const orders: { code: string; id: string; deviceId: string }[] = []
const requests: { number: number; id: string }[] = []
let slip = ''
let round = ''
const person = (role: string) => house.sample.people[role] ?? ''

beforeAll(async () => {
  house = await openTestHouse('leaving')
  const tutor = { organisationId: house.sample.organisationId, personId: person('tutor') }
  await house.inside(async (tx) => {
    const row = await tx
      .selectFrom('member')
      .select('id')
      .where('person_id', '=', tutor.personId)
      .executeTakeFirstOrThrow()
    path = `/membres/${row.id}/depart`
    for (const serial of ['A1', 'A2', 'A3']) {
      const device = await createDevice(tx, tutor, { kind: 'laptop', state: 'received', maker: 'Dell', serial })
      await perform(tx, tutor, 'identify', device.id)
      await perform(tx, tutor, 'triage', device.id, { payload: { verdict: 'refurbish' } })
      const bench = await readBench(tx, device.code)
      if (bench) await openOrder(tx, tutor, bench.device)
      const order = (await readBench(tx, device.code))?.order
      orders.push({ code: device.code, id: order?.id ?? '', deviceId: device.id })
    }
    const school = await newPlace(tx, tutor, 'École Jean-Moulin', 'school')
    for (const _ of [1, 2]) {
      const number = await schoolRequest(tx, tutor, school, false)
      const { id } = await tx.selectFrom('request').select('id').where('number', '=', number).executeTakeFirstOrThrow()
      requests.push({ number, id })
    }
    const store = await newPlace(tx, tutor, 'Réserve', 'store')
    const { number } = await prepareSlip(tx, tutor, { from: store, to: school, expectedOn: null })
    slip = (await holdSlip(tx, String(number)))?.id ?? ''
    await openRound(tx, tutor, store)
    round = (await tx.selectFrom('inventory_round').select('id').executeTakeFirstOrThrow()).id
  })
})
afterAll(() => house.close())

const page = async (at: string, as: string) => (await house.get(at, as)).text()
const assigned = () =>
  house.inside(async (tx) => ({
    orders: (
      await tx.selectFrom('work_order').select(['id', 'assigned_to']).orderBy('opened_at').orderBy('id').execute()
    ).map((row) => row.assigned_to),
    requests: (await tx.selectFrom('request').select('in_charge').orderBy('number').execute()).map(
      (row) => row.in_charge,
    ),
    slip: (await tx.selectFrom('move_slip').select('in_charge').executeTakeFirst())?.in_charge,
    round: (await tx.selectFrom('inventory_round').select('in_charge').executeTakeFirst())?.in_charge,
  }))

test('only whoever keeps the members sees what somebody leaves; another organisation finds nobody', async () => {
  expect((await house.get(path)).headers.get('location')).toContain('/connexion')
  expect((await house.get(path, 'coordinator')).status).toBe(403)
  expect((await house.get(path, 'other')).status).toBe(404)
  expect((await house.post(path, { note: '' }, 'other')).status).toBe(404)
})

test('the page shows each work order and each request, and asks to whom it goes, among those who may take it', async () => {
  const html = await page(path, 'administrator')
  expect(html).toContain('Fiches d’atelier ouvertes à son nom (3)')
  expect(html).toContain('Demandes qu’elle suit (2)')
  expect(html).toContain('École Jean-Moulin')
  expect(html).toContain('Bordereau 1 · Réserve → École Jean-Moulin')
  expect(html).toContain('Inventaire 1 · Réserve')
  const choices = (field: string) => html.split(`name="${field}"`)[1]?.split('</select>')[0] ?? ''
  expect(choices(`order.${orders[0]?.id}`)).toContain('Personne trainee')
  expect(choices(`order.${orders[0]?.id}`)).not.toContain('Personne socialWorker')
  expect(choices(`request.${requests[0]?.id}`)).toContain('Personne socialWorker')
  expect(choices(`request.${requests[0]?.id}`)).not.toContain('Personne trainee')
  expect(choices(`slip.${slip}`)).toContain('Personne networkLead')
  expect(choices(`slip.${slip}`)).not.toContain('Personne mediator')
  expect(choices(`round.${round}`)).toContain('Personne finance')
  expect(choices(`round.${round}`)).not.toContain('Personne trainee')
})

test('a person who may not hold a thing is not given it, even by a forged form: nothing moves and the door stays open', async () => {
  const before = await assigned()
  for (const forged of [person('finance'), house.sample.otherOrganisationId]) {
    const form = { handTo: '', note: '', [`order.${orders[0]?.id}`]: forged }
    expect((await house.post(path, form, 'administrator')).status).toBe(404)
  }
  expect(await assigned()).toEqual(before)
  expect((await house.get('/', 'tutor')).status).toBe(200)
})

test('everything goes where it was said, at once: to whoever takes over where their roles allow it, to another, or to nobody; the journal says it', async () => {
  const { status, headers } = await house.post(
    path,
    {
      handTo: person('technician'),
      note: 'Le chargeur est chez Léa.',
      [`order.${orders[1]?.id}`]: person('trainee'),
      [`order.${orders[2]?.id}`]: 'nobody',
      [`request.${requests[0]?.id}`]: person('mediator'),
      [`round.${round}`]: person('finance'),
    },
    'administrator',
  )
  expect([status, headers.get('location')]).toEqual([303, '/membres'])
  expect(await assigned()).toEqual({
    orders: [person('technician'), person('trainee'), null],
    requests: [person('mediator'), null],
    slip: person('technician'),
    round: person('finance'),
  })
  expect((await house.get('/', 'tutor')).status).toBe(403)
  expect((await house.get(path, 'administrator')).status, 'whoever has left leaves no more').toBe(404)
  const events = await house.inside((tx) =>
    tx
      .selectFrom('event')
      .select(['kind', 'subject_id', 'payload', 'actor'])
      .where('kind', 'in', ['work.given', 'request.given', 'moveSlip.given', 'inventoryRound.given', 'member.left'])
      .orderBy('id')
      .execute(),
  )
  const by = { actor: person('administrator') }
  expect(events).toMatchObject([
    { kind: 'work.given', subject_id: orders[0]?.deviceId, payload: { to: person('technician') }, ...by },
    { kind: 'work.given', subject_id: orders[1]?.deviceId, payload: { to: person('trainee') }, ...by },
    { kind: 'work.given', subject_id: orders[2]?.deviceId, payload: { to: null }, ...by },
    { kind: 'request.given', subject_id: requests[0]?.id, payload: { to: person('mediator') }, ...by },
    { kind: 'request.given', subject_id: requests[1]?.id, payload: { to: null }, ...by },
    { kind: 'moveSlip.given', subject_id: slip, payload: { to: person('technician') }, ...by },
    { kind: 'inventoryRound.given', subject_id: round, payload: { to: person('finance') }, ...by },
    { kind: 'member.left', payload: { handedTo: person('technician') }, ...by },
  ])
})

test('what came back to the common pot is said to those who may take it, and is taken by a button', async () => {
  expect(await page('/', 'trainee')).toContain('Une fiche d’atelier n’est à personne')
  const free = `/demandes/${requests[1]?.number}`
  expect(await page(free, 'mediator')).toContain('<dd>personne</dd>')
  expect((await house.post(`${free}/charge`, {}, 'trainee')).status).toBe(403)
  expect((await house.post(`${free}/charge`, {}, 'mediator')).status).toBe(303)
  expect(await page(free, 'mediator')).toContain('<dd>Personne mediator</dd>')
})
