import { SHEET_FORMATS } from '../sheets/sheet.ts'
import type { Viewer } from './viewer.ts'
import { words } from './words.ts'

/** Where the list of each screen leaves from, by the screen's address. */
let exports: ReadonlyMap<string, string> = new Map()
export function openExports(addresses: ReadonlyMap<string, string>): void {
  exports = addresses
}

/** The list of this page as a file, with the filters in place; nothing where the page shows no list. */
export function ExportBar({ viewer }: { readonly viewer: Viewer }) {
  const [path = '', query = ''] = viewer.path.split('?')
  const action = exports.get(path)
  if (action === undefined) return null
  const text = words(viewer.lang)
  return (
    <form class="export" method="post" action={action} aria-label={text.exportList}>
      <input type="hidden" name="query" value={query} />
      <span class="soft">{text.exportList}</span>
      {SHEET_FORMATS.map((format) => (
        <button key={format} class="button plain" type="submit" name="format" value={format}>
          {format.toUpperCase()}
        </button>
      ))}
    </form>
  )
}
