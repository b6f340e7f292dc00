import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { makeReady } from '../../../test/support/ready.ts'
import { newParty, newPlace, partyRequest, schoolRequest } from '../../../test/support/requests.ts'
import { todayOf } from '../circuit/today.sql.ts'
import { showCode } from '../fleet/code.ts'
import { expireAllocations } from './allocation.sql.ts'

let house: TestHouse
let actor: { organisationId: string; personId: string | null }
let school: string
let tutoring: string
let ordinary: string

beforeAll(async () => {
  house = await openTestHouse('requests')
  actor = { organisationId: house.sample.organisationId, personId: house.sample.people.coordinator ?? null }
  await house.inside(async (tx) => {
    school = await newPlace(tx, actor, 'École Jules-Ferry', 'primary')
    tutoring = await newParty(tx, actor, 'Cap Lecture', 'tutoringAssociation')
    ordinary = await newParty(tx, actor, 'Club de belote', 'ordinaryAssociation')
  })
})
afterAll(() => house.close())

const WHAT = { kind1: 'laptop', count1: '2', use1: 'classe mobile', purpose: 'Équiper la classe' }
const bodyOf = async (path: string, as = 'coordinator') => (await house.get(path, as)).text()
const where = (answer: Response) => answer.headers.get('location') ?? ''
const stateOf = (code: string) =>
  house.inside(
    async (tx) =>
      (await tx.selectFrom('device').select('state').where('code', '=', code).executeTakeFirstOrThrow()).state,
  )
const device = (serial: string) => house.inside((tx) => makeReady(tx, actor, 'laptop', serial))
/** The two are 26 hours apart: whatever the hour, it is a later day in the east. */
const [FAR_WEST, FAR_EAST] = ['Etc/GMT+12', 'Etc/GMT-14'] as const
const liveIn = (zone: string) => house.inside((tx) => tx.updateTable('organisation').set({ time_zone: zone }).execute())
const confirmedSchool = () => house.inside((tx) => schoolRequest(tx, actor, school))

test('nobody is sent to sign in, a technician may not, a mediator may enter but not decide', async () => {
  expect((await house.get('/demandes')).headers.get('location')).toBe('/connexion?retour=%2Fdemandes')
  expect((await house.get('/demandes', 'technician')).status).toBe(403)
  const number = await house.inside((tx) => schoolRequest(tx, actor, school, false))
  expect((await house.post(`/demandes/${number}/recevabilite`, {}, 'mediator')).status).toBe(403)
  expect((await house.get(`/demandes/${number}`, 'other')).status).toBe(404)
  expect((await house.get('/demandes/9999', 'coordinator')).status).toBe(404)
})

test('a school asks for two laptops: entered, confirmed under its article, two are kept for it', async () => {
  const form = { audience: 'place', placeId: school, ...WHAT, _once: crypto.randomUUID() }
  const entered = await house.post('/demandes/nouvelle', form, 'mediator')
  expect(entered.status).toBe(303)
  expect(where(await house.post('/demandes/nouvelle', form, 'mediator')), 'sent twice, entered once').toBe(
    where(entered),
  )
  const path = where(entered)
  expect(await bodyOf(path)).toContain('Recevable en usage interne')
  expect((await house.post(`${path}/recevabilite`, {}, 'coordinator')).status).toBe(303)
  const [a, b] = [await device('SCHOOL1'), await device('SCHOOL2')]
  const page = await bodyOf(path)
  expect(page).toContain(showCode(a.code))
  const allocated = await house.post(
    `${path}/attribuer`,
    { devices: a.code, codes: `SV-${b.code}\n`, expiresOn: '2099-01-31' },
    'coordinator',
  )
  expect(where(allocated)).toBe(path)
  expect(await stateOf(a.code)).toBe('reserved')
  expect(await stateOf(b.code)).toBe('reserved')
  const third = await device('SCHOOL3')
  const over = await house.post(`${path}/attribuer`, { devices: third.code, expiresOn: '2099-01-31' }, 'coordinator')
  expect(await bodyOf(where(over))).toContain('déjà tout ce qu’elle demande')
  expect(await stateOf(third.code)).toBe('ready')
})

