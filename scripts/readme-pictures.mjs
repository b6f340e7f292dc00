// The pictures of the README and of the guide's walk, taken from the demonstration as it is: docs/pictures/*.png. Everything is stopped after.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FOLDER = join(ROOT, 'docs/pictures')
const MOST_BYTES = 200 * 1024
const ROW = 'td a[href^="/"], th a[href^="/"]'
/** Each picture: who looks, from which page, and what is opened there. */
const STOPS = [
  { name: 'today', as: 'coordinator', from: '/' },
  { name: 'device', as: 'coordinator', from: '/parc?vie=3', open: 'td a[href^="/parc/"], th a[href^="/parc/"]' },
  { name: 'visite-tri', as: 'technician', from: '/tri', open: 'a[href^="/tri/"]' },
  { name: 'visite-atelier', as: 'technician', from: '/atelier' },
  { name: 'visite-demandes', as: 'mediator', from: '/demandes' },
  { name: 'visite-convention', as: 'elected', from: '/conventions', open: ROW },
  { name: 'visite-palettes', as: 'finance', from: '/palettes' },
  { name: 'visite-programme', as: 'elected', from: '/programme' },
  { name: 'pieces-manques', as: 'technician', from: '/pieces/manques' },
  { name: 'mouvements', as: 'technician', from: '/mouvements' },
  { name: 'inventaires', as: 'finance', from: '/inventaires' },
  { name: 'balayage', as: 'trainee', from: '/atelier', scan: 'SV:MODE:WORK' },
]

const data = mkdtempSync(join(tmpdir(), 'seconde-vie-pictures-'))
const server = spawn(process.execPath, [join(ROOT, 'start.mjs'), '--demo'], {
  env: { ...process.env, SECONDE_VIE_DATA: data, PORT: String(await freePort()), HOST: 'localhost' },
  stdio: ['ignore', 'pipe', 'inherit'],
})
const ended = once(server, 'exit')
try {
  const address = await addressOf(server)
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu'],
  })
  try {
    await take(browser, address)
  } finally {
    await browser.close()
  }
} finally {
  server.kill('SIGINT')
  await ended
  rmSync(data, { recursive: true, force: true })
}

async function take(browser, address) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, locale: 'fr-FR' })
  const page = await context.newPage()
  await page.goto(`${address}/demonstration`)
  await picture(page, 'visite-roles')
  for (const { name, as, from, open, scan } of STOPS) {
    await page.goto(`${address}/demonstration`)
    await page.locator(`input[value="${as}"] + button`).click()
    await page.goto(`${address}${from}`)
    if (open) await page.locator(`main :is(${open})`).first().click()
    if (scan) await scanUntilAsked(page, address, scan)
    await picture(page, name)
  }
}

/** Scans a mode card as a hand scanner does, then the machines of the workshop until one has an item of its order asked. */
async function scanUntilAsked(page, address, card) {
  const codes = await page.locator('main .code').allInnerTexts()
  await page.goto(`${address}/balayage`)
  for (const text of [card, ...codes.map((code) => code.trim())]) {
    await page.keyboard.type(text)
    await page.keyboard.press('Enter')
    await page.locator('main[data-busy="no"]').waitFor()
    if (await page.locator('.scan-item').first().isVisible()) return
  }
}

async function picture(page, name) {
  mkdirSync(FOLDER, { recursive: true })
  const path = join(FOLDER, `${name}.png`)
  await page.screenshot({ path })
  const { size } = statSync(path)
  if (size > MOST_BYTES) throw new Error(`${path} weighs ${size} bytes: more than the README carries`)
  console.log(`${path} (${Math.round(size / 1024)} KB)`)
}

async function addressOf(child) {
  for await (const line of createInterface({ input: child.stdout })) {
    const [, address] = line.match(/^Seconde Vie : (\S+)/) ?? []
    if (address) return address
  }
  throw new Error('the server did not start')
}

async function freePort() {
  const probe = createServer().listen(0, 'localhost')
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  await once(probe, 'close')
  return port
}
