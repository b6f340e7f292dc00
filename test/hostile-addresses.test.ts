import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Route } from '../src/server/platform/http/route.ts'
import { examplePath } from './support/example.ts'
import { fieldsOf } from './support/hostile/fields.ts'
import { faultsOf, none } from './support/hostile/judge.ts'
import { openRehearsal, type Rehearsal } from './support/hostile/rehearsal.ts'
import { ALL } from './support/hostile/relevant.ts'
import { COMPOSITES, IDS, RUNNING } from './support/hostile/values.ts'
import { routes } from './support/house.ts'
import { ORIGIN } from './support/sample.ts'

let house: Rehearsal
beforeAll(async () => {
  house = await openRehearsal('hostile addresses')
})
afterAll(() => house.close())

const cookieOf = (role: string | undefined) => (role && house.sample.cookies[role]) ?? ''
const addressOf = (route: Route) => ('open' in route ? inThePath(route, 'x') : examplePath(route, house.fill))
const inThePath = (route: Route, value: string) => route.path.replaceAll(/:\w+(\{[^}]*\})?/g, value)

/** Every name that some page reads in its address. */
function queryNames(): readonly string[] {
  const folder = join(import.meta.dirname, '../src/server')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))
  const source = files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
  const read = [...source.matchAll(/\bquery(?:\.(\w+)|\[['"]([\w-]+)['"]\])/g)]
  return [...new Set(read.map(([, dotted, quoted]) => dotted ?? quoted ?? ''))]
}

/** Values as they travel: what no browser writes, a program does. */
const ENCODED = ['%00', '%FF%FE', '..%2f..%2fetc%2fpasswd%0d%0aSet-Cookie:x=1', '-1', '99999999999', 'a'.repeat(900)]
const texts = ALL ? [...COMPOSITES, ...RUNNING, ...IDS] : [...COMPOSITES, ...IDS.slice(0, 1)]
const VALUES = [...texts.map(({ text }) => encodeURIComponent(text.replace(/\p{Cs}/gu, ''))), ...ENCODED]
const NAMES = queryNames()

test('the names that pages read in their address are found', () => {
  expect(NAMES).toEqual(expect.arrayContaining(['apres', 'lignes', 'lieu']))
})

test.each(routes.filter(({ method }) => method === 'GET').map((route) => [route.path, route] as const))(
  'the page %s stands whatever its address asks',
  async (_, route) => {
    const [path = '', said = ''] = addressOf(route).split('?')
    const every = (value: string) => `${path}?${said}&${NAMES.map((name) => `${name}=${value}`).join('&')}`
    const odd = `${path}?${ENCODED.map((name) => `${name}=1`).join('&')}&__proto__=1&constructor=2&q[]=3&q=1&q=2`
    const asked = [
      odd,
      ...VALUES.flatMap((value) => [every(value), ...(route.path.includes(':') ? [inThePath(route, value)] : [])]),
    ]
    const faults: string[] = []
    for (const address of asked) {
      const found = await house.rehearse(async () => faultsOf(await house.get(address, house.asOf(route))))
      faults.push(...found.map((fault) => `${address.slice(0, 90)}: ${fault}`))
    }
    none(faults)
  },
)

test('cookies and headers that nobody of ours wrote change nothing', async () => {
  const cookie = cookieOf('coordinator')
  const notice = JSON.stringify({ tone: 'done', text: '"><img src=x onerror=alert(1)>' })
  const VALUES = ['__proto__', '%00', '"><img src=x onerror=alert(1)>', 'x'.repeat(5000)]
  const COOKIES = ['lang', 'display', 'collectivite', 'notice', '__proto__', 'constructor']
  const HEADERS: readonly Readonly<Record<string, string>>[] = [
    ...COOKIES.flatMap((name) => VALUES.map((value) => ({ cookie: `${cookie}; ${name}=${value}` }))),
    { cookie: `${cookie}; notice=${Buffer.from(notice).toString('base64url')}` },
    { cookie: 'x'.repeat(20_000) },
    { cookie, 'accept-language': '<script>alert(1)</script>' },
    { cookie, 'accept-language': ','.repeat(5000) },
    { cookie, referer: 'javascript:alert(1)', 'x-forwarded-for': "'; drop table attempt; --" },
    { cookie, range: 'bytes=0-,-1', 'if-none-match': '"><img src=x onerror=alert(1)>' },
  ]
  const faults: string[] = []
  for (const headers of HEADERS)
    for (const path of ['/', '/connexion', '/affichage', '/parc']) {
      const found = await faultsOf(await house.request(path, { headers }))
      faults.push(...found.map((fault) => `${path} ${JSON.stringify(headers).slice(-90)}: ${fault}`))
    }
  none(faults)
})

const FORM = 'application/x-www-form-urlencoded'
/** One piece reads every body: what only weighs is sent where the sender chooses the names. */
const HEAVY = [
  ['many fields', Array.from({ length: 20_000 }, (_, at) => `a${at}=1`).join('&')],
  ['one field very often', 'a&'.repeat(200_000)],
] as const

/** A form as no browser sends it: what it is, its type and its bytes. */
function bodiesOf(route: Route): readonly (readonly [what: string, type: string, body: BodyInit])[] {
  const form = Object.entries(('example' in route && route.example.form) || {}).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, house.fill(one)] as const),
  )
  const chosen = 'form' in route && route.form && fieldsOf(route.form).some(({ path }) => path[0] === '?')
  const urlencoded = String(new URLSearchParams(form.map(([name, value]) => [name, value])))
  const lists = form.map(([name]) => `${name}[]=1&${name}[a]=2&${name}=3&${name}=4`).join('&')
  return [
    ['nothing', FORM, ''],
    ['another type', 'text/plain', urlencoded],
    ['JSON', 'application/json', JSON.stringify(Object.fromEntries(form))],
    ['each field twice', FORM, `${urlencoded}&${urlencoded}`],
    ['lists for texts', FORM, lists],
    ['names that every object has', FORM, `${urlencoded}&__proto__=1&__proto__=2&constructor=3&toString=4`],
    ...(chosen ? HEAVY.map(([what, more]) => [what, FORM, `${urlencoded}&${more}`] as const) : []),
    ['bytes that are no text', FORM, new Uint8Array([0x61, 0x3d, 0xff, 0xfe, 0x26, 0x25, 0x30, 0x30, 0x3d, 0x25])],
    ['no boundary', 'multipart/form-data', urlencoded],
    ['a wrong boundary', 'multipart/form-data; boundary=x', '--y\r\ncontent-disposition: form-data; name="a"\r\n\r\n1'],
  ]
}

test.each(routes.filter(({ method }) => method === 'POST').map((route) => [route.path, route] as const))(
  'the act %s stands whatever its form is made of',
  async (_, route) => {
    const cookie = cookieOf(house.asOf(route))
    const faults: string[] = []
    for (const [what, type, body] of bodiesOf(route)) {
      const headers = { origin: ORIGIN, 'content-type': type, cookie }
      const found = await house.rehearse(async () =>
        faultsOf(await house.request(addressOf(route), { method: 'POST', headers, body })),
      )
      faults.push(...found.map((fault) => `${what}: ${fault}`))
    }
    none(faults)
  },
)
