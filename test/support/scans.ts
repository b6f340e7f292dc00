import { expect } from 'vitest'
import type { TestHouse } from './house.ts'

interface Answer {
  readonly tone: string
  readonly last: string
  /** With ordinary spaces. */
  readonly html: string
  /** The big words of the answer. */
  readonly says: string
  /** The item of the work order that is asked, and its big words; empty where none is. */
  readonly item: string
  readonly asks: string
}

const SHOWN_ITEM = /data-item="([^"]*)">[\s\S]*?scan-says">([^<]*)</

/** The scan screen of one person: each scan names the one before it and the item shown, as the script does. */
export function scanScreen(house: TestHouse, as: string) {
  let after = ''
  let seen = ''
  const send = async (text: string, scan: string, before: string): Promise<Answer> => {
    const answer = await house.request('/balayage', {
      method: 'POST',
      headers: { cookie: house.sample.cookies[as] ?? '', origin: 'http://localhost:3000', accept: 'application/json' },
      body: new URLSearchParams({ text, scan, after: before, seen }),
    })
    expect(answer.status).toBe(200)
    const sent = (await answer.json()) as Answer
    const read = { ...sent, html: sent.html.replaceAll('\u00a0', ' ') }
    const [, item = '', asks = ''] = SHOWN_ITEM.exec(read.html) ?? []
    seen = item
    return { ...read, says: /scan-says">([^<]*)</.exec(read.html)?.[1] ?? '', item, asks }
  }
  return {
    send,
    async scan(text: string): Promise<Answer> {
      const scan = crypto.randomUUID()
      const answer = await send(text, scan, after)
      after = scan
      return answer
    },
    /** Looks at the page again: the chain goes on from what it shows. */
    async look(): Promise<string> {
      const page = await (await house.get('/balayage', as)).text()
      after = /name="after" value="([^"]*)"/.exec(page)?.[1] ?? ''
      seen = /name="seen" value="([^"]*)"/.exec(page)?.[1] ?? ''
      return page
    },
    get after() {
      return after
    },
    /** The screen shows what it showed before, as where an answer was not drawn yet. */
    shows(item: string) {
      seen = item
    },
    /** Says yes to each item asked, until none is. */
    async yesToAll(first: Answer): Promise<Answer[]> {
      const answers = [first]
      while (answers.at(-1)?.asks) answers.push(await this.scan('SV:ACT:YES'))
      return answers
    },
  }
}
