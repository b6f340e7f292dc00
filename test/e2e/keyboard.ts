import type { ElementHandle, Locator, Page } from 'playwright-core'
import { actOf, boxOf, choiceOf, fieldOf, type Hands } from './hands.ts'

/** More stops than any page has between two controls that follow each other in a story. */
const FAR = 150

interface Stop {
  /** Where the target is from here. */
  readonly way: 'here' | 'ahead' | 'behind'
  /** What is wrong with this stop, for one who sees where they are; nothing where it is well. */
  readonly wrong: string | null
}

/** Says where the focus is and whether a person sees it: drawn, in the window, not under something else. */
const look = (page: Page, target: ElementHandle<Node>): Promise<Stop> =>
  page.evaluate((wanted) => {
    const at = document.activeElement
    if (!at || at === document.body) return { way: 'ahead', wrong: null }
    const aims = wanted instanceof Element ? wanted : document.body
    const sameGroup =
      at instanceof HTMLInputElement &&
      aims instanceof HTMLInputElement &&
      at.type === 'radio' &&
      at.name === aims.name &&
      at.form === aims.form
    const behind = (at.compareDocumentPosition(aims) & Node.DOCUMENT_POSITION_PRECEDING) !== 0
    const way = at === aims || sameGroup ? 'here' : behind ? 'behind' : 'ahead'
    if (at.id === 'content') return { way, wrong: null }
    const name = `${at.tagName} « ${(at.getAttribute('aria-label') ?? at.textContent ?? '').trim().slice(0, 40)} » ${at.id}`
    const drawn = (one: Element | null): boolean => {
      if (!one || one === document.body) return false
      const { outlineStyle, outlineWidth } = getComputedStyle(one)
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || drawn(one.parentElement)
    }
    if (!drawn(at)) return { way, wrong: `the focus is not seen on ${name}` }
    const box = at.getBoundingClientRect()
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
    if (!inside || box.width < 2 || box.height < 2) return { way, wrong: `the focus is out of sight, on ${name}` }
    const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1)
    const y = Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1)
    const above = document.elementFromPoint(x, y)
    const covered = above !== null && !at.contains(above) && !above.contains(at) && above.closest('label') === null
    return { way, wrong: covered ? `something hides the focus, on ${name}` : null }
  }, target)

/** Where the page that just opened lets its reader start. */
async function skipToContent(page: Page): Promise<void> {
  const started = await page.evaluate(() => document.activeElement !== document.body)
  if (started) return
  await page.keyboard.press('Tab')
  const skips = await page.evaluate(() => document.activeElement?.getAttribute('href') === '#content')
  if (!skips) throw new Error('the first stop of the page does not skip to its content')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  const inside = await page.evaluate(() => document.querySelector('main')?.contains(document.activeElement) === true)
  if (!inside) throw new Error('the link that skips to the content does not lead there')
}

/** Goes to a control with the Tab key alone, and fails at the first stop where the focus is not seen. */
async function walkTo(target: Locator): Promise<Page> {
  const page = target.page()
  const handle = await target.elementHandle()
  if (!handle) throw new Error('the control is not there')
  if (await target.evaluate((element) => element.closest('main') !== null)) await skipToContent(page)
  for (let stops = 0; stops < FAR; stops += 1) {
    const { way, wrong } = await look(page, handle)
    if (wrong) throw new Error(wrong)
    if (way === 'here') return page
    await page.keyboard.press(way === 'behind' ? 'Shift+Tab' : 'Tab')
  }
  throw new Error(`${FAR} stops do not lead to ${await target.evaluate((element) => element.outerHTML.slice(0, 200))}`)
}

const isChecked = (target: Locator) => target.isChecked()

async function choose(radio: Locator): Promise<void> {
  const page = await walkTo(radio)
  for (let moves = 0; !(await isChecked(radio)); moves += 1) {
    if (moves > 20) throw new Error('the arrows do not lead to the choice')
    const here = await radio.evaluate((element) => element === document.activeElement)
    await page.keyboard.press(here ? 'Space' : 'ArrowDown')
  }
}

async function chooseInList(list: Locator, value: string): Promise<void> {
  const page = await walkTo(list)
  const shown = () =>
    list.evaluate((element) => (element instanceof HTMLSelectElement ? element.selectedOptions[0]?.textContent : ''))
  await page.keyboard.press('Home')
  for (let moves = 0; !(await shown())?.includes(value); moves += 1) {
    if (moves > 100) throw new Error(`the list has no « ${value} »`)
    await page.keyboard.press('ArrowDown')
  }
}

/** A date is typed digit by digit: day first or month first, as the browser shows it. */
async function typeDate(field: Locator, value: string): Promise<void> {
  const page = await walkTo(field)
  const [year = '', month = '', day = ''] = value.split('-')
  for (const digits of [month + day, day + month]) {
    for (const arrow of ['ArrowLeft', 'ArrowLeft']) await page.keyboard.press(arrow)
    await page.keyboard.type(digits + year)
    if ((await field.inputValue()) === value) return
  }
  throw new Error(`the date says ${await field.inputValue()}, not ${value}`)
}

/** Tab, Shift and Tab, Enter, Space, arrows and letters; an address is typed where the page has no link to it. */
export const keyboard: Hands = {
  async open(page, address) {
    const { pathname, search, origin } = new URL(address)
    const link = page.locator(`nav.rail a[href="${pathname}${search}"]`).first()
    const here = page.url().startsWith(origin)
    if (!here || (await link.count()) === 0 || !(await link.isVisible())) {
      await page.goto(address)
      return
    }
    await walkTo(link)
    await page.keyboard.press('Enter')
    await page.waitForURL(address)
  },
  async fill(part, label, value) {
    const choice = await choiceOf(part, label, value)
    if (choice) return choose(choice)
    const field = fieldOf(part, label)
    const kind = await field.evaluate((element) =>
      element instanceof HTMLInputElement ? element.type : element.tagName,
    )
    if (kind === 'SELECT') return chooseInList(field, value)
    if (kind === 'date') return typeDate(field, value)
    const page = await walkTo(field)
    await page.keyboard.press('Control+A')
    await page.keyboard.type(value)
  },
  async tick(part, _, values) {
    for (const value of values) {
      const box = boxOf(part, value)
      const radio = (await box.getAttribute('type')) === 'radio'
      if (radio) await choose(box)
      else if (!(await isChecked(box))) await (await walkTo(box)).keyboard.press('Space')
    }
  },
  async send(part, label, files) {
    // Asked before the walk: the browser hands its chooser over only some time after it was asked to.
    const chooser = part.page().waitForEvent('filechooser')
    await (await walkTo(fieldOf(part, label))).keyboard.press('Enter')
    await (await chooser).setFiles([...files])
  },
  async press(part, name) {
    const act = await actOf(part, name)
    const page = await walkTo(act)
    const left = page.waitForEvent('framenavigated')
    await page.keyboard.press('Enter')
    await left
  },
}