test('what is missing is said beside the field, and a place of another organisation is not found', async () => {
  const blank = await house.post(
    '/demandes/nouvelle',
    { audience: 'place', placeId: school, ...WHAT, purpose: '' },
    'mediator',
  )
  expect(blank.status).toBe(422)
  expect(await blank.text()).toContain('classe mobile')
  const elsewhere = { audience: 'place', placeId: crypto.randomUUID(), ...WHAT }
  expect((await house.post('/demandes/nouvelle', elsewhere, 'mediator')).status).toBe(404)
})

test('a body that is not in the list yet is added by its name; with neither, the form says so and keeps what was typed', async () => {
  const form = { audience: 'party', recipientKind: 'publicLibrary', transfer: 'publicBody', ...WHAT }
  const blank = await house.post('/demandes/nouvelle', form, 'mediator')
  expect(blank.status).toBe(422)
  expect(await blank.text()).toContain('classe mobile')
  const entered = await house.post('/demandes/nouvelle', { ...form, partyName: 'Médiathèque de Beaumont' }, 'mediator')
  expect(await bodyOf(where(entered))).toContain('Médiathèque de Beaumont')
})

test('a tutoring association is eligible to a gift once its evidence was seen, and only then', async () => {
  const number = await house.inside((tx) => partyRequest(tx, actor, tutoring, 'tutoringAssociation', 'gift', false))
  const path = `/demandes/${number}`
  expect(await bodyOf(path)).toContain('L3212-2 3°')
  const early = await house.post(`${path}/recevabilite`, {}, 'coordinator')
  expect(early.status).toBe(409)
  expect(await early.text()).toContain('numéro RNA ou SIRET')
  expect((await house.post(`${path}/pieces`, { kinds: ['identifier', 'statutes'] }, 'mediator')).status).toBe(303)
  expect((await house.post(`${path}/recevabilite`, {}, 'coordinator')).status).toBe(303)
  expect(await bodyOf(path)).toContain('Recevabilité confirmée par Personne coordinator')
})

test('an ordinary association cannot receive a gift; the page shows the loan that the law opens, and it can be taken', async () => {
  const number = await house.inside((tx) => partyRequest(tx, actor, ordinary, 'ordinaryAssociation', 'gift', false))
  const path = `/demandes/${number}`
  const refusal = await house.post(`${path}/recevabilite`, {}, 'coordinator')
  expect(refusal.status).toBe(409)
  expect(await refusal.text()).toContain('n’est pas dans la liste de la loi')
  expect(await bodyOf(path)).toContain('Suivre cette voie')
  await house.post(`${path}/voie`, { transfer: 'loan' }, 'coordinator')
  await house.post(`${path}/pieces`, { kinds: ['identifier'] }, 'mediator')
  expect((await house.post(`${path}/recevabilite`, {}, 'coordinator')).status).toBe(303)
})

test('a firm may borrow only where a lawyer says so', async () => {
  const firm = await house.inside((tx) => newParty(tx, actor, 'Garage du Port', 'firm'))
  const number = await house.inside((tx) => partyRequest(tx, actor, firm, 'firm', 'loan', false))
  const path = `/demandes/${number}`
  await house.post(`${path}/pieces`, { kinds: ['identifier'] }, 'mediator')
  const early = await house.post(`${path}/recevabilite`, {}, 'coordinator')
  expect(early.status).toBe(409)
  expect(await early.text()).toContain('service juridique')
  await house.post(`${path}/avis`, { opinion: 'favourable' }, 'coordinator')
  expect((await house.post(`${path}/recevabilite`, {}, 'coordinator')).status).toBe(303)
})

