import { sql } from 'kysely'
import type { SoftwareItem } from '../../domain/circuit/facts.ts'
import type { Tx } from '../platform/database/database.ts'

/** What the tables say of a device for a decision, but its media, its work order and the papers of its request. */
export interface DeviceFactRow {
  readonly id: string
  readonly code: string
  readonly kind: string
  readonly state: string
  readonly life: number
  readonly owner: string
  readonly mandate: boolean
  readonly acceptance: string
  readonly inventory: string
  readonly decommissionReason: string | null
  readonly slipId: string | null
  readonly works: string
  readonly grade: string | null
  readonly lockAccount: string
  readonly lockManagement: string
  readonly simAndCard: string
  readonly unitValueEur: string | null
  readonly scrapReason: string | null
  readonly held: boolean
  readonly requestId: string | null
  readonly kitId: string | null
  /** The work order in force: the open one, or the last one where the work is done. */
  readonly orderId: string | null
  readonly orderSoftware: readonly SoftwareItem[] | null
  readonly orderSteps: unknown
  readonly holds: readonly string[]
  /** A look given before the device's last change of state was about something else. */
  readonly looked: boolean
  readonly returnGap: string | null
  readonly returnDecision: string | null
  readonly palletState: string | null
  readonly palletWeighed: boolean
  /** Whether the loss that is not found again has its breach file; null where nothing is lost. */
  readonly lossFile: boolean | null
}

/** States in which the work is done: what the last order says still holds. Anywhere else only an open order counts. */
const WORK_DONE = ['ready', 'reserved', 'inUse']

/**
 * These devices, one statement for all. Lock them first by another statement (`lockDevices`): one that waits for a lock would read what
 * stands beside a device as it was before the wait.
 */
export async function readDeviceRows(tx: Tx, ids: readonly string[]): Promise<readonly DeviceFactRow[]> {
  const { rows } = await sql<DeviceFactRow>`
    select d.id, d.code, d.kind, d.state, d.life, d.owner, d.mandate, d.acceptance, d.inventory,
      d.decommission_reason as "decommissionReason", d.slip_id as "slipId", d.works, d.grade, d.lock_account as "lockAccount",
      d.lock_management as "lockManagement", d.sim_and_card as "simAndCard", d.unit_value_eur as "unitValueEur",
      d.scrap_reason as "scrapReason",
      exists (select 1 from holding h
        where h.organisation_id = d.organisation_id and h.device_id = d.id and h.ended_at is null) as held,
      (select a.request_id from allocation a
        where a.organisation_id = d.organisation_id and a.device_id = d.id and a.ended_at is null) as "requestId",
      (select i.kit_id from kit_item i
        where i.organisation_id = d.organisation_id and i.device_id = d.id and i.ended_at is null) as "kitId",
      w.id as "orderId", w.software as "orderSoftware", w.steps as "orderSteps",
      array(select o.reason from hold o where o.organisation_id = d.organisation_id and o.lifted_at is null and (
        o.device_id = d.id or o.batch_id = d.batch_id
        or (o.component_model is not null and exists (select 1 from component c where c.organisation_id = d.organisation_id
          and c.device_id = d.id and c.standing = 'fitted' and c.model = o.component_model))
        or (o.tool_version is not null and exists (select 1 from erasure e where e.organisation_id = d.organisation_id
          and e.device_id = d.id and e.tool_version = o.tool_version)))) as holds,
      exists (select 1 from second_look s where s.organisation_id = d.organisation_id and s.device_id = d.id
        and s.about = 'scrap' and s.answer = 'agreed' and s.answered_at > d.state_since) as looked,
      r.gap as "returnGap", r.gap_decision as "returnDecision",
      p.state as "palletState", p.weight_grams is not null as "palletWeighed",
      (select l.breach_opened_at is not null from loss l
        where l.organisation_id = d.organisation_id and l.device_id = d.id and l.found_at is null limit 1) as "lossFile"
    from device d
    left join lateral (select o.id, o.software, o.steps from work_order o
      where o.organisation_id = d.organisation_id and o.device_id = d.id
        and (o.closed_at is null or d.state = any(${WORK_DONE}::text[]))
      order by o.opened_at desc, o.id desc limit 1) w on true
    left join lateral (select c.gap, c.gap_decision from return_check c
      where c.organisation_id = d.organisation_id and c.device_id = d.id order by c.checked_at desc limit 1) r on true
    left join pallet_item i on i.organisation_id = d.organisation_id and i.device_id = d.id
    left join pallet p on p.organisation_id = i.organisation_id and p.id = i.pallet_id
    where d.id = any(${ids}::uuid[])`.execute(tx)
  return rows
}

/** Makes any other act on these devices wait for the end of this transaction; in the order of their ids, so that no two wait for each other. */
export async function lockDevices(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`select 1 from device where id = any(${ids}::uuid[]) order by id for update`.execute(tx)
}
