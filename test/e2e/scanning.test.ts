import { serve } from '@hono/node-server'
import { toSVG } from 'bwip-js/node'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { perform } from '../../src/server/circuit/perform.sql.ts'
import { createDevice } from '../../src/server/fleet/device.sql.ts'
import { addPlace } from '../../src/server/fleet/place.sql.ts'
import { importById } from '../../src/server/imports/import.sql.ts'
import { isAtWork } from '../../src/server/imports/import.ts'
import { stepImport } from '../../src/server/imports/step.sql.ts'
import { codesOfPlaces } from '../../src/server/labels/label.sql.ts'
import { DEFAULT_STEPS, testsOf } from '../../src/server/workshop/work-models.ts'
import { openBrowser, violations } from '../support/browser.ts'
import { openTestHouse, type TestHouse } from '../support/house.ts'
import { fitMedium } from '../support/ready.ts'
import { ORIGIN } from '../support/sample.ts'

let house: TestHouse
let site: { readonly origin: string; close(): void }
let browser: Browser
let context: BrowserContext
let page: Page

beforeAll(async () => {
  house = await openTestHouse('scanning-cut')
  site = await listen(house)
  browser = await openBrowser()
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'fr-FR' })
  await signIn()
  page = await context.newPage()
})
const signIn = () =>
  context.addCookies(
    (house.sample.cookies.technician ?? '').split('; ').map((cookie) => {
      const [name = '', value = ''] = cookie.split(/=(.*)/s)
      return { name, value, url: site.origin }
    }),
  )
afterAll(async () => {
  await browser?.close()
  site?.close()
  await house?.close()
})

function listen(of: TestHouse): Promise<{ origin: string; close(): void }> {
  return new Promise((resolve) => {
    const fetch = async (request: Request) => {
      const { pathname, search } = new URL(request.url)
      const headers = new Headers(request.headers)
      if (headers.has('origin')) headers.set('origin', ORIGIN)
      const body = request.method === 'POST' ? { body: await request.arrayBuffer() } : {}
      return of.request(pathname + search, { method: request.method, headers, ...body })
    }
    const web = serve({ fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve({ origin: `http://127.0.0.1:${port}`, close: () => web.close() }),
    )
  })
}

const announced = (kind: 'screen' | 'desktop' = 'screen') =>
  house.inside((tx) =>
    createDevice(
      tx,
      { organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null },
      { kind, state: 'announced', maker: 'Dell', model: kind === 'screen' ? 'P2419H' : 'OptiPlex 3050' },
    ),
  )

/** As a hand scanner does: keys, then Enter, wherever the focus is. */
const scan = async (text: string) => {
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}
const says = (text: string) => page.locator('#scan-panel .scan-says', { hasText: text }).waitFor()
/** The item of the work order that is read in big letters; empty where none is. */
const shownItem = () => page.locator('.scan-item:not([hidden]) .scan-says')
const asked = (text: string) => shownItem().filter({ hasText: text }).waitFor()
const bigItem = async () => ((await shownItem().count()) > 0 ? await shownItem().innerText() : '')
const ITEMS_OF_A_DESKTOP = [...DEFAULT_STEPS.computer.map(({ fr }) => fr), ...testsOf('desktop').map(({ fr }) => fr)]
const net = (text: string) => page.locator('#scan-net', { hasText: text }).waitFor()
const linesOf = (code: string) => page.locator('.scan-lines li', { hasText: code })

test('the network drops twice at the bench: nothing is typed twice or lost, and what no longer holds is told', async () => {
  const shown = (code: string) => `SV-${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`
  const machines = await Promise.all(Array.from({ length: 7 }, () => announced()))
  const [one, two, three, four, five, six, seven] = machines.map(({ code }) => code)
  if (!one || !two || !three || !four || !five || !six || !seven) throw new Error('seven machines are announced')

  await page.goto(`${site.origin}/balayage`)
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  await scan('SV:MODE:RECEIVE')
  await says('Mode Recevoir')
  await scan(one)
  await says('Reçu')

  await context.setOffline(true)
  await scan(two)
  await scan(three)
  await net('2 scans attendent le réseau')
  expect(await page.locator('#scan-panel').getAttribute('class')).toContain('waits')
  await context.setOffline(false)
  await net('Réseau revenu : 2 scans envoyés.')

  // The server did it, and its answer was lost on the way.
  let lost = 0
  await page.route('**/balayage', async (route) => {
    if (route.request().method() !== 'POST' || lost > 0) return route.fallback()
    lost += 1
    await route.fetch()
    return route.abort()
  })
  await scan(four)
  await net('Réseau revenu : un scan envoyé.')
  expect(lost).toBe(1)
  await page.unroute('**/balayage')

  await context.setOffline(true)
  await scan(five)
  await scan(six)
  await net('2 scans attendent le réseau')
  // Somebody else receives the sixth meanwhile.
  const other = { organisationId: house.sample.organisationId, personId: house.sample.people.coordinator ?? null }
  const sixth = machines[5]
  if (sixth) await house.inside((tx) => perform(tx, other, 'receive', sixth.id))
  // The tab is opened again without a network.
  await page.reload()
  await net('2 scans attendent le réseau')
  await scan(seven)
  await net('3 scans attendent le réseau')
  await context.setOffline(false)
  await net('3 scans envoyés, dont 1 sans effet')
  expect(await linesOf(shown(six)).getAttribute('class')).toBe('refused')
  expect(await linesOf(shown(seven)).getAttribute('class')).toBe('done')
  expect(await violations(page)).toEqual([])

  const received = await house.inside((tx) =>
    tx.selectFrom('event').select('subject_id as id').where('kind', '=', 'device.receive').execute(),
  )
  expect(received.map(({ id }) => id).toSorted()).toEqual(machines.map(({ id }) => id).toSorted())

  await scan('SV:ACT:UNDO')
  await says('Annulé : Reçu')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('scan-text')
})

test('signed out at the bench, the scan waits, says so, and leaves once signed in again', async () => {
  await page.goto(`${site.origin}/balayage`)
  await context.clearCookies()
  await scan('SV:MODE:LOOK')
  await net('Votre connexion a pris fin : rien n’est perdu.')
  await signIn()
  await net('Réseau revenu : un scan envoyé.')
  await says('Mode Voir')
})

/** Another person imports the town's inventory, as their browser does; each line makes its device. */
async function importInventory(count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, at) => `PARC${at};Portable;Dell Inc.;Latitude 5490;École Jaurès`)
  const sheet = new File([['Numéro de série;Type;Fabricant;Modèle;Lieu', ...rows].join('\r\n')], 'parc.csv')
  const as = 'coordinator'
  const href = (await house.post('/imports', { target: 'devices', file: sheet }, as)).headers.get('location') ?? ''
  const work = async () => {
    const id = href.split('/').at(-1) ?? ''
    for (;;) {
      const found = await house.inside((tx) => importById(tx, id))
      if (!found || !isAtWork(found.phase)) return
      await house.inside((tx) => stepImport(tx, house.sample.organisationId, id, '2026-11-22'))
    }
  }
  await work()
  const page = await (await house.get(href, as)).text()
  const columns = [...page.matchAll(/<select name="columns".*?<\/select>/gs)].map(
    ([select]) => /<option value="([^"]*)" selected/.exec(select)?.[1] ?? '',
  )
  const form = { sheet: '0', header: '1', columns, next: 'check', createPlaces: 'yes', standing: 'inUse' }
  expect((await house.post(`${href}/colonnes`, form, as)).status).toBe(303)
  await work()
  expect((await house.post(`${href}/importer`, {}, as)).status).toBe(303)
  await work()
  const made = await house.inside((tx) =>
    tx.selectFrom('device').select('id').where('serial', 'like', 'PARC%').execute(),
  )
  const said = await (await house.get(`${href}/reponses.csv`, as)).text()
  expect(made.length, said.slice(0, 400)).toBe(count)
}

