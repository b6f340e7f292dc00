import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from './support/house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('start')
})
afterAll(() => house.close())

test('an address that is nowhere answers a page that says so', async () => {
  const answer = await house.get('/nulle-part')
  expect(answer.status).toBe(404)
  expect(await answer.text()).toContain('Cette page n’existe pas')
})

test('health and readiness answer', async () => {
  expect((await house.get('/healthz')).status).toBe(200)
  expect((await house.get('/readyz')).status).toBe(200)
})

test('counts are for this machine or a token, and name no address', async () => {
  await house.get('/parc/ABCDEFGHJ', 'technician')
  const answer = await house.get('/metrics')
  expect(answer.status).toBe(200)
  const text = await answer.text()
  expect(text).toContain('route="/parc/:code"')
  expect(text).not.toContain('ABCDEFGHJ')
})

test('a form sent from another site is refused, and so is one that hides where it comes from', async () => {
  const headers = { cookie: house.sample.cookies.technician ?? '', 'content-type': 'application/x-www-form-urlencoded' }
  const send = (origin: string | null) =>
    house.request('/arrivees', {
      method: 'POST',
      headers: { ...headers, ...(origin ? { origin } : {}) },
      body: 'kind=laptop&count=1&owner=organisation&works=unknown',
    })
  expect((await send('https://ailleurs.example')).status).toBe(403)
  expect((await send(null)).status).toBe(403)
  expect((await send(house.services.origin)).status).toBe(303)
})
