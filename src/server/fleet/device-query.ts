/** How the list may be sorted. */
export const SORTS = ['recent', 'model', 'year'] as const
export type Sort = (typeof SORTS)[number]
/** How many rows a page may hold. */
export const ROWS = [25, 50] as const

/** What the list was asked, straight from the address; anything that means nothing is left out. */
export interface DeviceQuery {
  readonly words: string
  readonly kind: string
  readonly state: string
  readonly placeId: string
  readonly batchId: string
  readonly life: string
  readonly grade: string
  /** Built at least this many years ago. */
  readonly age: string
  readonly sort: Sort
  readonly rows: (typeof ROWS)[number]
  readonly before: string
  readonly after: string
}

/** The question that an address asks; each value is cut to what a list may need. */
export function readDeviceQuery(query: Readonly<Record<string, string>>): DeviceQuery {
  const said = (name: string) => (query[name] ?? '').slice(0, 200)
  return {
    words: said('q'),
    kind: said('nature'),
    state: said('etat'),
    placeId: said('lieu'),
    batchId: said('lot'),
    life: said('vie'),
    grade: said('grade'),
    age: said('age'),
    sort: SORTS.find((sort) => sort === query.tri) ?? 'recent',
    rows: ROWS.find((rows) => String(rows) === query.lignes) ?? ROWS[0],
    before: said('avant'),
    after: said('apres'),
  }
}
