import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../../../../test/support/browser.ts'
import { openSite, openTesting, PASSWORD, phone } from '../../../../test/support/sign-in.ts'
import { newId } from '../database/id.ts'

/** WebAuthn level 2, §6.1: the bit of the flags that says the holder was verified. */
const UV = 0x04
const LINK = /lien|link|mot de passe|password/

let house: Awaited<ReturnType<typeof openTesting>>
let site: Awaited<ReturnType<typeof openSite>>
let browser: Browser
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

beforeAll(async () => {
  house = await openTesting()
  site = await openSite(house)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
  await house?.close()
})

async function person(email: string, name: string, organisations: readonly string[] = ['Ville de Test']) {
  const userId = await site.signIn.createAccount({ name, email, password: PASSWORD })
  const personId = newId()
  const ids = new Map(organisations.map((organisation) => [organisation, newId()]))
  for (const [organisation, id] of ids) {
    await site.database.outside((tx) =>
      sql`select create_organisation(${id}, ${organisation}, 'commune', 'hexagone', null, 'Europe/Paris', false)`.execute(
        tx,
      ),
    )
    await site.database.inOrganisation(id, async (tx) => {
      await tx.insertInto('person_name').values({ organisation_id: id, person_id: personId, name }).execute()
      await tx
        .insertInto('member')
        .values({ organisation_id: id, id: newId(), user_id: userId, person_id: personId, roles: ['coordinator'] })
        .execute()
    })
  }
  return ids
}

const plainBrowser = () => browser.newContext({ javaScriptEnabled: false, locale: 'fr-FR' })

async function enter(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('Adresse électronique').fill(email)
  await page.getByLabel('Mot de passe').fill(password)
  await page.getByRole('button', { name: 'Se connecter', exact: true }).click()
}

const here = (page: Page) => page.url().replace(site.origin, '')
const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent()

test('without script, a person signs in, is told what is wrong, and goes where they were going', async () => {
  await person('awa@exemple.fr', 'Awa Diallo')
  const context = await plainBrowser()
  const page = await context.newPage()
  await page.goto(`${site.origin}/compte`)
  expect(here(page)).toBe('/connexion?retour=%2Fcompte')
  await enter(page, 'awa@exemple.fr', 'une autre phrase longue')
  expect(await page.getByRole('alert').textContent()).toContain('L’adresse ou le mot de passe ne convient pas.')
  expect(await page.getByLabel('Adresse électronique').inputValue()).toBe('awa@exemple.fr')
  expect(await page.getByLabel('Mot de passe').inputValue()).toBe('')
  await enter(page, 'awa@exemple.fr')
  expect(here(page)).toBe('/compte')
  await page.getByLabel('Nom affiché').fill('Awa Diallo-Martin')
  await page.getByRole('button', { name: 'Enregistrer le nom' }).click()
  expect(await page.getByRole('status').textContent()).toContain('Nom enregistré')
  expect(await page.locator('header').textContent()).toContain('Awa Diallo-Martin')
  await page.locator('details.menu').evaluate((menu) => menu.setAttribute('open', ''))
  await page.getByRole('button', { name: 'Se déconnecter' }).click()
  expect(await page.getByRole('status').textContent()).toContain('Vous êtes déconnecté.')
  await page.goto(`${site.origin}/compte`)
  expect(here(page)).toBe('/connexion?retour=%2Fcompte')
  await context.close()
})

test('without script, the second factor is turned on, asked, and turned off', async () => {
  await person('bea@exemple.fr', 'Béa')
  const context = await plainBrowser()
  const page = await context.newPage()
  await page.goto(`${site.origin}/connexion?retour=/compte/code`)
  await enter(page, 'bea@exemple.fr')
  expect(await heading(page)).toBe('Allumer le second facteur')
  await page.getByLabel('Mot de passe actuel').fill(PASSWORD)
  await page.getByRole('button', { name: 'Commencer' }).click()
  await page.getByRole('img', { name: /Carré à lire/ }).waitFor()
  const key = (await page.locator('main .code').textContent()) ?? ''
  expect(key).toMatch(/^([A-Z2-7]{1,4} ?){8,}$/)
  await page.getByLabel('Code à six chiffres').fill('000000')
  await page.getByRole('button', { name: 'Allumer' }).click()
  expect(await page.getByRole('alert').textContent()).toContain('Ce code ne convient pas')
  await page.getByLabel('Code à six chiffres').fill(phone(key, -1))
  await page.getByRole('button', { name: 'Allumer' }).click()
  expect(await heading(page)).toBe('Vos codes de secours')
  const codes = await page.locator('main .code').allTextContents()
  expect(codes).toHaveLength(10)

  await context.clearCookies()
  await page.goto(`${site.origin}/connexion?retour=/compte/code`)
  await enter(page, 'bea@exemple.fr')
  expect(await heading(page)).toBe('Votre code à six chiffres')
  await page.getByLabel('Code', { exact: false }).fill(codes[0] ?? '')
  await page.getByRole('button', { name: 'Continuer' }).click()
  expect(await page.locator('main').textContent()).toContain('Il reste 9 codes de secours.')
  await page.getByRole('form', { name: 'Éteindre le second facteur' }).getByLabel('Mot de passe actuel').fill(PASSWORD)
  await page.getByRole('button', { name: 'Éteindre' }).click()
  expect(await page.getByRole('status').textContent()).toContain('Second facteur éteint.')
  await context.close()
})

