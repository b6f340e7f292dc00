import { sql } from 'kysely'
import { allPlaces } from '../fleet/place.sql.ts'
import { branchOf } from '../fleet/place.ts'
import type { Tx } from '../platform/database/database.ts'
import { findingOf, type OpenRound } from './round.sql.ts'
import type { Decision, Finding } from './round.ts'

export interface RoundRow {
  readonly id: string
  readonly number: number
  readonly place: string
  readonly openedAt: Date
  readonly openedBy: string | null
  readonly closedAt: Date | null
  readonly closedBy: string | null
  readonly inCharge: string | null
  readonly follower: string | null
  readonly expected: number
  readonly found: number
}

const read = (tx: Tx) =>
  tx
    .selectFrom('inventory_round as r')
    .innerJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'r.place_id').onRef('p.organisation_id', '=', 'r.organisation_id'),
    )
    .leftJoin('person_name as o', (join) => join.onRef('o.person_id', '=', 'r.opened_by').on('o.valid_to', 'is', null))
    .leftJoin('person_name as c', (join) => join.onRef('c.person_id', '=', 'r.closed_by').on('c.valid_to', 'is', null))
    .leftJoin('person_name as f', (join) => join.onRef('f.person_id', '=', 'r.in_charge').on('f.valid_to', 'is', null))
    .leftJoinLateral(
      (of) =>
        of
          .selectFrom('round_line as l')
          .select([
            sql<number>`count(*) filter (where l.expected)::int`.as('expected'),
            sql<number>`count(*) filter (where l.found_at is not null)::int`.as('found'),
          ])
          .whereRef('l.round_id', '=', 'r.id')
          .as('n'),
      (join) => join.onTrue(),
    )
    .select([
      'r.id',
      'r.number',
      'p.name as place',
      'r.opened_at as openedAt',
      'o.name as openedBy',
      'r.closed_at as closedAt',
      'c.name as closedBy',
      'r.in_charge as inCharge',
      'f.name as follower',
      sql<number>`coalesce(n.expected, 0)`.as('expected'),
      sql<number>`coalesce(n.found, 0)`.as('found'),
    ])

/** Rounds, the latest first; `after` is a number. */
export async function listRounds(
  tx: Tx,
  asked: { readonly placeId: string; readonly after: string },
  size = 25,
): Promise<{ readonly rows: readonly RoundRow[]; readonly after: string | null }> {
  let select = read(tx)
  if (asked.placeId !== '') select = select.where('r.place_id', '=', asked.placeId)
  if (/^\d{1,9}$/.test(asked.after)) select = select.where('r.number', '<', Number(asked.after))
  const rows = await select
    .orderBy('r.number', 'desc')
    .limit(size + 1)
    .execute()
  const page = rows.slice(0, size)
  return { rows: page, after: rows.length > size ? String(page.at(-1)?.number ?? '') : null }
}

export const readRound = async (tx: Tx, round: OpenRound): Promise<RoundRow> =>
  read(tx).where('r.id', '=', round.id).executeTakeFirstOrThrow()

export interface RoundLine {
  readonly id: string
  readonly code: string
  readonly kind: string
  readonly maker: string | null
  readonly model: string | null
  readonly name: string | null
  readonly serial: string | null
  readonly inventoryNumber: string | null
  readonly state: string
  /** Where it was recorded, at the opening or when it was found. */
  readonly place: string | null
  readonly finding: Finding
  readonly foundAt: Date | null
  readonly foundBy: string | null
  readonly decision: Decision | null
}

/** Devices of a round by what it says of them, undecided ones first, 25 after the key given; `finding` empty for all. */
export async function roundLines(
  tx: Tx,
  round: OpenRound,
  asked: { readonly finding: Finding | ''; readonly after: string },
  size = 25,
): Promise<{ readonly rows: readonly RoundLine[]; readonly after: string | null }> {
  const branch = [...branchOf(await allPlaces(tx), round.placeId)]
  const key = /^[01][0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(asked.after) ? asked.after : ''
  const { rows } = await sql<RoundLine & { readonly key: string }>`
    select * from (
      select d.id, d.code, d.kind, d.maker, d.model, d.name, d.serial, d.inventory_number as "inventoryNumber", d.state,
        p.name as place, ${findingOf(branch)} as finding, l.found_at as "foundAt", n.name as "foundBy", l.decision,
        (l.decision is not null)::int || d.id::text as key
      from round_line l
        join device d on d.organisation_id = l.organisation_id and d.id = l.device_id
        left join place p on p.organisation_id = l.organisation_id and p.id = l.place_id
        left join person_name n on n.organisation_id = l.organisation_id and n.person_id = l.found_by and n.valid_to is null
      where l.round_id = ${round.id}
    ) line
    where (${asked.finding} = '' or finding = ${asked.finding}) and key > ${key}
    order by key limit ${size + 1}`.execute(tx)
  const page = rows.slice(0, size)
  return { rows: page, after: rows.length > size ? (page.at(-1)?.key ?? null) : null }
}

export interface Stray {
  readonly text: string
  readonly foundAt: Date
  readonly foundBy: string | null
  readonly decision: string | null
}

/** Labels that named nothing here, those without a decision first. */
export async function straysOf(tx: Tx, roundId: string): Promise<readonly Stray[]> {
  return tx
    .selectFrom('round_stray as s')
    .leftJoin('person_name as n', (join) => join.onRef('n.person_id', '=', 's.found_by').on('n.valid_to', 'is', null))
    .select(['s.text', 's.found_at as foundAt', 'n.name as foundBy', 's.decision'])
    .where('s.round_id', '=', roundId)
    .orderBy('s.decision', (order) => order.desc().nullsFirst())
    .orderBy('s.found_at')
    .limit(200)
    .execute()
}

/** The last devices counted in a round, whoever counted them. */
export async function lastCounted(tx: Tx, roundId: string) {
  return tx
    .selectFrom('round_line as l')
    .innerJoin('device as d', (join) =>
      join.onRef('d.id', '=', 'l.device_id').onRef('d.organisation_id', '=', 'l.organisation_id'),
    )
    .leftJoin('person_name as n', (join) => join.onRef('n.person_id', '=', 'l.found_by').on('n.valid_to', 'is', null))
    .select(['d.code', 'l.expected', 'l.found_at as foundAt', 'n.name as foundBy'])
    .where('l.round_id', '=', roundId)
    .where('l.found_at', 'is not', null)
    .orderBy('l.found_at', 'desc')
    .limit(5)
    .execute()
}
