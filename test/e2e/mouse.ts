import { actOf, boxOf, choiceOf, fieldOf, type Hands } from './hands.ts'

/** Points and clicks. */
export const mouse: Hands = {
  open: async (page, address) => {
    await page.goto(address)
  },
  async fill(part, label, value) {
    const choice = await choiceOf(part, label, value)
    if (choice) return choice.check()
    const field = fieldOf(part, label)
    if ((await field.evaluate((element) => element.tagName)) !== 'SELECT') return field.fill(value)
    const option = field.locator('option', { hasText: value }).first()
    await field.selectOption(await option.getAttribute('value'))
  },
  async tick(part, _, values) {
    for (const value of values) await boxOf(part, value).check()
  },
  send: (part, label, files) => fieldOf(part, label).setInputFiles([...files]),
  press: async (part, name) => (await actOf(part, name)).click(),
}
