import type { Browser, Locator, Page } from 'playwright-core'

/** One screen of a process: where, what a person does there, and what they must see next. */
export interface Step {
  /** What happens, in the words of the guide. */
  readonly tells: string
  /** The address, where the person does not follow a link or a button. */
  readonly open?: string
  /** Opens what is folded under this name. */
  readonly unfold?: string
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
  /** Files by name, sent where a step says `@name`. */
  readonly files: Readonly<Record<string, readonly string[]>>
  /** The browser runs no script, and only the keyboard is used. */
  readonly script: boolean
}

/** Plays a process screen by screen in a browser; throws at the first screen that does not say what is expected. */
export async function play(workflow: Workflow, { browser, origin, files, script }: Play): Promise<void> {
  const context = await browser.newContext({
    javaScriptEnabled: script,
    locale: workflow.lang === 'fr' ? 'fr-FR' : 'en-GB',
    viewport: { width: 1280, height: 900 },
  })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  const kept: Record<string, string> = {}
  const told = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => kept[name] ?? `{${name}}`)
  try {
    for (const step of workflow.steps) {
      try {
        await playStep(page, step, { origin, files, kept, told })
      } catch (error) {
        const words = await page.locator('body').innerText()
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
  readonly files: Play['files']
  readonly kept: Record<string, string>
  readonly told: (text: string) => string
}

async function playStep(page: Page, step: Step, { origin, files, kept, told }: Scene): Promise<void> {
  if (step.open) await page.goto(origin + told(step.open))
  if (step.unfold)
    await page
      .locator('summary', { hasText: told(step.unfold) })
      .first()
      .click()
  const part = step.within
    ? page.getByRole('form', { name: told(step.within), exact: true }).first()
    : page.locator('main')
  for (const [label, value] of Object.entries(step.fill ?? {})) await fill(part, told(label), value, files, told)
  if (step.press) await press(page, part, told(step.press))
  if (step.follow) {
    const link = page.getByRole('link', { name: step.follow, exact: true })
    while ((await link.count()) > 0) {
      await link.first().click()
      await page.waitForLoadState('load')
    }
  }
  const words = await page.locator('body').innerText()
  for (const said of step.see ?? []) {
    if (!words.includes(told(said))) throw new Error(`the page does not say « ${told(said)} »`)
  }
  for (const [name, pattern] of Object.entries(step.keep ?? {})) {
    const found = (words.match(pattern) ?? page.url().match(pattern) ?? (await page.content()).match(pattern))?.[1]
    if (found === undefined) throw new Error(`nothing to keep as « ${name} »: ${pattern}`)
    kept[name] = found
  }
}

/** The label as a person reads it: a required field says so after its name. */
const escaped = (label: string) => label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
/** A choice may carry its explanation after its name. */
const option = (label: string) => new RegExp(`^\\s*${escaped(label)}`)
const named = (label: string) => new RegExp(`^\\s*${escaped(label)}(\\s+(obligatoire|required))?\\s*$`)

async function fill(
  part: Locator,
  label: string,
  value: string | readonly string[],
  files: Play['files'],
  told: (text: string) => string,
): Promise<void> {
  if (typeof value !== 'string') {
    for (const one of value)
      await part
        .getByLabel(option(told(one)))
        .first()
        .check()
    return
  }
  if (value.startsWith('@')) {
    await part.getByLabel(named(label)).setInputFiles([...(files[value.slice(1)] ?? [])])
    return
  }
  const group = part.getByRole('group', { name: named(label) })
  if ((await group.count()) > 0) {
    await group
      .getByLabel(option(told(value)))
      .first()
      .check()
    return
  }
  const field = part.getByLabel(named(label)).first()
  const tag = await field.evaluate((element) => element.tagName)
  if (tag === 'SELECT')
    await field.selectOption(
      await field
        .locator('option', { hasText: told(value) })
        .first()
        .getAttribute('value'),
    )
  else await field.fill(told(value))
}

async function press(page: Page, part: Locator, name: string): Promise<void> {
  const button = part.getByRole('button', { name, exact: true })
  const one = (await button.count()) > 0 ? button.first() : page.getByRole('link', { name, exact: true }).first()
  await one.click()
  await page.waitForLoadState('load')
}
