import { serve } from '@hono/node-server'
import type { Browser, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PageRoute, ReadRoute } from '../../src/server/platform/http/route.ts'
import { DEFAULT_DISPLAY, DISPLAY_COOKIE, serialiseDisplay } from '../../src/server/platform/ui/display.ts'
import type { DisplayOptions } from '../../src/server/platform/ui/viewer.ts'
import { openBrowser, violations } from '../support/browser.ts'
import { examplePath, filler } from '../support/example.ts'
import { openTestHouse, routes, type TestHouse } from '../support/house.ts'
import { measured } from '../support/measure.ts'
import { buildWorld } from '../support/world.ts'

/** look.md, « Weight ». */
const MOST = { bytes: 20 * 1024, requests: 10, elements: 600, elementsOfAList: 1000 }
/** The lists of devices, and the page that shows every piece of the kit. */
const LISTS = new Set(['/parc', '/recherche', '/kit'])
const WIDE = { width: 1280, height: 900 }
const NARROW = { width: 360, height: 780 }
const LANGS = ['fr', 'en'] as const

interface Seen {
  readonly path: string
  readonly lang: string
  readonly bytes: number
  readonly requests: number
  readonly elements: number
}

const guarded = routes.filter((route): route is PageRoute | ReadRoute => !('open' in route) && route.method === 'GET')
const open = routes.filter((route) => 'open' in route && route.method === 'GET' && !route.path.includes(':'))
const seen: Seen[] = []
let house: TestHouse
let site: { readonly origin: string; close(): void }
let browser: Browser
let fill: (text: string) => string

beforeAll(async () => {
  house = await openTestHouse('pages')
  fill = filler(await buildWorld(house))
  site = await listen(house)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  site?.close()
  await house?.close()
  for (const name of ['bytes', 'elements', 'requests'] as const) {
    const worst = [...seen].sort((a, b) => b[name] - a[name]).slice(0, 5)
    measured(`most ${name}: ${worst.map((page) => `${page.path} (${page.lang}) ${page[name]}`).join(', ')}`)
  }
})

