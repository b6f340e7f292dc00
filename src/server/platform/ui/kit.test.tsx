import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Lang } from '../text/text.ts'
import { setAssets } from './assets.ts'
import { coloursAddress, coloursSheet } from './colours.ts'
import { DEFAULT_DISPLAY } from './display.ts'
import { DisplayPage } from './display.views.tsx'
import { KitPage } from './kit.views.tsx'
import { loadAssets } from './load-assets.ts'
import { renderPage } from './render.ts'
import type { DisplayOptions, Viewer } from './viewer.ts'

const WIDE = { width: 1440, height: 1000 }
const NARROW = { width: 360, height: 780 }
/** The law asks AA; the house asks 7:1 for text too. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const STRICT =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

const step = (href: string, label: string, waiting: number | null, hot = false) =>
  ({ href, label, waiting, hot, group: waiting === null ? 'around' : 'circuit' }) as const

const viewer = (lang: Lang, display: Partial<DisplayOptions> = {}): Viewer => ({
  lang,
  display: { ...DEFAULT_DISPLAY, ...display },
  timeZone: 'Europe/Paris',
  path: '/atelier/fiches?q=disque',
  organisation: { id: '1', name: 'Ville de Valmont', colours: [], logo: null },
  person: { name: 'Claire M.', functionLabel: lang === 'fr' ? 'coordinatrice' : 'coordinator' },
  searches: true,
  rail: [
    step('/collecte', 'Collecte', 12),
    step('/arrivees', 'Arrivées', 31, true),
    step('/atelier', 'Atelier', 1842),
    step('/bilan', 'Bilan', null),
  ],
  demonstration: true,
  notice: { tone: 'done', text: lang === 'fr' ? '31 appareils sont reçus.' : '31 devices are received.' },
})

let server: Server
let browser: Browser
let css = ''
const shown = new Map<string, string>()

beforeAll(async () => {
  const assets = await loadAssets()
  setAssets(assets)
  css = assets.all.find(({ path }) => path === assets.css)?.body ?? ''
  server = createServer((request, response) => {
    const path = request.url ?? '/'
    const asset = assets.all.find((one) => one.path === path)
    response.setHeader('content-security-policy', STRICT)
    response.setHeader('content-type', asset?.mediaType ?? 'text/html; charset=utf-8')
    const colours = coloursSheet(path)
    if (colours !== null) response.setHeader('content-type', 'text/css')
    response.end(asset?.body ?? colours ?? shown.get(path) ?? '')
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
})

afterAll(async () => {
  await browser?.close()
  server?.close()
})

/** Opens a page of the kit in a window, and gathers what the browser complains of. */
async function open(html: string, viewport: typeof WIDE): Promise<{ page: Page; complaints: string[] }> {
  const path = `/${shown.size}`
  shown.set(path, html)
  const page = await browser.newPage({ viewport })
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text())
  })
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)
  return { page, complaints }
}

