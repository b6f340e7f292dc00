import pg from 'pg'
import { troubleOf } from '../database/trouble.ts'

const AGAIN_MS = 1_000
/** The code of an error that Graphile Worker tries again by itself, within seconds. */
const TRY_AGAIN = '40001'

/**
 * The pool of the jobs. Graphile Worker does not wait for its own note that a job ended: one that could not be written would end the
 * process, and leave the job locked for hours. So a connection is waited for as long as the database is away, what a broken one carried is
 * asked again on another, and a statement for which there was no room waits for room.
 */
export function patientPool(settings: pg.PoolConfig, log: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool(settings)
  pool.on('error', log)
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
    const query = client.query
    client.query = ((...asked: readonly unknown[]) => {
      const answer: unknown = Reflect.apply(query, client, asked)
      return answer instanceof Promise ? answer.catch((error) => again(error, query, client, asked)) : answer
    }) as typeof client.query
  })
  const again = async (
    error: unknown,
    query: pg.PoolClient['query'],
    client: pg.PoolClient,
    asked: readonly unknown[],
  ) => {
    let last = error
    while (troubleOf(last) === 'full' && !pool.ending) {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
      try {
        return await Reflect.apply(query, client, asked)
      } catch (next) {
        last = next
      }
    }
    if (troubleOf(last) !== 'unavailable') throw last
    throw Object.assign(new Error('the database went away', { cause: last }), { code: TRY_AGAIN })
  }
  const connect = pool.connect.bind(pool)
  const waited = async (): Promise<pg.PoolClient> => {
    for (;;) {
      try {
        return await connect()
      } catch (error) {
        if (pool.ending || troubleOf(error) !== 'unavailable') throw error
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
      }
    }
  }
  pool.connect = ((told?: Parameters<typeof connect>[0]) => (told ? connect(told) : waited())) as typeof pool.connect
  return pool
}
