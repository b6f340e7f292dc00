import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiRoute } from '../src/server/platform/api/api-route.ts'
import { examplePath } from './support/example.ts'
import { type Field, fieldsOf } from './support/hostile/fields.ts'
import { faultsOf, hidden, none, quoting, saidBadly } from './support/hostile/judge.ts'
import { openRehearsal, type Rehearsal } from './support/hostile/rehearsal.ts'
import { relevant } from './support/hostile/relevant.ts'
import { api } from './support/house.ts'
import { ORIGIN } from './support/sample.ts'

let house: Rehearsal
beforeAll(async () => {
  house = await openRehearsal('hostile api')
})
afterAll(() => house.close())

type Json = Readonly<Record<string, unknown>>
/** What stands for a text in JSON and is none. */
const NO_TEXT: readonly unknown[] = [
  null,
  true,
  0,
  -0,
  1e300,
  2 ** 53,
  2 ** 31,
  -1,
  0.1,
  [],
  {},
  [[]],
  [null],
  { a: 1 },
]

/** The example with one value elsewhere: of a list, the first entry. */
function put(into: unknown, path: readonly string[], value: unknown): unknown {
  const [first, ...rest] = path
  if (first === undefined) return value
  if (first === '*') return [put(Array.isArray(into) ? into[0] : undefined, rest, value)]
  const name = first === '?' ? 'inattendu' : first
  const before: Json = typeof into === 'object' && into !== null ? Object.fromEntries(Object.entries(into)) : {}
  return { ...before, [name]: put(before[name], rest, value) }
}

const cookieOf = (role: string) => house.sample.cookies[role] ?? ''
/** Sends bytes of any kind to an operation, as the rightful person of its example. */
function ask(route: ApiRoute, query: string, body: BodyInit | null, headers: Readonly<Record<string, string>> = {}) {
  const [path = ''] = examplePath(route, house.fill).split('?')
  const asked = { origin: ORIGIN, cookie: cookieOf(route.example.as), 'content-type': 'application/json', ...headers }
  return house.request(`${path}${query}`, { method: route.method, headers: asked, ...(body !== null && { body }) })
}

async function apiFaults(answer: Response): Promise<readonly string[]> {
  const read: unknown = await answer.clone().json()
  const errors = answer.status === 422 && typeof read === 'object' && read && 'errors' in read ? read.errors : []
  const said = Array.isArray(errors) ? errors.map(({ field, message }) => [field, message]) : []
  return [...(await faultsOf(answer)), ...hidden(read), ...saidBadly(Object.fromEntries(said))]
}