test('a device worth more than 300 € is not allocated to a gift', async () => {
  const number = await house.inside((tx) => partyRequest(tx, actor, tutoring, 'tutoringAssociation', 'gift'))
  const dear = await device('DEAR001')
  const form = { devices: dear.code, [`value-${dear.code}`]: '450', expiresOn: '2099-01-31' }
  const answer = await house.post(`/demandes/${number}/attribuer`, form, 'coordinator')
  expect(await bodyOf(where(answer))).toContain('dépasse le plafond')
  expect(await stateOf(dear.code)).toBe('ready')
  const fair = { ...form, [`value-${dear.code}`]: '120,50' }
  expect(where(await house.post(`/demandes/${number}/attribuer`, fair, 'coordinator'))).toBe(`/demandes/${number}`)
  const nonsense = { devices: dear.code, [`value-${dear.code}`]: 'cher', expiresOn: '2099-01-31' }
  expect((await house.post(`/demandes/${number}/attribuer`, nonsense, 'coordinator')).status).toBe(422)
})

test('two clerks take the last device at once: one has it, the other is told which request does', async () => {
  const [first, second] = [await confirmedSchool(), await confirmedSchool()]
  const last = await device('LASTONE')
  const form = { devices: last.code, expiresOn: '2099-01-31' }
  const answers = await Promise.all([
    house.post(`/demandes/${first}/attribuer`, form, 'coordinator'),
    house.post(`/demandes/${second}/attribuer`, form, 'networkLead'),
  ])
  const winners = answers.filter((answer) => where(answer).startsWith('/demandes/'))
  expect(winners).toHaveLength(1)
  const loser = answers.findIndex((answer) => where(answer).startsWith('/reponses/'))
  const said = await bodyOf(where(answers[loser] as Response), loser === 0 ? 'coordinator' : 'networkLead')
  expect(said).toContain(`Déjà attribué à la demande REQ-${loser === 0 ? second : first}`)
  expect(said).not.toContain('Jules-Ferry')
})

test('a right confirmed under another rule does not allocate any more; confirmed again, it does', async () => {
  const number = await house.inside((tx) => partyRequest(tx, actor, tutoring, 'tutoringAssociation', 'gift'))
  const one = await device('CHANGED')
  const form = { devices: one.code, [`value-${one.code}`]: '120', expiresOn: '2099-01-31' }
  await house.inside((tx) =>
    tx.updateTable('request').set({ right_rule: 'EL.OLD' }).where('number', '=', number).execute(),
  )
  expect((await house.post(`/demandes/${number}/attribuer`, form, 'coordinator')).status).toBe(409)
  expect(await stateOf(one.code)).toBe('ready')
  expect(await bodyOf(`/demandes/${number}`)).toContain('ont changé depuis')
  expect((await house.post(`/demandes/${number}/recevabilite`, {}, 'coordinator')).status).toBe(303)
  expect((await house.post(`/demandes/${number}/attribuer`, form, 'coordinator')).status).toBe(303)
  expect(await stateOf(one.code)).toBe('reserved')
})

