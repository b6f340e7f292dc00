import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROLES } from '../src/server/organisation/roles.ts'
import type { PageRoute, ReadRoute } from '../src/server/platform/http/route.ts'
import { examplePath, filler } from './support/example.ts'
import { openTestHouse, routes, type TestHouse } from './support/house.ts'
import { buildWorld } from './support/world.ts'

let house: TestHouse
let fill: (text: string) => string
const followed = new Map<string, Promise<number>>()

beforeAll(async () => {
  house = await openTestHouse('links')
  fill = filler(await buildWorld(house))
})
afterAll(() => house.close())

const pages = routes.flatMap((route) => (!('open' in route) && route.method === 'GET' ? [route] : []))
const allowed = (roles: readonly string[]) =>
  roles.includes('*') ? ROLES : ROLES.filter((role) => roles.includes(role))
const linksOf = (html: string) =>
  [...html.matchAll(/<a [^>]*?href="(\/[^"#]*)/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))
/** The addresses that a form asks for: the search box, the filters. */
const asksOf = (html: string) =>
  [...html.matchAll(/<form (?![^>]*method="post")[^>]*?action="(\/[^"?#]*)/g)].map(([, action = '']) => action)

const actionsOf = (html: string) =>
  [...html.matchAll(/<form (?=[^>]*method="post")[^>]*?action="(\/[^"?#]*)/g)].map(([, action = '']) => action)
const acts = routes.flatMap((route) => (route.method === 'POST' ? [route] : []))
const fits = (path: string, address: string) =>
  new RegExp(`^${path.replace(/:\w+(\{[^}]*\})?/g, '[^/]+')}$`).test(address)
/** Whether this person may send the form: the first route of that shape, as the router takes it. */
function maySend(action: string, as: string): boolean {
  const route = acts.find(({ path }) => fits(path, action))
  return route !== undefined && ('open' in route || allowed(route.access.roles).some((role) => role === as))
}

/** The status that this person gets there; each address is asked once. */
function follow(href: string, as: string): Promise<number> {
  const key = `${as} ${href}`
  const before = followed.get(key)
  if (before) return before
  const asked = house.get(href, as).then((answer) => answer.status)
  followed.set(key, asked)
  return asked
}

test.each(pages.map((route) => [route.path, route] as const))(
  '%s leads nobody to a page that is not there or not theirs, and shows no form that they may not send',
  async (_, route) => {
    const wrong: string[] = []
    for (const path of await addressesOf(route)) wrong.push(...(await wrongOn(route, path)))
    expect(wrong).toEqual([])
  },
)

/** The example of the route; the page of a device, in every state that the sample holds. */
async function addressesOf(route: PageRoute | ReadRoute): Promise<readonly string[]> {
  if (route.path !== '/parc/:code') return [examplePath(route, fill)]
  const devices = await house.inside((tx) =>
    tx.selectFrom('device').select('code').distinctOn('state').orderBy('state').execute(),
  )
  expect(devices.length).toBeGreaterThan(5)
  return devices.map(({ code }) => `/parc/${code}`)
}

async function wrongOn(route: PageRoute | ReadRoute, path: string): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const role of allowed(route.access.roles)) {
    const answer = await house.get(path, role)
    if (!answer.headers.get('content-type')?.startsWith('text/html')) continue
    const html = await answer.text()
    for (const href of new Set([...linksOf(html), ...asksOf(html)])) {
      const status = await follow(href, role)
      if (status !== 200 && status !== 303) wrong.push(`${role} ${href}: ${status}`)
    }
    for (const action of new Set(actionsOf(html)))
      if (!maySend(action, role)) wrong.push(`${role} may not send ${action}`)
  }
  return wrong
}
