import {
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  PostgresDialect,
  type QueryResult,
  Transaction,
} from 'kysely'
import type pg from 'pg'
import { noteRefusal } from './names-nothing.ts'
import { preparedName } from './prepared.ts'
import type { DB } from './schema.generated.ts'

/** One transaction inside one organisation: row security shows and lets change that organisation's rows only. */
export type Tx = Transaction<DB>

const COUNTED: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

/** What a transaction may do. `read at once`: its statements are all asked before any is answered, and its end leaves with them. */
export type Access = 'read write' | 'read only' | 'read at once'

/**
 * Runs `work` in one transaction of a connection of the pool; commits when it returns, rolls back when it throws. What it asks side
 * by side leaves in one piece and is answered in the order of asking: Kysely's own transactions send one statement after another.
 */
export function transactionsOf(pool: pg.Pool) {
  const dialect = new PostgresDialect({ pool })
  const shared = {
    dialect,
    config: { dialect },
    driver: dialect.createDriver(),
    compiler: dialect.createQueryCompiler(),
    adapter: dialect.createAdapter(),
  }
  return async <T>(work: (tx: Tx) => Promise<T>, access: Access = 'read write'): Promise<T> => {
    const client = await pool.connect()
    const { connection, end } = connectionOf(client)
    const executor = new DefaultQueryExecutor(shared.compiler, shared.adapter, {
      provideConnection: (use) => use(connection),
    })
    const ending = (how: 'commit' | 'rollback') => {
      end()
      return ask(client, how)
    }
    // Nothing was written that the end of a reading could lose: who asked does not wait for it.
    let last: Promise<unknown> | undefined
    try {
      // Not waited for: it leaves with the first statement.
      const begun = ask(client, `start transaction ${access === 'read write' ? access : 'read only'}`)
      const working = work(new Transaction<DB>({ ...shared, executor }))
      if (access === 'read at once') last = afterAsked(() => ending('commit'))
      const done = await Promise.all([begun, working])
      if (access === 'read only') last = ending('commit')
      if (access !== 'read write') return done[1]
      // A transaction that failed on the way answers « ROLLBACK » to a commit, without an error.
      const { command } = await ending('commit')
      if (command !== 'COMMIT') throw new Error(`nothing was committed: ${command}`)
      return done[1]
    } catch (error) {
      last ??= ending('rollback')
      // What failed is told once its connection is free again.
      await last.catch(() => undefined)
      throw error
    } finally {
      const ended = last ?? Promise.resolve()
      ended.then(
        () => client.release(),
        (broken: Error) => client.release(broken),
      )
    }
  }
}

/** Once everything that was asked without waiting has been asked, and before it leaves. */
const afterAsked = <T>(then: () => Promise<T>): Promise<T> =>
  new Promise((resolve) => process.nextTick(() => resolve(then())))

/** The connection as Kysely asks it, until the transaction has ended. */
function connectionOf(client: pg.PoolClient): { readonly connection: DatabaseConnection; readonly end: () => void } {
  let ended = false
  return {
    end() {
      ended = true
    },
    connection: {
      async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
        if (ended) throw new Error('a statement came after the end of its transaction')
        const { command, rowCount, rows } = await ask(client, sql, [...parameters]).catch((error: unknown) => {
          noteRefusal(error, sql)
          throw error
        })
        return { rows, ...(COUNTED.has(command) && { numAffectedRows: BigInt(rowCount ?? 0) }) }
      },
      streamQuery() {
        throw new Error('rows are read whole')
      },
    },
  }
}

/** Sends a statement together with those that are asked before the program next waits. */
function ask(client: pg.PoolClient, text: string, values: unknown[] = []): Promise<pg.QueryResult> {
  const { stream } = client.connection
  stream.cork()
  process.nextTick(() => stream.uncork())
  const name = preparedName(text)
  return client.query({ ...(name && { name }), text, values })
}
