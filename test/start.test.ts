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
