import type { VNode } from 'preact'
import { render } from 'preact-render-to-string'

/** One whole page as HTML text, from a `Layout` or a `PublicLayout`. */
export function renderPage(page: VNode): string {
  return `<!doctype html>${render(page)}`
}
