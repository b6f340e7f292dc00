/** Reading JSON of unknown shape: every step answers something harmless where the shape differs. */

export type Fields = Readonly<Record<string, unknown>>

const NO_FIELDS: Fields = Object.freeze(Object.create(null))

/** The value as an object's fields; none when it is an array, a text or nothing. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : NO_FIELDS
}

/** The value as a list: a lone object counts as a list of one, as XML and some tools print it. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  return typeof value === 'object' && value !== null ? [value] : []
}

/** The value at the end of a path of field names, or `undefined`. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((current, name) => fieldsOf(current)[name], value)
}

/** A finite number from a number or its decimal text, else `null`. */
export function numeric(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value.trim()) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}
