import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { startEngine, superuser } from '../platform/database/engine.ts'
import { partyOptions } from './party-options.sql.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('parties')
})
afterAll(() => house.close())

const page = async (path: string, as = 'coordinator') => (await house.get(path, as)).text()
const form = {
  name: 'Coup de pouce scolaire',
  roles: ['association'],
  recipientKind: 'tutoringAssociation',
  commune: '63000',
  siret: '',
  rna: 'W632 004417',
  email: 'contact@coup-de-pouce.example',
  phone: '04 73 00 00 00',
}
const add = (more: Record<string, string | string[]> = {}, as = 'coordinator') =>
  house.post('/tiers/nouveau', { ...form, rna: '', ...more }, as)
const names = (html: string) =>
  [...html.matchAll(/<a href="\/tiers\/[0-9a-f-]{36}">([^<]+)<\/a>/g)].map((found) => found[1])

test('nobody signs in first, an elected member keeps no party, an unknown one is not found', async () => {
  expect((await house.get('/tiers')).headers.get('location')).toBe('/connexion?retour=%2Ftiers')
  expect((await house.get('/tiers', 'elected')).status).toBe(403)
  expect((await house.post('/tiers/nouveau', form, 'finance')).status).toBe(403)
  expect((await house.get('/tiers/nulle-part', 'coordinator')).status).toBe(404)
  expect(await page('/tiers')).toContain('Aucun tiers encore')
})

test('an association is added with what the law asks of it, then gets one more role; its numbers are written without spaces', async () => {
  const made = await house.post('/tiers/nouveau', form, 'mediator')
  expect(made.status).toBe(303)
  const path = made.headers.get('location') ?? ''
  const shown = await page(path)
  for (const said of ['association de soutien scolaire', 'W632004417', 'Clermont-Ferrand (63000)', 'Tiers ajouté'])
    expect(shown).toContain(said)
  expect((await house.post(path, { ...form, roles: ['association', 'donor'] }, 'mediator')).status).toBe(303)
  expect(await page(path)).toContain('entreprise donatrice, association')
  expect((await house.get(path, 'other')).status).toBe(404)
  expect((await house.post(path, form, 'other')).status).toBe(404)
})

test('a false key, a number already held, no role and an unknown commune are said beside their fields', async () => {
  for (const [given, said] of [
    [{ siret: '552 100 554 00014' }, 'La clé de ce SIRET est fausse'],
    [{ siret: '12' }, '14 chiffres'],
    [{ rna: '1234' }, 'commence par W'],
    [{ rna: 'W632004417' }, 'déjà celui de Coup de pouce scolaire'],
    [{ roles: [] }, 'au moins un rôle'],
    [{ commune: 'Atlantide' }, 'Aucune commune de ce nom'],
    [{ phone: 'appelez-moi' }, 'avec des chiffres'],
    [{ recipientKind: 'roi' }, 'l’une des réponses proposées'],
  ] as const) {
    const answer = await add({ ...given, roles: 'roles' in given ? [...given.roles] : form.roles })
    expect([said, answer.status]).toEqual([said, 422])
    expect(await answer.text()).toContain(said)
  }
  const english = await house.request('/tiers/nouveau', {
    method: 'POST',
    headers: { cookie: `${house.sample.cookies.coordinator}; lang=en`, origin: 'http://localhost:3000' },
    body: new URLSearchParams({ name: 'x', siret: '12', roles: 'donor' }),
  })
  expect(await english.text()).toContain('A SIRET has 14 digits')
})

test('words are found without accents, by number too, with a role or a commune; pages follow each other and come back', async () => {
  for (let number = 10; number < 40; number += 1)
    await add({ name: `École n° ${number}`, roles: ['school'], commune: '' })
  expect(names(await page('/tiers?q=ecole+12'))).toEqual(['École n° 12'])
  expect(names(await page('/tiers?q=w632004417'))).toEqual(['Coup de pouce scolaire'])
  expect(names(await page('/tiers?role=association'))).toEqual(['Coup de pouce scolaire'])
  expect(names(await page('/tiers?q=%25'))).toEqual([])
  const first = await page('/tiers')
  expect(names(first)).toHaveLength(25)
  const next = first.match(/rel="next" href="([^"]+)"/)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const second = await page(next)
  expect(names(second)).toHaveLength(6)
  expect(names(second).at(-1)).toBe('École n° 39')
  const back = second.match(/rel="prev" href="([^"]+)"/)?.[1]?.replaceAll('&amp;', '&') ?? ''
  expect(names(await page(back))).toEqual(names(first))
})

test('residents and families are seen by those who take requests, and by no one else', async () => {
  const made = await add({ name: 'Famille Martin', roles: ['household'], recipientKind: 'household' })
  const path = made.headers.get('location') ?? ''
  expect(await page('/tiers?q=martin', 'socialWorker')).toContain('Famille Martin')
  expect(await page('/tiers?q=martin', 'technician')).not.toContain('Famille Martin')
  expect((await house.get(path, 'technician')).status).toBe(404)
  const byTechnician = await add({ name: 'Madame Durand', roles: ['citizen'], recipientKind: '' }, 'technician')
  expect(byTechnician.headers.get('location')).toBe('/tiers')
})

test('a picker offers those whose words hold every asked word, with a role where one is asked', async () => {
  await add({ name: 'Ateliers du Réemploi', roles: ['recycler', 'reconditioner'], recipientKind: '' })
  const labels = (words: string, role?: 'recycler') =>
    house.inside(async (tx) => (await partyOptions(tx, words, role)).map((one) => one.label))
  expect(await labels('reemploi atel')).toEqual(['Ateliers du Réemploi'])
  expect(await labels('', 'recycler')).toEqual(['Ateliers du Réemploi'])
  expect(await labels('ecole', 'recycler')).toEqual([])
})

test('another organisation’s words find nothing of ours', async () => {
  const found = await house.database.inOrganisation(house.sample.otherOrganisationId, (tx) =>
    sql`select find_parties(array['ecole'], null, 10)`.execute(tx),
  )
  expect(found.rows).toEqual([])
})

test('every filter and order of the list reaches an index as the application', async () => {
  await house.inside((tx) =>
    sql`insert into party (organisation_id, id, name, insee_code, siret)
      select ${house.sample.organisationId}::uuid, gen_random_uuid(), 'Tiers ' || n, (10000 + n)::text, n::text
      from generate_series(1, 3000) n`.execute(tx),
  )
  const root = new pg.Client(superuser(await startEngine(inject('cluster').folder), house.databaseName))
  await root.connect()
  await root.query('analyze party')
  await root.end()
  const plans = await house.inside(async (tx) => {
    await sql`set local enable_seqscan = off`.execute(tx)
    const plan = async (query: ReturnType<typeof sql>) =>
      (await sql<{ 'QUERY PLAN': string }>`explain ${query}`.execute(tx)).rows
        .map((row) => row['QUERY PLAN'])
        .join('\n')
    return {
      order: await plan(sql`select id from party order by name collate french, id limit 26`),
      next: await plan(
        sql`select id from party where (name collate french, id) > ('École', '00000000-0000-7000-8000-000000000000') order by name collate french, id limit 26`,
      ),
      commune: await plan(sql`select id from party where insee_code = '63113'`),
      siret: await plan(sql`select name from party where siret = '55210055400013'`),
    }
  })
  expect(plans.order).toContain('using party_by_name')
  expect(plans.next).toMatch(/Index Cond: .*ROW\(/)
  expect(plans.commune).toMatch(/Index Cond: .*insee_code/)
  expect(plans.siret).toMatch(/Index Cond: .*siret/)
})
