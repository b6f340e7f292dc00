import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { type Actor, eventsOf, writeNote } from '../platform/ledger/ledger.ts'
import { ROLES, type Role } from './roles.ts'

const roles = z.array(z.enum(ROLES))

export const memberEvents = eventsOf('member', {
  joined: {
    says: { fr: 'Est devenu membre', en: 'Became a member' },
    payload: z.strictObject({ roles, founding: z.boolean() }),
  },
  rolesSet: {
    says: { fr: 'Ses rôles ont changé', en: 'Roles were changed' },
    payload: z.strictObject({ before: roles, roles }),
  },
  invited: {
    says: { fr: 'Invitation demandée', en: 'Invitation asked for' },
    payload: z.strictObject({ roles }),
  },
  invitationSent: {
    says: { fr: 'Invitation envoyée par courriel', en: 'Invitation sent by e-mail' },
    payload: z.strictObject({}),
  },
  renamed: { says: { fr: 'A changé de nom', en: 'Changed name' }, payload: z.strictObject({}) },
  functionGiven: {
    says: { fr: 'A reçu une fonction', en: 'Was given a function' },
    payload: z.strictObject({ functionId: z.uuid(), from: z.iso.date(), to: z.iso.date().nullable() }),
  },
  functionEnded: {
    says: { fr: 'A quitté une fonction', en: 'Left a function' },
    payload: z.strictObject({ functionId: z.uuid(), to: z.iso.date() }),
  },
  left: {
    says: { fr: 'N’est plus membre', en: 'Is no longer a member' },
    payload: z.strictObject({ handedTo: z.uuid().nullable(), noteHash: z.string().length(64).nullable() }),
  },
  returned: { says: { fr: 'Est de nouveau membre', en: 'Is a member again' }, payload: z.strictObject({ roles }) },
})

export interface NewMember {
  readonly userId: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly lang: 'fr' | 'en'
}

/** Makes someone a member under a random reference. `founding`: the first administrator, who is then the actor too. */
export async function addMember(
  tx: Tx,
  actor: Actor | { readonly organisationId: string; readonly founding: true },
  member: NewMember,
): Promise<{ memberId: string; personId: string }> {
  const memberId = newId()
  const personId = newId()
  const { organisationId } = actor
  const founding = 'founding' in actor
  await tx
    .insertInto('person_name')
    .values({ organisation_id: organisationId, person_id: personId, name: member.name })
    .execute()
  await tx
    .insertInto('member')
    .values({
      organisation_id: organisationId,
      id: memberId,
      user_id: member.userId,
      person_id: personId,
      roles: [...member.roles],
      lang: member.lang,
    })
    .execute()
  const author = founding ? { organisationId, personId } : actor
  await memberEvents.record(tx, author, 'joined', memberId, { roles: [...member.roles], founding })
  return { memberId, personId }
}

/** The functions a person holds on a day (`YYYY-MM-DD`), as they are printed under a signature; '' where there is none. */
export async function functionOn(tx: Tx, personId: string, day: string): Promise<string> {
  const rows = await tx
    .selectFrom('member_function')
    .select('title')
    .where('person_id', '=', personId)
    .where('valid_from', '<=', day)
    .where((or) => or.or([or('valid_to', 'is', null), or('valid_to', '>=', day)]))
    .orderBy('valid_from')
    .orderBy('id')
    .execute()
  return rows.map((row) => row.title).join(', ')
}

export interface MemberFunction {
  readonly id: string
  readonly title: string
  readonly from: string
  readonly to: string | null
}

export interface MemberRow {
  readonly id: string
  readonly personId: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly joinedAt: Date
  readonly leftAt: Date | null
  /** From the latest. */
  readonly functions: readonly MemberFunction[]
}

/** Every member, those who left too, by name in French order. */
export async function allMembers(tx: Tx): Promise<readonly MemberRow[]> {
  const rows = await tx
    .selectFrom('member as m')
    .leftJoin('person_name as n', (join) =>
      join
        .onRef('n.person_id', '=', 'm.person_id')
        .onRef('n.organisation_id', '=', 'm.organisation_id')
        .on('n.valid_to', 'is', null),
    )
    .select(['m.id', 'm.person_id as personId', 'n.name', 'm.roles', 'm.joined_at as joinedAt', 'm.left_at as leftAt'])
    .orderBy(sql`n.name collate french`)
    .orderBy('m.id')
    .execute()
  const functions = await tx
    .selectFrom('member_function')
    .select(['id', 'person_id', 'title', 'valid_from as from', 'valid_to as to'])
    .orderBy('valid_from', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    ...row,
    name: row.name ?? '',
    roles: ROLES.filter((role) => row.roles.includes(role)),
    functions: functions
      .filter((one) => one.person_id === row.personId)
      .map(({ id, title, from, to }) => ({ id, title, from, to })),
  }))
}

/** Members at work who hold a role, locked until the commit: two administrators cannot leave each other behind at once. */
export async function holdersOf(tx: Tx, role: Role): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('member')
    .select('id')
    .where('left_at', 'is', null)
    .where(sql<boolean>`${role} = any(roles)`)
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map((row) => row.id)
}

/** True where this member is the only administrator at work; the others cannot leave meanwhile. */
export async function isLastAdministrator(tx: Tx, memberId: string): Promise<boolean> {
  const [first, second] = await holdersOf(tx, 'administrator')
  return first === memberId && second === undefined
}