test('ten machines go from the dock to shelved kits by scans alone, while the inventory is imported and the network drops twice', async () => {
  const actor = { organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? '' }
  const place = (name: string) =>
    house.inside(async (tx) => {
      const id = await addPlace(tx, actor, { kind: 'store', name, parentId: null, inseeCode: null, renewalYears: null })
      const [code = ''] = await codesOfPlaces(tx, actor, [id])
      return { id, code }
    })
  const [dock, shelf] = [await place('Quai'), await place('Étagère 3')]
  const model = { name: 'Unité seule', kinds: ['desktop'], network: 'no', screen: 'no', 'supply-mouse': '1' }
  expect((await house.post('/kits/modeles/nouveau', model, 'technician')).status).toBe(303)
  const mice = { kind: 'mouse', name: 'Souris', count: '10', wanted: '1' }
  const bin = (await house.post('/fournitures/nouvelle', mice, 'technician')).headers.get('location')?.split('/').at(-1)
  const machines = await Promise.all(Array.from({ length: 10 }, () => announced('desktop')))
  const codes = machines.map(({ code }) => code)
  const each = async (all: readonly string[], scans: (code: string) => readonly string[]) => {
    for (const code of all) for (const text of scans(code)) await scan(text)
  }
  const ended = async () => {
    await scan('SV:ACT:END')
    await page.locator('main[data-busy="no"]').waitFor({ timeout: 60_000 })
  }

  const imported = importInventory(400)
  await page.goto(`${site.origin}/balayage`)
  await scan('SV:MODE:RECEIVE')
  await scan(dock.code)
  await each(codes.slice(0, 4), (code) => [code])
  await context.setOffline(true)
  await each(codes.slice(4), (code) => [code])
  await net('attend')
  await context.setOffline(false)
  await ended()
  // The bench agent reads each machine and erases its disk.
  await house.inside(async (tx) => {
    for (const [at, { id }] of machines.entries()) {
      expect((await perform(tx, actor, 'identify', id)).kind).toBe('done')
      await fitMedium(tx, actor, id, `TEN-${at}`, true)
      await tx.updateTable('device').set({ works: 'working' }).where('id', '=', id).execute()
    }
  })
  await scan('SV:MODE:TRIAGE')
  await each(codes, (code) => [code, 'SV:ACT:YES'])
  await scan('SV:MODE:WORK')
  for (const [at, code] of codes.entries()) {
    await scan(code)
    await asked('Contrôler l’état à l’œil')
    // Each yes speaks of the one item that is read; in the middle of the third machine the network drops.
    const items: string[] = []
    for (let item = await bigItem(); item !== ''; item = await bigItem()) {
      items.push(item)
      if (at === 2 && items.length === 3) await context.setOffline(true)
      await scan('SV:ACT:YES')
    }
    expect(items).toEqual([...ITEMS_OF_A_DESKTOP, 'Profil «\u00a0Base libre\u00a0»'])
    if (at === 2) {
      expect(await page.locator('#scan-panel').getAttribute('class')).toContain('waits')
      await context.setOffline(false)
    }
    await scan('SV:GRADE:B')
    await says('Grade B')
  }
  await scan('SV:MODE:READY')
  await each(codes, (code) => [code])
  await scan('SV:MODE:KIT')
  await context.setOffline(true)
  await each(codes.slice(0, 5), (code) => [code, 'SV:ACT:YES', code, bin ?? '', 'SV:ACT:YES'])
  await net('attend')
  await context.setOffline(false)
  await each(codes.slice(5), (code) => [code, 'SV:ACT:YES', code, bin ?? '', 'SV:ACT:YES'])
  await ended()
  const kits = await house.inside((tx) =>
    tx.selectFrom('kit').select('code').where('state', '=', 'complete').orderBy('id').execute(),
  )
  expect(kits.length).toBe(10)
  await scan('SV:MODE:MOVE')
  await each([...kits.map(({ code }) => code), shelf.code], (code) => [code])
  await ended()

  const left = await house.inside((tx) =>
    tx
      .selectFrom('device')
      .select(['state', 'place_id as place'])
      .where('code', 'in', codes)
      .groupBy(['state', 'place_id'])
      .execute(),
  )
  expect(left).toEqual([{ state: 'ready', place: shelf.id }])
  const acts = await house.inside((tx) =>
    tx
      .selectFrom('event')
      .select((of) => ['kind', of.fn.countAll<number>().as('n')])
      .where(
        'subject_id',
        'in',
        machines.map(({ id }) => id),
      )
      .where('kind', 'in', [
        'device.receive',
        'device.triage',
        'device.startWork',
        'device.finish',
        'device.completeKit',
      ])
      .groupBy('kind')
      .execute(),
  )
  expect(acts.map(({ n }) => Number(n))).toEqual([10, 10, 10, 10, 10])
  // Each item by itself, once, replayed or not.
  const items = await house.inside((tx) =>
    tx
      .selectFrom('event')
      .select((of) => ['kind', of.fn.countAll<number>().as('n')])
      .where(
        'subject_id',
        'in',
        machines.map(({ id }) => id),
      )
      .where('kind', 'in', ['work.step', 'work.tested', 'work.software'])
      .groupBy('kind')
      .orderBy('kind')
      .execute(),
  )
  const { computer } = DEFAULT_STEPS
  expect(items.map(({ n }) => Number(n))).toEqual([10, 10 * computer.length, 10 * testsOf('desktop').length])
  await imported
})

