import type { VNode } from 'preact'
import { render } from 'preact-render-to-string'

/** One whole page as HTML text, from a `Layout` or a `PublicLayout`. */
export function renderPage(page: VNode): string {
  return `<!doctype html>${keepSignsWithWords(render(page))}`
}

const NO_BREAK = '\u00a0'
const SIGNS = [' :', ' ;', ' ?', ' !', ' »', '« ']
const TAG = /<(?:"[^"]*"|[^>"])*>/y

/**
 * French sets a space before « : ; ? ! » that no line may break (Imprimerie nationale, Lexique des règles typographiques).
 * Attributes and what a person typed in a field stay as they are.
 */
export const keepSignsWithWords = (html: string): string => SIGNS.reduce(keepSign, html)

function keepSign(html: string, sign: string): string {
  const kept = sign.replace(' ', NO_BREAK)
  let said = ''
  let from = 0
  for (let at = html.indexOf(sign); at >= 0; at = html.indexOf(sign, at + 1)) {
    if (!isRead(html, at)) continue
    said += html.slice(from, at) + kept
    from = at + sign.length
  }
  return from === 0 ? html : said + html.slice(from)
}

/** Whether what stands there is text of the page: after the end of a tag that opens no field. */
function isRead(html: string, at: number): boolean {
  const tag = html.lastIndexOf('<', at)
  if (tag < 0) return true
  if (html.startsWith('<textarea', tag)) return false
  TAG.lastIndex = tag
  return TAG.test(html) && TAG.lastIndex <= at
}
