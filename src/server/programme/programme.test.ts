import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { createDevice } from '../fleet/device.sql.ts'
import { newId } from '../platform/database/id.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { doneIn, readTotals } from './totals.sql.ts'

let house: TestHouse
let actor: Actor
beforeAll(async () => {
  house = await openTestHouse('programme')
  actor = { organisationId: house.sample.organisationId, personId: house.sample.people.coordinator ?? null }
})
afterAll(() => house.close())

const page = async (path: string, as?: string) => (await house.get(path, as)).text()
const form = {
  name: 'Solid’Rnet',
  aims: 'Équiper les collégiens.',
  reasons: 'On a agi.\n\nC’est intelligent.',
  startedOn: '2005-09-01',
  status: 'running',
}
const publicPath = () => `/programme/public/${house.sample.organisationId}`

test('every member reads the programme, only the coordinator and the administrator change it', async () => {
  expect((await house.get('/programme')).headers.get('location')).toBe('/connexion?retour=%2Fprogramme')
  expect((await house.get('/programme', 'elected')).status).toBe(200)
  expect((await house.get('/programme/modifier', 'technician')).status).toBe(403)
  expect((await house.post('/programme/modifier', form, 'mediator')).status).toBe(403)
  expect(
    (await house.post('/programme/modifier/noms', { former: 'x', validTo: '2008-01-01' }, 'coordinator')).status,
  ).toBe(404)
})

test('a programme is described in its own words, then changed, and the ledger says which answers changed', async () => {
  expect(await page('/programme', 'coordinator')).toContain('n’a pas encore décrit')
  const wrong = await house.post('/programme/modifier', { ...form, name: ' ', startedOn: 'hier' }, 'coordinator')
  expect(wrong.status).toBe(422)
  expect(await wrong.text()).toContain('Choisissez une date')
  expect((await house.post('/programme/modifier', form, 'coordinator')).status).toBe(303)
  expect((await house.post('/programme/modifier', { ...form, status: 'paused' }, 'coordinator')).status).toBe(303)
  expect((await house.post('/programme/modifier', { ...form, status: 'paused' }, 'coordinator')).status).toBe(303)
  const shown = await page('/programme', 'coordinator')
  for (const said of ['Solid’Rnet', 'en pause', '1er septembre 2005', '<p>C’est intelligent.</p>'])
    expect(shown).toContain(said)
  const changes = await house.inside((tx) =>
    tx.selectFrom('event').select('payload').where('kind', '=', 'programme.changed').execute(),
  )
  expect(changes).toEqual([{ payload: { fields: ['status'], startedOn: '2005-09-01', status: 'paused' } }])
})

test('former names are kept with the date until which they were borne, and removed', async () => {
  expect(
    (await house.post('/programme/modifier/noms', { former: '5000 micros', validTo: '2008-12-31' }, 'coordinator'))
      .status,
  ).toBe(303)
  expect(await page('/programme', 'elected')).toContain('5000 micros, jusqu’au 31 décembre 2008')
  expect((await house.post('/programme/modifier/noms/retirer', { name: '5000 micros' }, 'coordinator')).status).toBe(
    303,
  )
  expect((await house.post('/programme/modifier/noms/retirer', { name: '5000 micros' }, 'coordinator')).status).toBe(
    404,
  )
  expect(await page('/programme', 'elected')).not.toContain('5000 micros')
})

test('targets of a year are set, changed and taken away; what was done is counted beside', async () => {
  const year = String(new Date().getFullYear())
  await house.inside((tx) => createDevice(tx, actor, { kind: 'laptop', state: 'received' }))
  await house.post('/programme/modifier/objectifs', { year, collected: '1200', given: '50' }, 'coordinator')
  expect(await page('/programme', 'elected')).toContain('1\u202f200')
  await house.post('/programme/modifier/objectifs', { year, collected: '', given: '60' }, 'coordinator')
  const targets = await house.inside((tx) =>
    tx.selectFrom('programme_target').select(['indicator', 'target']).execute(),
  )
  expect(targets).toEqual([{ indicator: 'given', target: 60 }])
  const wrong = await house.post('/programme/modifier/objectifs', { year, collected: 'beaucoup' }, 'coordinator')
  expect(wrong.status).toBe(422)
  expect(await wrong.text()).toContain('en chiffres')
  expect(await house.inside((tx) => doneIn(tx, Number(year), 'Europe/Paris'))).toMatchObject({ collected: 1, given: 0 })
  expect(await house.inside((tx) => doneIn(tx, Number(year) - 1, 'Europe/Paris'))).toMatchObject({ collected: 0 })
})

test('the public page answers to nobody until it is opened, then to all, in both languages, and closes again', async () => {
  expect((await house.get(publicPath())).status).toBe(404)
  expect((await house.get('/programme/public/nulle-part')).status).toBe(404)
  await house.post('/programme/modifier/public', { shown: 'yes' }, 'administrator')
  const shown = await house.get(publicPath())
  expect(shown.status).toBe(200)
  expect(await shown.text()).toContain('Ville de Montferrand')
  expect(await page('/programme', 'elected')).toContain(publicPath())
  expect((await house.get(`/programme/public/${house.sample.otherOrganisationId}`)).status).toBe(404)
  await house.post('/programme/modifier/public', { shown: 'no' }, 'administrator')
  expect((await house.get(publicPath())).status).toBe(404)
})

test('totals count each device once, by life; fewer than five families are not counted aloud', async () => {
  const before = await house.inside(readTotals)
  await house.inside(async (tx) => {
    const organisation_id = actor.organisationId
    await createDevice(tx, actor, { kind: 'laptop', state: 'announced' })
    for (let number = 1; number <= 4; number += 1) {
      const device = await createDevice(tx, actor, { kind: 'laptop', state: 'received' })
      const party = newId()
      const name = `Famille ${number}`
      await tx.insertInto('party').values({ organisation_id, id: party, name, recipient_kind: 'household' }).execute()
      await tx
        .insertInto('holding')
        .values({
          organisation_id,
          id: newId(),
          device_id: device.id,
          life: number === 1 ? 2 : 3,
          transfer: number === 1 ? 'loan' : 'gift',
          holder_party: party,
        })
        .execute()
    }
  })
  const after = await house.inside(readTotals)
  expect(after.received - before.received).toBe(4)
  expect(after.inUse).toEqual([
    { life: 2, n: 1 },
    { life: 3, n: 3 },
  ])
  expect([after.given, after.households]).toEqual([3, 4])
  await house.post('/programme/modifier/public', { shown: 'yes' }, 'administrator')
  const shown = await page(publicPath())
  expect(shown).toContain('Habitants et familles équipés\u00a0: moins de cinq.')
  expect(shown).toContain('dans leur 3e vie')
  expect(shown).not.toContain('Famille')
})
