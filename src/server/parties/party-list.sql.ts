import { type SqlBool, sql } from 'kysely'
import type { Tx } from '../platform/database/database.ts'
import { PARTY_ROLE_KEYS } from './party.ts'

export interface PartyQuery {
  readonly words: string
  readonly role: string
  readonly commune: string
  readonly before: string
  readonly after: string
}

export interface PartyRow {
  readonly id: string
  readonly name: string
  readonly roles: readonly string[]
  readonly recipientKind: string | null
  readonly inseeCode: string | null
}

const PAGE = 25
const MOST_FOUND = 1000
const KEY = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})~(.*)$/s

/**
 * One page of parties by name, as French sorts names; rows before and after are known by the name and id of the last one.
 * `people` shows residents and families too; words and roles keep the first `most` parties.
 */
export async function listParties(
  tx: Tx,
  query: PartyQuery,
  people: boolean,
  most = MOST_FOUND,
): Promise<{ readonly rows: readonly PartyRow[]; readonly before: string | null; readonly after: string | null }> {
  const back = query.before !== ''
  const [, id, name] = KEY.exec(back ? query.before : query.after) ?? []
  const words = query.words.split(/\s+/).filter(Boolean).slice(0, 8)
  const role = PARTY_ROLE_KEYS.find((one) => one === query.role) ?? null
  let select = tx
    .selectFrom('party')
    .select(['id', 'name', 'roles', 'recipient_kind as recipientKind', 'insee_code as inseeCode'])
  if (words.length > 0 || role !== null)
    select = select.where(sql<SqlBool>`id in (select find_parties(${words}::text[], ${role}, ${most}))`)
  if (/^\d[\dAB]\d{3}$/.test(query.commune)) select = select.where('insee_code', '=', query.commune)
  if (!people)
    select = select.where(
      sql<SqlBool>`recipient_kind is distinct from 'household' and not roles && array['household', 'citizen']`,
    )
  if (id !== undefined && name !== undefined)
    select = select.where(
      sql<SqlBool>`(name collate french, id) ${sql.raw(back ? '<' : '>')} (${name} collate french, ${id}::uuid)`,
    )
  const order = back ? 'desc' : 'asc'
  const found = await select
    .orderBy(sql`name collate french`, order)
    .orderBy('id', order)
    .limit(PAGE + 1)
    .execute()
  const more = found.length > PAGE
  const rows = found.slice(0, PAGE)
  if (back) rows.reverse()
  const keyOf = (row: PartyRow | undefined) => (row ? `${row.id}~${row.name}` : null)
  return {
    rows,
    before: (back ? more : id !== undefined) ? keyOf(rows[0]) : null,
    after: (back ? true : more) ? keyOf(rows.at(-1)) : null,
  }
}

/** INSEE codes that parties carry, for the filter. */
export async function partyCommunes(tx: Tx): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('party')
    .select('insee_code')
    .distinct()
    .where('insee_code', 'is not', null)
    .execute()
  return rows.flatMap((row) => (row.insee_code === null ? [] : [row.insee_code]))
}
