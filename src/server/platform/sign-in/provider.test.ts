import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../../test/support/house.ts'
import { openProviderFor } from '../../../../test/support/oidc.ts'
import { ORIGIN } from '../../../../test/support/sample.ts'

const INVITED = { sub: 'p-1', email: 'technician@sample.invalid', given_name: 'Léa', usual_name: 'Mas' }
const STRANGER = { sub: 'p-2', email: 'inconnue@ailleurs.example', given_name: 'Ana', usual_name: 'Diaz' }

/** The cookies of a browser, from what each answer set. */
const cookiesOf = (...answers: readonly Response[]): string =>
  answers.flatMap((one) => one.headers.getSetCookie().map((cookie) => cookie.split(';')[0])).join('; ')

describe.each([
  ['that signs who a person is, as ProConnect does', true],
  ['that answers plain JSON', false],
])('a provider %s', (_, signed) => {
  let house: TestHouse
  let provider: Awaited<ReturnType<typeof openProviderFor>>
  beforeAll(async () => {
    provider = await openProviderFor(ORIGIN, [INVITED, STRANGER], signed)
    house = await openTestHouse(`provider_${signed}`, undefined, { provider: provider.settings })
  })
  afterAll(async () => {
    await house.close()
    await provider.close()
  })

  const start = () => house.get('/connexion/fournisseur?retour=%2Fparc')
  const comeBack = (address: string, cookie: string) =>
    house.request(address, { headers: { cookie, accept: 'text/html' } })

  test('is offered on the sign-in page, and lets in whoever was invited under the same address', async () => {
    expect(await (await house.get('/connexion')).text()).toContain('Entrer avec ProConnect')
    const leaving = await start()
    const to = leaving.headers.get('location') ?? ''
    const asked = new URL(to).searchParams
    expect([asked.get('code_challenge_method'), asked.get('response_type')]).toEqual(['S256', 'code'])
    expect(asked.get('nonce')).toBeTruthy()
    const back = await provider.signIn(to, INVITED.sub)
    const entered = await comeBack(back, cookiesOf(leaving))
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/collectivites?retour=%2Fparc'])
    const cookie = cookiesOf(entered)
    const parc = await house.request('/parc', { headers: { cookie, accept: 'text/html' } })
    expect(parc.status).toBe(200)

    const out = await house.request('/deconnexion', { method: 'POST', headers: { cookie, origin: ORIGIN } })
    expect(out.headers.get('location')).toBe('/connexion/fournisseur/fin')
    const offered = await (
      await house.request('/connexion/fournisseur/fin', { headers: { cookie: cookiesOf(out), accept: 'text/html' } })
    ).text()
    expect(offered).toContain(`href="${provider.settings.issuer}/session/end`)
    const after = await house.request('/parc', { headers: { cookie: cookiesOf(out), accept: 'text/html' } })
    expect(after.headers.get('location')).toMatch(/^\/connexion/)
  })

  test('makes no account: a stranger is told whom to ask', async () => {
    const leaving = await start()
    const back = await provider.signIn(leaving.headers.get('location') ?? '', STRANGER.sub)
    const answer = await comeBack(back, cookiesOf(leaving))
    expect(answer.headers.get('location')).toBe('/connexion')
    const told = await house.request('/connexion', { headers: { cookie: cookiesOf(answer), accept: 'text/html' } })
    expect(await told.text()).toContain('Personne n’est invité ici')
  })

  test('lets nobody in by an answer that is forged, replayed, or meant for another browser', async () => {
    const leaving = await start()
    const back = await provider.signIn(leaving.headers.get('location') ?? '', INVITED.sub)
    const elsewhere = await comeBack(back, '')
    expect(elsewhere.headers.get('location'), 'another browser').toBe('/connexion')
    const forged = back.replace(/state=[^&]+/, 'state=forged')
    expect((await comeBack(forged, cookiesOf(leaving))).headers.get('location')).toBe('/connexion')
    const fresh = await start()
    const good = await provider.signIn(fresh.headers.get('location') ?? '', INVITED.sub)
    expect((await comeBack(good, cookiesOf(fresh))).headers.get('location')).toMatch(/^\/collectivites/)
    expect((await comeBack(good, cookiesOf(fresh))).headers.get('location'), 'twice').toBe('/connexion')
    const refused = await comeBack(`${ORIGIN}/connexion/fournisseur/retour?error=access_denied`, cookiesOf(fresh))
    expect(refused.headers.get('location')).toBe('/connexion')
  })
})

test('a provider that does not answer keeps nobody out of the other ways', async () => {
  const settings = {
    issuer: 'http://127.0.0.1:1',
    clientId: 'x',
    clientSecret: 'y',
    name: 'ProConnect',
    scopes: ['openid'],
  }
  const house = await openTestHouse('provider_silent', undefined, { provider: settings })
  try {
    const answer = await house.get('/connexion/fournisseur')
    expect(answer.headers.get('location')).toBe('/connexion')
    const told = await house.request('/connexion', { headers: { cookie: cookiesOf(answer), accept: 'text/html' } })
    expect(await told.text()).toContain('ProConnect ne répond pas')
    expect((await house.get('/parc', 'technician')).status).toBe(200)
  } finally {
    await house.close()
  }
})

test('without a provider set, there is no such way in', async () => {
  const house = await openTestHouse('provider_none')
  try {
    expect((await house.get('/connexion/fournisseur')).status).toBe(404)
    expect(await (await house.get('/connexion')).text()).not.toContain('ProConnect')
  } finally {
    await house.close()
  }
})
