import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asker, cookiesOf, openTesting, PASSWORD } from '../../../../test/support/sign-in.ts'

const LINK = /lien|link|mot de passe|password/

let house: Awaited<ReturnType<typeof openTesting>>
let signIn: typeof house.signIn

beforeAll(async () => {
  house = await openTesting()
  signIn = house.signIn
})
afterAll(() => house?.close())

const ask = (email: string, back = '/') => signIn.mailLink({ email, lang: 'fr', back }, asker())
const tokenIn = (text: string | undefined) => text?.match(/\/connexion\/(?:lien|oubli)\/(\w+)/)?.[1] ?? ''
const enter = (email: string, password: string) => signIn.withPassword({ email, password, remember: false }, asker())

describe('a mailed link', () => {
  test('arrives in the person’s language, leads back where they were, and signs in once', async () => {
    const id = await signIn.createAccount({ name: 'Awa Diallo', email: 'awa@exemple.fr' })
    expect(await ask(' Awa@exemple.fr', '/parc?page=2')).toBe('mailed')
    const mail = await house.post.next(LINK)
    expect(mail.from?.text).toBe('parc@example.org')
    expect(mail.subject).toBe('Votre lien pour entrer dans Seconde Vie')
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
    expect(mail.text).toContain('Bonjour Awa Diallo,')
    expect(mail.text).toMatch(/http:\/\/localhost:3000\/connexion\/lien\/\w{32}\?retour=%2Fparc%3Fpage%3D2\n/)
    const token = tokenIn(mail.text)
    const cookies = cookiesOf(await signIn.withLink(token, asker()))
    expect(await signIn.whoIs(asker(cookies).headers)).toMatchObject({ userId: id })
    expect(cookies.filter((cookie) => /Max-Age=(?!0)/.test(cookie))).toEqual([])
    expect(await signIn.withLink(token, asker())).toEqual({ kind: 'expired' })
  })

  test('two presses at once, on two servers, sign in once', async () => {
    const other = house.open(false)
    try {
      await ask('awa@exemple.fr')
      const token = tokenIn((await house.post.next(LINK)).text)
      const presses = [signIn, other, signIn, other].map((server) => server.withLink(token, asker()))
      const entries = await Promise.all(presses)
      expect(entries.map((entry) => entry.kind).sort()).toEqual(['expired', 'expired', 'expired', 'signedIn'])
      const cookies = entries.flatMap((entry) => ('cookies' in entry ? entry.cookies : []))
      expect(await other.whoIs(asker(cookies).headers)).toMatchObject({ email: 'awa@exemple.fr' })
    } finally {
      await other.close()
    }
  })

  test('an unknown address is answered the same and receives nothing', async () => {
    expect(await ask('personne@exemple.fr')).toBe('mailed')
    await ask('awa@exemple.fr')
    const mail = await house.post.next(LINK)
    expect(mail.to).toMatchObject({ text: 'awa@exemple.fr' })
    expect(house.post.received).toEqual([])
  })

  test('an address, known or not, is not flooded', async () => {
    await signIn.createAccount({ name: 'Bea', email: 'bea@exemple.fr' })
    for (const email of ['bea@exemple.fr', 'inconnue@exemple.fr']) {
      const answers = []
      for (let time = 0; time < 6; time += 1) answers.push(await ask(email))
      expect(answers).toEqual([...Array(5).fill('mailed'), 'tooMany'])
    }
    for (let mail = 0; mail < 5; mail += 1) await house.post.next(LINK)
  })

  test('an invented token is told nothing', async () => {
    expect(await signIn.withLink('A'.repeat(32), asker())).toEqual({ kind: 'expired' })
  })
})

describe('a forgotten password', () => {
  test('is replaced once by its link, which ends every sign-in of the account', async () => {
    await signIn.createAccount({ name: 'Chloé', email: 'chloe@exemple.fr', password: PASSWORD })
    const before = cookiesOf(await enter('chloe@exemple.fr', PASSWORD))
    expect(await signIn.mailReset({ email: 'chloe@exemple.fr', lang: 'en', back: '/' }, asker())).toBe('mailed')
    const mail = await house.post.next(LINK)
    expect(mail.subject).toBe('Choose a new password for Seconde Vie')
    const token = tokenIn(mail.text)
    expect(await signIn.resetPassword(token, 'un nouveau mot de passe', asker())).toBe('done')
    expect(await signIn.whoIs(asker(before).headers)).toBeNull()
    expect((await enter('chloe@exemple.fr', PASSWORD)).kind).toBe('wrong')
    expect((await enter('chloe@exemple.fr', 'un nouveau mot de passe')).kind).toBe('signedIn')
    expect(await signIn.resetPassword(token, 'encore un autre mot', asker())).toBe('expired')
  })

  test('an account made without a password chooses its first one in the same way', async () => {
    await signIn.createAccount({ name: 'Didier', email: 'didier@exemple.fr' })
    await signIn.mailReset({ email: 'didier@exemple.fr', lang: 'fr', back: '/' }, asker())
    expect(await signIn.resetPassword(tokenIn((await house.post.next(LINK)).text), PASSWORD, asker())).toBe('done')
    expect((await enter('didier@exemple.fr', PASSWORD)).kind).toBe('signedIn')
  })
})

test('a message that cannot leave is known of, without the address of anyone', async () => {
  const server = house.open(false)
  await server.createAccount({ name: 'Personne', email: 'nobody@exemple.fr' })
  expect(await server.mailLink({ email: 'nobody@exemple.fr', lang: 'fr', back: '/' }, asker())).toBe('mailed')
  await server.close()
  const said = house.failures.splice(0).map((error) => error.message)
  expect(said).toEqual([expect.stringContaining('no mailbox <[address]> here')])
  expect(said.join()).not.toContain('nobody@')
})

test('nothing failed behind an answer', () => expect(house.failures).toEqual([]))