/** What axe finds, one line each, with the elements at fault. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = await page.evaluate((values) => {
    const { axe: inPage } = globalThis as unknown as { axe: typeof axe }
    return inPage.run(document, {
      runOnly: { type: 'tag', values },
      rules: { 'color-contrast-enhanced': { enabled: true } },
    })
  }, RULES)
  return found.violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => html.slice(0, 120) + failureSummary).join(' | ')}`,
  )
}

const OPTIONS: readonly [string, Lang, Partial<DisplayOptions>][] = [
  ['as it comes, in French', 'fr', {}],
  ['as it comes, in English', 'en', {}],
  ['dark', 'fr', { theme: 'dark' }],
  ['with more contrast, light', 'en', { contrast: 'more', theme: 'light' }],
  ['with more contrast, dark', 'fr', { contrast: 'more', theme: 'dark' }],
  ['large', 'fr', { size: 'large' }],
  ['larger and widely spaced', 'en', { size: 'larger', spacing: 'wide' }],
  ['simple', 'fr', { plain: true }],
  ['without images', 'fr', { images: false, theme: 'dark' }],
]

describe('Every piece can be used by everyone, in every display option', () => {
  for (const [name, lang, display] of OPTIONS) {
    it(`the kit ${name}: nothing for axe to report, wide or narrow, under the strict content policy`, async () => {
      const html = renderPage(<KitPage viewer={viewer(lang, display)} />)
      for (const viewport of [WIDE, NARROW]) {
        const { page, complaints } = await open(html, viewport)
        expect(await violations(page)).toEqual([])
        expect(complaints).toEqual([])
        const sideways = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect(sideways).toBe(0)
        await page.close()
      }
    })
  }

  it('the display page itself', async () => {
    const { page } = await open(renderPage(<DisplayPage viewer={viewer('fr')} once="1" back="/" />), NARROW)
    expect(await violations(page)).toEqual([])
    await page.close()
  })
})

describe('A page works without a mouse and without script', () => {
  it('on a phone the steps stay folded until « Circuit » is pressed with the keyboard', async () => {
    const { page } = await open(renderPage(<KitPage viewer={viewer('fr')} />), NARROW)
    const rail = page.getByRole('navigation', { name: 'Circuit' })
    expect(await rail.isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Circuit' }).press('Enter')
    expect(await rail.isVisible()).toBe(true)
    expect(await rail.getByRole('link', { name: 'Atelier' }).getAttribute('aria-current')).toBe('true')
    await page.keyboard.press('Escape')
    expect(await rail.isVisible()).toBe(false)
    await page.close()
  })

  it('on a wide screen the steps are there at once, and the first key leads past them', async () => {
    const { page } = await open(renderPage(<KitPage viewer={viewer('fr')} />), WIDE)
    expect(await page.getByRole('navigation', { name: 'Circuit' }).isVisible()).toBe(true)
    expect(await page.getByRole('button', { name: 'Circuit' }).isVisible()).toBe(false)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
    await page.close()
  })

  it('each message of the error summary leads to its field, which says the message too', async () => {
    const { page } = await open(renderPage(<KitPage viewer={viewer('fr')} />), WIDE)
    for (const message of ['Il manque la fin de l’adresse, par exemple ville.fr.', 'Dites si l’appareil s’allume.']) {
      await page.getByRole('alert').getByRole('link', { name: message }).press('Enter')
      const described = await page.evaluate(() => {
        const field = document.querySelector(':target')
        const ids = field?.closest('fieldset[aria-describedby]') ?? field
        return (ids?.getAttribute('aria-describedby') ?? '')
          .split(' ')
          .map((id) => document.getElementById(id)?.textContent)
          .join(' ')
      })
      expect(described).toContain(message)
    }
    await page.close()
  })

  it('a phone gives the page its whole width, and a wide screen gives it a column beside the steps and one for the margin', async () => {
    for (const [viewport, columns] of [
      [NARROW, 1],
      [{ width: 900, height: 900 }, 2],
      [WIDE, 3],
    ] as const) {
      const { page } = await open(renderPage(<KitPage viewer={viewer('fr')} />), viewport)
      const tracks = await page
        .locator('.frame')
        .evaluate((frame) => getComputedStyle(frame).gridTemplateColumns.split(' '))
      expect(tracks).toHaveLength(columns)
      await page.close()
    }
  })

  it('buttons and boxes are at least 44 pixels high, for a finger or a glove', async () => {
    const { page } = await open(renderPage(<KitPage viewer={viewer('fr')} />), NARROW)
    const small = await page.evaluate(() =>
      [
        ...document.querySelectorAll(
          '.button, main input:not([type=hidden], [type=radio], [type=checkbox]), select, .box label',
        ),
      ]
        .filter((element) => element.getClientRects().length > 0 && element.getBoundingClientRect().height < 44)
        .map((element) => element.outerHTML.slice(0, 80)),
    )
    expect(small).toEqual([])
    await page.close()
  })
})

describe('Colours are seen by everyone', () => {
  const TEXTS = ['--ink', '--soft', '--act', '--wait', '--refused', '--information']
  const MARKS = ['--edge', '--act-edge', '--wait-edge']
  const WASHES: Readonly<Record<string, string>> = {
    '--act': '--act-wash',
    '--wait': '--wait-wash',
    '--refused': '--refused-wash',
    '--information': '--information-wash',
  }
  for (const theme of ['light', 'dark'] as const) {
    for (const contrast of ['normal', 'more'] as const) {
      it(`text at 7:1 and marks at 3:1, ${theme}, contrast ${contrast}`, async () => {
        const { page } = await open(
          renderPage(<DisplayPage viewer={viewer('fr', { theme, contrast })} once="1" back="/" />),
          WIDE,
        )
        const luminance = await page.evaluate(
          (names) => {
            const probe = document.body.appendChild(document.createElement('span'))
            const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
            const linear = (channel = 0) =>
              channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4
            return Object.fromEntries(
              names.map((name) => {
                probe.style.color = `var(${name})`
                if (pen === null) throw new Error('no canvas')
                pen.fillStyle = getComputedStyle(probe).color
                pen.fillRect(0, 0, 1, 1)
                const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data
                return [name, 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)]
              }),
            )
          },
          [...TEXTS, ...MARKS, ...Object.values(WASHES), '--paper', '--sheet', '--on-act'],
        )
        const ratio = (a: string, b: string): number => {
          const [one, two] = [luminance[a] ?? 0, luminance[b] ?? 0]
          return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05)
        }
        const grounds = ['--paper', '--sheet']
        const pairs = [
          ...TEXTS.flatMap((text) => grounds.map((ground) => [text, ground, 7] as const)),
          ...Object.entries(WASHES).flatMap(([text, wash]) =>
            [text, '--ink', '--soft'].map((on) => [on, wash, 7] as const),
          ),
          ...MARKS.flatMap((mark) => grounds.map((ground) => [mark, ground, 3] as const)),
          ['--on-act', '--act', 7] as const,
          ['--wait-edge', '--wait-wash', 3] as const,
        ]
        const weak = pairs
          .filter(([a, b, least]) => ratio(a, b) < least)
          .map(([a, b, least]) => `${a} on ${b}: ${ratio(a, b).toFixed(2)}, ${least} needed`)
        expect(weak).toEqual([])
        await page.close()
      })
    }
  }
})

describe("An organisation's colours replace ours, and still read at 7:1", () => {
  for (const [name, colours] of [
    ['a pale yellow', ['#ffd500', '#1d3557']],
    ['a deep purple', ['#3b0764']],
    ['a bright red', ['#E2001A', '#ffffff']],
    ['a middle grey', ['#808080']],
  ] as const) {
    for (const theme of ['light', 'dark'] as const) {
      it(`${name}, ${theme}`, async () => {
        const plain = viewer('fr', { theme })
        const organisation = { id: '1', name: 'Ville de Valmont', logo: null, colours }
        const { page, complaints } = await open(renderPage(<KitPage viewer={{ ...plain, organisation }} />), WIDE)
        expect(await violations(page)).toEqual([])
        expect(complaints).toEqual([])
        const drawn = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--accent'))
        expect(drawn).toBe((colours.at(-1) ?? '').toLowerCase())
        await page.close()
      })
    }
  }

  it('what is no colour changes nothing, and no other address gives a sheet', () => {
    expect(coloursAddress([])).toBeNull()
    expect(coloursAddress(['red;}body{display:none'])).toBeNull()
    expect(coloursSheet('/assets/couleurs-zzzzzz.css')).toBeNull()
    expect(coloursSheet('/assets/look.css')).toBeNull()
  })
})

describe('Pages stay light', () => {
  it('the style sheet weighs under 8 KB and the page that shows everything under 20 KB with it', () => {
    const sheet = gzipSync(css).length
    const kit = gzipSync(renderPage(<KitPage viewer={viewer('fr')} />)).length
    expect(sheet).toBeGreaterThan(1024)
    expect(sheet).toBeLessThan(8 * 1024)
    expect(sheet + kit).toBeLessThan(20 * 1024)
  })
})
