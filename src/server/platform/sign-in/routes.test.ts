import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../../test/support/house.ts'
import { PASSWORD } from '../../../../test/support/sign-in.ts'
import { accountRoutes } from './account.routes.tsx'
import { organisationRoutes } from './organisations.routes.tsx'
import { secondFactorRoutes } from './second-factor.routes.tsx'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('sign-in-routes')
  await house.services.signIn.createAccount({ name: 'Awa', email: 'awa@exemple.fr', password: PASSWORD })
})
afterAll(() => house?.close())

const signIn = (retour: string) => house.post('/connexion', { email: 'awa@exemple.fr', password: PASSWORD, retour })
const to = (answer: Response) => answer.headers.get('location')

test('after signing in, a person goes to a page of this site and nowhere else', async () => {
  expect(to(await signIn('/parc?page=2'))).toBe('/collectivites?retour=%2Fparc%3Fpage%3D2')
  for (const retour of [
    'https://ailleurs.fr',
    '//ailleurs.fr',
    '/\\ailleurs.fr',
    '/\t/ailleurs.fr',
    '/\n/ailleurs.fr',
    'javascript:1',
    '',
  ])
    expect(to(await signIn(retour))).toBe('/collectivites')
})

test('an account that works nowhere, or for one organisation, has no choice to make', async () => {
  const [role = ''] = Object.keys(house.sample.cookies)
  expect(to(await house.get('/collectivites?retour=/parc', role))).toBe('/parc')
  expect(to(await house.get('/collectivites?retour=//ailleurs.fr', role))).toBe('/')
})

test('the pages of an account send whoever is not signed in to the sign-in page, and change nothing', async () => {
  const routes = [...accountRoutes, ...secondFactorRoutes, ...organisationRoutes]
  expect(routes.length).toBeGreaterThan(10)
  const form = {
    name: 'Autre',
    keyName: 'Autre',
    credential: '{}',
    code: '000000',
    uri: '',
    organisation: '',
    current: PASSWORD,
    next: PASSWORD,
    retour: '/',
  }
  for (const { method, path } of routes) {
    const address = path.replace(':id', 'x')
    const answer = await (method === 'GET' ? house.get(address) : house.post(address, form))
    expect({ path, status: answer.status }).toEqual({ path, status: 303 })
    expect(to(answer)).toMatch(/^\/connexion/)
    expect(answer.headers.getSetCookie()).toEqual([])
  }
})

test('a new name is read in the organisation, and the former one keeps its dates', async () => {
  const [role = ''] = Object.keys(house.sample.cookies)
  expect((await house.post('/compte/nom', { name: 'Nouveau Nom' }, role)).status).toBe(303)
  const names = await house.inside((tx) =>
    sql<{ name: string; past: boolean }>`select name, valid_to is not null as past from person_name
      where person_id = ${house.sample.people[role] ?? ''} order by valid_from`.execute(tx),
  )
  expect(names.rows).toEqual([
    { name: `Personne ${role}`, past: true },
    { name: 'Nouveau Nom', past: false },
  ])
})

test('a name that would hide or forge what others read is refused, or kept as it is read', async () => {
  const [role = ''] = Object.keys(house.sample.cookies)
  for (const name of ['', '  ', '\u200b\u202e', 'x'.repeat(201)])
    expect((await house.post('/compte/nom', { name }, role)).status).toBe(422)
  expect((await house.post('/compte/nom', { name: 'Aw\u202ea\nDi\u0000allo' }, role)).status).toBe(303)
  const current = await house.inside((tx) =>
    sql<{ name: string }>`select name from person_name
      where person_id = ${house.sample.people[role] ?? ''} and valid_to is null`.execute(tx),
  )
  expect(current.rows).toEqual([{ name: 'Awa Diallo' }])
})

test('a link is asked in the same words and with the same cookies, whether or not the account exists', async () => {
  const ask = async (email: string) => {
    const answer = await house.post('/connexion/lien', { email, retour: '/' })
    return {
      status: answer.status,
      cookies: answer.headers.getSetCookie(),
      text: (await answer.text()).replaceAll(email, 'X'),
    }
  }
  const known = await ask('awa@exemple.fr')
  expect(known.status).toBe(200)
  expect(await ask('personne@exemple.fr')).toEqual(known)
})

test('the outbox is nowhere but on a machine without a mail server', async () => {
  expect((await house.get('/outbox')).status).toBe(404)
})

test('signing out ends the sign-in for good', async () => {
  const entered = await signIn('/')
  const cookie = entered.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const known = () => house.services.signIn.whoIs(new Headers({ cookie }))
  expect(await known()).not.toBeNull()
  const out = await house.request('/deconnexion', {
    method: 'POST',
    headers: { cookie, origin: 'http://localhost:3000' },
  })
  expect(to(out)).toBe('/connexion')
  expect(await known()).toBeNull()
})

test('a form posted from elsewhere is refused', async () => {
  const headers = { origin: 'https://ailleurs.fr', 'content-type': 'application/x-www-form-urlencoded' }
  const body = new URLSearchParams({ email: 'awa@exemple.fr', password: PASSWORD })
  expect((await house.request('/connexion', { method: 'POST', headers, body })).status).toBe(403)
})
