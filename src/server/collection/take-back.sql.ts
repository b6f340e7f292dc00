import { sql } from 'kysely'
import { z } from 'zod'
import { withdrawDevices } from '../fleet/withdraw.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'

const count = z.number().int().min(0)
const takeBackEvents = eventsOf('batch', {
  takenBack: {
    says: { fr: 'Arrivée annulée', en: 'Arrival taken back' },
    payload: z.strictObject({ devices: count, kept: count }),
  },
})

/** Why a device of an arrival stays where it is. */
export const STAYS = ['actedSince', 'readSince', 'partsSince', 'knownBefore'] as const
export type Stays = (typeof STAYS)[number]

/** A device that an arrival brought in, or that one of its reports was about; `stays` null where it is taken back. */
export interface Item {
  readonly id: string
  readonly code: string
  readonly said: string
  readonly state: string
  /** The event that brought it in. */
  readonly event: string
  readonly stays: Stays | null
}

/** An arrival that can be taken back as a whole. */
export interface TakeBack {
  readonly id: string
  readonly label: string
  /** Reports of its drop that are not read yet. */
  readonly unread: number
  /** The import that made it: undone from there. */
  readonly importId: string | null
  readonly items: readonly Item[]
}

/** Acts that an arrival itself does: whatever else was done to a device was done since. */
const ARRIVING = ['device.receive', 'device.identify']
const SEEN = ['component.seen', 'component.wasAStick']

/**
 * What taking back an arrival would do, one answer a device. A device stays where anything was said of it, read of it or done to one
 * of its parts since, or where it was known before. Its devices are locked until the commit where `lock`.
 */
export async function takeBackOf(tx: Tx, batchId: string, lock = false): Promise<TakeBack | null> {
  const batch = await tx.selectFrom('batch').select(['id', 'label']).where('id', '=', batchId).executeTakeFirst()
  if (!batch) return null
  const made = await tx.selectFrom('import').select('id').where('batch_id', '=', batchId).executeTakeFirst()
  if (lock) await sql`select 1 from device where batch_id = ${batchId} order by id for update`.execute(tx)
  const unread = await tx
    .selectFrom('dropped_file as f')
    .innerJoin('file_drop as d', 'd.id', 'f.drop_id')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('d.batch_id', '=', batchId)
    .where('f.look', 'is not', null)
    .executeTakeFirstOrThrow()
  return { ...batch, importId: made?.id ?? null, unread: unread.n, items: made ? [] : await itemsOf(tx, batchId) }
}

async function itemsOf(tx: Tx, batchId: string): Promise<readonly Item[]> {
  const { rows } = await sql<Item>`
    with told as (
      select (f.answer ->> 'deviceId')::uuid as device_id, f.answer ->> 'kind' as kind, count(*) as files
      from dropped_file f join file_drop p on p.id = f.drop_id
      where p.batch_id = ${batchId} and f.answer ->> 'kind' in ('created', 'updated') group by 1, 2
    ), concerned as (
      select id from device where batch_id = ${batchId} and state <> 'withdrawn'
      union select device_id from told where kind = 'created'
      union select device_id from told where kind = 'updated'
    )
    select d.id, d.code, concat_ws(' ', d.maker, d.model) as said, d.state, first.id as event,
      case
        when first.batch is distinct from ${batchId} then 'knownBefore'
        when d.batch_id is distinct from ${batchId} or d.state not in ('received', 'identified') or exists (
          select 1 from event e where e.subject_id = d.id and e.kind <> all (${ARRIVING})) then 'actedSince'
        when (select count(*) from evidence v where v.device_id = d.id)
          > (select coalesce(sum(files), 0) from told where device_id = d.id) then 'readSince'
        when exists (select 1 from component c where (c.device_id = d.id or c.origin_device_id = d.id) and (
          c.device_id is distinct from d.id or c.origin_device_id is distinct from d.id or exists (
            select 1 from event e where e.subject_id = c.id and e.kind <> all (${SEEN})))) then 'partsSince'
      end as stays
    from concerned join device d using (id)
    join lateral (select e.id, e.payload ->> 'batchId' as batch from event e where e.subject_id = d.id order by e.at, e.id limit 1) first on true
    where d.state not in ('withdrawn', 'merged')
    order by d.code`.execute(tx)
  return rows
}

/** Takes an arrival back: what nobody touched since leaves every list, the rest stays. Records both counts where anything left. */
export async function takeBack(tx: Tx, actor: Actor, { id, items }: TakeBack): Promise<void> {
  const leaving = items.filter(({ stays }) => stays === null)
  if (leaving.length === 0) return
  await withdrawDevices(tx, actor, leaving)
  await takeBackEvents.record(tx, actor, 'takenBack', id, {
    devices: leaving.length,
    kept: items.length - leaving.length,
  })
}
