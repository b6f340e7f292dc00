import { sql } from 'kysely'
import type { Act } from '../../domain/circuit/acts.ts'
import { decide } from '../../domain/circuit/decide.ts'
import { bareFacts, type Facts } from '../../domain/circuit/facts.ts'
import type { DeviceState } from '../../domain/circuit/states.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import type { Tx } from '../platform/database/database.ts'
import { PREPARED } from '../platform/database/prepared.ts'
import { readPolicy } from './policy.sql.ts'

/** A device that the caller's transaction makes: nothing stands beside its row but what the caller adds. */
export interface Made {
  readonly kind: DeviceKind
  readonly state: DeviceState
  readonly owner: Facts['owner']
}

/**
 * Where an act leads a device that is made in the same transaction, without reading its facts again; `unknown` where only `perform` can
 * tell, a hold on batches or models being open, and where a gate refuses.
 */
export async function landingOfMade(tx: Tx, act: Act): Promise<(made: Made) => DeviceState | 'unknown'> {
  const [policy, holds] = await Promise.all([
    readPolicy(tx),
    sql`${PREPARED} select 1 from hold
      where lifted_at is null and (batch_id is not null or component_model is not null) limit 1`.execute(tx),
  ])
  return ({ kind, state, owner }) => {
    if (holds.rows.length > 0) return 'unknown'
    const decision = decide(act, { ...bareFacts(state, kind), owner, inventory: 'neverListed' }, policy)
    return decision.allowed ? decision.to : 'unknown'
  }
}
