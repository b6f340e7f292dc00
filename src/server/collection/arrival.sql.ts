import { z } from 'zod'
import { createDevice } from '../fleet/device.sql.ts'
import type { DeviceRow } from '../fleet/device-list.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'
import type { Arrival } from './arrival.ts'
import { type CountedBatch, sizeOf } from './batch.ts'

export const batchEvents = eventsOf('batch', {
  arrived: {
    says: { fr: 'Lot arrivé', en: 'Batch arrived' },
    payload: z.strictObject({
      devices: z.number().int().min(0),
      fromPlace: z.uuid().optional(),
      fromParty: z.uuid().optional(),
    }),
  },
})

/** What arrives together: who it comes from (a place of ours or a party), where it is put. */
export interface NewBatch {
  readonly label: string
  readonly from: string | null
  readonly at: string | null
  readonly devices: number
}

export async function createBatch(tx: Tx, actor: Actor, batch: NewBatch): Promise<string> {
  const id = newId()
  const fromPlace = batch.from
    ? await tx.selectFrom('place').select('id').where('id', '=', batch.from).executeTakeFirst()
    : undefined
  const fromParty =
    batch.from && !fromPlace
      ? await tx.selectFrom('party').select('id').where('id', '=', batch.from).executeTakeFirst()
      : undefined
  await tx
    .insertInto('batch')
    .values({
      organisation_id: actor.organisationId,
      id,
      label: batch.label,
      from_place: fromPlace?.id ?? null,
      from_party: fromParty?.id ?? null,
      at_place: batch.at,
    })
    .execute()
  await batchEvents.record(tx, actor, 'arrived', id, {
    devices: batch.devices,
    ...(fromPlace ? { fromPlace: fromPlace.id } : {}),
    ...(fromParty ? { fromParty: fromParty.id } : {}),
  })
  return id
}

/** Receives machines entered by hand; answers the batch. Each has its own printed code. */
export async function receiveByHand(tx: Tx, actor: Actor, arrival: Arrival, label: string): Promise<string> {
  const batchId = await createBatch(tx, actor, { label, from: arrival.from, at: arrival.at, devices: arrival.count })
  for (let made = 0; made < arrival.count; made += 1) {
    await createDevice(tx, actor, {
      kind: arrival.kind,
      state: 'received',
      batchId,
      placeId: arrival.at,
      maker: arrival.maker,
      model: arrival.model,
      serial: arrival.serial,
      inventoryNumber: arrival.inventoryNumber,
      owner: arrival.owner,
      set: {
        bought_on: arrival.boughtOn,
        built_year: arrival.boughtOn ? Number(arrival.boughtOn.slice(0, 4)) : null,
        works: arrival.works,
        // What comes from the organisation's own services was in its inventory until now.
        inventory: arrival.owner === 'organisation' ? 'listed' : 'neverListed',
      },
    })
  }
  return batchId
}

/** Receives a batch that was only counted: each machine has its code at once, its details come later. Answers the batch. */
export async function receiveBatch(tx: Tx, actor: Actor, batch: CountedBatch, label: string): Promise<string> {
  const batchId = await createBatch(tx, actor, { label, from: batch.from, at: batch.at, devices: sizeOf(batch) })
  for (const { kind, count } of batch.counts) {
    for (let made = 0; made < count; made += 1) {
      await createDevice(tx, actor, {
        kind,
        state: 'received',
        batchId,
        placeId: batch.at,
        owner: batch.owner,
        set: { inventory: batch.owner === 'organisation' ? 'listed' : 'neverListed' },
      })
    }
  }
  return batchId
}

export interface BatchRow {
  readonly id: string
  readonly label: string
  readonly arrivedAt: Date
  readonly from: string | null
  readonly at: string | null
  readonly devices: number
  readonly waiting: number
}

/** The latest batches, with how many of their devices wait to be identified. */
export async function latestBatches(tx: Tx): Promise<readonly BatchRow[]> {
  const rows = await tx
    .selectFrom('batch as b')
    .leftJoin('place as f', (join) =>
      join.onRef('f.id', '=', 'b.from_place').onRef('f.organisation_id', '=', 'b.organisation_id'),
    )
    .leftJoin('party as t', (join) =>
      join.onRef('t.id', '=', 'b.from_party').onRef('t.organisation_id', '=', 'b.organisation_id'),
    )
    .leftJoin('place as a', (join) =>
      join.onRef('a.id', '=', 'b.at_place').onRef('a.organisation_id', '=', 'b.organisation_id'),
    )
    .select((q) => [
      'b.id',
      'b.label',
      'b.arrived_at as arrivedAt',
      q.fn.coalesce('f.name', 't.name').as('from'),
      'a.name as at',
      q
        .selectFrom('device as d')
        .select((c) => c.fn.countAll<number>().as('n'))
        .whereRef('d.batch_id', '=', 'b.id')
        .as('devices'),
      q
        .selectFrom('device as d')
        .select((c) => c.fn.countAll<number>().as('n'))
        .whereRef('d.batch_id', '=', 'b.id')
        .where('d.state', '=', 'received')
        .as('waiting'),
    ])
    .orderBy('b.arrived_at', 'desc')
    .limit(25)
    .execute()
  return rows.map((row) => ({ ...row, devices: Number(row.devices), waiting: Number(row.waiting) }))
}

/** What has arrived or come back and is not identified yet, oldest first. */
export async function toIdentify(tx: Tx): Promise<readonly DeviceRow[]> {
  return tx
    .selectFrom('device as d')
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'd.place_id').onRef('p.organisation_id', '=', 'd.organisation_id'),
    )
    .select([
      'd.id',
      'd.code',
      'd.kind',
      'd.state',
      'd.maker',
      'd.model',
      'd.name',
      'd.serial',
      'd.life',
      'd.grade',
      'd.built_year as builtYear',
      'p.name as place',
    ])
    .where('d.state', 'in', ['received', 'returned'])
    .orderBy('d.state_since')
    .limit(50)
    .execute()
}
