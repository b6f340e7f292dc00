import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, violations } from '../support/browser.ts'
import { routes } from '../support/house.ts'
import { type Running, start } from '../support/server.ts'
import { setUp } from '../workflows/one-machine-three-lives.ts'
import { mouse } from './mouse.ts'
import { play } from './workflow.ts'

const NARROW = { width: 360, height: 780 }
const WIDE = { width: 1280, height: 900 }

let browser: Browser
let folder: string
let server: Running
let person: BrowserContext

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sv-empty-'))
  browser = await openBrowser()
  server = await start(join(folder, 'data'))
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const inLanguage = (context: BrowserContext, lang: string) =>
  context.addCookies([{ name: 'lang', value: lang, url: server.origin }])

/** What is wrong with the page that is shown: the French one wide, the English one narrow too. */
async function faults(page: Page, lang: string, where: string): Promise<readonly string[]> {
  await page.setViewportSize(lang === 'fr' ? WIDE : NARROW)
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  const sideways = over > 0 ? [`scrolls sideways by ${over} px`] : []
  return [...(await violations(page)), ...sideways].map((fault) => `${where}: ${fault}`)
}

test('the pages of the first visit are usable by everyone, in both languages', async () => {
  const context = await browser.newContext({ viewport: WIDE })
  const page = await context.newPage()
  const found: string[] = []
  for (const lang of ['fr', 'en']) {
    await inLanguage(context, lang)
    for (const path of [
      '/bienvenue',
      '/bienvenue/collectivite',
      '/bienvenue/collectivite?q=riom',
      '/bienvenue/collectivite?q=xyzzy',
      '/bienvenue/programme?nature=commune&code=63300',
    ]) {
      const answer = await page.goto(server.origin + path)
      expect(answer?.status(), path).toBe(200)
      found.push(...(await faults(page, lang, `${path} in ${lang}`)))
    }
  }
  await context.close()
  expect(found).toEqual([])
})

test('once started, every screen of the empty programme is usable and says what will be here and how to start', async () => {
  const workflow = { title: 'Premier jour', lang: 'fr', steps: setUp } as const
  await play(workflow, { browser, origin: server.origin, files: {}, hands: mouse, script: false })
  person = await browser.newContext({ viewport: WIDE, locale: 'fr-FR' })
  person.setDefaultTimeout(15_000)
  const page = await person.newPage()
  await page.goto(`${server.origin}/connexion`)
  await page.locator('input[name="email"]').first().fill('claire@exemple.fr')
  await page.locator('input[name="password"]').fill('un vélo vert sous la pluie')
  await page.keyboard.press('Enter')
  await page.waitForURL(`${server.origin}/`)
  const found: string[] = []
  const seen: string[] = []
  for (const lang of ['fr', 'en']) {
    await inLanguage(person, lang)
    for (const route of routes) {
      // What this person may not see, and what a commune has not (its member communes), is no screen of theirs.
      if ('open' in route || route.method !== 'GET' || route.path.includes(':')) continue
      const where = `${route.path} in ${lang}`
      const answer = await page.goto(server.origin + route.path).catch(() => null)
      if (!answer?.headers()['content-type']?.startsWith('text/html') || [403, 404].includes(answer.status())) continue
      expect(answer.status(), where).toBe(200)
      seen.push(where)
      const says = await page.evaluate(() => {
        const main = document.querySelector('main')
        const emptyTables = [...(main?.querySelectorAll('table') ?? [])].filter(
          (table) => table.querySelectorAll('tbody tr').length === 0,
        )
        const silent = [...(main?.querySelectorAll('.empty') ?? [])].filter(
          (one) => (one.querySelector('p:not(.empty-title)')?.textContent ?? '').trim().length < 20,
        )
        const starts = main?.querySelector(
          '.empty, tbody tr, form[method="post"]:not(.export) :is(input:not([type="hidden"]), select, textarea), dl, a[href]:not(.kicker a)',
        )
        return {
          emptyTables: emptyTables.length,
          silent: silent.length,
          starts: starts !== null && starts !== undefined,
        }
      })
      if (says.emptyTables > 0) found.push(`${where}: a table without a line`)
      if (says.silent > 0) found.push(`${where}: an empty place that does not say how to start`)
      if (!says.starts) found.push(`${where}: nothing to read, nothing to start with`)
      found.push(...(await faults(page, lang, where)))
    }
  }
  await page.close()
  expect(seen.length).toBeGreaterThan(60)
  expect(found).toEqual([])
})

/** Bytes that the server holds in memory. */
const memoryOf = (pid: number) =>
  1024 * Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN)

const drop = async (files: readonly string[]) => {
  await inLanguage(person, 'en')
  const page = await person.newPage()
  await page.goto(`${server.origin}/arrivees`)
  const form = page.getByRole('form', { name: 'Drop hardware reports', exact: true })
  await form.getByLabel('Files', { exact: true }).setInputFiles([...files])
  await form.getByRole('button', { name: 'Read the reports' }).click()
  await page.waitForLoadState('load')
  return page
}

test('a file of 200 MB is refused with what to do, and the server does not hold it', async () => {
  const big = join(folder, 'big.json')
  writeFileSync(big, '')
  truncateSync(big, 200 * 1024 * 1024)
  const before = memoryOf(server.pid)
  const page = await drop([big])
  const words = await page.locator('main').innerText()
  expect(words).toContain('Too much at once')
  expect(words).toContain('Send fewer files at a time')
  await page.close()
  expect(memoryOf(server.pid) - before).toBeLessThan(100 * 1024 * 1024)
})

test('sixty files are read at once, each with its answer', async () => {
  const files = Array.from({ length: 60 }, (_, at) => {
    const path = join(folder, `machine-${at}.txt`)
    writeFileSync(
      path,
      `# dmidecode 3.4\nHandle 0x0001, DMI type 1, 27 bytes\nSystem Information\n\tManufacturer: Dell Inc.\n\tProduct Name: OptiPlex 3050\n\tSerial Number: 9QX4T${at + 10}\n`,
    )
    return path
  })
  const page = await drop(files)
  const again = page.getByRole('link', { name: 'See how far it is', exact: true })
  while ((await again.count()) > 0) {
    await again.first().click()
    await page.waitForLoadState('load')
  }
  await page.goto(`${server.origin}/arrivees`)
  expect(await page.locator('main').innerText()).toContain('60')
  await page.close()
})
