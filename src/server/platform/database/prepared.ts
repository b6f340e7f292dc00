import { createHash } from 'node:crypto'
import { sql } from 'kysely'

const MARK = '/* prepared */'

/**
 * Where this stands in a statement, each connection reads and plans it once. For what every page asks, whose text hardly varies and
 * whose plan does not depend on the values given.
 */
export const PREPARED = sql.raw(MARK)

const names = new Map<string, string>()

/** The name that a connection keeps a marked statement under, the same for the same text; nothing for another. */
export function preparedName(text: string): string | undefined {
  if (!text.includes(MARK)) return undefined
  const known = names.get(text)
  if (known) return known
  const name = createHash('sha256').update(text).digest('hex').slice(0, 32)
  names.set(text, name)
  return name
}
