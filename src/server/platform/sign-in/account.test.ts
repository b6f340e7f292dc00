import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asker, cookiesOf, openTesting, PASSWORD } from '../../../../test/support/sign-in.ts'
import type { SignedIn } from './sign-in.ts'

let house: Awaited<ReturnType<typeof openTesting>>
let signIn: typeof house.signIn

beforeAll(async () => {
  house = await openTesting()
  signIn = house.signIn
  for (const name of ['Awa', 'Bea'])
    await signIn.createAccount({ name, email: `${name}@exemple.fr`, password: PASSWORD })
})
afterAll(() => house?.close())

async function entered(email: string, password = PASSWORD): Promise<{ cookies: readonly string[]; who: SignedIn }> {
  const cookies = cookiesOf(await signIn.withPassword({ email, password, remember: true }, asker()))
  const who = await signIn.whoIs(asker(cookies).headers)
  if (!who) throw new Error('nobody')
  return { cookies, who }
}

test('a person sees their devices and ends one, or every other one, and never someone else’s', async () => {
  const here = await entered('awa@exemple.fr')
  const there = await entered('awa@exemple.fr')
  const else_ = await entered('awa@exemple.fr')
  const other = await entered('bea@exemple.fr')
  const { devices, fresh, hasPassword } = await signIn.account.state(here.who)
  expect({ fresh, hasPassword }).toEqual({ fresh: true, hasPassword: true })
  expect(devices.map((device) => device.id).sort()).toEqual([here, there, else_].map(({ who }) => who.signInId).sort())
  expect(devices[0]?.userAgent).toContain('Firefox')
  expect(devices[0]?.lastUse).toBeInstanceOf(Date)

  await signIn.account.end(here.who, { id: there.who.signInId })
  await signIn.account.end(here.who, { id: other.who.signInId })
  expect(await signIn.whoIs(asker(there.cookies).headers)).toBeNull()
  expect(await signIn.whoIs(asker(other.cookies).headers)).not.toBeNull()

  await signIn.account.end(here.who, 'others')
  expect(await signIn.whoIs(asker(else_.cookies).headers)).toBeNull()
  expect(await signIn.whoIs(asker(here.cookies).headers)).not.toBeNull()
  expect(await signIn.whoIs(asker(other.cookies).headers)).not.toBeNull()
})

test('the last use of a device is written down when it is used', async () => {
  const here = await entered('awa@exemple.fr')
  const client = new pg.Client(house.server.owner)
  await client.connect()
  try {
    await client.query(`update sign_in.session set "updatedAt" = now() - interval '3 days' where id = $1`, [
      here.who.signInId,
    ])
    await signIn.whoIs(asker(here.cookies).headers)
    const { devices } = await signIn.account.state(here.who)
    const lastUse = devices.find((device) => device.id === here.who.signInId)?.lastUse.getTime() ?? 0
    expect(lastUse).toBeGreaterThan(Date.now() - 86_400_000)
  } finally {
    await client.end()
  }
})

test('a new password needs the current one and ends the other sign-ins', async () => {
  const here = await entered('bea@exemple.fr')
  const there = await entered('bea@exemple.fr')
  const change = (current: string) =>
    signIn.account.changePassword(here.who, { current, next: 'un nouveau mot de passe' }, asker(here.cookies))
  expect(await change('pas mon mot de passe')).toEqual({ kind: 'wrong' })
  expect(await signIn.whoIs(asker(there.cookies).headers)).not.toBeNull()
  expect(await change(PASSWORD)).toEqual({ kind: 'done' })
  expect(await signIn.whoIs(asker(here.cookies).headers)).not.toBeNull()
  expect(await signIn.whoIs(asker(there.cookies).headers)).toBeNull()
  await entered('bea@exemple.fr', 'un nouveau mot de passe')
})

test('the owner of an account hears of what changes in it, in both languages', async () => {
  const { cookies, who } = await entered('bea@exemple.fr', 'un nouveau mot de passe')
  const given = { current: 'un nouveau mot de passe', next: 'encore un autre mot de passe' }
  await house.post.next(/compte Seconde Vie a changé/)
  await signIn.account.changePassword(who, given, asker(cookies))
  const mail = await house.post.next(/compte Seconde Vie a changé · Your Seconde Vie account has changed/)
  expect(mail.to).toMatchObject({ text: 'bea@exemple.fr' })
  expect(mail.text).toContain('son mot de passe a été changé')
  expect(mail.text).toContain('the password was changed')
  expect(mail.text).toContain('http://localhost:3000/compte')
  await signIn.account.changePassword(who, { current: given.next, next: given.current }, asker(cookies))
})

test('a stolen sign-in does not guess the password', async () => {
  const here = await entered('awa@exemple.fr')
  const kinds = []
  for (let time = 0; time < 9; time += 1)
    kinds.push((await signIn.account.startSecondFactor(here.who, `essai numéro ${time}`, asker(here.cookies))).kind)
  expect(kinds).toEqual([...Array(8).fill('wrong'), 'tooMany'])
})

test('a device left for a week is signed out, and what expired is forgotten', async () => {
  const { cookies, who } = await entered('bea@exemple.fr', 'un nouveau mot de passe')
  const client = new pg.Client(house.server.owner)
  await client.connect()
  try {
    await client.query(`update sign_in.session set "expiresAt" = now() - interval '1 second' where id = $1`, [
      who.signInId,
    ])
    await client.query(`update attempt set at = now() - interval '2 days'`)
    await signIn.forgetExpired()
    expect(await signIn.whoIs(asker(cookies).headers)).toBeNull()
    const left = await client.query(`select (select count(*) from attempt)::int as attempts,
      (select count(*) from sign_in.session where "expiresAt" < now())::int as sessions`)
    expect(left.rows[0]).toEqual({ attempts: 0, sessions: 0 })
  } finally {
    await client.end()
  }
})
