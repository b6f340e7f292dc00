import { sql, type Updateable } from 'kysely'
import type { Act } from '../../domain/circuit/acts.ts'
import { type ChecklistLine, checklist, decide, type Landing, type Refusal } from '../../domain/circuit/decide.ts'
import type { Facts } from '../../domain/circuit/facts.ts'
import type { DeviceState } from '../../domain/circuit/states.ts'
import { groupBy } from '../../domain/group-by.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Device } from '../platform/database/schema.generated.ts'
import type { Refused } from '../platform/http/answer.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { type ActPayload, deviceActs } from './device-events.ts'
import { type Known, readFactsOf } from './facts.sql.ts'
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

/** A deed on one device of many. */
export interface DeviceDeed extends Deed {
  readonly deviceId: string
}

/**
 * The one way a device changes state: locks it, reads every fact, asks the circuit, and either writes state and event in the
 * caller's transaction or answers every rule that refuses. A holding that closes is closed here; one that opens is the caller's.
 */
export async function perform(tx: Tx, actor: Actor, act: Act, deviceId: string, deed: Deed = {}): Promise<Performed> {
  return (await performAll(tx, actor, act, [{ ...deed, deviceId }])).get(deviceId) ?? { kind: 'missing' }
}

/**
 * The same act on many devices, each once, each judged for itself: one that is refused stops no other. A number of statements that does
 * not grow with theirs; some thousands at a time. An answer for each device.
 */
export async function performAll(
  tx: Tx,
  actor: Actor,
  act: Act,
  deeds: readonly DeviceDeed[],
): Promise<ReadonlyMap<string, Performed>> {
  const { answers, done } = await judge(tx, act, deeds, true)
  await write(tx, actor, act, done)
  return answers
}

/** What `performAll` would answer as things stand; nothing is locked nor written. */
export const judgeAll = async (
  tx: Tx,
  act: Act,
  deeds: readonly DeviceDeed[],
): Promise<ReadonlyMap<string, Performed>> => (await judge(tx, act, deeds, false)).answers

async function judge(tx: Tx, act: Act, deeds: readonly DeviceDeed[], lock: boolean) {
  const answers = new Map<string, Performed>(deeds.map(({ deviceId }) => [deviceId, { kind: 'missing' }]))
  if (answers.size !== deeds.length) throw new Error('a device stands twice in one act')
  const policy = await readPolicy(tx)
  const known = await readFactsOf(tx, [...answers.keys()], policy, { lock, act })
  const done = deeds.flatMap((deed): Done[] => {
    const device = known.get(deed.deviceId)
    if (!device) return []
    const { code } = device
    const decision = decide(act, { ...device.facts, ...deed.facts }, policy)
    if (!decision.allowed) {
      answers.set(deed.deviceId, { kind: 'refused', code, refusals: decision.refusals.map(refusedOf) })
      return []
    }
    const life = typeof deed.set?.life === 'number' ? deed.set.life : device.life
    const { to, holding } = decision
    answers.set(deed.deviceId, { kind: 'done', to, holding, code, life })
    return [{ deed, device, decision, life }]
  })
  return { answers, done }
}

interface Done {
  readonly deed: DeviceDeed
  readonly device: Known
  readonly decision: Landing
  readonly life: number
}

const refusedOf = ({ rule, message, satisfy, concerns }: Refusal): Refused => ({ rule, message, satisfy, concerns })

/** What was allowed, a statement for each table. */
async function write(tx: Tx, actor: Actor, act: Act, done: readonly Done[]): Promise<void> {
  const now = new Date()
  const idsWhere = (holds: (one: Done) => boolean) => done.filter(holds).map(({ device }) => device.deviceId)
  await setDevices(
    tx,
    done.map(({ deed, device, decision }) => ({
      id: device.deviceId,
      set: {
        ...deed.set,
        // What is lost is awaited nowhere.
        ...(decision.to === 'lost' ? { slip_id: null } : {}),
        ...(decision.to === device.state ? {} : { state: decision.to, state_since: now }),
      },
    })),
  )
  await closeHoldings(tx, done)
  await countMediaAsUsed(
    tx,
    idsWhere(({ decision }) => decision.media === 'used'),
  )
  await closeWork(
    tx,
    done
      .filter(({ device, decision }) => device.state === 'inWork' && decision.to !== 'inWork')
      .map(({ device, decision }) => ({ deviceId: device.deviceId, to: decision.to, life: device.life })),
  )
  await deviceActs.recordAll(
    tx,
    actor,
    done.map(({ deed, device, decision, life }) => ({
      name: act,
      subjectId: device.deviceId,
      payload: { ...deed.payload, from: device.state, to: decision.to, life },
    })),
  )
}

/** Writes the columns that each row names; rows that name the same columns are one statement. Never a state: that is an act. */
export async function setDevices(
  tx: Tx,
  rows: readonly { readonly id: string; readonly set: Updateable<Device> }[],
): Promise<void> {
  const named = rows.map(({ id, set }) => {
    const said = Object.entries(set).filter(([, value]) => value !== undefined)
    return { columns: said.map(([column]) => column).sort(), row: { ...set, id } }
  })
  const alike = groupBy(named, ({ columns }) => columns.join())
  for (const [key, columns] of new Map(named.map(({ columns }) => [columns.join(), columns]))) {
    if (columns.length === 0) continue
    const sets = columns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`x.${column}`)}`)
    const values = alike(key).map(({ row }) => row)
    await sql`update device d set ${sql.join(sets)}
      from jsonb_populate_recordset(null::device, ${JSON.stringify(values)}::jsonb) x
      where d.id = x.id and d.id = any(${values.map(({ id }) => id)}::uuid[])`.execute(tx)
  }
}

async function closeHoldings(tx: Tx, done: readonly Done[]): Promise<void> {
  const rows = done
    .filter(({ decision }) => decision.ending !== 'none')
    .map(({ device, decision }) => ({ id: device.deviceId, ending: decision.ending }))
  if (rows.length === 0) return
  await sql`update holding h set ended_at = ${new Date()}, ending = x.ending
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, ending text)
    where h.device_id = x.id and h.ended_at is null`.execute(tx)
}

/** Whatever was in a device while it served somebody, or was out of sight, may hold that person's data from now on. */
async function countMediaAsUsed(tx: Tx, deviceIds: readonly string[]): Promise<void> {
  if (deviceIds.length === 0) return
  await tx
    .updateTable('component')
    .set({ last_used_at: new Date() })
    .where('device_id', '=', sql<string>`any(${deviceIds}::uuid[])`)
    .where('kind', '=', 'medium')
    .where('standing', '=', 'fitted')
    .execute()
}

/** Each gate before `act`, held or not, for the screen; null where the device is not in this organisation. */
export async function checklistOf(tx: Tx, act: Act, deviceId: string): Promise<readonly ChecklistLine[] | null> {
  const policy = await readPolicy(tx)
  const known = (await readFactsOf(tx, [deviceId], policy, { act })).get(deviceId)
  return known ? checklist(act, known.facts, policy) : null
}
