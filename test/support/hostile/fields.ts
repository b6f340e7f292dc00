import type { z } from 'zod'

/** What a leaf of a schema takes, as far as the schema says it. */
export type Kind = 'text' | 'number' | 'choice' | 'date' | 'id' | 'flag' | 'open'

/** One value that a schema takes. */
export interface Field {
  /** Keys from the top; `*` stands for an entry of a list, `?` for a name that the sender chooses. */
  readonly path: readonly string[]
  readonly kind: Kind
  /** Most characters of a text, null where nothing bounds them; 0 of what is no text. */
  readonly most: number | null
  /** Most entries of the innermost list it stands in, null where nothing bounds them; 0 out of a list. */
  readonly entries: number | null
}

type Def = z.core.$ZodType
interface AnyDef {
  readonly type: string
  readonly innerType?: Def
  readonly in?: Def
  readonly out?: Def
  readonly element?: Def
  readonly items?: readonly Def[]
  readonly valueType?: Def
  readonly left?: Def
  readonly right?: Def
  readonly catchall?: Def
  readonly shape?: Readonly<Record<string, Def>>
  readonly options?: readonly Def[]
  readonly format?: string
  readonly pattern?: RegExp
  readonly maximum?: unknown
  readonly length?: unknown
  readonly check?: string
  readonly checks?: readonly { readonly _zod: { readonly def: object } }[]
}
const defOf = (schema: Def): AnyDef => schema._zod.def as AnyDef
/** The schema's own rule and those put on it. */
const rulesOf = (schema: Def): readonly AnyDef[] => {
  const own = defOf(schema)
  return [own, ...(own.checks ?? []).map((check) => check._zod.def as AnyDef)]
}

type Walk = (schema: Def, path: readonly string[], entries: number | null) => readonly Field[]
const leaf =
  (kind: Kind, most: number | null = 0): Walk =>
  (_, path, entries) => [{ path, kind, most, entries }]

/** The two bounds of a value that passes one schema after another, or one schema out of several. */
const both = (one: number | null, other: number | null) =>
  one === null ? other : other === null ? one : Math.min(one, other)
const any = (one: number | null, other: number | null) => (one === null || other === null ? null : Math.max(one, other))
function together(fields: readonly Field[], bound: typeof both): readonly Field[] {
  const found = new Map<string, Field>()
  for (const field of fields) {
    const before = found.get(field.path.join('.'))
    const most = before?.kind === field.kind ? bound(before.most, field.most) : (before?.most ?? field.most)
    const entries = before ? bound(before.entries, field.entries) : field.entries
    const kind = before && before.kind !== 'open' ? before.kind : field.kind
    found.set(field.path.join('.'), { ...field, kind, most: before?.kind === 'open' ? field.most : most, entries })
  }
  return [...found.values()]
}

const FORMATS: Readonly<Record<string, Kind>> = { uuid: 'id', guid: 'id', date: 'date' }
/** A grammar whose every part ends by itself. */
const ends = (pattern: RegExp): boolean =>
  /^\^.*\$$/.test(pattern.source) &&
  !/[*+]|\{\d+,\}/.test(pattern.source.replace(/\\./g, 'x').replace(/\[(\\.|[^\]])*\]/g, 'x'))
const LONGEST_PATTERN = 200

function mostOf(schema: Def): number | null {
  const found = rulesOf(schema).flatMap(({ check, maximum, length, pattern }) => [
    ...(check === 'max_length' && typeof maximum === 'number' ? [maximum] : []),
    ...(check === 'length_equals' && typeof length === 'number' ? [length] : []),
    ...(pattern && ends(pattern) ? [LONGEST_PATTERN] : []),
  ])
  return found.length === 0 ? null : Math.min(...found)
}

const string: Walk = (schema, path, entries) => {
  const kind = rulesOf(schema)
    .map(({ format }) => FORMATS[format ?? ''])
    .find(Boolean)
  return [{ path, kind: kind ?? 'text', most: kind ? 0 : mostOf(schema), entries }]
}

const inner: Walk = (schema, path, entries) => {
  const { innerType } = defOf(schema)
  return innerType ? walk(innerType, path, entries) : []
}
const two =
  (one: 'in' | 'left', other: 'out' | 'right'): Walk =>
  (schema, path, entries) => {
    const def = defOf(schema)
    const parts = [def[one], def[other]].flatMap((part) => (part ? walk(part, path, entries) : []))
    return together(parts, both)
  }

const WALKS: Readonly<Record<string, Walk>> = {
  string,
  number: leaf('number'),
  boolean: leaf('flag'),
  enum: leaf('choice'),
  literal: leaf('choice'),
  any: leaf('open', null),
  unknown: leaf('open', null),
  custom: leaf('open', null),
  // Nothing comes in by these; what a function made of a value is judged by the schema on its other side.
  null: () => [],
  undefined: () => [],
  never: () => [],
  transform: () => [],
  object: (schema, path, entries) => {
    const { shape = {}, catchall } = defOf(schema)
    const named = Object.entries(shape).flatMap(([name, one]) => walk(one, [...path, name], entries))
    return [...named, ...(catchall ? walk(catchall, [...path, '?'], entries) : [])]
  },
  record: (schema, path, entries) => {
    const { valueType } = defOf(schema)
    return valueType ? walk(valueType, [...path, '?'], entries) : []
  },
  array: (schema, path) => {
    const { element } = defOf(schema)
    return element ? walk(element, [...path, '*'], mostOf(schema)) : []
  },
  tuple: (schema, path, entries) =>
    (defOf(schema).items ?? []).flatMap((one, at) => walk(one, [...path, String(at)], entries)),
  union: (schema, path, entries) =>
    together(
      (defOf(schema).options ?? []).flatMap((one) => walk(one, path, entries)),
      any,
    ),
  intersection: two('left', 'right'),
  pipe: two('in', 'out'),
  optional: inner,
  nullable: inner,
  default: inner,
  prefault: inner,
  catch: inner,
  readonly: inner,
  nonoptional: inner,
}

const walk: Walk = (schema, path, entries) => {
  const found = WALKS[defOf(schema).type]
  if (!found) throw new Error(`no walk for a schema of type « ${defOf(schema).type} » at ${path.join('.')}`)
  return found(schema, path, entries)
}

/** Every value that the schema takes, in reading order; throws for a kind of schema that it cannot read. */
export const fieldsOf = (schema: z.ZodType): readonly Field[] => walk(schema, [], 0)
