// The pictures of the README, taken from the demonstration as it is: docs/pictures/{today,device}.png. Everything is stopped after.
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
  await page.locator('input[value="coordinator"] + button').click()
  await page.goto(`${address}/`)
  await picture(page, 'today')
  await page.goto(`${address}/parc?vie=3`)
  await page.locator('td a[href^="/parc/"], th a[href^="/parc/"]').last().click()
  await picture(page, 'device')
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
