const NEEDS_ESCAPE = /[\\\n\r\t]/
const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const escaped = (text: string): string =>
  NEEDS_ESCAPE.test(text) ? text.replaceAll(/[\\\n\r\t]/g, (sign) => ESCAPED[sign] ?? sign) : text

const arrayOf = (values: readonly unknown[]): string =>
  `{${values.map((value) => `"${String(value).replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`

/** One value as the text form of `COPY` writes it; a list is JSON unless its column holds an array. */
function field(value: unknown, inArray: boolean): string {
  if (typeof value === 'string') return escaped(value)
  if (value === null || value === undefined) return '\\N'
  if (typeof value !== 'object') return String(value)
  return escaped(Array.isArray(value) && inArray ? arrayOf(value) : JSON.stringify(value))
}

/** Rows of one organisation as `COPY` reads them, after the id of the organisation: a line each, a tab between two columns. */
export function copyText(
  organisationId: string,
  rows: readonly object[],
  columns: readonly string[],
  isArray: (column: string) => boolean,
): string {
  const arrays = columns.map(isArray)
  let text = ''
  for (const row of rows) {
    text += organisationId
    columns.forEach((column, at) => {
      text += `\t${field((row as Readonly<Record<string, unknown>>)[column], arrays[at] ?? false)}`
    })
    text += '\n'
  }
  return text
}
