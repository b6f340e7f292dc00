import { SHEET_FORMATS } from '../sheets/sheet.ts'
import type { Bilingual } from '../text/text.ts'
import type { Viewer } from './viewer.ts'
import { words } from './words.ts'

/** Where the lists of each screen leave from. */
export type Exports = readonly { readonly screen: string; readonly action: string; readonly title: Bilingual }[]

let known: Exports = []
export function openExports(exports: Exports): void {
  known = exports
}

/** The lists of this page as files, with the filters in place; nothing where the page shows no list. */
export function ExportBar({ viewer }: { readonly viewer: Viewer }) {
  const [path = '', query = ''] = viewer.path.split('?')
  const { lang } = viewer
  const here = known.filter(({ screen }) => screen === path)
  const forms = here.map(({ action, title }) => (
    <form class="export" method="post" action={action} key={action} aria-label={words(lang).exportList(title[lang])}>
      <input type="hidden" name="query" value={query} />
      <span class="soft">{words(lang).exportList(title[lang])}</span>
      {SHEET_FORMATS.map((format) => (
        <button key={format} class="button plain" type="submit" name="format" value={format}>
          {format.toUpperCase()}
        </button>
      ))}
    </form>
  ))
  // Several lists on one page stand folded: what leaves as a file is not what the page is for.
  if (here.length < 2) return <>{forms}</>
  return (
    <details class="exports">
      <summary>{words(lang).exportLists}</summary>
      {forms}
    </details>
  )
}
