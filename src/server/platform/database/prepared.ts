import { createHash } from 'node:crypto'
import { type Compilable, CompiledQuery, type QueryResult, sql } from 'kysely'

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

interface Asker {
  executeQuery<Row>(query: CompiledQuery<Row>): Promise<QueryResult<Row>>
}

/** A statement written by hand that each connection plans once; its values stand at $1, $2… */
export function preparedText<Row>(text: string): (asker: Asker, values?: unknown[]) => Promise<readonly Row[]> {
  const marked = `${MARK} ${text}`
  return async (asker, values = []) => {
    const { rows } = await asker.executeQuery(CompiledQuery.raw(marked, values) as CompiledQuery<Row>)
    return rows
  }
}

/** A query that each connection plans once, and that is built once for each of the few shapes it has; it bears no other value. */
export function preparedShape<A extends Asker, Shape extends Readonly<Record<string, string | number>>, Row>(
  build: (asker: A, shape: Shape) => Compilable<Row>,
): (asker: A, shape: Shape) => Promise<readonly Row[]> {
  const built = new Map<string, CompiledQuery<Row>>()
  return async (asker, shape) => {
    const name = Object.values(shape).join(' ')
    const query = built.get(name) ?? build(asker, shape).compile()
    built.set(name, query)
    const { rows } = await asker.executeQuery(query)
    return rows
  }
}
