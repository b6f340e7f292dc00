import { sql } from 'kysely'
import { enterOrganisation, type Tx } from '../database/database.ts'
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
  const { rows } = await sql<{
    organisation_id: string
    member_id: string
    person_id: string
    roles: string[]
    organisation_name: string
    lang: Lang
  }>`select * from memberships_of(${userId})`.execute(tx)
  return rows.map((row) => ({
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
  }))
}

/** Enters the chosen organisation, else the first; null for an account that works nowhere. */
export async function enterAs(tx: Tx, signedIn: SignedIn, chosen: string | undefined): Promise<Membership | null> {
  const memberships = await membershipsOf(tx, signedIn.userId)
  const membership = memberships.find((one) => one.organisationId === chosen) ?? memberships[0]
  if (!membership) return null
  await enterOrganisation(tx, membership.organisationId)
  return membership
}
