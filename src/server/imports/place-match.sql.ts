import { addPlace, allPlaces, type PlaceFields } from '../fleet/place.sql.ts'
import { type PlaceKind, schoolKind, treeOf } from '../fleet/place.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { fold } from './fold.ts'

/** What a path of names finds: one place, several that bear that name, or none yet. */
export type PlaceFound =
  | { readonly kind: 'found'; readonly id: string }
  | { readonly kind: 'several' }
  | { readonly kind: 'missing' }

export interface PlaceIndex {
  find(path: readonly string[]): PlaceFound
  /** The place of this path, made with those above it that are missing; each is made once. `own` is what is known of the last one. */
  make(tx: Tx, actor: Actor, path: readonly string[], own?: Partial<PlaceFields>): Promise<string>
}

const keyOf = (names: readonly string[]) => names.map(fold).join(' > ')

/**
 * The places of the organisation by the end of their path: « École Jaurès » finds the one of that name, « Ville > École Jaurès » the one
 * under that parent, and a path longer than ours finds the place whose whole path ends it.
 */
export async function placeIndex(tx: Tx): Promise<PlaceIndex> {
  const byEnd = new Map<string, Set<string>>()
  const whole = new Map<string, string>()
  const know = (names: readonly string[], id: string) => {
    whole.set(keyOf(names), id)
    for (let from = 0; from < names.length; from += 1) {
      const key = keyOf(names.slice(from))
      byEnd.set(key, (byEnd.get(key) ?? new Set()).add(id))
    }
  }
  for (const line of treeOf(await allPlaces(tx))) if (line.closedOn === null) know([...line.above, line.name], line.id)

  const find = (path: readonly string[]): PlaceFound => {
    const [only, ...others] = byEnd.get(keyOf(path)) ?? []
    if (only !== undefined) return others.length === 0 ? { kind: 'found', id: only } : { kind: 'several' }
    for (let from = 1; from < path.length; from += 1) {
      const id = whole.get(keyOf(path.slice(from)))
      if (id !== undefined) return { kind: 'found', id }
    }
    return { kind: 'missing' }
  }

  const make: PlaceIndex['make'] = async (tx, actor, path, own = {}) => {
    const found = find(path)
    if (found.kind === 'found') return found.id
    const name = path.at(-1) ?? ''
    const above = path.slice(0, -1)
    const parentId = above.length === 0 ? null : await make(tx, actor, above)
    const id = await addPlace(tx, actor, {
      kind: kindByName(name),
      inseeCode: null,
      renewalYears: null,
      ...own,
      name: name.slice(0, 200),
      parentId,
    })
    know(path, id)
    return id
  }
  return { find, make }
}

const SAYS: readonly (readonly [RegExp, PlaceKind])[] = [
  [/\b(cyber ?base|epn|espace (public )?numerique)\b/, 'epn'],
  [/\b(mediatheque|bibliotheque|library)\b/, 'library'],
  [/\b(point de (depot|collecte)|dechett?eries?|drop off)\b/, 'dropOff'],
  [/\batelier\b/, 'workshop'],
  [/\b(reserve|stock|depot|magasin|store)\b/, 'store'],
  [/\b(ccas|cias)\b/, 'ccas'],
]
/** The kind that a place's own name tells; a service where it tells none. */
export function kindByName(name: string): PlaceKind {
  const said = fold(name)
  if (/\b(ecole|maternelle|elementaire|primaire|college|lycee|groupe scolaire|school)\b/.test(said))
    return schoolKind(name)
  return SAYS.find(([pattern]) => pattern.test(said))?.[1] ?? 'service'
}
