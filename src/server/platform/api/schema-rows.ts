import type { JsonSchema } from './openapi.ts'

/** One value of a schema, by its dotted name: `media[].serial`. */
export interface SchemaRow {
  readonly name: string
  readonly type: string
  readonly required: boolean
  readonly fr: string
  readonly en: string
}

/** The values that a schema describes, in reading order. */
export function schemaRows(schema: JsonSchema, prefix = ''): readonly SchemaRow[] {
  const required = new Set(schema.required ?? [])
  return Object.entries(schema.properties ?? {}).flatMap(([name, value]) => {
    const full = prefix + name
    const row = {
      name: full,
      type: typeOf(value),
      required: required.has(name),
      fr: value['x-fr'] ?? '',
      en: value.description ?? '',
    }
    return [row, ...inner(value).flatMap(([mark, one]) => schemaRows(one, `${full}${mark}.`))]
  })
}

const variants = (schema: JsonSchema): readonly JsonSchema[] => schema.anyOf ?? [schema]

const inner = (schema: JsonSchema): readonly (readonly [string, JsonSchema])[] =>
  variants(schema).flatMap((one) => [
    ...(one.properties ? [['', one] as const] : []),
    ...(one.items ? inner(one.items).map(([mark, item]) => [`[]${mark}`, item] as const) : []),
  ])

function typeOf(schema: JsonSchema): string {
  const said = variants(schema).map((one) => {
    if (one.const !== undefined) return JSON.stringify(one.const)
    if (one.enum) return one.enum.map(String).join(' | ')
    if (one.items) return `${typeOf(one.items)}[]`
    const type = Array.isArray(one.type) ? one.type.join(' | ') : (one.type ?? 'any')
    return one.format && one.type === 'string' ? `${type} (${one.format})` : type
  })
  return [...new Set(said)].join(' | ')
}
