import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../../test/support/house.ts'
import { allMembers, functionOn, holdersOf, setRoles } from '../member.sql.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('members')
})
afterAll(() => house.close())

const page = async (path: string, as = 'administrator') => (await house.get(path, as)).text()
const idOf = (role: string) =>
  house.inside(async (tx) => {
    const row = await tx
      .selectFrom('member')
      .select('id')
      .where('person_id', '=', house.sample.people[role] ?? '')
      .executeTakeFirstOrThrow()
    return row.id
  })
const post = async (role: string, act: string, form: Record<string, string | string[]>, as = 'administrator') =>
  house.post(`/membres/${await idOf(role)}/${act}`, form, as)

test('only the administrator keeps the members; another organisation finds none of ours', async () => {
  expect((await house.get('/membres')).headers.get('location')).toBe('/connexion?retour=%2Fmembres')
  for (const role of ['coordinator', 'technician', 'elected', 'dpo'])
    expect((await house.get('/membres', role)).status).toBe(403)
  const path = `/membres/${await idOf('trainee')}`
  expect((await house.get(path, 'other')).status).toBe(404)
  expect((await house.post(`${path}/depart`, {}, 'other')).status).toBe(404)
  expect((await house.get('/membres/nulle-part', 'administrator')).status).toBe(404)
})

test('roles open and close screens at once', async () => {
  expect((await house.get('/lieux/nouveau', 'trainee')).status).toBe(403)
  expect((await post('trainee', 'roles', { roles: ['trainee', 'technician'] })).status).toBe(303)
  expect((await house.get('/lieux/nouveau', 'trainee')).status).toBe(200)
  expect((await post('trainee', 'roles', { roles: ['trainee'] })).status).toBe(303)
  expect((await house.get('/lieux/nouveau', 'trainee')).status).toBe(403)
  expect((await post('trainee', 'roles', { roles: [] })).status).toBe(422)
})

test('several elected members hold dated functions; the one printed is the one of the day', async () => {
  const give = (role: string, title: string, from: string, to = '') => post(role, 'fonctions', { title, from, to })
  expect((await give('elected', 'Élu délégué au numérique', '2020-07-01', '2026-03-28')).status).toBe(303)
  expect((await give('elected', '3e adjoint', '2026-03-29')).status).toBe(303)
  expect((await give('elected', 'président de la commission', '2026-04-10')).status).toBe(303)
  expect((await give('commission', 'commission de modernisation', '2026-04-10')).status).toBe(303)
  const person = house.sample.people.elected ?? ''
  const on = (day: string) => house.inside((tx) => functionOn(tx, person, day))
  expect(await on('2019-01-01')).toBe('')
  expect(await on('2026-03-28')).toBe('Élu délégué au numérique')
  expect(await on('2026-03-29')).toBe('3e adjoint')
  expect(await on('2026-11-22')).toBe('3e adjoint, président de la commission')
  const wrong = await give('elected', '1er adjoint', '2026-04-10', '2026-01-01')
  expect(wrong.status).toBe(422)
  expect(await wrong.text()).toContain('La fin vient avant le début')
})

test('a function that ends today is gone tomorrow, and stays in the history of the person', async () => {
  const { id } = await house.inside((tx) =>
    tx.selectFrom('member_function').select('id').where('title', '=', '3e adjoint').executeTakeFirstOrThrow(),
  )
  expect((await post('commission', 'fonctions/fin', { function: id })).status).toBe(404)
  expect((await post('elected', 'fonctions/fin', { function: id })).status).toBe(303)
  const person = house.sample.people.elected ?? ''
  const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)
  expect(await house.inside((tx) => functionOn(tx, person, tomorrow))).toBe('président de la commission')
  expect(await page(`/membres/${await idOf('elected')}`)).toContain('A quitté une fonction')
})

test('a new name stands from that day on; the former one stays for what was signed', async () => {
  expect((await post('mediator', 'nom', { name: 'Nora Petit' })).status).toBe(303)
  const names = await house.inside((tx) =>
    tx
      .selectFrom('person_name')
      .select(['name', sql<boolean>`valid_to is null`.as('current')])
      .where('person_id', '=', house.sample.people.mediator ?? '')
      .orderBy('valid_from')
      .execute(),
  )
  expect(names).toEqual([
    { name: 'Personne mediator', current: false },
    { name: 'Nora Petit', current: true },
  ])
})

test('whoever leaves loses access at once, and the note is read by whoever takes over, and by no one else', async () => {
  const note = 'Deux portables sur l’étagère B.\n\nLe collège attend un appel.'
  const handTo = house.sample.people.technician ?? ''
  expect((await post('tutor', 'depart', { handTo: house.sample.otherOrganisationId, note })).status).toBe(404)
  expect((await post('tutor', 'depart', { handTo, note })).status).toBe(303)
  expect((await house.get('/', 'tutor')).status).toBe(403)
  expect(await page('/', 'technician')).toContain('Personne tutor vous a transmis son travail')
  expect(await page('/passations', 'technician')).toContain('Le collège attend un appel.')
  expect(await page('/passations', 'mediator')).not.toContain('étagère')
  const left = await house.inside((tx) =>
    tx.selectFrom('event').select('payload').where('kind', '=', 'member.left').execute(),
  )
  expect(left).toEqual([{ payload: { handedTo: handTo, noteHash: expect.stringMatching(/^[0-9a-f]{64}$/) } }])
  expect(await page('/membres')).not.toContain('Personne tutor')
  expect(await page('/membres?presence=parti')).toContain('Personne tutor')
  expect((await post('tutor', 'retour', {})).status).toBe(303)
  expect((await house.get('/', 'tutor')).status).toBe(200)
})

test('one administrator remains, whatever is tried, by two at once too', async () => {
  for (const answer of [
    await post('administrator', 'depart', {}),
    await post('administrator', 'roles', { roles: ['coordinator'] }),
  ]) {
    expect(answer.status).toBe(409)
    expect(await answer.text()).toContain('dernière personne qui administre')
  }
  await post('coordinator', 'roles', { roles: ['coordinator', 'administrator'] })
  let second: Promise<Response> | undefined
  await house.inside(async (tx) => {
    const members = await allMembers(tx)
    const coordinator = members.find((one) => one.personId === house.sample.people.coordinator)
    if (!coordinator) throw new Error('no coordinator')
    expect(await holdersOf(tx, 'administrator')).toHaveLength(2)
    const actor = { organisationId: house.sample.organisationId, personId: null }
    await setRoles(tx, actor, coordinator, ['coordinator'])
    second = post('administrator', 'roles', { roles: ['hr'] })
    for (let waiting = 0; waiting === 0; )
      waiting = await house.database.outside(async (other) => {
        const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_locks where not granted`.execute(
          other,
        )
        return rows[0]?.n ?? 0
      })
  })
  expect((await second)?.status).toBe(409)
})