test('a link opened by a mail scanner still serves the person, once', async () => {
  await person('chloe@exemple.fr', 'Chloé')
  const context = await plainBrowser()
  const page = await context.newPage()
  await page.goto(`${site.origin}/connexion?retour=/compte`)
  await page.getByRole('link', { name: 'Recevoir un lien par courriel' }).click()
  await page.getByLabel('Adresse électronique').fill('chloe@exemple.fr')
  await page.getByRole('button', { name: 'Envoyer le lien' }).click()
  expect(await heading(page)).toBe('Regardez vos courriels')
  const link = (await house.post.next(LINK)).text?.match(/http:\S+/)?.[0] ?? ''
  for (const method of ['GET', 'HEAD', 'GET']) {
    const scanned = await fetch(link, { method })
    expect({ status: scanned.status, cookies: scanned.headers.getSetCookie() }).toEqual({ status: 200, cookies: [] })
  }
  await page.goto(link)
  await page.getByRole('button', { name: 'Entrer' }).click()
  expect(here(page)).toBe('/compte')
  await context.clearCookies()
  await page.goto(link)
  await page.getByRole('button', { name: 'Entrer' }).click()
  expect(await page.getByRole('status').textContent()).toContain('Ce lien a déjà servi')
  await context.close()
})

test('a forgotten password is chosen again by a mailed link', async () => {
  await person('didier@exemple.fr', 'Didier')
  const context = await plainBrowser()
  const page = await context.newPage()
  await page.goto(`${site.origin}/connexion/oubli`)
  await page.getByLabel('Adresse électronique').fill('didier@exemple.fr')
  await page.getByRole('button', { name: 'Envoyer le lien' }).click()
  await page.goto((await house.post.next(LINK)).text?.match(/http:\S+/)?.[0] ?? '')
  await page.getByLabel('Nouveau mot de passe').fill('court')
  await page.getByRole('button', { name: 'Enregistrer le mot de passe' }).click()
  expect(await page.getByRole('alert').textContent()).toContain('12 à 128 caractères')
  await page.getByLabel('Nouveau mot de passe').fill('un tout nouveau mot de passe')
  await page.getByRole('button', { name: 'Enregistrer le mot de passe' }).click()
  expect(await page.getByRole('status').textContent()).toContain('Mot de passe enregistré')
  await page.goto(`${site.origin}/connexion?retour=/compte`)
  await enter(page, 'didier@exemple.fr', 'un tout nouveau mot de passe')
  expect(here(page)).toBe('/compte')
  await context.close()
})

test('someone who works for two organisations chooses, and the choice holds', async () => {
  const ids = await person('elsa@exemple.fr', 'Elsa', ['Agglomération du Nord', 'Commune du Sud'])
  const context = await plainBrowser()
  const page = await context.newPage()
  await page.goto(`${site.origin}/connexion?retour=/compte`)
  await enter(page, 'elsa@exemple.fr')
  expect(await heading(page)).toBe('Pour quelle collectivité\u00a0?')
  await page.getByLabel('Commune du Sud').check()
  await page.getByRole('button', { name: 'Continuer' }).click()
  expect(here(page)).toBe('/compte')
  const chosen = (await context.cookies()).find((cookie) => cookie.name === 'collectivite')?.value
  expect(chosen).toBe(ids.get('Commune du Sud'))
  await page.getByRole('link', { name: 'Changer de collectivité' }).click()
  expect(await page.getByLabel('Commune du Sud').isChecked()).toBe(true)
  await context.close()
})

async function virtualDevice(context: BrowserContext, page: Page, verifies: boolean) {
  const devtools = await context.newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: verifies,
      automaticPresenceSimulation: true,
    },
  })
  return {
    verifies: (isUserVerified: boolean) =>
      devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
  }
}

