import { sql } from 'kysely'
import { deviceByCode } from '../fleet/device.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { nextNumber } from '../platform/database/series.sql.ts'
import { type Actor, writeNote } from '../platform/ledger/ledger.ts'
import { type NoSupport, type Outcome, supportOf } from './ticket.ts'
import { ticketEvents } from './ticket-events.ts'

const tickets = (tx: Tx) =>
  tx
    .selectFrom('ticket as t')
    .innerJoin('device as d', (join) =>
      join.onRef('d.id', '=', 't.device_id').onRef('d.organisation_id', '=', 't.organisation_id'),
    )
    .innerJoin('holding as h', (join) =>
      join.onRef('h.id', '=', 't.holding_id').onRef('h.organisation_id', '=', 't.organisation_id'),
    )
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'h.holder_place').onRef('p.organisation_id', '=', 'h.organisation_id'),
    )
    .leftJoin('party as y', (join) =>
      join.onRef('y.id', '=', 'h.holder_party').onRef('y.organisation_id', '=', 'h.organisation_id'),
    )
    .leftJoin('person_name as n', (join) =>
      join.onRef('n.person_id', '=', 't.reported_by').on('n.valid_to', 'is', null),
    )
    .leftJoin('device as r', (join) =>
      join.onRef('r.id', '=', 't.replacement_id').onRef('r.organisation_id', '=', 't.organisation_id'),
    )
    .leftJoin('note as w', (join) =>
      join.onRef('w.id', '=', 't.note_id').onRef('w.organisation_id', '=', 't.organisation_id'),
    )
    .select((q) => [
      't.id',
      't.number',
      't.life',
      't.symptom',
      't.cause',
      't.outcome',
      't.reported_at as reportedAt',
      't.diagnosed_at as diagnosedAt',
      't.closed_at as closedAt',
      'n.name as reportedBy',
      'w.body as words',
      'd.id as deviceId',
      'd.code',
      'd.state',
      'd.kind',
      'd.maker',
      'd.model',
      'd.name',
      'd.built_year as builtYear',
      'r.code as replacement',
      q.fn.coalesce('p.name', 'y.name').as('holder'),
      sql<number>`(select coalesce(sum(minutes), 0)::integer from work_time m where m.organisation_id = t.organisation_id and m.ticket_id = t.id)`.as(
        'minutes',
      ),
    ])

export type Ticket = Awaited<ReturnType<ReturnType<typeof tickets>['executeTakeFirstOrThrow']>>

export interface TicketFilter {
  readonly stage: 'open' | 'closed' | 'all'
  readonly life: number | null
  readonly year: number | null
  readonly device: string | null
  readonly model: string | null
  /** Built at least, and at most, so many years before it broke. */
  readonly age: readonly [number, number | null] | null
}
export const NO_FILTER: TicketFilter = { stage: 'all', life: null, year: null, device: null, model: null, age: null }

/** Breakdowns, latest first, after the number of the page before. */
export async function listTickets(tx: Tx, filter: TicketFilter, after: number | null, most: number) {
  let query = tickets(tx)
  if (filter.stage === 'open') query = query.where('t.closed_at', 'is', null)
  if (filter.stage === 'closed') query = query.where('t.closed_at', 'is not', null)
  if (filter.life !== null) query = query.where('t.life', '=', filter.life)
  if (filter.model !== null)
    query = query.where(
      sql<string>`concat_ws(' ', d.maker, d.model)`,
      '=',
      filter.model === 'unknown' ? '' : filter.model,
    )
  if (filter.device !== null) query = query.where('t.device_id', '=', filter.device)
  if (filter.year !== null)
    query = query
      .where('t.reported_at', '>=', new Date(Date.UTC(filter.year, 0, 1)))
      .where('t.reported_at', '<', new Date(Date.UTC(filter.year + 1, 0, 1)))
  if (filter.age !== null) {
    const [least, most] = filter.age
    const age = sql<number>`extract(year from t.reported_at)::integer - d.built_year`
    query = query.where(age, '>=', least)
    if (most !== null) query = query.where(age, '<=', most)
  }
  if (after !== null) query = query.where('t.number', '<', after)
  const rows = await query
    .orderBy('t.number', 'desc')
    .limit(most + 1)
    .execute()
  const shown = rows.slice(0, most)
  return { rows: shown, after: rows.length > most ? (shown.at(-1)?.number ?? null) : null }
}

export const ticketByNumber = (tx: Tx, number: number): Promise<Ticket | undefined> =>
  tickets(tx).where('t.number', '=', number).executeTakeFirst()

/** What was reported, or why it is not taken. */
export type Reported =
  | { readonly kind: 'reported'; readonly number: number }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'already'; readonly number: number }
  | { readonly kind: 'noSupport'; readonly why: NoSupport }

/** Opens a breakdown on the device of this code, in the life that runs; refused where it is not ours to repair any more. */
export async function report(
  tx: Tx,
  actor: Actor,
  said: { readonly device: string; readonly symptom: Ticket['symptom']; readonly words: string | null },
): Promise<Reported> {
  const device = await deviceByCode(tx, said.device)
  if (!device) return { kind: 'unknown' }
  await tx.selectFrom('device').select('id').where('id', '=', device.id).forUpdate().execute()
  const holding = await tx
    .selectFrom('holding')
    .select(['id', 'life', 'transfer'])
    .where('device_id', '=', device.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  const why = supportOf(holding ?? null)
  if (why !== null || !holding) return { kind: 'noSupport', why: why ?? 'notInUse' }
  const open = await tx
    .selectFrom('ticket')
    .select('number')
    .where('device_id', '=', device.id)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  if (open) return { kind: 'already', number: open.number }
  const id = newId()
  const number = await nextNumber(tx, actor.organisationId, 'ticket')
  const note = said.words ? await writeNote(tx, actor, 'ticket', id, said.words) : null
  await tx
    .insertInto('ticket')
    .values({
      organisation_id: actor.organisationId,
      id,
      number,
      device_id: device.id,
      holding_id: holding.id,
      life: holding.life,
      reported_by: actor.personId,
      symptom: said.symptom,
      note_id: note?.id ?? null,
    })
    .execute()
  await ticketEvents.record(tx, actor, 'reported', device.id, {
    ticketId: id,
    holdingId: holding.id,
    life: holding.life,
    symptom: said.symptom as 'other',
    ...(note ? { noteHash: note.hash } : {}),
  })
  return { kind: 'reported', number }
}

export async function diagnose(tx: Tx, actor: Actor, ticket: Ticket, cause: string): Promise<void> {
  await tx
    .updateTable('ticket')
    .set({ cause, diagnosed_at: new Date(), diagnosed_by: actor.personId })
    .where('id', '=', ticket.id)
    .execute()
  await ticketEvents.record(tx, actor, 'diagnosed', ticket.deviceId, {
    ticketId: ticket.id,
    cause: cause as 'unknown',
  })
}

export async function close(
  tx: Tx,
  actor: Actor,
  ticket: Ticket,
  outcome: Outcome,
  replacementId: string | null,
): Promise<void> {
  await tx
    .updateTable('ticket')
    .set({ outcome, replacement_id: replacementId, closed_at: new Date(), closed_by: actor.personId })
    .where('id', '=', ticket.id)
    .execute()
  await ticketEvents.record(tx, actor, 'closed', ticket.deviceId, { ticketId: ticket.id, outcome, replacementId })
}
