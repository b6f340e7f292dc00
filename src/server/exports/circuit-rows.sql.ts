import { sql } from 'kysely'
import { heldBy } from '../handovers/return.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Rows } from './export.ts'

const CHUNK = 1000

/** A chunk of rows by their id, and where the next one begins. */
function chunk<Row extends { readonly id: string }>(rows: readonly Row[]): Rows<Row> {
  return { rows, after: rows.length < CHUNK ? null : (rows.at(-1)?.id ?? null) }
}

/** Open holdings, narrowed by the words of their holder and by transfer, oldest first. */
export async function nextHoldings(tx: Tx, words: string, transfer: string, after: string | null) {
  const query = heldBy(tx, words, transfer).$if(after !== null, (rest) => rest.where('h.id', '>', after))
  return chunk(await query.orderBy('h.id').limit(CHUNK).execute())
}
export type ExportedHolding = Awaited<ReturnType<typeof nextHoldings>>['rows'][number]

/** Every hand-over, from the first, with how many devices left. */
export async function nextHandovers(tx: Tx, after: string | null) {
  let select = tx
    .selectFrom('handover as h')
    .innerJoin('request as r', (join) =>
      join.onRef('r.id', '=', 'h.request_id').onRef('r.organisation_id', '=', 'h.organisation_id'),
    )
    .leftJoin('party as t', (join) =>
      join.onRef('t.id', '=', 'r.party_id').onRef('t.organisation_id', '=', 'r.organisation_id'),
    )
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'r.place_id').onRef('p.organisation_id', '=', 'r.organisation_id'),
    )
    .leftJoin('person_name as n', (join) => join.onRef('n.person_id', '=', 'r.person_id').on('n.valid_to', 'is', null))
    .leftJoin('place as w', (join) =>
      join.onRef('w.id', '=', 'h.place_id').onRef('w.organisation_id', '=', 'h.organisation_id'),
    )
    .select((q) => [
      'h.id',
      'h.number',
      'h.at',
      'r.number as request',
      'r.transfer',
      q.fn.coalesce('t.name', 'n.name', 'p.name').as('holder'),
      'h.received_by_name as receivedBy',
      'w.name as place',
      'h.session_answer as session',
      sql<number>`(select count(*)::integer from holding o where o.handover_id = h.id and o.organisation_id = h.organisation_id)`.as(
        'devices',
      ),
    ])
  if (after !== null) select = select.where('h.id', '>', after)
  return chunk(await select.orderBy('h.id').limit(CHUNK).execute())
}
export type ExportedHandover = Awaited<ReturnType<typeof nextHandovers>>['rows'][number]

/** Every medium that was seen, with the device it is in and its last recorded erasure. */
export async function nextMedia(tx: Tx, after: string | null) {
  let select = tx
    .selectFrom('component as c')
    .leftJoin('device as d', (join) =>
      join.onRef('d.id', '=', 'c.device_id').onRef('d.organisation_id', '=', 'c.organisation_id'),
    )
    .leftJoinLateral(
      (q) =>
        q
          .selectFrom('erasure as x')
          .select(['x.outcome', 'x.technique', 'x.level', 'x.tool', 'x.recorded_at'])
          .whereRef('x.medium_id', '=', 'c.id')
          .whereRef('x.organisation_id', '=', 'c.organisation_id')
          .orderBy('x.recorded_at', 'desc')
          .limit(1)
          .as('e'),
      (join) => join.onTrue(),
    )
    .select([
      'c.id',
      'c.maker',
      'c.model',
      'c.serial',
      'c.subkind',
      'c.bytes',
      'c.health',
      'c.hours',
      'c.standing',
      'c.last_used_at as lastUsedAt',
      'd.code',
      'd.state',
      'e.outcome',
      'e.technique',
      'e.level',
      'e.tool',
      'e.recorded_at as erasedAt',
    ])
    .where('c.kind', '=', 'medium')
  if (after !== null) select = select.where('c.id', '>', after)
  return chunk(await select.orderBy('c.id').limit(CHUNK).execute())
}
export type ExportedMedium = Awaited<ReturnType<typeof nextMedia>>['rows'][number]

/** The ledger in its order, what is sealed. */
export async function nextEvents(tx: Tx, after: string | null) {
  const rows = await tx
    .selectFrom('event_position as p')
    .innerJoin('event as e', (join) =>
      join.onRef('e.id', '=', 'p.event_id').onRef('e.organisation_id', '=', 'p.organisation_id'),
    )
    .select([
      'p.position',
      'e.at',
      'e.actor',
      'e.kind',
      'e.subject_id as subjectId',
      sql<string>`e.payload::text`.as('payload'),
      sql<string>`encode(e.hash, 'hex')`.as('hash'),
    ])
    .where('p.position', '>', after === null ? 0 : Number(after))
    .orderBy('p.position')
    .limit(CHUNK)
    .execute()
  return { rows, after: rows.length < CHUNK ? null : (rows.at(-1)?.position.toString() ?? null) }
}
export type ExportedEvent = Awaited<ReturnType<typeof nextEvents>>['rows'][number]

/** Work orders with their device, from the first. */
export async function nextOrders(tx: Tx, after: string | null) {
  let select = tx
    .selectFrom('work_order as w')
    .innerJoin('device as d', (join) =>
      join.onRef('d.id', '=', 'w.device_id').onRef('d.organisation_id', '=', 'w.organisation_id'),
    )
    .leftJoin('person_name as n', (join) =>
      join.onRef('n.person_id', '=', 'w.assigned_to').on('n.valid_to', 'is', null),
    )
    .select([
      'w.id',
      'd.code',
      'd.kind',
      'd.maker',
      'd.model',
      'd.state',
      'w.opened_at as openedAt',
      'w.closed_at as closedAt',
      'w.outcome',
      'n.name as assignedTo',
      sql<number>`(select coalesce(sum(s.minutes), 0)::integer from work_time s where s.work_order_id = w.id and s.organisation_id = w.organisation_id)`.as(
        'minutes',
      ),
    ])
  if (after !== null) select = select.where('w.id', '>', after)
  return chunk(await select.orderBy('w.id').limit(CHUNK).execute())
}
export type ExportedOrder = Awaited<ReturnType<typeof nextOrders>>['rows'][number]
