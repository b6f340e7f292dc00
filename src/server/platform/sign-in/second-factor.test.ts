import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asker, cookiesOf, openTesting, PASSWORD, phone } from '../../../../test/support/sign-in.ts'
import type { SignedIn } from './sign-in.ts'

const LINK = /lien|link|mot de passe|password/

let house: Awaited<ReturnType<typeof openTesting>>
let signIn: typeof house.signIn

beforeAll(async () => {
  house = await openTesting()
  signIn = house.signIn
})
afterAll(() => house?.close())

const enter = (email: string) => signIn.withPassword({ email, password: PASSWORD, remember: false }, asker())
const token = (mail: { text?: string | undefined }) => mail.text?.match(/\/connexion\/lien\/(\w+)/)?.[1] ?? ''

async function known(cookies: readonly string[]): Promise<SignedIn> {
  const who = await signIn.whoIs(asker(cookies).headers)
  if (!who) throw new Error('nobody is signed in')
  return who
}

const keyIn = (uri: string) => new URL(uri).searchParams.get('secret') ?? ''

async function enrolled(name: string) {
  const email = `${name}@exemple.fr`
  await signIn.createAccount({ name, email, password: PASSWORD })
  const cookies = cookiesOf(await enter(email))
  const who = await known(cookies)
  const started = await signIn.account.startSecondFactor(who, PASSWORD, asker(cookies))
  if (started.kind !== 'started') throw new Error(started.kind)
  const on = await signIn.account.confirmSecondFactor(who, phone(keyIn(started.uri), -1), asker(cookies))
  if (on.kind !== 'on') throw new Error(on.kind)
  return { email, uri: started.uri, backupCodes: on.backupCodes, cookies: [...cookies, ...on.cookies] }
}

describe('a second factor', () => {
  test('asks the password to begin, and changes nothing before the phone’s first code', async () => {
    await signIn.createAccount({ name: 'Ines', email: 'ines@exemple.fr', password: PASSWORD })
    const cookies = cookiesOf(await enter('ines@exemple.fr'))
    const who = await known(cookies)
    expect(await signIn.account.startSecondFactor(who, 'pas mon mot de passe', asker(cookies))).toEqual({
      kind: 'wrong',
    })
    expect((await signIn.account.startSecondFactor(who, PASSWORD, asker(cookies))).kind).toBe('started')
    expect(await signIn.account.confirmSecondFactor(who, '000000', asker(cookies))).toEqual({ kind: 'wrong' })
    expect((await enter('ines@exemple.fr')).kind).toBe('signedIn')
    expect((await signIn.account.state(who)).secondFactor).toEqual({ on: false })
  })

  test('once on, the password alone signs nobody in; the phone’s code does, once', async () => {
    const { email, uri } = await enrolled('jean')
    const half = cookiesOf(await enter(email), 'secondFactor')
    expect(await signIn.whoIs(asker(half).headers)).toBeNull()
    expect(await signIn.withCode('000000', asker(half))).toEqual({ kind: 'wrong' })
    const code = phone(keyIn(uri))
    const entry = await signIn.withCode(`${code.slice(0, 3)} ${code.slice(3)}`, asker(half))
    expect(await known([...half, ...cookiesOf(entry)])).toMatchObject({ email })
    const again = cookiesOf(await enter(email), 'secondFactor')
    expect(await signIn.withCode(code, asker(again))).toEqual({ kind: 'wrong' })
  })

  test('a backup code serves once', async () => {
    const { email, backupCodes, cookies } = await enrolled('karim')
    expect(backupCodes).toHaveLength(10)
    const [code = ''] = backupCodes
    const half = cookiesOf(await enter(email), 'secondFactor')
    expect((await signIn.withCode(code, asker(half))).kind).toBe('signedIn')
    expect((await signIn.account.state(await known(cookies))).secondFactor).toEqual({ on: true, left: 9 })
    const again = cookiesOf(await enter(email), 'secondFactor')
    expect(await signIn.withCode(code, asker(again))).toEqual({ kind: 'wrong' })
  })

  test('five wrong codes end the attempt, and ten hold the account', async () => {
    const { email, uri } = await enrolled('lila')
    for (const _ of [1, 2]) {
      const half = cookiesOf(await enter(email), 'secondFactor')
      for (const _ of [1, 2, 3, 4, 5]) expect((await signIn.withCode('000000', asker(half))).kind).toBe('wrong')
      expect(['expired', 'tooMany']).toContain((await signIn.withCode(phone(keyIn(uri)), asker(half))).kind)
    }
    const half = cookiesOf(await enter(email), 'secondFactor')
    expect(await signIn.withCode(phone(keyIn(uri)), asker(half))).toEqual({ kind: 'tooMany' })
  })

  test('a mailed link does not go round it, and leaves no lasting sign-in', async () => {
    const { email, backupCodes } = await enrolled('marc')
    await signIn.mailLink({ email, lang: 'fr', back: '/' }, asker())
    const half = cookiesOf(await signIn.withLink(token(await house.post.next(LINK)), asker()), 'secondFactor')
    expect(await signIn.whoIs(asker(half).headers)).toBeNull()
    const entry = await signIn.withCode(backupCodes[0] ?? '', asker(half))
    expect(cookiesOf(entry).find((cookie) => cookie.startsWith('sv.session_token='))).not.toMatch(/Max-Age/)
  })

  test('nobody turns it off without the password; off, the password is enough', async () => {
    const { email, cookies } = await enrolled('nadia')
    const who = await known(cookies)
    expect(await signIn.account.stopSecondFactor(who, 'pas mon mot de passe', asker(cookies))).toEqual({
      kind: 'wrong',
    })
    const off = await signIn.account.stopSecondFactor(who, PASSWORD, asker(cookies))
    if (off.kind !== 'off') throw new Error(off.kind)
    expect(await known([...cookies, ...off.cookies])).toMatchObject({ email })
    expect((await enter(email)).kind).toBe('signedIn')
  })

  test('new backup codes make the former ones useless', async () => {
    const { email, backupCodes, cookies } = await enrolled('omar')
    const renewed = await signIn.account.renewBackupCodes(await known(cookies), PASSWORD, asker(cookies))
    if (renewed.kind !== 'renewed') throw new Error(renewed.kind)
    const half = cookiesOf(await enter(email), 'secondFactor')
    expect((await signIn.withCode(backupCodes[0] ?? '', asker(half))).kind).toBe('wrong')
    expect((await signIn.withCode(renewed.backupCodes[0] ?? '', asker(half))).kind).toBe('signedIn')
  })
})