test('the camera reads a printed card, with the decoder that is served here', async () => {
  const camera = await context.newPage()
  const asked: string[] = []
  camera.on('request', (request) => asked.push(request.url()))
  const square = toSVG({ bcid: 'qrcode', text: 'SV:MODE:MOVE', scale: 6, paddingwidth: 24, paddingheight: 24 })
  const picture = `data:image/svg+xml;base64,${Buffer.from(square).toString('base64')}`
  await camera.addInitScript((source) => {
    const view = async () => {
      const image = new Image(480, 480)
      image.src = source
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = 480
      canvas.height = 480
      const pen = canvas.getContext('2d')
      const draw = () => {
        if (!pen) return
        pen.fillStyle = '#fff'
        pen.fillRect(0, 0, 480, 480)
        pen.drawImage(image, 0, 0, 480, 480)
        requestAnimationFrame(draw)
      }
      draw()
      return canvas.captureStream(10)
    }
    navigator.mediaDevices.getUserMedia = view
  }, picture)
  await camera.goto(`${site.origin}/balayage`)
  expect(asked.filter((url) => /decoder|wasm/.test(url))).toEqual([])
  await camera.getByRole('button', { name: 'Caméra' }).click()
  await camera.locator('.scan-says', { hasText: 'Mode Déplacer' }).waitFor()
  expect(asked.some((url) => url.endsWith('.wasm'))).toBe(true)
  expect(asked.filter((url) => !url.startsWith(site.origin) && !url.startsWith('data:'))).toEqual([])
  await camera.getByRole('button', { name: 'Arrêter la caméra' }).click()
  expect(await camera.locator('video').isVisible()).toBe(false)
  await camera.close()
})
