import { sql } from 'kysely'
import { pino } from 'pino'
import { type Database, enterOrganisation, type Tx } from '../../../src/server/platform/database/database.ts'
import type { Route } from '../../../src/server/platform/http/route.ts'
import { examplePath, filler } from '../example.ts'
import { openTestHouse } from '../house.ts'
import { measured } from '../measure.ts'
import { buildWorld } from '../world.ts'

class Undone {
  constructor(readonly answer: unknown) {}
}

/**
 * A database whose transactions can be played inside one that never commits: each request finds the sample as it was, and
 * what it wrote can still be read in the same rehearsal. Deferred constraints are checked where a commit would.
 */
export function rehearsing(real: Database) {
  let stage: Tx | null = null
  const inside = async <T>(organisationId: string, work: (tx: Tx) => Promise<T>): Promise<T> => {
    const tx = stage
    if (!tx) return organisationId === '' ? real.outside(work) : real.inOrganisation(organisationId, work)
    await sql`savepoint rehearsal`.execute(tx)
    try {
      await enterOrganisation(tx, organisationId)
      const answer = await work(tx)
      await sql`set constraints all immediate`.execute(tx)
      await sql`set constraints all deferred`.execute(tx)
      const { rows } = await sql<{ only: string }>`select current_setting('transaction_read_only') as only`.execute(tx)
      // What only read leaves nothing, and its promise to only read must not outlive it.
      if (rows[0]?.only === 'on') await sql`rollback to savepoint rehearsal`.execute(tx)
      await sql`release savepoint rehearsal`.execute(tx)
      return answer
    } catch (error) {
      await sql`rollback to savepoint rehearsal`.execute(tx)
      await sql`release savepoint rehearsal`.execute(tx)
      throw error
    }
  }
  const database: Database = {
    inOrganisation: inside,
    outside: (work) => inside('', work),
    cut: real.cut,
    close: () => real.close(),
  }
  /** Plays requests one after another; nothing of them stays. */
  async function rehearse<T>(work: () => Promise<T>): Promise<T> {
    try {
      await real.outside(async (tx) => {
        stage = tx
        throw new Undone(await work())
      })
      throw new Error('a rehearsal never commits')
    } catch (error) {
      if (error instanceof Undone) return error.answer as T
      throw error
    } finally {
      stage = null
    }
  }
  return { database, rehearse }
}

export type Rehearsal = Awaited<ReturnType<typeof openRehearsal>>

/** The application on the sample world, where every request can be rehearsed; `logged` is what its log wrote so far. */
export async function openRehearsal(name: string) {
  const built = await openTestHouse(`${name} world`)
  const world = await buildWorld(built)
  await built.close()
  let rehearse: ReturnType<typeof rehearsing>['rehearse'] = (work) => work()
  const logged: string[] = []
  const house = await openTestHouse(name, built.databaseName, {
    log: pino({ level: 'debug' }, { write: (line) => logged.push(line) }),
    through: (real) => {
      const rehearsal = rehearsing(real)
      rehearse = rehearsal.rehearse
      return rehearsal.database
    },
  })
  const fill = filler(world)
  let sent = 0
  const asOf = (route: Route): string | undefined => ('open' in route ? undefined : route.example.as)
  /** Sends a form to a route, as the rightful person of its example. */
  const send = (route: Route, form: Form): Promise<Response> => {
    const path = 'open' in route ? route.path.replaceAll(/:\w+(\{[^}]*\})?/g, 'x') : examplePath(route, fill)
    if (route.method === 'GET') return house.get(`${path}?${query(form)}`, asOf(route))
    const files = ('example' in route && route.example.files) || []
    const sent = files.map((file) => [file.field, new File([fill(file.text)], file.name)] as const)
    return house.post(path, { ...form, ...Object.fromEntries(sent) }, asOf(route))
  }
  return {
    ...house,
    world,
    fill,
    asOf,
    send,
    logged,
    rehearse: <T>(work: () => Promise<T>) => {
      sent += 1
      return rehearse(work)
    },
    async close() {
      measured(`${name}: ${sent} requests rehearsed`)
      await house.close()
    },
  }
}

type Form = Readonly<Record<string, string | readonly string[]>>
const query = (form: Form): URLSearchParams =>
  new URLSearchParams(Object.entries(form).flatMap(([name, value]) => [value].flat().map((one) => [name, one])))
