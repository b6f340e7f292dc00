import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../../test/support/house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('respond')
})
afterAll(() => house.close())

const ask = (path: string, accepts: string | null, as = 'technician') =>
  house.request(path, {
    headers: {
      cookie: house.sample.cookies[as] ?? '',
      accept: 'text/html',
      ...(accepts && { 'accept-encoding': accepts }),
    },
  })

test.each(['gzip, deflate, br', 'br;q=1, gzip;q=0.5', '*'])(
  'a page comes small to a browser that takes %s',
  async (accepts) => {
    const [small, whole] = [await ask('/parc', accepts), await ask('/parc', null)]
    expect(small.headers.get('content-encoding')).toBe('gzip')
    expect(small.headers.get('vary')).toBe('Accept-Encoding')
    expect(gunzipSync(await small.arrayBuffer()).toString()).toBe(await whole.text())
  },
)

test.each([null, 'identity', 'br', 'gzip;q=0, br', 'gzip; q=0.0'])(
  'a page comes as it is to whoever takes %s',
  async (accepts) => {
    const whole = await ask('/parc', accepts)
    expect(whole.headers.get('content-encoding')).toBeNull()
    expect(whole.headers.get('vary')).toBe('Accept-Encoding')
    expect(await whole.text()).toContain('<!doctype html>')
  },
)

test.each([
  ['a page', '/parc', 200],
  ['a page that is not there', '/nulle-part', 404],
  ['the way to the sign-in page', '/parc', 303, ''],
  ['an answer to a program', '/api/v1/nothing', 404],
])('%s tells the browser to take nothing from elsewhere', async (_, path, status, as = 'technician') => {
  const answer = await ask(path, null, as)
  expect(answer.status).toBe(status)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-security-policy': expect.stringMatching(/^default-src 'none'; .*frame-ancestors 'none'$/),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
  })
})

test('the screen that compiles its reader of codes may compile, and no other', async () => {
  const policy = async (path: string) => (await ask(path, null)).headers.get('content-security-policy')
  expect(await policy('/balayage')).toContain("'wasm-unsafe-eval'")
  expect(await policy('/parc')).not.toContain('unsafe')
})
