import { sql } from 'kysely'
import { deviceActs } from '../circuit/device-events.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Actor } from '../platform/ledger/ledger.ts'

/** A device that came in by mistake: the event that brought it in, and the state it is in. */
export interface CameIn {
  readonly id: string
  readonly event: string
  readonly state: string
}

const STATES = ['inUse', 'received', 'identified', 'decommissioned', 'announced'] as const

/**
 * Takes devices back by a contrary event: out of every list, their codes never given again, their lines of the ledger kept. What was
 * read of them names no device any more, so that the same reports make it anew.
 */
export async function withdrawDevices(
  tx: Tx,
  actor: Actor,
  devices: readonly CameIn[],
  importId?: string,
): Promise<void> {
  const ids = devices.map(({ id }) => id)
  if (ids.length === 0) return
  await sql`update device set state = 'withdrawn', state_since = now(), place_id = null, service_id = null, batch_id = null,
      decommissioned_on = null
    where id = any(${ids}::uuid[])`.execute(tx)
  await sql`update holding set ended_at = now(), ending = 'corrected' where device_id = any(${ids}::uuid[]) and ended_at is null`.execute(
    tx,
  )
  await sql`update evidence set device_id = null where device_id = any(${ids}::uuid[])`.execute(tx)
  await sql`update component set device_id = null, standing = 'absent' where device_id = any(${ids}::uuid[])`.execute(
    tx,
  )
  await sql`delete from identifier where device_id = any(${ids}::uuid[])`.execute(tx)
  await deviceActs.recordAll(
    tx,
    actor,
    devices.map(({ id, event, state }) => ({
      name: 'correct' as const,
      subjectId: id,
      payload: {
        from: STATES.find((one) => one === state) ?? 'received',
        to: 'none' as const,
        life: 0,
        correctedEventId: event,
        ...(importId ? { importId } : {}),
      },
    })),
  )
}
