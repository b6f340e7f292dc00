import { sql } from 'kysely'
import { spokenName } from '../../domain/hardware/spoken-name.ts'
import { perform } from '../circuit/perform.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import type { Refused } from '../platform/http/answer.ts'
import { type Actor, writeNote } from '../platform/ledger/ledger.ts'
import { handoverEvents } from './events.ts'
import type { Return } from './return.ts'

export interface HoldingRow {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly holder: string
  readonly transfer: string
  readonly life: number
  readonly startedAt: Date
  readonly dueOn: string | null
  readonly late: boolean
}

export const HOLDINGS_A_PAGE = 25

/** The open holdings, narrowed by the words of their holder and by transfer, in no order yet. */
export function heldBy(tx: Tx, words: string, transfer: string) {
  const query = tx
    .selectFrom('holding as h')
    .innerJoin('device as d', (join) =>
      join.onRef('d.id', '=', 'h.device_id').onRef('d.organisation_id', '=', 'h.organisation_id'),
    )
    .leftJoin('party as t', (join) =>
      join.onRef('t.id', '=', 'h.holder_party').onRef('t.organisation_id', '=', 'h.organisation_id'),
    )
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'h.holder_place').onRef('p.organisation_id', '=', 'h.organisation_id'),
    )
    .leftJoin('person_name as n', (join) =>
      join.onRef('n.person_id', '=', 'h.holder_person').on('n.valid_to', 'is', null),
    )
    .select((q) => [
      'h.id',
      'd.code',
      'd.kind',
      'd.maker',
      'd.model',
      'd.name',
      'd.serial',
      q.fn.coalesce('t.name', 'n.name', 'p.name').as('holder'),
      'h.transfer',
      'h.life',
      'h.started_at as startedAt',
      'h.due_on as dueOn',
      'h.told',
      sql<boolean>`coalesce(h.due_on < current_date, false)`.as('late'),
    ])
    .where('h.ended_at', 'is', null)
    .$if(transfer !== '', (asked) => asked.where('h.transfer', '=', transfer))
  if (!words) return query
  const like = `%${words.replace(/[%_\\]/g, '\\$&')}%`
  return query.where((or) =>
    or.or([or('t.name', 'ilike', like), or('p.name', 'ilike', like), or('n.name', 'ilike', like)]),
  )
}

/**
 * One page of the open holdings of the programme, after `skip` of them: late ones first, then by the day they are due, then by age.
 * `words` narrows by holder.
 */
export async function openHoldings(
  tx: Tx,
  words: string,
  transfer: string,
  skip: number,
): Promise<{ readonly rows: readonly HoldingRow[]; readonly more: boolean }> {
  const found = await heldBy(tx, words, transfer)
    .orderBy(sql`h.due_on nulls last`)
    .orderBy('h.started_at')
    .orderBy('h.id')
    .limit(HOLDINGS_A_PAGE + 1)
    .offset(skip)
    .execute()
  const rows = found.slice(0, HOLDINGS_A_PAGE).map(({ maker, model, name, ...row }) => ({
    ...row,
    name: spokenName({ maker, model, name }),
    holder: row.holder ?? '',
  }))
  return { rows, more: found.length > HOLDINGS_A_PAGE }
}

/** The open holding of a device, with who has it. */
export async function holdingOf(tx: Tx, deviceId: string) {
  return tx
    .selectFrom('holding as h')
    .leftJoin('party as t', (join) =>
      join.onRef('t.id', '=', 'h.holder_party').onRef('t.organisation_id', '=', 'h.organisation_id'),
    )
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'h.holder_place').onRef('p.organisation_id', '=', 'h.organisation_id'),
    )
    .leftJoin('person_name as n', (join) =>
      join.onRef('n.person_id', '=', 'h.holder_person').on('n.valid_to', 'is', null),
    )
    .select((q) => [
      'h.id',
      'h.transfer',
      'h.started_at as startedAt',
      q.fn.coalesce('t.name', 'n.name', 'p.name').as('holder'),
    ])
    .where('h.device_id', '=', deviceId)
    .where('h.ended_at', 'is', null)
    .executeTakeFirst()
}

export type TakenBack =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly refusals: readonly Refused[] }
  | { readonly kind: 'missing' }

/**
 * Takes a device back: checked against the hand-over sheet, the gap decided, the holding closed. One that was given comes
 * back as a new donation instead.
 */
export async function takeBack(tx: Tx, actor: Actor, deviceId: string, said: Return): Promise<TakenBack> {
  const holding = await holdingOf(tx, deviceId)
  const device = await tx.selectFrom('device').select('owner').where('id', '=', deviceId).executeTakeFirst()
  if (!holding || !device) return { kind: 'missing' }
  const given = device.owner === 'recipient'
  const done = given
    ? await perform(tx, actor, 'announce', deviceId, {
        payload: { holdingId: holding.id },
        set: { owner: 'donor', acceptance: 'none', inventory: 'neverListed', grade: null },
      })
    : await perform(tx, actor, 'takeBack', deviceId, {
        facts: { returnCheck: said.gap === 'none' ? 'noGap' : said.decision ? 'gapDecided' : 'gapOpen' },
        payload: { holdingId: holding.id, ...(said.at ? { placeId: said.at } : {}) },
        set: { place_id: said.at, grade: null },
      })
  if (done.kind !== 'done') return done
  if (given) {
    const received = await perform(tx, actor, 'receive', deviceId, {
      payload: said.at ? { placeId: said.at } : {},
      set: { place_id: said.at },
    })
    if (received.kind !== 'done') return received
  }
  await tx
    .insertInto('return_check')
    .values({
      organisation_id: actor.organisationId,
      id: newId(),
      holding_id: holding.id,
      device_id: deviceId,
      checked_by: actor.personId,
      complete: said.gap === 'none',
      gap: said.gap,
      gap_decision: said.decision,
    })
    .execute()
  if (said.note) await writeNote(tx, actor, 'device', deviceId, said.note)
  await handoverEvents.record(tx, actor, 'returned', holding.id, {
    deviceId,
    gap: said.gap,
    ...(said.decision ? { decision: said.decision } : {}),
  })
  return { kind: 'done' }
}
