import type pg from 'pg'

/**
 * Baseline of `bulk`: the one statement that decommissions the devices in use at a place, as superuser past row security, with the same
 * indexes, triggers and constraints. It writes the very rows and the very events of the product: the devices, the holdings that this ends,
 * the media that served until then, a line of the ledger for each device. It asks no gate, locks no device ahead, knows no bench, no loss
 * and no hold, and answers for no device.
 */
export async function decommissionAll(client: pg.Client, organisationId: string, placeId: string): Promise<void> {
  await client.query(
    `with changed as (
       update device set state = 'decommissioned', state_since = now(), inventory = 'decommissioned', decommission_reason = 'obsolete',
         decommissioned_on = current_date, service_id = place_id
       where organisation_id = $1 and place_id = $2 and state = 'inUse' returning id, place_id, life),
     closed as (
       update holding set ended_at = now(), ending = 'decommissioned'
       where organisation_id = $1 and device_id in (select id from changed) and ended_at is null),
     used as (
       update component set last_used_at = now()
       where organisation_id = $1 and device_id in (select id from changed) and kind = 'medium' and standing = 'fitted')
     insert into event (organisation_id, id, actor, subject_kind, subject_id, kind, payload)
       select $1, uuidv7(), (select person_id from member where 'technician' = any(roles) limit 1), 'device', id, 'device.decommission',
         jsonb_build_object('reason', 'obsolete', 'placeId', place_id, 'from', 'inUse', 'to', 'decommissioned', 'life', life)
       from changed`,
    [organisationId, placeId],
  )
}
