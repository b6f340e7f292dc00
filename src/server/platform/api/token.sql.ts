import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { enterOrganisation, type Tx } from '../database/database.ts'
import type { Member } from '../http/permission.ts'

const PREFIX = 'sv_'
const ORGANISATION_BYTES = 16
const SECRET_BYTES = 32
const SHAPE = new RegExp(`^${PREFIX}[A-Za-z0-9_-]{64}$`)

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** A new token, to show once, and what is kept of it. It names its organisation, so that looking it up stays inside row security. */
export function newToken(organisationId: string): { readonly token: string; readonly hash: Buffer } {
  const organisation = Buffer.from(organisationId.replaceAll('-', ''), 'hex')
  const token = PREFIX + Buffer.concat([organisation, randomBytes(SECRET_BYTES)]).toString('base64url')
  return { token, hash: hashOf(token) }
}

export interface Bearer {
  readonly member: Member
  readonly scopes: readonly string[]
}

/**
 * Enters the organisation that a token names, and answers who acts through it; null where it is unknown, revoked or expired, or
 * where its owner has left. A personal token has its owner's roles of the day, a bench its own.
 */
export async function enterByToken(tx: Tx, token: string): Promise<Bearer | null> {
  const organisationId = organisationOf(token)
  if (!organisationId) return null
  await enterOrganisation(tx, organisationId)
  const { rows } = await sql<{
    id: string
    used_today: boolean
    member_id: string
    person_id: string
    user_id: string
    roles: string[]
    scopes: string[]
  }>`
    select t.id, t.person_id, t.scopes, t.last_used_on is not distinct from current_date as used_today,
           coalesce(m.id, t.id) as member_id, coalesce(m.user_id, '') as user_id, coalesce(m.roles, t.roles) as roles
    from api_token t
    left join member m on m.organisation_id = t.organisation_id and m.person_id = t.person_id and m.left_at is null
    where t.hash = ${hashOf(token)} and t.revoked_at is null and t.expires_on >= current_date
      and (t.kind = 'bench' or m.id is not null)`.execute(tx)
  const row = rows[0]
  if (!row) return null
  // Once a day: requests of one token never wait for each other.
  if (!row.used_today)
    await tx.updateTable('api_token').set({ last_used_on: sql`current_date` }).where('id', '=', row.id).execute()
  return {
    scopes: row.scopes,
    member: {
      organisationId,
      memberId: row.member_id,
      personId: row.person_id,
      userId: row.user_id,
      roles: row.roles,
    },
  }
}

/** The organisation's id stands in clear at the head of a token. */
function organisationOf(token: string): string | null {
  if (!SHAPE.test(token)) return null
  const hex = Buffer.from(token.slice(PREFIX.length), 'base64url').subarray(0, ORGANISATION_BYTES).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
