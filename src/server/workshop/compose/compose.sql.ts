import { lifeAtArrival } from '../../../domain/circuit/lives.ts'
import { type Performed, perform } from '../../circuit/perform.sql.ts'
import { createDevice } from '../../fleet/device.sql.ts'
import { reservePart } from '../../parts/stock.sql.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Refused } from '../../platform/http/answer.ts'
import type { Actor } from '../../platform/ledger/ledger.ts'
import { type Bench, openOrder, readBench } from '../order.sql.ts'
import type { BareCase } from './compose.ts'

export type Composed =
  | { readonly kind: 'done'; readonly code: string }
  | { readonly kind: 'refused'; readonly refusals: readonly Refused[] }
  | { readonly kind: 'missing' }

const opened = (done: Performed, code: string): Composed => (done.kind === 'done' ? { kind: 'done', code } : done)

/**
 * Keeps every one of these parts for the device and opens its work order: one act, all or nothing. Refused where a part went to another
 * machine meanwhile or is known not to fit, and where the circuit does not let the work begin.
 */
export async function composeFromStock(
  tx: Tx,
  actor: Actor,
  device: Bench['device'],
  partIds: readonly string[],
): Promise<Composed> {
  for (const id of partIds) {
    const kept = await reservePart(tx, actor, id, device.id)
    if (kept.kind !== 'done') return kept
  }
  return opened(await openOrder(tx, actor, device), device.code)
}

/** Brings in a bare case as a machine to compose: its first life is still to come, nothing is in it, and its work order opens. */
export async function composeInCase(tx: Tx, actor: Actor, said: BareCase): Promise<Composed> {
  const device = await createDevice(tx, actor, {
    ...said,
    state: 'received',
    set: { inventory: 'neverListed', memory_bytes: 0, life: lifeAtArrival('composed') },
  })
  const steps = [
    () => perform(tx, actor, 'identify', device.id),
    () => perform(tx, actor, 'triage', device.id, { payload: { verdict: 'refurbish' }, set: { verdict: 'refurbish' } }),
  ]
  for (const step of steps) {
    const done = await step()
    if (done.kind !== 'done') return done
  }
  const bench = await readBench(tx, device.code)
  return bench ? opened(await openOrder(tx, actor, bench.device), device.code) : { kind: 'missing' }
}
