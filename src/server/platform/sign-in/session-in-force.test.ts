import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asker, cookiesOf, openTesting, PASSWORD } from '../../../../test/support/sign-in.ts'

const DAY_MS = 86_400_000
let house: Awaited<ReturnType<typeof openTesting>>
let owner: pg.Client

beforeAll(async () => {
  house = await openTesting()
  await house.signIn.createAccount({ name: 'Awa Diallo', email: 'awa@exemple.fr', password: PASSWORD })
  owner = new pg.Client(house.server.owner)
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await house.close()
})

async function entered(remember: boolean) {
  const cookies = cookiesOf(
    await house.signIn.withPassword({ email: 'awa@exemple.fr', password: PASSWORD, remember }, asker()),
  )
  const who = async () => house.signIn.whoIs(asker(cookies).headers)
  const id = (await who())?.signInId ?? ''
  const ends = async () => {
    const { rows } = await owner.query<{ at: Date }>('select "expiresAt" as at from sign_in.session where id = $1', [
      id,
    ])
    return rows[0]?.at.getTime() ?? Number.NaN
  }
  const endsIn = (days: number) =>
    owner.query(`update sign_in.session set "expiresAt" = now() + make_interval(hours => $2) where id = $1`, [
      id,
      days * 24,
    ])
  return { cookies, id, who, ends, endsIn }
}

test('a sign-in that is kept lasts a week after its last use: used a day later, it is prolonged and its cookie sent again', async () => {
  const kept = await entered(true)
  expect(await kept.who()).toMatchObject({ name: 'Awa Diallo', email: 'awa@exemple.fr', cookies: [] })
  await kept.endsIn(5)
  const later = await kept.who()
  expect(later?.signInId).toBe(kept.id)
  expect(later?.cookies.join()).toContain('sv.session_token=')
  expect(await kept.ends()).toBeGreaterThan(Date.now() + 6 * DAY_MS)
})

test('a sign-in until the browser closes is never prolonged', async () => {
  const brief = await entered(false)
  await brief.endsIn(0.5)
  const before = await brief.ends()
  expect(await brief.who()).toMatchObject({ signInId: brief.id, cookies: [] })
  expect(await brief.ends()).toBe(before)
})

test('a sign-in that is ended elsewhere, or whose time is past, is nobody at the next request', async () => {
  const [ended, past] = [await entered(true), await entered(true)]
  await owner.query('delete from sign_in.session where id = $1', [ended.id])
  await past.endsIn(-1)
  expect(await ended.who()).toBeNull()
  expect(await past.who()).toBeNull()
})

test('a cookie whose value or signature was changed is nobody, so is one said twice', async () => {
  const { cookies } = await entered(true)
  const pair = cookies.find((cookie) => cookie.startsWith('sv.session_token='))?.split(';')[0] ?? ''
  const known = (cookie: string) => house.signIn.whoIs(new Headers({ cookie }))
  expect(await known(pair)).not.toBeNull()
  for (const other of [
    pair.replace(/=(.)/, (_, first) => `=${first === 'A' ? 'B' : 'A'}`),
    pair.replace(/\.[^.]+$/, ''),
    pair.replace(/%3D$/, ''),
    pair.replace(/(\.[^.]*\.).*$/, `$1${'A'.repeat(43)}%3D`),
    `sv.session_token=%E0%A4%A`,
    `sv.session_token=; ${pair}`,
  ])
    expect(await known(other)).toBeNull()
})
