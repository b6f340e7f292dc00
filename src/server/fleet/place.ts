import type { Bilingual } from '../platform/text/text.ts'

export const PLACE_KINDS = {
  service: { fr: 'service', en: 'service' },
  nursery: { fr: 'école maternelle', en: 'nursery school' },
  primary: { fr: 'école élémentaire', en: 'primary school' },
  school: { fr: 'groupe scolaire', en: 'school group' },
  college: { fr: 'collège', en: 'collège (lower secondary school)' },
  lycee: { fr: 'lycée', en: 'lycée (upper secondary school)' },
  epn: { fr: 'cyber-base, espace numérique', en: 'digital place' },
  library: { fr: 'médiathèque, bibliothèque', en: 'library' },
  workshop: { fr: 'atelier', en: 'workshop' },
  store: { fr: 'réserve', en: 'store' },
  ccas: { fr: 'CCAS', en: 'CCAS (social centre)' },
  dropOff: { fr: 'point de dépôt', en: 'drop-off point' },
  satellite: { fr: 'satellite', en: 'satellite' },
  other: { fr: 'autre lieu', en: 'other place' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type PlaceKind = keyof typeof PLACE_KINDS
export const PLACE_KIND_KEYS = [
  'service',
  'nursery',
  'primary',
  'school',
  'college',
  'lycee',
  'epn',
  'library',
  'workshop',
  'store',
  'ccas',
  'dropOff',
  'satellite',
  'other',
] as const satisfies readonly PlaceKind[]

/** School levels of a site: what is taught there decides the software and the school plan, whatever the site is called. */
export const LEVELS = {
  nursery: { fr: 'maternelle', en: 'nursery' },
  elementary: { fr: 'élémentaire', en: 'elementary' },
  college: { fr: 'collège', en: 'lower secondary' },
  lycee: { fr: 'lycée', en: 'upper secondary' },
  higher: { fr: 'supérieur', en: 'higher education' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type Level = keyof typeof LEVELS
export const LEVEL_KEYS = ['nursery', 'elementary', 'college', 'lycee', 'higher'] as const satisfies readonly Level[]

const LEVELS_OF: Partial<Record<PlaceKind, readonly Level[]>> = {
  nursery: ['nursery'],
  primary: ['elementary'],
  school: ['nursery', 'elementary'],
  college: ['college'],
  lycee: ['lycee'],
}
/** The levels that a kind of site has where nothing else is said. */
export const levelsOf = (kind: PlaceKind): readonly Level[] => LEVELS_OF[kind] ?? []

/** Equipment is renewed after five years where a place does not say otherwise. */
export const RENEWAL_YEARS = 5

const SCHOOLS: readonly (readonly [RegExp, PlaceKind])[] = [
  [/maternelle/i, 'nursery'],
  [/coll[eè]ge/i, 'college'],
  [/lyc[eé]e/i, 'lycee'],
  [/groupe|primaire/i, 'school'],
]
/** The level a school's own name tells; élémentaire where it tells none. */
export const schoolKind = (name: string): PlaceKind => SCHOOLS.find(([said]) => said.test(name))?.[1] ?? 'primary'

export interface Place {
  readonly id: string
  readonly parentId: string | null
  readonly kind: PlaceKind
  readonly name: string
  readonly inseeCode: string | null
  readonly renewalYears: number | null
  readonly levels: readonly Level[]
  readonly closedOn: string | null
}

/** A place where the tree puts it. */
export interface PlaceLine extends Place {
  readonly depth: number
  /** Names of the places above, outermost first. */
  readonly above: readonly string[]
}

const byName = new Intl.Collator('fr', { numeric: true }).compare

/** The tree in reading order: each place before those under it, neighbours by name. What has no known parent stands at the top. */
export function treeOf(places: readonly Place[]): readonly PlaceLine[] {
  const known = new Set(places.map((place) => place.id))
  const under = new Map<string | null, Place[]>()
  for (const place of places) {
    const parent = place.parentId !== null && known.has(place.parentId) ? place.parentId : null
    under.set(parent, [...(under.get(parent) ?? []), place])
  }
  const walk = (parent: string | null, above: readonly string[]): PlaceLine[] =>
    (under.get(parent) ?? [])
      .toSorted((a, b) => byName(a.name, b.name))
      .flatMap((place) => [{ ...place, depth: above.length, above }, ...walk(place.id, [...above, place.name])])
  return walk(null, [])
}

/** A place and all that stands under it: where it cannot be moved to. */
export function branchOf(places: readonly Place[], id: string): ReadonlySet<string> {
  const branch = new Set([id])
  for (const line of treeOf(places)) if (line.parentId !== null && branch.has(line.parentId)) branch.add(line.id)
  return branch
}

export interface PlaceQuery {
  readonly words: string
  readonly kind: string
  readonly commune: string
  readonly level: string
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** The places whose name, or the name of one above, holds every word, of that kind, with that school level and in that commune. */
export function narrow(lines: readonly PlaceLine[], query: PlaceQuery): readonly PlaceLine[] {
  const words = fold(query.words).split(/\s+/).filter(Boolean)
  return lines.filter((line) => {
    const names = fold([...line.above, line.name].join(' '))
    return (
      words.every((word) => names.includes(word)) &&
      (query.kind === '' || line.kind === query.kind) &&
      (query.level === '' || line.levels.some((level) => level === query.level)) &&
      (query.commune === '' || line.inseeCode === query.commune)
    )
  })
}

/** The question that the address of the list asks. */
export const readPlaceQuery = (query: Readonly<Record<string, string>>): PlaceQuery => ({
  words: (query.q ?? '').slice(0, 200),
  kind: query.nature ?? '',
  commune: query.commune ?? '',
  level: query.niveau ?? '',
})