function listen(of: TestHouse): Promise<{ origin: string; close(): void }> {
  return new Promise((resolve) => {
    const fetch = (request: globalThis.Request) => {
      const { pathname, search } = new URL(request.url)
      return of.request(pathname + search, { headers: request.headers })
    }
    const web = serve({ fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve({ origin: `http://127.0.0.1:${port}`, close: () => web.close() }),
    )
  })
}

/** A first visit: nothing kept, in this language, as this person or as nobody. */
async function visitor(lang: string, as?: string, display?: DisplayOptions) {
  const cookies = [
    `lang=${lang}`,
    ...(as ? (house.sample.cookies[as] ?? '').split('; ') : []),
    ...(display ? [`${DISPLAY_COOKIE}=${serialiseDisplay(display)}`] : []),
  ]
  const context = await browser.newContext({ viewport: WIDE, locale: 'fr-FR' })
  await context.addCookies(
    cookies.map((cookie) => {
      const [name = '', value = ''] = cookie.split(/=(.*)/s)
      return { name, value, url: site.origin }
    }),
  )
  return context
}

const scrollsSideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** Opens the address and holds it to every budget; false where it answers no page (a file, a redirection elsewhere). */
async function holds(path: string, lang: (typeof LANGS)[number], as?: string): Promise<boolean> {
  const context = await visitor(lang, as)
  try {
    const asked: Request[] = []
    const complaints: string[] = []
    const page = await context.newPage()
    page.on('requestfinished', (request) => asked.push(request))
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    const answer = await page.goto(site.origin + path, { waitUntil: 'load' }).catch((error: Error) => {
      if (/ERR_ABORTED|Download is starting/.test(error.message)) return null
      throw error
    })
    if (!answer?.headers()['content-type']?.startsWith('text/html')) return false
    const where = `${path} in ${lang}`
    expect(answer.status(), where).toBe(200)
    const sizes = await Promise.all(asked.map((request) => request.sizes()))
    const bytes = sizes.reduce((sum, size) => sum + size.responseHeadersSize + size.responseBodySize, 0)
    const facts = await page.evaluate(() => ({
      elements: document.querySelectorAll('*').length,
      lang: document.documentElement.lang,
      title: document.title,
      heading: document.querySelector('h1')?.textContent ?? '',
      inline: document.querySelectorAll('script:not([src]), [style]').length,
    }))
    seen.push({ path, lang, bytes, requests: asked.length, elements: facts.elements })
    const list = LISTS.has(path.split('?')[0] ?? path)
    expect.soft(bytes, `${where}: bytes on a first visit`).toBeLessThanOrEqual(MOST.bytes)
    expect.soft(asked.length, `${where}: requests`).toBeLessThanOrEqual(MOST.requests)
    expect.soft(facts.elements, `${where}: elements`).toBeLessThanOrEqual(list ? MOST.elementsOfAList : MOST.elements)
    expect.soft(facts.lang, `${where}: language said`).toBe(lang)
    expect.soft(facts.heading.trim(), `${where}: heading`).not.toBe('')
    expect.soft(facts.title, `${where}: title names the page and the site`).toContain(facts.heading.trim())
    expect.soft(facts.title, `${where}: title names the page and the site`).toContain('Seconde Vie')
    expect.soft(facts.inline, `${where}: inline scripts and styles`).toBe(0)
    expect.soft(complaints, `${where}: the browser complains`).toEqual([])
    expect.soft(await scrollsSideways(page), `${where}: scrolls sideways at 1280 px`).toBeLessThanOrEqual(0)
    expect.soft(await violations(page), `${where}: axe`).toEqual([])
    await page.setViewportSize(NARROW)
    expect.soft(await scrollsSideways(page), `${where}: scrolls sideways at 360 px`).toBeLessThanOrEqual(0)
    return true
  } finally {
    await context.close()
  }
}

/** The words of the page that a person reads when no script runs. */
async function readWithout(path: string, as?: string): Promise<{ words: string; unsendable: number }> {
  const context = await visitor('fr', as)
  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() })
  try {
    const page = await plain.newPage()
    await page.goto(site.origin + path)
    return {
      words: (await page.locator('main').textContent()) ?? '',
      unsendable: await page.locator('form:not(:has(button, input[type=submit]))').count(),
    }
  } finally {
    await plain.close()
    await context.close()
  }
}

describe('every page of an organisation is light, usable by everyone and whole in both languages', () => {
  test.each(guarded.map((route) => [route.path, route] as const))('%s', async (_, route) => {
    const path = examplePath(route, fill)
    let drawn = false
    for (const lang of LANGS) drawn = await holds(path, lang, route.example.as)
    if (!drawn) return
    const { words, unsendable } = await readWithout(path, route.example.as)
    expect(words.trim().length, 'says something without script').toBeGreaterThan(20)
    expect(unsendable, 'every form can be sent without script').toBe(0)
  })
})

describe('every open page too', () => {
  test.each(open.map((route) => [route.path]))('%s', async (path) => {
    // Some lead elsewhere, or are not there in this installation: they draw nothing.
    if ((await house.request(path, { headers: { accept: 'text/html' } })).status !== 200) return
    for (const lang of LANGS) await holds(path, lang)
  })
})

const OPTIONS: readonly [string, Partial<DisplayOptions>][] = [
  ['more contrast', { contrast: 'more' }],
  ['more contrast in the dark', { contrast: 'more', theme: 'dark' }],
  ['dark', { theme: 'dark' }],
  ['large', { size: 'large' }],
  ['larger, widely spaced', { size: 'larger', spacing: 'wide' }],
  ['plain', { plain: true }],
  ['without images', { images: false }],
]

describe('an ordinary page keeps its promise in each display option', () => {
  test.each(OPTIONS)('%s', async (_, option) => {
    for (const [path, as] of [
      ['/arrivees', 'technician'],
      ['/connexion', undefined],
    ] as const) {
      const context = await visitor('fr', as, { ...DEFAULT_DISPLAY, ...option })
      const page = await context.newPage()
      await page.goto(site.origin + path)
      expect.soft(await violations(page), `${path}: axe`).toEqual([])
      await page.setViewportSize(NARROW)
      expect.soft(await scrollsSideways(page), `${path}: scrolls sideways at 360 px`).toBeLessThanOrEqual(0)
      await context.close()
    }
  })
})