test('with script, a passkey is added, signs in alone, and no longer once removed', async () => {
  await person('fanny@exemple.fr', 'Fanny')
  const context = await browser.newContext({ locale: 'fr-FR' })
  const page = await context.newPage()
  const broken: string[] = []
  page.on('console', (message) => message.type() === 'error' && broken.push(message.text()))
  const device = await virtualDevice(context, page, true)
  await page.goto(`${site.origin}/connexion?retour=/compte`)
  await enter(page, 'fanny@exemple.fr')
  await page.getByLabel('Nom de la clé').fill('Mon poste')
  await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click()
  await page.getByText('Clé d’accès ajoutée.').waitFor()
  expect(await page.getByRole('rowheader', { name: 'Mon poste' }).count()).toBe(1)

  await context.clearCookies()
  await page.goto(`${site.origin}/connexion?retour=/compte`)
  await page.getByRole('button', { name: 'Entrer avec une clé d’accès' }).click()
  await page.waitForURL(`${site.origin}/compte`)
  const lasting = (await context.cookies()).filter((cookie) => cookie.name === 'sv.session_token' && cookie.expires > 0)
  expect(lasting).toEqual([])

  await context.clearCookies()
  await device.verifies(false)
  await page.goto(`${site.origin}/connexion`)
  await page.getByRole('button', { name: 'Entrer avec une clé d’accès' }).click()
  await page.getByText('La clé d’accès n’a pas répondu.').waitFor()

  await device.verifies(true)
  const unverified = await page.evaluate(async () => {
    const challenge = await (await fetch('/connexion/cle/defi', { method: 'POST' })).json()
    const options = PublicKeyCredential.parseRequestOptionsFromJSON({ ...challenge, userVerification: 'discouraged' })
    return JSON.stringify(await navigator.credentials.get({ publicKey: options }))
  })
  const flags = Buffer.from(JSON.parse(unverified).response.authenticatorData, 'base64url')[32] ?? 0
  expect(flags & UV).toBe(0)
  await page.locator('[name=credential]').evaluate((field, value) => {
    if (!(field instanceof HTMLInputElement) || !field.form) throw new Error('no form')
    field.value = value
    field.form.submit()
  }, unverified)
  await page.getByText('n’est pas, ou n’est plus, celle d’un compte').waitFor()

  await page.goto(`${site.origin}/connexion?retour=/compte`)
  await page.getByRole('button', { name: 'Entrer avec une clé d’accès' }).click()
  await page.waitForURL(`${site.origin}/compte`)
  await page.getByRole('button', { name: 'Retirer : Mon poste' }).click()
  await page.getByText('Clé d’accès retirée.').waitFor()
  await context.clearCookies()
  await page.goto(`${site.origin}/connexion`)
  await page.getByRole('button', { name: 'Entrer avec une clé d’accès' }).click()
  await page.getByText('n’est pas, ou n’est plus, celle d’un compte').waitFor()
  expect(broken).toEqual([])
  await context.close()
})

test('what stays on this machine is read in the outbox', async () => {
  await site.outbox.send({ to: 'awa@exemple.fr', subject: 'Un essai', text: 'Bonjour,\n\nhttps://exemple.fr/a\n' })
  const context = await plainBrowser()
  const page = await context.newPage()
  await page.goto(`${site.origin}/outbox`)
  await page.getByRole('link', { name: 'Un essai' }).click()
  expect(await page.getByRole('link', { name: 'https://exemple.fr/a' }).getAttribute('href')).toBe(
    'https://exemple.fr/a',
  )
  await context.close()
})

test('every screen is free of accessibility faults and weighs little, in both languages', async () => {
  await person('gael@exemple.fr', 'Gaël', ['Ville une', 'Ville deux'])
  for (const lang of ['fr', 'en'] as const) {
    const context = await browser.newContext()
    await context.addCookies([{ name: 'lang', value: lang, url: site.origin }])
    const page = await context.newPage()
    const look = async (what: string) => {
      expect(await page.locator('html').getAttribute('lang')).toBe(lang)
      const faults = await page.evaluate(
        `${axe}; axe.run().then((found) => found.violations.map((one) => one.id + ' ' + one.nodes[0].html))`,
      )
      expect({ what, faults }).toEqual({ what, faults: [] })
      expect(gzipSync(await page.content()).length).toBeLessThan(8_000)
    }
    const fill = (name: string, value: string) => page.locator(`[name=${name}]`).fill(value)
    const send = (action: string) => page.locator(`form[action="${action}"] button`).click()
    for (const path of [
      '/connexion',
      '/connexion/code',
      '/connexion/lien',
      '/connexion/oubli',
      `/connexion/lien/${'a'.repeat(32)}`,
      `/connexion/oubli/${'a'.repeat(32)}`,
      '/outbox',
    ]) {
      await page.goto(`${site.origin}${path}`)
      await look(path)
    }
    await page.goto(`${site.origin}/connexion/lien`)
    await fill('email', 'pas une adresse')
    await send('/connexion/lien')
    await look('link refused')
    await page.goto(`${site.origin}/connexion`)
    await fill('email', 'gael@exemple.fr')
    await fill('password', PASSWORD)
    await send('/connexion')
    await look('organisations')
    await page.goto(`${site.origin}/compte`)
    await look('account')
    await fill('current', 'non')
    await fill('next', 'un mot de passe assez long')
    await send('/compte/mot-de-passe')
    await look('password refused')
    await page.goto(`${site.origin}/compte/code`)
    await look('second factor')
    await fill('startPassword', PASSWORD)
    await send('/compte/code')
    await look('enrolment')
    if (lang === 'en') {
      await fill('code', phone((await page.locator('main .code').textContent()) ?? ''))
      await send('/compte/code/confirmation')
      await look('backup codes')
      await page.goto(`${site.origin}/compte/code`)
      await look('second factor on')
    }
    await context.close()
  }
})

test('nothing failed behind an answer', () => expect(house.failures).toEqual([]))
