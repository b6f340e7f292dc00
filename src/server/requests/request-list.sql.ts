import { sql } from 'kysely'
import type { Wanted } from '../../domain/circuit/papers.ts'
import { ROUTES } from '../../domain/law/eligibility/rule.ts'
import type { Tx } from '../platform/database/database.ts'
import { REQUEST_STATUSES, type RequestStatus } from './request.sql.ts'
import { readRequestNumber, wantedCount } from './request.ts'

/** What the queue was asked, straight from the address; anything that means nothing is left out. */
export interface RequestQuery {
  readonly words: string
  /** One status, `all`, or empty: what is not decided or not served yet. */
  readonly status: string
  readonly transfer: string
  /** `yes`: confirmed, and not all that is asked is allocated. */
  readonly unmet: string
  readonly before: string
  readonly after: string
}

export interface RequestRow {
  readonly number: number
  readonly asker: string
  readonly recipientKind: string
  readonly transfer: string
  readonly status: RequestStatus
  readonly wanted: readonly Wanted[]
  readonly allocated: number
  readonly handedOver: number
  readonly receivedOn: string
  readonly neededOn: string | null
}

export interface RequestPage {
  readonly rows: readonly RequestRow[]
  readonly before: string | null
  readonly after: string | null
}

const PAGE = 25
const PENDING: readonly RequestStatus[] = ['open', 'confirmed']

/** How many pieces a request asks for, summed from its lines. */
const ASKED = sql<number>`(select coalesce(sum((line->>'count')::integer), 0)::integer from jsonb_array_elements(r.wanted) line)`
const held = (ending: 'open' | 'handedOver') =>
  sql<number>`(select count(*)::integer from allocation a where a.request_id = r.id and a.organisation_id = r.organisation_id
    and ${ending === 'open' ? sql`a.ended_at is null` : sql`a.ending = 'handedOver'`})`

/** One page of the queue, the longest wait first, by number. */
export async function listRequests(tx: Tx, query: RequestQuery): Promise<RequestPage> {
  const back = query.before !== ''
  const from = readRequestNumber(back ? query.before : query.after)
  let select = tx
    .selectFrom('request as r')
    .leftJoin('party as t', (join) =>
      join.onRef('t.id', '=', 'r.party_id').onRef('t.organisation_id', '=', 'r.organisation_id'),
    )
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'r.place_id').onRef('p.organisation_id', '=', 'r.organisation_id'),
    )
    .leftJoin('person_name as n', (join) => join.onRef('n.person_id', '=', 'r.person_id').on('n.valid_to', 'is', null))
    .select((q) => [
      'r.number',
      'r.recipient_kind as recipientKind',
      'r.transfer',
      'r.status',
      'r.wanted',
      'r.received_on as receivedOn',
      'r.needed_on as neededOn',
      q.fn.coalesce('n.name', 't.name', 'p.name').as('asker'),
      held('open').as('allocated'),
      held('handedOver').as('handedOver'),
    ])
  const status = REQUEST_STATUSES.find((one) => one === query.status)
  if (status) select = select.where('r.status', '=', status)
  else if (query.status !== 'all') select = select.where('r.status', 'in', [...PENDING])
  const transfer = ROUTES.find((one) => one === query.transfer)
  if (transfer) select = select.where('r.transfer', '=', transfer)
  if (query.unmet === 'yes')
    select = select
      .where('r.status', '=', 'confirmed')
      .where(sql<boolean>`${held('open')} + ${held('handedOver')} < ${ASKED}`)
  for (const word of query.words.split(/\s+/).filter(Boolean).slice(0, 8)) {
    const number = readRequestNumber(word)
    const like = `%${word.replace(/[%_\\]/g, '\\$&')}%`
    select = select.where((or) =>
      or.or([
        ...(number === null ? [] : [or('r.number', '=', number)]),
        or('t.name', 'ilike', like),
        or('p.name', 'ilike', like),
        or('n.name', 'ilike', like),
        or('r.purpose', 'ilike', like),
        or('r.used_where', 'ilike', like),
      ]),
    )
  }
  if (from !== null) select = select.where('r.number', back ? '<' : '>', from)
  const found = await select
    .orderBy('r.number', back ? 'desc' : 'asc')
    .limit(PAGE + 1)
    .execute()
  const more = found.length > PAGE
  const rows = found.slice(0, PAGE).map((row) => ({
    ...row,
    asker: row.asker ?? '',
    status: row.status as RequestStatus,
    wanted: row.wanted,
  }))
  if (back) rows.reverse()
  return {
    rows,
    before: (back ? more : from !== null) ? (rows[0]?.number.toString() ?? null) : null,
    after: (back ? true : more) ? (rows.at(-1)?.number.toString() ?? null) : null,
  }
}

/** What is asked and neither allocated nor handed over yet. */
export const unmetOf = (row: Pick<RequestRow, 'wanted' | 'allocated' | 'handedOver'>): number =>
  Math.max(0, wantedCount(row.wanted) - row.allocated - row.handedOver)
