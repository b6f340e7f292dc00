import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiAsk, api, openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { allMembers, leave } from '../organisation/member.sql.ts'
import { openApi } from '../platform/api/openapi.ts'
import { said } from '../platform/ui/jsx-runtime.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('tokens')
})
afterAll(() => house.close())

/** Makes a token through the screen, and answers the text that the next page shows once. */
async function tokenOf(as: string, scopes: readonly string[], path = '/reglages/jetons'): Promise<string> {
  const made = await house.post(path, { name: 'Essai', scopes, days: '30' }, as)
  expect(made.status).toBe(303)
  const cookie = made.headers.getSetCookie().find((one) => one.startsWith('jeton=')) ?? ''
  expect(cookie).toMatch(/HttpOnly; SameSite=Strict/)
  const shown = await house.request(path, {
    headers: { cookie: `${house.sample.cookies[as]}; ${cookie.split(';')[0]}`, accept: 'text/html' },
  })
  const html = await shown.text()
  expect(
    shown.headers.getSetCookie().some((one) => one.startsWith('jeton=;')),
    'the cookie goes',
  ).toBe(true)
  expect(await (await house.get(path, as)).text(), 'never shown again').not.toContain('sv_')
  return html.match(/sv_[\w-]{64}/)?.[0] ?? ''
}

const devices = (token: string, query = '') => house.api(`/api/v1/devices${query}`, { token })
const receive = (token: string, json: unknown, headers = {}) => house.api('/api/v1/devices', { json, token, headers })

