import type { Lang } from '../text/text.ts'
import { address, type Query } from './addresses.ts'
import type { Children } from './children.ts'
import { Icon } from './icons.tsx'
import { words } from './words.ts'

/** Query names of a keyset page: rows before, or after, the row whose key is given. */
export const PAGE_KEYS = { before: 'avant', after: 'apres' } as const

/** A query without its place in the list: a new filter or a new order starts at the first page. */
export function fromFirstPage(query: Query): Query {
  return { ...query, [PAGE_KEYS.before]: undefined, [PAGE_KEYS.after]: undefined }
}

interface PagingProps {
  readonly lang: Lang
  readonly path: string
  readonly query: Query
  /** Key of the first row shown, when rows stand before it. */
  readonly before: string | null
  /** Key of the last row shown, when rows stand after it. */
  readonly after: string | null
  /** « 25 lignes sur plus de 1 000 ». */
  readonly children?: Children
}

/** Next and previous rows; words, filters and order stay in the address. */
export function Paging({ lang, path, query, before, after, children }: PagingProps) {
  const text = words(lang)
  if (before === null && after === null) return children ? <p class="paging soft">{children}</p> : null
  const rest = fromFirstPage(query)
  return (
    <nav class="paging" aria-label={text.pages}>
      {before !== null && (
        <a class="button plain" rel="prev" href={address(path, { ...rest, [PAGE_KEYS.before]: before })}>
          <Icon name="previous" />
          {text.previous}
        </a>
      )}
      {children && <span class="soft">{children}</span>}
      {after !== null && (
        <a class="button plain" rel="next" href={address(path, { ...rest, [PAGE_KEYS.after]: after })}>
          {text.next}
          <Icon name="next" />
        </a>
      )}
    </nav>
  )
}
