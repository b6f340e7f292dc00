import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../../test/support/house.ts'

const PUBLIC = { http: 'http://parc.ville.fr:3000', https: 'https://parc.ville.fr' } as const
const houses: TestHouse[] = []
let bare: TestHouse
let named: TestHouse
beforeAll(async () => {
  bare = await openTestHouse('plain http', undefined, { origin: PUBLIC.http })
  named = await openTestHouse('public https', undefined, { origin: PUBLIC.https })
  houses.push(bare, named)
})
afterAll(async () => {
  for (const house of houses) await house.close()
})

const see = async (house: TestHouse, url: string, headers: Record<string, string> = {}) => {
  const answer = await house.request(url, { headers: { 'accept-language': 'fr', ...headers } })
  return { status: answer.status, html: await answer.text() }
}
const REFUSED = 'La connexion demande HTTPS'
const ELSEWHERE = 'sans HTTPS\u00a0: votre navigateur ne restera pas connecté'

test('without HTTPS anywhere, no way in asks for anything: the page says why and names the settings', async () => {
  for (const path of ['/connexion', '/connexion?retour=%2Fparc', '/connexion/lien', '/connexion/oubli']) {
    const { status, html } = await see(bare, `${PUBLIC.http}${path}`)
    expect([path, status]).toEqual([path, 503])
    expect(html).toContain(REFUSED)
    for (const name of ['TLS_CERT', 'TLS_KEY', 'TRUST_PROXY', 'PUBLIC_URL']) expect(html).toContain(name)
    expect(html).not.toContain('type="password"')
  }
  const body = new FormData()
  body.append('email', 'technician@sample.invalid')
  body.append('password', 'une phrase bien longue')
  const posted = await bare.request(`${PUBLIC.http}/connexion`, {
    method: 'POST',
    body,
    headers: { origin: PUBLIC.http },
  })
  expect([posted.status, posted.headers.getSetCookie()]).toEqual([503, []])
})

test('behind a proxy that encrypts, and on the machine itself, one signs in', async () => {
  for (const [url, headers] of [
    [`${PUBLIC.http}/connexion`, { 'x-forwarded-proto': 'https' }],
    [`${PUBLIC.http}/connexion`, { 'x-forwarded-for': '192.0.2.1' }],
    ['http://localhost:3000/connexion', {}],
    ['http://127.0.0.1:3000/connexion', {}],
    ['https://parc.ville.fr/connexion', {}],
  ] as const) {
    const { status, html } = await see(bare, url, headers)
    expect([url, status]).toEqual([url, 200])
    expect(html).toContain('type="password"')
  }
})

test('where a public address has HTTPS, another way to the same page leads there', async () => {
  const direct = await see(named, 'http://10.0.0.5:3000/connexion?retour=%2Fparc')
  expect(direct.status).toBe(200)
  expect(direct.html).toContain(ELSEWHERE)
  expect(direct.html).toContain('href="https://parc.ville.fr/connexion?retour=%2Fparc"')
  expect((await see(named, 'http://parc.ville.fr/connexion', { 'x-forwarded-proto': 'http' })).html).toContain(
    ELSEWHERE,
  )
  for (const [url, headers] of [
    ['http://parc.ville.fr/connexion', { 'x-forwarded-proto': 'https' }],
    ['http://parc.ville.fr/connexion', {}],
    ['http://10.0.0.5:3000/connexion', { 'x-forwarded-proto': 'https' }],
  ] as const)
    expect((await see(named, url, headers)).html).not.toContain(ELSEWHERE)
})
