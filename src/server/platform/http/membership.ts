import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { PREPARED } from '../database/prepared.ts'
import type { SignedIn } from '../sign-in/sign-in.ts'
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
  const { rows } = await sql<
    MembershipRow & {
      time_zone: string
      colours: string[]
      demonstration: boolean
      person: string | null
      function_label: string | null
    }
  >`select ${PREPARED} * from enter_as(${userId}, ${chosen ?? null})`.execute(tx)
  const [row] = rows
  return row
    ? {
        ...membershipOf(row, userId),
        timeZone: row.time_zone,
        colours: row.colours,
        demonstration: row.demonstration,
        person: row.person ?? '',
        functionLabel: row.function_label ?? '',
      }
    : null
}

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
