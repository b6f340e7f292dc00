import { sql } from 'kysely'
import { readCode } from '../fleet/code.ts'
import { takeCode } from '../fleet/device.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import type { NewBin } from './part.ts'
import { binEvents } from './part-events.ts'

export interface Bin {
  readonly id: string
  readonly code: string
  readonly name: string
  /** Parts that may be fitted, or media under lock until they are erased or destroyed. */
  readonly holds: 'stock' | 'locked'
  readonly place: string | null
  readonly count: number
}

const read = (tx: Tx) =>
  tx
    .selectFrom('bin as b')
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'b.place_id').onRef('p.organisation_id', '=', 'b.organisation_id'),
    )
    .select([
      'b.id',
      'b.code',
      'b.name',
      'b.holds',
      'p.name as place',
      sql<number>`(select count(*)::int from component c where c.organisation_id = b.organisation_id and c.bin_id = b.id)`.as(
        'count',
      ),
    ])
    .where('b.retired_at', 'is', null)

const binOf = (row: Awaited<ReturnType<ReturnType<typeof read>['execute']>>[number]): Bin => ({
  ...row,
  holds: row.holds === 'locked' ? 'locked' : 'stock',
})

export async function listBins(tx: Tx): Promise<readonly Bin[]> {
  return (await read(tx).orderBy('b.name').orderBy('b.id').limit(500).execute()).map(binOf)
}

/** The bin of a printed code; null where it names none of this organisation. */
export async function binByCode(tx: Tx, text: string): Promise<Bin | null> {
  const row = await read(tx)
    .where('b.code', '=', readCode(text) ?? '')
    .executeTakeFirst()
  return row ? binOf(row) : null
}

/** Makes a bin with a printed code of its own; answers the code. */
export async function addBin(tx: Tx, actor: Actor, bin: NewBin): Promise<string> {
  const id = newId()
  const code = await takeCode(tx, actor.organisationId, 'bin', id)
  const place = bin.place
    ? await tx.selectFrom('place').select('id').where('id', '=', bin.place).executeTakeFirst()
    : undefined
  await tx
    .insertInto('bin')
    .values({
      organisation_id: actor.organisationId,
      id,
      code,
      name: bin.name,
      holds: bin.holds,
      place_id: place?.id ?? null,
    })
    .execute()
  await binEvents.record(tx, actor, 'added', id, { holds: bin.holds })
  return code
}

/** Takes an empty bin away; false where something still lies in it. */
export async function retireBin(tx: Tx, actor: Actor, bin: Bin): Promise<boolean> {
  const left = await tx.selectFrom('component').select('id').where('bin_id', '=', bin.id).limit(1).executeTakeFirst()
  if (left) return false
  await tx.updateTable('bin').set({ retired_at: new Date() }).where('id', '=', bin.id).execute()
  await binEvents.record(tx, actor, 'retired', bin.id, {})
  return true
}
