import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import { RECIPIENT_KINDS, type RecipientKind } from '../../domain/law/recipients.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import type { Party as PartyTable } from '../platform/database/schema.generated.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'
import { PARTY_ROLE_KEYS, type PartyRole } from './party.ts'

const payload = z.strictObject({
  roles: z.array(z.enum(PARTY_ROLE_KEYS)),
  recipientKind: z.enum(RECIPIENT_KINDS as [RecipientKind, ...RecipientKind[]]).nullable(),
  inseeCode: z.string().max(5).nullable(),
})

export const partyEvents = eventsOf('party', {
  added: { says: { fr: 'Tiers ajouté', en: 'Party added' }, payload },
  changed: { says: { fr: 'Tiers modifié', en: 'Party changed' }, payload },
  removed: { says: { fr: 'Tiers retiré', en: 'Party removed' }, payload: z.strictObject({}) },
})

export interface PartyFields {
  readonly name: string
  readonly roles: readonly PartyRole[]
  /** The law's word for what it is when it receives. */
  readonly recipientKind: RecipientKind | null
  readonly inseeCode: string | null
  readonly siret: string | null
  readonly rna: string | null
  readonly email: string | null
  readonly phone: string | null
}
export interface Party extends PartyFields {
  readonly id: string
}
/** What is not said is not known. */
export type NewParty = Pick<PartyFields, 'name' | 'roles' | 'recipientKind'> & Partial<PartyFields>

const rowOf = (party: PartyFields) => ({
  name: party.name,
  roles: [...party.roles],
  recipient_kind: party.recipientKind,
  insee_code: party.inseeCode,
  siret: party.siret,
  rna: party.rna,
  contact_email: party.email,
  contact_phone: party.phone,
})
const said = ({ roles, recipientKind, inseeCode }: PartyFields) => ({ roles: [...roles], recipientKind, inseeCode })

const NOTHING = { inseeCode: null, siret: null, rna: null, email: null, phone: null }

/** Adds an outside body or person; answers its id. */
export async function addParty(tx: Tx, actor: Actor, given: NewParty): Promise<string> {
  const id = newId()
  const party = { ...NOTHING, ...given }
  await tx
    .insertInto('party')
    .values({ organisation_id: actor.organisationId, id, ...rowOf(party) })
    .execute()
  await partyEvents.record(tx, actor, 'added', id, said(party))
  return id
}

export async function changeParty(tx: Tx, actor: Actor, id: string, party: PartyFields): Promise<void> {
  await tx.updateTable('party').set(rowOf(party)).where('id', '=', id).execute()
  await partyEvents.record(tx, actor, 'changed', id, said(party))
}

export async function partyById(tx: Tx, id: string): Promise<Party | null> {
  if (!z.uuid().safeParse(id).success) return null
  return (await partiesById(tx, [id]))[0] ?? null
}

/** The parties of these ids, in their order; those of another organisation are not found. */
export async function partiesById(tx: Tx, ids: readonly string[]): Promise<readonly Party[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('party')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute()
  const found = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = found.get(id)
    return row ? [partyOf(row)] : []
  })
}

const partyOf = (row: Selectable<PartyTable>): Party => ({
  id: row.id,
  name: row.name,
  roles: PARTY_ROLE_KEYS.filter((role) => row.roles.includes(role)),
  recipientKind: RECIPIENT_KINDS.find((kind) => kind === row.recipient_kind) ?? null,
  inseeCode: row.insee_code,
  siret: row.siret,
  rna: row.rna,
  email: row.contact_email,
  phone: row.contact_phone,
})

/** Another party that bears this number already: it would be counted twice. */
export async function sameNumber(
  tx: Tx,
  column: 'siret' | 'rna',
  value: string | null,
  except: string | null,
): Promise<string | null> {
  if (value === null) return null
  let query = tx.selectFrom('party').select('name').where(column, '=', value)
  if (except !== null) query = query.where('id', '!=', except)
  return (await query.executeTakeFirst())?.name ?? null
}

/** What happened with it: requests it made, devices it holds, batches it gave. */
export async function dealingsOf(
  tx: Tx,
  id: string,
): Promise<{ readonly requests: number; readonly held: number; readonly batches: number }> {
  const count = (row: { n: number | string } | undefined) => Number(row?.n ?? 0)
  const requests = await tx
    .selectFrom('request')
    .select((of) => of.fn.countAll<number>().as('n'))
    .where('party_id', '=', id)
    .executeTakeFirst()
  const held = await tx
    .selectFrom('holding')
    .select((of) => of.fn.countAll<number>().as('n'))
    .where('holder_party', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  const batches = await tx
    .selectFrom('batch')
    .select((of) => of.fn.countAll<number>().as('n'))
    .where('from_party', '=', id)
    .executeTakeFirst()
  return { requests: count(requests), held: count(held), batches: count(batches) }
}

/** Takes a party away that nothing speaks of; false, and nothing changes, where something does. */
export async function removeParty(tx: Tx, actor: Actor, id: string): Promise<boolean> {
  await sql`savepoint party_removal`.execute(tx)
  try {
    await tx.deleteFrom('party').where('id', '=', id).execute()
  } catch (error) {
    // 23503: a row elsewhere refers to it (PostgreSQL, appendix A).
    if (!(error instanceof Error && 'code' in error && error.code === '23503')) throw error
    await sql`rollback to savepoint party_removal`.execute(tx)
    return false
  }
  await partyEvents.record(tx, actor, 'removed', id, {})
  return true
}