test('evidence that is out of date since the right was confirmed does not allocate, nor hand over; seen again, it does', async () => {
  const number = await house.inside((tx) => partyRequest(tx, actor, ordinary, 'ordinaryAssociation', 'loan', false))
  const path = `/demandes/${number}`
  const seen = (validUntil: string) => house.post(`${path}/pieces`, { kinds: 'identifier', validUntil }, 'mediator')
  await liveIn(FAR_WEST)
  expect((await seen(await house.inside(todayOf))).status).toBe(303)
  expect((await house.post(`${path}/recevabilite`, {}, 'coordinator')).status).toBe(303)
  const [kept, late] = [await device('EXPIRE1'), await device('EXPIRE2')]
  const allocate = (code: string) =>
    house.post(`${path}/attribuer`, { devices: code, expiresOn: '2099-01-31' }, 'coordinator')
  expect((await allocate(kept.code)).status).toBe(303)
  const { id } = await house.inside((tx) =>
    tx.selectFrom('request').select('id').where('number', '=', number).executeTakeFirstOrThrow(),
  )
  await liveIn(FAR_EAST)
  expect((await allocate(late.code)).status).toBe(409)
  expect(await stateOf(late.code)).toBe('ready')
  expect(await bodyOf(path)).toContain('ont changé depuis')
  const hand = { deviceIds: kept.id, receivedBy: 'Ada Morel', signed: 'paper', session: 'declined' }
  const handed = await house.post(`/remises/preparer/${id}`, hand, 'coordinator')
  expect(handed.status).toBe(409)
  expect(await handed.text()).toContain('recevab')
  expect(await stateOf(kept.code)).toBe('reserved')
  expect((await house.post(`${path}/recevabilite`, {}, 'coordinator')).status, 'nothing valid to confirm on').toBe(409)
  await seen('2099-12-31')
  expect((await allocate(late.code)).status).toBe(303)
  expect(await stateOf(late.code)).toBe('reserved')
  await liveIn('Europe/Paris')
})

test('an allocation that nobody collects is freed the day after its date, and a release frees at once', async () => {
  const number = await confirmedSchool()
  const [late, freed] = [await device('LATE001'), await device('FREED01')]
  const form = { devices: [late.code, freed.code], expiresOn: '2099-01-31' }
  await house.post(`/demandes/${number}/attribuer`, form, 'coordinator')
  await house.post(`/demandes/${number}/liberer`, { devices: freed.code }, 'coordinator')
  expect(await stateOf(freed.code)).toBe('ready')
  await house.inside((tx) =>
    tx
      .updateTable('allocation')
      .set({ expires_on: '2020-01-01' })
      .where('device_id', '=', late.id)
      .where('ended_at', 'is', null)
      .execute(),
  )
  expect(await house.inside((tx) => expireAllocations(tx, { ...actor, personId: null }))).toBe(1)
  expect(await stateOf(late.code)).toBe('ready')
})

test('a refused request says why and how to contest; a withdrawn one frees its devices', async () => {
  const refused = await confirmedSchool()
  await house.post(`/demandes/${refused}/refus`, { reason: 'Déjà équipée cette année.' }, 'coordinator')
  const page = await bodyOf(`/demandes/${refused}`)
  expect(page).toContain('Déjà équipée cette année.')
  expect(page).toContain('tribunal administratif')
  expect((await house.post(`/demandes/${refused}/refus`, { reason: 'Encore.' }, 'coordinator')).status).toBe(409)
  const gone = await confirmedSchool()
  const kept = await device('GONE001')
  await house.post(`/demandes/${gone}/attribuer`, { devices: kept.code, expiresOn: '2099-01-31' }, 'coordinator')
  await house.post(`/demandes/${gone}/retrait`, {}, 'mediator')
  expect(await stateOf(kept.code)).toBe('ready')
})

test('the queue is found by words and number, and the home page says what waits with its article', async () => {
  await house.inside((tx) => partyRequest(tx, actor, tutoring, 'tutoringAssociation', 'gift', false))
  expect(await bodyOf('/demandes?q=lecture')).toContain('Cap Lecture')
  expect(await bodyOf('/demandes?q=REQ-1&statut=all')).toContain('REQ-1')
  expect(await bodyOf('/demandes?q=introuvable')).toContain('Aucune demande ne correspond')
  expect(await bodyOf('/')).toMatch(/demande 2 × ordinateur portable/)
})

test('no name and no free text of a request enters the ledger', async () => {
  const payloads = await house.inside((tx) => tx.selectFrom('event').select('payload').execute())
  const all = JSON.stringify(payloads)
  for (const word of ['Jules-Ferry', 'Cap Lecture', 'Équiper', 'Déjà équipée']) expect(all).not.toContain(word)
})
