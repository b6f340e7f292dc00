import type { Locator, Page } from 'playwright-core'

/** Files by name, sent where a step says `@name`. */
export type Files = Readonly<Record<string, readonly string[]>>

/** How a person acts on a page: what they open, fill, tick, send and press, each by the words that the page shows. */
export interface Hands {
  open(page: Page, address: string): Promise<void>
  /** Types in a field, or chooses in a list or a group. */
  fill(part: Locator, label: string, value: string): Promise<void>
  tick(part: Locator, label: string, values: readonly string[]): Promise<void>
  send(part: Locator, label: string, files: readonly string[]): Promise<void>
  /** Presses the button of this part, else the link of the page, of that name. */
  press(part: Locator, name: string): Promise<void>
}

/** The part of the page under this name, where a step says one. */
export const part = (page: Page, name: string | undefined): Locator =>
  name ? page.getByRole('form', { name, exact: true }).first() : page.locator('main')

const escaped = (label: string) => label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
/** A choice may carry its explanation after its name. */
const startingWith = (label: string) => new RegExp(`^\\s*${escaped(label)}`)
/** A required field says so after its name. */
const named = (label: string) => new RegExp(`^\\s*${escaped(label)}(\\s+(obligatoire|required))?\\s*$`)

export const boxOf = (part: Locator, label: string) => part.getByLabel(startingWith(label)).first()
export const fieldOf = (part: Locator, label: string) => part.getByLabel(named(label)).first()

/** The choice of that name in the group of that label; null where the label is a field of its own. */
export async function choiceOf(part: Locator, label: string, value: string): Promise<Locator | null> {
  const group = part.getByRole('group', { name: named(label) })
  return (await group.count()) > 0 ? group.getByLabel(startingWith(value)).first() : null
}

export const linkOf = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).first()

/** The button of this part, else the link of the page, of that name. */
export async function actOf(part: Locator, name: string): Promise<Locator> {
  const button = part.getByRole('button', { name, exact: true })
  return (await button.count()) > 0 ? button.first() : linkOf(part.page(), name)
}
