import { sql } from 'kysely'
import { z } from 'zod'
import type { Ends } from '../../domain/kits/sockets.ts'
import { SUPPLY_KIND_NAMES, type SupplyKind } from '../../domain/kits/supplies.ts'
import { takeCode } from '../fleet/device.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'
import { endsOf, type NewSupply, type SupplyMove } from './supply.ts'

const REASONS = ['received', 'counted', 'kit', 'fromKit', 'used', 'scrapped'] as const
type Reason = (typeof REASONS)[number]

export const supplyEvents = eventsOf('supply', {
  added: {
    says: { fr: 'Fourniture ajoutée', en: 'Supply added' },
    payload: z.strictObject({ kind: z.enum(SUPPLY_KIND_NAMES), count: z.number().int() }),
  },
  moved: {
    says: { fr: 'Fourniture comptée', en: 'Supply counted' },
    payload: z.strictObject({ delta: z.number().int(), reason: z.enum(REASONS), kitId: z.uuid().optional() }),
  },
  retired: {
    says: { fr: 'Fourniture retirée de la liste', en: 'Supply taken off the list' },
    payload: z.strictObject({}),
  },
})

export interface Supply {
  readonly id: string
  readonly code: string
  readonly kind: SupplyKind
  readonly name: string
  readonly ends: Ends | null
  readonly place: string | null
  readonly count: number
  readonly wanted: number
}

const read = (tx: Tx) =>
  tx
    .selectFrom('supply as s')
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 's.place_id').onRef('p.organisation_id', '=', 's.organisation_id'),
    )
    .select([
      's.id',
      's.code',
      's.kind',
      's.name',
      's.end_unit',
      's.end_screen',
      's.wanted',
      'p.name as place',
      sql<number>`(select coalesce(sum(m.delta), 0)::int from supply_move m
        where m.organisation_id = s.organisation_id and m.supply_id = s.id)`.as('count'),
    ])
    .where('s.retired_at', 'is', null)

type Row = Awaited<ReturnType<ReturnType<typeof read>['execute']>>[number]
const supplyOf = (row: Row): Supply => ({
  id: row.id,
  code: row.code,
  kind: row.kind as SupplyKind,
  name: row.name,
  ends: endsOf(row.kind, row.end_unit, row.end_screen),
  place: row.place,
  count: row.count,
  wanted: row.wanted,
})

/** Every supply in use, by kind then name. */
export async function listSupplies(tx: Tx): Promise<readonly Supply[]> {
  const rows = await read(tx).orderBy('s.kind').orderBy('s.name').limit(500).execute()
  return rows.map(supplyOf)
}

export async function supplyByCode(tx: Tx, code: string): Promise<Supply | null> {
  const row = await read(tx).where('s.code', '=', code).executeTakeFirst()
  return row ? supplyOf(row) : null
}

/** Makes a bin with a printed code of its own; answers the code. */
export async function addSupply(tx: Tx, actor: Actor, supply: NewSupply): Promise<string> {
  const id = newId()
  const code = await takeCode(tx, actor.organisationId, 'supply', id)
  const place = supply.place
    ? await tx.selectFrom('place').select('id').where('id', '=', supply.place).executeTakeFirst()
    : undefined
  const cable = supply.kind === 'videoCable'
  await tx
    .insertInto('supply')
    .values({
      organisation_id: actor.organisationId,
      id,
      code,
      kind: supply.kind,
      name: supply.name,
      end_unit: cable ? supply.endUnit : null,
      end_screen: cable ? supply.endScreen : null,
      place_id: place?.id ?? null,
      wanted: supply.wanted,
    })
    .execute()
  if (supply.count > 0) await write(tx, actor, id, supply.count, 'counted', null)
  await supplyEvents.record(tx, actor, 'added', id, { kind: supply.kind, count: supply.count })
  return code
}

/** Changes how many there are; answers what would be left where that is below none, and changes nothing then. */
export async function moveSupply(
  tx: Tx,
  actor: Actor,
  id: string,
  delta: number,
  reason: Reason,
  kitId: string | null = null,
): Promise<{ readonly kind: 'done' } | { readonly kind: 'tooFew'; readonly left: number }> {
  // The bin is locked: two people who take the last one are told so, one of them.
  await tx.selectFrom('supply').select('id').where('id', '=', id).forUpdate().execute()
  const left = await countOf(tx, id)
  if (left + delta < 0) return { kind: 'tooFew', left }
  if (delta === 0) return { kind: 'done' }
  await write(tx, actor, id, delta, reason, kitId)
  await supplyEvents.record(tx, actor, 'moved', id, { delta, reason, ...(kitId ? { kitId } : {}) })
  return { kind: 'done' }
}

/** What a person says of a bin, as a change: counted again is the difference with what was known. */
export async function recordMove(tx: Tx, actor: Actor, supply: Supply, { what, count }: SupplyMove) {
  const delta = { received: count, used: -count, scrapped: -count, counted: count - supply.count }[what]
  return moveSupply(tx, actor, supply.id, delta, what)
}

export async function retireSupply(tx: Tx, actor: Actor, id: string): Promise<void> {
  await tx.updateTable('supply').set({ retired_at: new Date() }).where('id', '=', id).execute()
  await supplyEvents.record(tx, actor, 'retired', id, {})
}

async function countOf(tx: Tx, id: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(sum(delta), 0)::int as n from supply_move where supply_id = ${id}`.execute(tx)
  return rows[0]?.n ?? 0
}

async function write(
  tx: Tx,
  actor: Actor,
  supplyId: string,
  delta: number,
  reason: Reason,
  kitId: string | null,
): Promise<void> {
  await tx
    .insertInto('supply_move')
    .values({
      organisation_id: actor.organisationId,
      id: newId(),
      supply_id: supplyId,
      delta,
      reason,
      kit_id: kitId,
    })
    .execute()
}
