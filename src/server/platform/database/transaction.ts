import {
  type AccessMode,
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
  return async <T>(work: (tx: Tx) => Promise<T>, access: AccessMode = 'read write'): Promise<T> => {
    const client = await pool.connect()
    const { connection, end } = connectionOf(client)
    const executor = new DefaultQueryExecutor(shared.compiler, shared.adapter, {
      provideConnection: (use) => use(connection),
    })
    let broken: Error | undefined
    let left: Promise<unknown> = Promise.resolve()
    try {
      // Not waited for: it leaves with the first statement.
      const begun = ask(client, `start transaction ${access}`)
      const done = await Promise.all([begun, work(new Transaction<DB>({ ...shared, executor }))])
      end()
      if (access === 'read only') {
        // Nothing was written that its end could lose: who asked does not wait for it.
        left = ask(client, 'commit')
        return done[1]
      }
      // A transaction that failed on the way answers « ROLLBACK » to a commit, without an error.
      const { command } = await ask(client, 'commit')
      if (command !== 'COMMIT') throw new Error(`nothing was committed: ${command}`)
      return done[1]
    } catch (error) {
      end()
      await ask(client, 'rollback').catch((rollback: Error) => {
        broken = rollback
      })
      throw error
    } finally {
      left.then(
        () => client.release(broken),
        (error: Error) => client.release(error),
      )
    }
  }
}

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