describe('a token', () => {
  test('reads as its owner, and is kept nowhere in clear', async () => {
    const token = await tokenOf('technician', ['read'])
    expect((await devices(token)).status).toBe(200)
    const me = await (await house.api('/api/v1/me', { token })).json()
    expect(me).toMatchObject({ person: house.sample.people.technician, roles: ['technician'] })
    const kept = await house.inside((tx) => tx.selectFrom('api_token').selectAll().execute())
    expect(JSON.stringify(kept)).not.toContain(token)
    expect(kept.at(-1)?.last_used_on).not.toBeNull()
  })

  test('does nothing out of its scope, nor out of the roles of its owner', async () => {
    const token = await tokenOf('technician', ['read'])
    const refused = await receive(token, { kind: 'laptop' })
    expect([refused.status, (await refused.json()).type]).toEqual([403, 'scope'])
    const elected = await tokenOf('elected', ['read', 'fleet'])
    const answer = await receive(elected, { kind: 'laptop' })
    expect([answer.status, (await answer.json()).type]).toEqual([403, 'role'])
  })

  test('that is false, of another organisation, expired or revoked is nobody’s', async () => {
    const token = await tokenOf('itManager', ['read'])
    const elsewhere = `sv_${Buffer.concat([Buffer.from(house.sample.otherOrganisationId.replaceAll('-', ''), 'hex'), Buffer.from(token.slice(3), 'base64url').subarray(16)]).toString('base64url')}`
    const cut = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`
    for (const wrong of ['sv_', 'x', cut, elsewhere]) expect((await devices(wrong)).status, wrong).toBe(401)

    await house.inside((tx) =>
      tx.updateTable('api_token').set({ expires_on: '2020-01-01' }).where('name', '=', 'Essai').execute(),
    )
    expect((await devices(token)).status, 'expired').toBe(401)
    const again = await tokenOf('itManager', ['read'])
    const row = await house.inside((tx) =>
      tx.selectFrom('api_token').select('id').orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow(),
    )
    const foreign = await house.post(`/reglages/jetons/${row.id}/revocation`, {}, 'technician')
    expect(foreign.status, 'nobody revokes the token of another').toBe(404)
    expect((await house.post(`/reglages/jetons/${row.id}/revocation`, {}, 'itManager')).status).toBe(303)
    const after = await devices(again)
    expect([after.status, after.headers.get('www-authenticate')], 'revoked').toEqual([401, 'Bearer'])
  })

  test('of a bench acts under its own name, outlives whoever made it, and has no scope over people', async () => {
    const path = '/reglages/jetons-des-bancs'
    expect((await house.post(path, { name: 'Banc', scopes: ['fleet'], days: '30' }, 'technician')).status).toBe(422)
    const token = await tokenOf('itManager', ['read', 'identify'], path)
    const me = await (await house.api('/api/v1/me', { token })).json()
    expect(me.person).not.toBe(house.sample.people.itManager)
    expect(me.roles).toEqual(['technician'])
    const own = await tokenOf('mediator', ['read'])
    await house.inside(async (tx) => {
      const actor = { organisationId: house.sample.organisationId, personId: house.sample.people.administrator ?? null }
      const gone = [house.sample.people.itManager, house.sample.people.mediator]
      for (const member of (await allMembers(tx)).filter(({ personId }) => gone.includes(personId)))
        await leave(tx, actor, member, '2026-11-01', { to: null, note: '' })
    })
    expect((await devices(own)).status, 'the token of a person who left').toBe(401)
    expect((await devices(token)).status, 'the bench stays').toBe(200)
  })
})

describe('an operation', () => {
  test('that keeps reports sent side by side answers each by its own token, device and report', async () => {
    const other = await tokenOf('tutor', ['identify'])
    const own = await tokenOf('technician', ['identify'])
    const readOnly = await tokenOf('technician', ['read'])
    const send = (token: string, bytes: string, query = '') => house.api(`/api/v1/evidence${query}`, { token, bytes })
    const dump = (serial: string, product = 'OptiPlex 3050') =>
      `# dmidecode 3.4\nHandle 0x0001, DMI type 1, 27 bytes\nSystem Information\n\tManufacturer: Dell Inc.\n\tProduct Name: ${product}\n\tSerial Number: ${serial}\n`
    const answers = await Promise.all([
      send(other, dump('SIDE001')),
      send(own, dump('SIDE002')),
      send(other, dump('SIDE002', 'OptiPlex 3060')),
      send(other, 'pas un relevé'),
      send(readOnly, dump('SIDE003')),
      send(`${other.slice(0, -1)}${other.endsWith('A') ? 'B' : 'A'}`, dump('SIDE004')),
      send(other, dump('SIDE005'), '?code=AAAAAAAAA'),
      send(other, dump('SIDE006'), '?inconnu=1'),
      send(own, dump('SIDE007')),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 403, 401, 404, 422, 200])
    const bodies = await Promise.all(answers.map((one) => one.json()))
    const [one, two, again, letter, , , , , last] = bodies.map(({ outcome }) => outcome)
    expect([one, letter, last]).toEqual(['created', 'refused', 'created'])
    expect([two, again].sort(), 'whichever of the two came first').toEqual(['created', 'updated'])
    expect(bodies[2].code).toBe(bodies[1].code)
    const kept = await house.inside((tx) =>
      tx.selectFrom('device').select(['serial']).where('serial', 'like', 'SIDE%').orderBy('serial').execute(),
    )
    expect(kept.map(({ serial }) => serial)).toEqual(['SIDE001', 'SIDE002', 'SIDE007'])
  })

  test('that carries a key is done once, even when asked twice at the same time; another request is told so', async () => {
    const token = await tokenOf('technician', ['read', 'fleet'])
    const key = { 'idempotency-key': 'lot-12' }
    const answers = await Promise.all([1, 2, 3].map(() => receive(token, { kind: 'laptop', count: 3 }, key)))
    const bodies = await Promise.all(answers.map((one) => one.json()))
    expect(new Set(bodies.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(bodies[0].codes).toHaveLength(3)
    const { devices: found } = await (await devices(token, `?batch=${bodies[0].batchId}`)).json()
    expect(found).toHaveLength(3)
    const other = await receive(token, { kind: 'screen', count: 3 }, key)
    expect([other.status, (await other.json()).type]).toEqual([422, 'otherKey'])
  })

  test('says which field does not fit, in the language asked, and refuses what it does not know', async () => {
    const token = await tokenOf('technician', ['read', 'fleet'])
    const wrong = await receive(token, { kind: 'boat', count: 0, colour: 'red' }, { 'accept-language': 'fr' })
    expect(wrong.status).toBe(422)
    const { errors } = await wrong.json()
    expect(errors).toEqual(
      expect.arrayContaining([
        { field: 'kind', message: 'Choisissez l’une des réponses proposées.' },
        { field: 'count', message: 'Au moins 1.' },
      ]),
    )
    const english = await receive(token, { kind: 'laptop', count: 2, serial: 'X' }, { 'accept-language': 'en' })
    expect((await english.json()).errors[0].field).toBe('count')
    for (const bytes of ['{', '\u0000', 'null', '[]', '"x"'])
      expect((await house.api('/api/v1/devices', { bytes, token })).status, bytes).toBe(422)
    expect((await devices(token, '?unknown=1')).status).toBe(422)
  })

  test('asked with a cookie is done for a page of ours only', async () => {
    const ask: ApiAsk = { json: { kind: 'laptop' } }
    expect((await house.api('/api/v1/devices', ask, 'technician')).status).toBe(200)
    const foreign = { ...ask, headers: { origin: 'https://ailleurs.example' } }
    const answer = await house.api('/api/v1/devices', foreign, 'technician')
    expect([answer.status, (await answer.json()).type]).toEqual([403, 'foreign'])
  })

  test('that does not exist, or is too large, says so to a program', async () => {
    const nowhere = await house.api('/api/v1/nowhere', {}, 'technician')
    expect([nowhere.status, nowhere.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ])
    const large = await house.api('/api/v1/devices', { bytes: 'x'.repeat(1_200_000) }, 'technician')
    expect([large.status, (await large.json()).type]).toEqual([413, 'tooLarge'])
  })
})

describe('the document of the interface', () => {
  test('names each operation once, with what it asks and what it answers', async () => {
    const document = await (await house.request('/api/v1/openapi.json', {})).json()
    expect(document.openapi).toBe('3.1.1')
    const operations = Object.values(document.paths as Record<string, Record<string, { operationId: string }>>).flatMap(
      (one) => Object.values(one),
    )
    expect(operations).toHaveLength(api.length)
    expect(new Set(operations.map((one) => one.operationId)).size).toBe(api.length)
    for (const [path, methods] of Object.entries(openApi(api, 'https://exemple.fr', 'en').paths))
      for (const operation of Object.values(methods) as { parameters: { name: string; in: string }[] }[]) {
        const named = operation.parameters.filter((one) => one.in === 'path').map(({ name }) => name)
        expect(named, path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
      }
  })

  test('has a readable page for each', async () => {
    for (const route of api) {
      const html = await (
        await house.get(
          `/api/${route.method.toLowerCase()}-${(route.path.replace('/api/v1/', '').match(/\w+/g) ?? []).join('-')}`,
        )
      ).text()
      expect(html).toContain(said(route.says.fr))
      expect(html).toContain(said(route.scope.says.fr))
    }
  })
})
