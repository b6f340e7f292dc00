// Takes pictures of pages of a running server: wide, narrow, dark and on paper.
// node scripts/pictures.mjs http://localhost:3000 docs/pictures /kit /affichage [--cookie "name=value; name=value"]
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const { cookie, rest } = readArguments(process.argv.slice(2))
const [address, folder, ...paths] = rest
if (!address || !folder || paths.length === 0) {
  console.error('node scripts/pictures.mjs ADDRESS FOLDER PATH… [--cookie "name=value"]')
  process.exit(1)
}

const SIZES = {
  wide: { viewport: { width: 1440, height: 1000 }, colorScheme: 'light' },
  narrow: { viewport: { width: 360, height: 780 }, colorScheme: 'light', deviceScaleFactor: 2 },
  dark: { viewport: { width: 1440, height: 1000 }, colorScheme: 'dark' },
}

mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
  ],
})
try {
  for (const path of paths) {
    const name = path.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'home'
    for (const [size, options] of Object.entries(SIZES)) {
      const page = await visit(path, options)
      await page.screenshot({ path: join(folder, `${name}-${size}.png`), fullPage: true })
      if (size === 'wide') await page.pdf({ path: join(folder, `${name}.pdf`), preferCSSPageSize: true, format: 'A4' })
      await page.context().close()
    }
    console.log(join(folder, name))
  }
} finally {
  await browser.close()
}

async function visit(path, options) {
  const context = await browser.newContext({ ...options, locale: 'fr-FR' })
  if (cookie) {
    const pairs = cookie.split(';').map((pair) => pair.trim().split(/=(.*)/s))
    await context.addCookies(pairs.map(([name, value]) => ({ name, value, url: address })))
  }
  const page = await context.newPage()
  const answer = await page.goto(new URL(path, address).href)
  if (!answer?.ok()) throw new Error(`${path} answered ${answer?.status()}`)
  return page
}

function readArguments(words) {
  const at = words.indexOf('--cookie')
  if (at < 0) return { cookie: null, rest: words }
  return { cookie: words[at + 1] ?? null, rest: [...words.slice(0, at), ...words.slice(at + 2)] }
}
