import { createHash } from 'node:crypto'
import { type PostgresCursor, type PostgresPool, type PostgresQueryResult, sql } from 'kysely'
import type pg from 'pg'

const MARK = '/* prepared */'

/**
 * Where this stands in a statement, each connection reads and plans it once. For what every page asks, whose text hardly varies and
 * whose plan does not depend on the values given.
 */
export const PREPARED = sql.raw(MARK)

/** The pool, as the query builder is lent it: marked statements go under a name. */
export const preparing = (pool: pg.Pool): PostgresPool => ({
  async connect() {
    const client = await pool.connect()
    function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>
    function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
    function query(asked: string | PostgresCursor<unknown>, values: readonly unknown[] = []): unknown {
      if (typeof asked !== 'string') throw new Error('no cursor is opened here')
      return client.query({ ...(asked.includes(MARK) && { name: nameOf(asked) }), text: asked, values: [...values] })
    }
    return { query, release: () => client.release() }
  },
  end: () => pool.end(),
})

const names = new Map<string, string>()

/** The name that a connection keeps the statement under: the same for the same text. */
function nameOf(text: string): string {
  const known = names.get(text)
  if (known) return known
  const name = createHash('sha256').update(text).digest('hex').slice(0, 32)
  names.set(text, name)
  return name
}
