import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { preparedText } from '../database/prepared.ts'
import type { SessionRow, SignedIn } from '../sign-in/sign-in.ts'
import type { Lang } from '../text/text.ts'
import type { Member } from './permission.ts'

export interface Membership {
  readonly organisationId: string
  readonly organisationName: string
  readonly member: Member
  readonly lang: Lang
}

/** The organisations this account works for, by name. */
export async function membershipsOf(tx: Tx, userId: string): Promise<readonly Membership[]> {
  const { rows } = await sql<MembershipRow>`select * from memberships_of(${userId})`.execute(tx)
  return rows.map((row) => membershipOf(row, userId))
}

/** A membership at work, with what every page shows of the organisation and the person. */
export interface Entered extends Membership {
  /** IANA zone of the organisation. */
  readonly timeZone: string
  readonly colours: readonly string[]
  readonly demonstration: boolean
  readonly person: string
  readonly functionLabel: string
}

/** Enters the chosen organisation, else the first; null for an account that works nowhere. */
export async function enterAs(tx: Tx, { userId }: SignedIn, chosen: string | undefined): Promise<Entered | null> {
  const [row] = await askEntered(tx, [userId, chosen ?? null])
  return row ? enteredOf(row, userId) : null
}

/** The session that a token names, while it is in force, and the organisation that its holder enters with it. */
export interface EnteredBySession {
  readonly session: SessionRow
  /** Null for an account that works nowhere. */
  readonly entered: Entered | null
}

/** Enters as whoever holds a session; null where it is not in force, and nothing is seen. */
export async function enterBySession(
  tx: Tx,
  token: string,
  chosen: string | undefined,
): Promise<EnteredBySession | null> {
  const [row] = await askHolder(tx, [token, chosen ?? null])
  if (!row) return null
  const { session_id: id, user_id: userId, user_name: name, email, used_at: updatedAt, ends_at: expiresAt } = row
  return {
    session: { id, userId, name, email, updatedAt, expiresAt },
    entered: row.organisation_id === null ? null : enteredOf(row, userId),
  }
}

interface HolderRow {
  readonly session_id: string
  readonly user_id: string
  readonly user_name: string
  readonly email: string
  readonly used_at: Date
  readonly ends_at: Date
}

interface EnteredRow extends MembershipRow {
  readonly time_zone: string
  readonly colours: string[]
  readonly demonstration: boolean
  readonly person: string | null
  readonly function_label: string | null
}

type HolderEnteredRow = HolderRow & (EnteredRow | { readonly organisation_id: null })

const askEntered = preparedText<EnteredRow>('select * from enter_as($1, $2)')
const askHolder = preparedText<HolderEnteredRow>(
  'select * from session_in_force($1) left join lateral enter_as(user_id, $2) on true',
)

const enteredOf = (row: EnteredRow, userId: string): Entered => ({
  ...membershipOf(row, userId),
  timeZone: row.time_zone,
  colours: row.colours,
  demonstration: row.demonstration,
  person: row.person ?? '',
  functionLabel: row.function_label ?? '',
})

interface MembershipRow {
  readonly organisation_id: string
  readonly member_id: string
  readonly person_id: string
  readonly roles: string[]
  readonly organisation_name: string
  readonly lang: Lang
}

const membershipOf = (row: MembershipRow, userId: string): Membership => ({
  organisationId: row.organisation_id,
  organisationName: row.organisation_name,
  lang: row.lang,
  member: {
    organisationId: row.organisation_id,
    memberId: row.member_id,
    personId: row.person_id,
    userId,
    roles: row.roles,
  },
})
