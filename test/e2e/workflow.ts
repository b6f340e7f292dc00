import type { Browser, Page } from 'playwright-core'
import { type Files, type Hands, linkOf, part } from './hands.ts'

/** One screen of a process: where, what a person does there, and what they must see next. */
export interface Step {
  /** What happens, in the words of the guide. */
  readonly tells: string
  /** The address, where the person does not follow a link or a button. */
  readonly open?: string
  /** The part of the page, by the name of its form, where several have the same fields. */
  readonly within?: string
  /** What is typed or chosen, by label; an array ticks several boxes; `@name` sends files. */
  readonly fill?: Readonly<Record<string, string | readonly string[]>>
  /** The button or link that is pressed. */
  readonly press?: string
  /** The link that shows long work again: followed as long as the page offers it. */
  readonly follow?: string
  /** Words that the page says next. */
  readonly see?: readonly string[]
  /** Keeps, under a name, what the first group of a pattern finds in the page's words or address. */
  readonly keep?: Readonly<Record<string, RegExp>>
}

export interface Workflow {
  readonly title: string
  readonly lang: 'fr' | 'en'
  readonly steps: readonly Step[]
}

interface Play {
  readonly browser: Browser
  readonly origin: string
  readonly files: Files
  readonly hands: Hands
  readonly script: boolean
  /** CSS pixels; 1280 when not said. */
  readonly width?: number
}

/** Plays a process screen by screen in a browser; throws at the first screen that does not say what is expected. */
export async function play(
  workflow: Workflow,
  { browser, origin, files, hands, script, width = 1280 }: Play,
): Promise<void> {
  const context = await browser.newContext({
    javaScriptEnabled: script,
    locale: workflow.lang === 'fr' ? 'fr-FR' : 'en-GB',
    viewport: { width, height: 900 },
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  const kept: Record<string, string> = {}
  const told = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => kept[name] ?? `{${name}}`)
  try {
    for (const step of workflow.steps) {
      try {
        await playStep(page, step, { origin, files, hands, kept, told })
      } catch (error) {
        // As a person reads them: a space that keeps a sign on its line is a space.
        const words = (await page.locator('body').innerText()).replaceAll('\u00a0', ' ')
        throw new Error(
          `« ${step.tells} » at ${page.url()}\n${error instanceof Error ? error.message : error}\n\n${words}`,
        )
      }
    }
  } finally {
    await context.close()
  }
}

interface Scene {
  readonly origin: string
  readonly files: Files
  readonly hands: Hands
  readonly kept: Record<string, string>
  readonly told: (text: string) => string
}

async function playStep(page: Page, step: Step, { origin, files, hands, kept, told }: Scene): Promise<void> {
  if (step.open) await hands.open(page, origin + told(step.open))
  const where = part(page, step.within && told(step.within))
  for (const [label, value] of Object.entries(step.fill ?? {})) {
    if (typeof value !== 'string') await hands.tick(where, told(label), value.map(told))
    else if (value.startsWith('@')) await hands.send(where, told(label), files[value.slice(1)] ?? [])
    else await hands.fill(where, told(label), told(value))
  }
  if (step.press) await hands.press(where, told(step.press))
  await page.waitForLoadState('load')
  while (step.follow && (await linkOf(page, step.follow).count()) > 0) {
    await hands.press(where, step.follow)
    await page.waitForLoadState('load')
  }
  // As a person reads them: a space that keeps a sign on its line is a space.
  const words = (await page.locator('body').innerText()).replaceAll('\u00a0', ' ')
  for (const said of step.see ?? []) {
    if (!words.includes(told(said))) throw new Error(`the page does not say « ${told(said)} »`)
  }
  for (const [name, pattern] of Object.entries(step.keep ?? {})) {
    const found = (words.match(pattern) ?? page.url().match(pattern) ?? (await page.content()).match(pattern))?.[1]
    if (found === undefined) throw new Error(`nothing to keep as « ${name} »: ${pattern}`)
    kept[name] = found
  }
}