/** The member that an account already is here, at work or gone. */
export async function memberOfAccount(
  tx: Tx,
  userId: string,
): Promise<{ readonly memberId: string; readonly personId: string; readonly left: boolean } | null> {
  const row = await tx
    .selectFrom('member')
    .select(['id as memberId', 'person_id as personId', 'left_at'])
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row ? { memberId: row.memberId, personId: row.personId, left: row.left_at !== null } : null
}

export async function setRoles(tx: Tx, actor: Actor, member: MemberRow, given: readonly Role[]): Promise<void> {
  const after = ROLES.filter((role) => given.includes(role))
  if (after.join() === member.roles.join()) return
  await tx
    .updateTable('member')
    .set({ roles: [...after] })
    .where('id', '=', member.id)
    .execute()
  await memberEvents.record(tx, actor, 'rolesSet', member.id, { before: [...member.roles], roles: after })
}

/** Ends the name of that day and begins another: what was signed before keeps the former one. */
export async function renameMember(tx: Tx, actor: Actor, member: MemberRow, name: string): Promise<void> {
  if (name === member.name) return
  const now = new Date()
  await tx
    .updateTable('person_name')
    .set({ valid_to: now })
    .where('person_id', '=', member.personId)
    .where('valid_to', 'is', null)
    .execute()
  await tx
    .insertInto('person_name')
    .values({ organisation_id: actor.organisationId, person_id: member.personId, name, valid_from: now })
    .execute()
  await memberEvents.record(tx, actor, 'renamed', member.id, {})
}

export async function giveFunction(
  tx: Tx,
  actor: Actor,
  member: Pick<MemberRow, 'id' | 'personId'>,
  given: Omit<MemberFunction, 'id'>,
): Promise<void> {
  const id = newId()
  await tx
    .insertInto('member_function')
    .values({
      organisation_id: actor.organisationId,
      id,
      person_id: member.personId,
      title: given.title,
      valid_from: given.from,
      valid_to: given.to,
    })
    .execute()
  await memberEvents.record(tx, actor, 'functionGiven', member.id, { functionId: id, from: given.from, to: given.to })
}

export async function endFunction(
  tx: Tx,
  actor: Actor,
  memberId: string,
  functionId: string,
  to: string,
): Promise<void> {
  await tx.updateTable('member_function').set({ valid_to: to }).where('id', '=', functionId).execute()
  await memberEvents.record(tx, actor, 'functionEnded', memberId, { functionId, to })
}

/** Closes the door at once; functions end that day. The work left is told in a note, for whoever takes it over. */
export async function leave(
  tx: Tx,
  actor: Actor,
  member: MemberRow,
  day: string,
  handed: { readonly to: string | null; readonly note: string },
): Promise<void> {
  await tx.updateTable('member').set({ left_at: new Date() }).where('id', '=', member.id).execute()
  for (const one of member.functions.filter(({ from, to }) => from <= day && (to === null || to > day)))
    await endFunction(tx, actor, member.id, one.id, day)
  const note = handed.note === '' ? null : await writeNote(tx, actor, 'member', member.id, handed.note)
  await memberEvents.record(tx, actor, 'left', member.id, { handedTo: handed.to, noteHash: note?.hash ?? null })
}

export async function comeBack(
  tx: Tx,
  actor: Actor,
  memberId: string,
  given: readonly Role[],
  lang?: 'fr' | 'en',
): Promise<void> {
  await tx
    .updateTable('member')
    .set({ left_at: null, roles: [...given], ...(lang ? { lang } : {}) })
    .where('id', '=', memberId)
    .execute()
  await memberEvents.record(tx, actor, 'returned', memberId, { roles: [...given] })
}

export interface Handed {
  readonly memberId: string
  readonly name: string
  readonly at: Date
  readonly notes: readonly string[]
}

const HANDED_DAYS = 60

/** The work that people who left in the last two months handed to this person, last first. */
export async function handedTo(tx: Tx, personId: string): Promise<readonly Handed[]> {
  const rows = await tx
    .selectFrom('event as e')
    .innerJoin('member as m', (join) =>
      join.onRef('m.id', '=', 'e.subject_id').onRef('m.organisation_id', '=', 'e.organisation_id'),
    )
    .leftJoin('person_name as n', (join) =>
      join
        .onRef('n.person_id', '=', 'm.person_id')
        .onRef('n.organisation_id', '=', 'm.organisation_id')
        .on('n.valid_to', 'is', null),
    )
    .select(['m.id as memberId', 'n.name', 'e.at'])
    .where('e.kind', '=', 'member.left')
    .where(sql<boolean>`e.payload ->> 'handedTo' = ${personId}`)
    .where('e.at', '>', sql<Date>`now() - make_interval(days => ${HANDED_DAYS})`)
    .orderBy('e.id', 'desc')
    .execute()
  const notes = await notesOn(
    tx,
    rows.map((row) => row.memberId),
  )
  return rows.map((row) => ({
    ...row,
    name: row.name ?? '',
    notes: notes.filter((note) => note.memberId === row.memberId).map((note) => note.body),
  }))
}

export async function notesOn(
  tx: Tx,
  memberIds: readonly string[],
): Promise<readonly { readonly memberId: string; readonly body: string }[]> {
  if (memberIds.length === 0) return []
  return tx
    .selectFrom('note')
    .select(['subject_id as memberId', 'body'])
    .where('subject_kind', '=', 'member')
    .where('subject_id', 'in', [...memberIds])
    .orderBy('written_at', 'desc')
    .execute()
}
