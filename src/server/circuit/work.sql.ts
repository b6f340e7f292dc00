import { z } from 'zod'
import type { Facts } from '../../domain/circuit/facts.ts'
import type { DeviceState } from '../../domain/circuit/states.ts'
import type { Tx } from '../platform/database/database.ts'

/** States in which the work is done: what the last order says still holds. Anywhere else only an open order counts. */
const WORK_DONE: ReadonlySet<DeviceState> = new Set(['ready', 'reserved', 'inUse'])
/** The tests that an order asks for, as they stood when it was opened. */
const ASKED = z.object({ tests: z.array(z.string()) }).catch({ tests: [] })

/** Tests and software of the work order in force; tests have passed once each one the order asks for has its answer. */
export async function readWork(
  tx: Tx,
  deviceId: string,
  state: DeviceState,
): Promise<Pick<Facts, 'tests' | 'software'>> {
  let query = tx
    .selectFrom('work_order')
    .select(['id', 'software', 'steps'])
    .where('device_id', '=', deviceId)
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
  if (!WORK_DONE.has(state)) query = query.where('closed_at', 'is', null)
  const order = await query.executeTakeFirst()
  if (!order) return { tests: 'notDone', software: 'notListed' }
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
