import { sql } from 'kysely'
import { z } from 'zod'
import type { Facts } from '../../domain/circuit/facts.ts'
import type { DeviceState } from '../../domain/circuit/states.ts'
import { groupBy } from '../../domain/group-by.ts'
import type { Tx } from '../platform/database/database.ts'
import type { DeviceFactRow } from './device-row.sql.ts'

/** The tests that an order asks for, as they stood when it was opened. */
const ASKED = z
  .object({ tests: z.array(z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)])) })
  .catch({ tests: [] })

type Order = Pick<DeviceFactRow, 'orderId' | 'orderSoftware' | 'orderSteps'>
type Work = Pick<Facts, 'tests' | 'software' | 'workedBy' | 'secondCheck'>

const NO_WORK: Work = { tests: 'notDone', software: 'notListed', workedBy: 'others', secondCheck: 'none' }

/** Tests and software of the work order in force; tests have passed once each one the order asks for has its answer. */
export async function readWork(tx: Tx, devices: readonly Order[]): Promise<(device: Order) => Work> {
  const orders = devices.flatMap(({ orderId }) => orderId ?? [])
  if (orders.length === 0) return () => NO_WORK
  const rows = await tx
    .selectFrom('functional_test')
    .select(['work_order_id', 'test', 'result'])
    .where('work_order_id', '=', sql<string>`any(${orders}::uuid[])`)
    .execute()
  const testsOf = groupBy(rows, (row) => row.work_order_id)
  const checkOf = await readChecks(tx, orders)
  return ({ orderId, orderSoftware, orderSteps }) => {
    if (orderId === null) return NO_WORK
    const tests = testsOf(orderId)
    const missing = ASKED.parse(orderSteps).tests.some((asked) => !tests.some((one) => one.test === asked))
    const passed = !missing && tests.some((test) => test.result === 'passed')
    return {
      tests: tests.some((test) => test.result === 'failed') ? 'failed' : passed ? 'passed' : 'notDone',
      software: orderSoftware ?? 'notListed',
      ...checkOf(orderId),
    }
  }
}

/** Whoever had a hand in these orders: a step, a test, a stretch of time; since when nothing changed, and whether one of them learns. */
export async function workersOf(tx: Tx, orders: readonly string[]) {
  const { rows } = await sql<{ order: string; person: string; last: Date; learns: boolean }>`
    select o.id as "order", w.person, max(w.at) as last, coalesce(bool_or('trainee' = any(m.roles)), false) as learns
    from unnest(${orders}::uuid[]) o(id)
    cross join lateral (
      select done_by as person, done_at as at from work_step where work_order_id = o.id
      union all select tested_by, tested_at from functional_test where work_order_id = o.id
      union all select person_id, coalesce(ended_at, started_at) from work_time where work_order_id = o.id
    ) w left join member m on m.person_id = w.person where w.person is not null group by 1, 2`.execute(tx)
  return rows
}

/** What a second person last said of each order; an agreement counts as long as no step and no test came after it. */
async function readChecks(
  tx: Tx,
  orders: readonly string[],
): Promise<(orderId: string) => Pick<Facts, 'workedBy' | 'secondCheck'>> {
  const workersIn = groupBy(await workersOf(tx, orders), (row) => row.order)
  const rows = await tx
    .selectFrom('work_check')
    .distinctOn('work_order_id')
    .select(['work_order_id', 'answer', 'checked_at'])
    .where('work_order_id', '=', sql<string>`any(${orders}::uuid[])`)
    .orderBy('work_order_id')
    .orderBy('checked_at', 'desc')
    .execute()
  const checks = new Map(rows.map((row) => [row.work_order_id, row]))
  return (orderId) => {
    const workers = workersIn(orderId)
    const check = checks.get(orderId)
    const stale = check && workers.some(({ last }) => last > check.checked_at)
    return {
      workedBy: workers.some(({ learns }) => learns) ? 'trainee' : 'others',
      secondCheck: check?.answer === 'redo' ? 'redo' : check && !stale ? 'agreed' : 'none',
    }
  }
}

const OUTCOMES: Partial<Readonly<Record<DeviceState, string>>> = {
  ready: 'ready',
  toParts: 'parts',
  toRecycling: 'recycling',
}

/** A work order is open only while its device is in work; it keeps the life that the device had. */
export async function closeWork(
  tx: Tx,
  left: readonly { readonly deviceId: string; readonly to: DeviceState; readonly life: number }[],
): Promise<void> {
  if (left.length === 0) return
  const rows = left.map(({ deviceId, to, life }) => ({ id: deviceId, outcome: OUTCOMES[to] ?? 'abandoned', life }))
  await sql`update work_order w set closed_at = ${new Date()}, outcome = x.outcome, life_before = x.life
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, outcome text, life integer)
    where w.device_id = x.id and w.closed_at is null`.execute(tx)
}
