import { sql } from 'kysely'
import { z } from 'zod'
import type { Facts } from '../../domain/circuit/facts.ts'
import type { DeviceState } from '../../domain/circuit/states.ts'
import type { Tx } from '../platform/database/database.ts'

/** States in which the work is done: what the last order says still holds. Anywhere else only an open order counts. */
const WORK_DONE: ReadonlySet<DeviceState> = new Set(['ready', 'reserved', 'inUse'])
/** The tests that an order asks for, as they stood when it was opened. */
const ASKED = z
  .object({ tests: z.array(z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)])) })
  .catch({ tests: [] })

/** Tests and software of the work order in force; tests have passed once each one the order asks for has its answer. */
export async function readWork(
  tx: Tx,
  deviceId: string,
  state: DeviceState,
): Promise<Pick<Facts, 'tests' | 'software' | 'workedBy' | 'secondCheck'>> {
  let query = tx
    .selectFrom('work_order')
    .select(['id', 'software', 'steps'])
    .where('device_id', '=', deviceId)
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
  if (!WORK_DONE.has(state)) query = query.where('closed_at', 'is', null)
  const order = await query.executeTakeFirst()
  if (!order) return { tests: 'notDone', software: 'notListed', workedBy: 'others', secondCheck: 'none' }
  const tests = await tx
    .selectFrom('functional_test')
    .select(['test', 'result'])
    .where('work_order_id', '=', order.id)
    .execute()
  const missing = ASKED.parse(order.steps).tests.some((asked) => !tests.some((one) => one.test === asked))
  const passed = !missing && tests.some((test) => test.result === 'passed')
  return {
    tests: tests.some((test) => test.result === 'failed') ? 'failed' : passed ? 'passed' : 'notDone',
    software: order.software ?? 'notListed',
    ...(await readCheck(tx, order.id)),
  }
}

/** Whoever had a hand in an order: a step, a test, a stretch of time; since when nothing changed, and whether one of them learns. */
export async function workersOf(tx: Tx, orderId: string) {
  const { rows } = await sql<{ person: string; last: Date; learns: boolean }>`
    select w.person, max(w.at) as last, coalesce(bool_or('trainee' = any(m.roles)), false) as learns from (
      select done_by as person, done_at as at from work_step where work_order_id = ${orderId}
      union all select tested_by, tested_at from functional_test where work_order_id = ${orderId}
      union all select person_id, coalesce(ended_at, started_at) from work_time where work_order_id = ${orderId}
    ) w left join member m on m.person_id = w.person where w.person is not null group by w.person`.execute(tx)
  return rows
}

/** What a second person last said of an order; its agreement counts as long as no step and no test came after it. */
async function readCheck(tx: Tx, orderId: string): Promise<Pick<Facts, 'workedBy' | 'secondCheck'>> {
  const workers = await workersOf(tx, orderId)
  const check = await tx
    .selectFrom('work_check')
    .select(['answer', 'checked_at'])
    .where('work_order_id', '=', orderId)
    .orderBy('checked_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const stale = check && workers.some(({ last }) => last > check.checked_at)
  return {
    workedBy: workers.some(({ learns }) => learns) ? 'trainee' : 'others',
    secondCheck: check?.answer === 'redo' ? 'redo' : check && !stale ? 'agreed' : 'none',
  }
}

const OUTCOMES: Partial<Readonly<Record<DeviceState, string>>> = {
  ready: 'ready',
  toParts: 'parts',
  toRecycling: 'recycling',
}

/** A work order is open only while its device is in work; it keeps the life that the device had. */
export async function closeWork(tx: Tx, deviceId: string, to: DeviceState, life: number): Promise<void> {
  await tx
    .updateTable('work_order')
    .set({ closed_at: new Date(), outcome: OUTCOMES[to] ?? 'abandoned', life_before: life })
    .where('device_id', '=', deviceId)
    .where('closed_at', 'is', null)
    .execute()
}
