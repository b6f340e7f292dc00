import type { Updateable } from 'kysely'
import type { Act } from '../../domain/circuit/acts.ts'
import { type ChecklistLine, checklist, decide } from '../../domain/circuit/decide.ts'
import type { Facts } from '../../domain/circuit/facts.ts'
import type { HoldingEnding } from '../../domain/circuit/lives.ts'
import type { DeviceState } from '../../domain/circuit/states.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Device } from '../platform/database/schema.generated.ts'
import type { Refused } from '../platform/http/answer.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { type ActPayload, deviceActs } from './device-events.ts'
import { readFacts } from './facts.sql.ts'
import { readPolicy } from './policy.sql.ts'
import { closeWork } from './work.sql.ts'

export type Performed =
  | {
      readonly kind: 'done'
      readonly to: DeviceState
      readonly holding: 'opens' | 'closes' | 'same'
      readonly code: string
      readonly life: number
    }
  | { readonly kind: 'refused'; readonly refusals: readonly Refused[]; readonly code: string }
  | { readonly kind: 'missing' }

export interface Deed {
  /** What this act itself brings, beside what the tables say: the receipt just produced, the reason just given. */
  readonly facts?: Partial<Facts>
  /** Ids and codes for the ledger. */
  readonly payload?: ActPayload
  /** Columns of the device that the act sets with its state. */
  readonly set?: Updateable<Device>
}

/**
 * The one way a device changes state: locks it, reads every fact, asks the circuit, and either writes state and event in the
 * caller's transaction or answers every rule that refuses. A holding that closes is closed here; one that opens is the caller's.
 */
export async function perform(tx: Tx, actor: Actor, act: Act, deviceId: string, deed: Deed = {}): Promise<Performed> {
  const known = await readFacts(tx, deviceId, true, act)
  if (!known) return { kind: 'missing' }
  const decision = decide(act, { ...known.facts, ...deed.facts }, await readPolicy(tx))
  if (!decision.allowed) {
    return {
      kind: 'refused',
      code: known.code,
      refusals: decision.refusals.map((one) => ({
        rule: one.rule,
        message: one.message,
        satisfy: one.satisfy,
        concerns: one.concerns,
      })),
    }
  }
  const moved = decision.to !== known.state
  // What is lost is awaited nowhere.
  const lost = decision.to === 'lost' ? { slip_id: null } : {}
  const set = { ...deed.set, ...lost, ...(moved ? { state: decision.to, state_since: new Date() } : {}) }
  if (Object.keys(set).length > 0) await tx.updateTable('device').set(set).where('id', '=', deviceId).execute()
  if (decision.ending !== 'none') await closeHolding(tx, deviceId, decision.ending)
  if (decision.media === 'used') await countMediaAsUsed(tx, deviceId)
  if (moved && known.state === 'inWork') await closeWork(tx, deviceId, decision.to, known.life)
  const life = typeof deed.set?.life === 'number' ? deed.set.life : known.life
  await deviceActs.record(tx, actor, act, deviceId, { ...deed.payload, from: known.state, to: decision.to, life })
  return { kind: 'done', to: decision.to, holding: decision.holding, code: known.code, life }
}

async function closeHolding(tx: Tx, deviceId: string, ending: HoldingEnding): Promise<void> {
  await tx
    .updateTable('holding')
    .set({ ended_at: new Date(), ending })
    .where('device_id', '=', deviceId)
    .where('ended_at', 'is', null)
    .execute()
}

/** Whatever was in the device while it served somebody, or was out of sight, may hold that person's data from now on. */
async function countMediaAsUsed(tx: Tx, deviceId: string): Promise<void> {
  await tx
    .updateTable('component')
    .set({ last_used_at: new Date() })
    .where('device_id', '=', deviceId)
    .where('kind', '=', 'medium')
    .where('standing', '=', 'fitted')
    .execute()
}

/** Each gate before `act`, held or not, for the screen; null where the device is not in this organisation. */
export async function checklistOf(tx: Tx, act: Act, deviceId: string): Promise<readonly ChecklistLine[] | null> {
  const known = await readFacts(tx, deviceId, false, act)
  return known ? checklist(act, known.facts, await readPolicy(tx)) : null
}