describe('operations for programs', () => {
  const inQuery = ({ method, body }: ApiRoute) => method === 'GET' || body === 'bytes'
  const exampleOf = (route: ApiRoute): Json => {
    const read: unknown = inQuery(route)
      ? Object.fromEntries(new URLSearchParams(house.fill(route.example.query ?? '')))
      : JSON.parse(house.fill(JSON.stringify(route.example.json ?? {})))
    return Object.fromEntries(Object.entries(read ?? {}))
  }
  const send = (route: ApiRoute, input: unknown) => {
    if (!inQuery(route)) return ask(route, '', JSON.stringify(input))
    const query = new URLSearchParams(Object.entries(input ?? {}).map(([name, value]) => [name, String(value)]))
    return ask(route, `?${query}`, route.method === 'GET' ? null : house.fill(route.example.bytes ?? ''))
  }
  const sentTo = (route: ApiRoute, field: Field): readonly unknown[] => [
    ...relevant([field.kind]).map(({ text }) => text),
    'a'.repeat(inQuery(route) ? 10_000 : 900_000),
    ...(inQuery(route) || field.kind === 'open' ? [] : NO_TEXT),
  ]

  test.each(api.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s refuses each value that hurts, or takes it harmlessly',
    async (_, route) => {
      const faults: string[] = []
      for (const field of fieldsOf(route.input))
        for (const value of sentTo(route, field)) {
          const answer = await house.rehearse(async () =>
            apiFaults(await send(route, put(exampleOf(route), field.path, value))),
          )
          faults.push(
            ...answer.map((fault) => `${field.path.join('.')} ${JSON.stringify(value).slice(0, 60)}: ${fault}`),
          )
        }
      none(faults)
    },
  )

  const BODIES: readonly (readonly [string, (example: string) => BodyInit])[] = [
    ['nothing', () => ''],
    ['no JSON', () => '{'],
    ['a list', () => '[]'],
    ['a text', () => '"x"'],
    ['null', () => 'null'],
    ['deep lists', () => '['.repeat(200_000) + ']'.repeat(200_000)],
    ['deep objects', () => `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['names given twice', (example) => example.replace('{', '{"kind":"laptop","kind":{},"count":1,"count":[],')],
    ['names every object has', (example) => example.replace('{', '{"__proto__":{"x":1},"constructor":1,"toString":2,')],
    ['many names', (example) => example.replace('{', `{${Array.from({ length: 50_000 }, (_, at) => `"a${at}":1`)},`)],
    ['no UTF-8', () => new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['numbers past any', (example) => example.replace('{', '{"count":1e999,"x":-1e999,')],
    ['a byte order mark', (example) => `\ufeff${example}`],
  ]
  test.each(api.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s stands whatever the body, its type and its headers are',
    async (_, route) => {
      const example = JSON.stringify(exampleOf(route))
      const posts = route.method === 'POST'
      const faults: string[] = []
      const rehearsed = async (what: string, work: () => Promise<Response> | Response) =>
        faults.push(...(await house.rehearse(async () => apiFaults(await work()))).map((fault) => `${what}: ${fault}`))
      for (const [what, body] of posts ? BODIES : []) await rehearsed(what, () => ask(route, '', body(example)))
      for (const type of [
        'text/plain',
        'multipart/form-data; boundary=x',
        'application/xml',
        'text/html; charset=utf-7',
      ])
        await rehearsed(type, () => ask(route, '', posts ? example : null, { 'content-type': type }))
      for (const key of ['', ' ', 'x'.repeat(5000), 'é', '__proto__', "'; drop table api_once; --"])
        await rehearsed(`key ${key.slice(0, 20)}`, () =>
          ask(route, '', posts ? example : null, { 'idempotency-key': key }),
        )
      for (const lang of ['', '*', 'xx-YY;q=nan', ','.repeat(5000), '../../en'])
        await rehearsed(`language ${lang.slice(0, 10)}`, () =>
          ask(route, '', posts ? '{' : null, { 'accept-language': lang }),
        )
      for (const token of ['', 'x', `sv_${'A'.repeat(64)}`, `sv_${'A'.repeat(9000)}`, 'sv_é'])
        await rehearsed(`token ${token.slice(0, 8)}`, () =>
          ask(route, '', null, { cookie: '', authorization: `Bearer ${token}` }),
        )
      none(faults)
    },
  )
})

test('cookies and headers that nobody of ours wrote change nothing', async () => {
  const cookie = cookieOf('coordinator')
  const notice = Buffer.from(JSON.stringify({ tone: 'done', text: '"><img src=x onerror=alert(1)>' })).toString(
    'base64url',
  )
  const HEADERS: readonly Readonly<Record<string, string>>[] = [
    ...['lang', 'display', 'collectivite', 'notice', '__proto__', 'constructor'].flatMap((name) =>
      ['__proto__', '%00', '"><img src=x onerror=alert(1)>', 'x'.repeat(5000)].map((value) => ({
        cookie: `${cookie}; ${name}=${value}`,
      })),
    ),
    { cookie: `${cookie}; notice=${notice}` },
    { cookie: 'x'.repeat(20_000) },
    { cookie, 'accept-language': '<script>alert(1)</script>' },
    { cookie, referer: 'javascript:alert(1)', 'x-forwarded-for': "'; drop table attempt; --" },
    { cookie, range: 'bytes=0-,-1', 'if-none-match': '"><img src=x onerror=alert(1)>' },
  ]
  for (const headers of HEADERS)
    for (const path of ['/', '/connexion', '/affichage', '/parc'])
      none(
        (await faultsOf(await house.request(path, { headers }))).map(
          (fault) => `${path} ${JSON.stringify(headers).slice(-90)}: ${fault}`,
        ),
      )
})

test('the log of all that holds no value that was sent', () => {
  expect(house.logged.length).toBeGreaterThan(100)
  none(quoting(house.logged))
})
