import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { enterOrganisation, type Tx } from '../database/database.ts'
import { PREPARED } from '../database/prepared.ts'
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

interface TokenRow {
  readonly hash: Buffer
  readonly id: string
  readonly used_today: boolean
  readonly member_id: string
  readonly person_id: string
  readonly user_id: string
  readonly roles: readonly string[]
  readonly scopes: readonly string[]
}

/**
 * Enters an organisation, and answers who acts through each of these tokens of its; nobody through one that is unknown, revoked or
 * expired, or whose owner has left. A personal token has its owner's roles of the day, a bench its own.
 */
export async function enterByTokens(
  tx: Tx,
  organisationId: string,
  tokens: readonly string[],
): Promise<ReadonlyMap<string, Bearer>> {
  const hashes = new Map(tokens.map((token) => [hashOf(token).toString('hex'), token]))
  const [, { rows }] = await Promise.all([
    enterOrganisation(tx, organisationId),
    sql<TokenRow>`${PREPARED}
    select t.hash, t.id, t.person_id, t.scopes, t.last_used_on is not distinct from current_date as used_today,
           coalesce(m.id, t.id) as member_id, coalesce(m.user_id, '') as user_id, coalesce(m.roles, t.roles) as roles
    from api_token t
    left join member m on m.organisation_id = t.organisation_id and m.person_id = t.person_id and m.left_at is null
    where t.hash = any(${tokens.map(hashOf)}::bytea[]) and t.revoked_at is null and t.expires_on >= current_date
      and (t.kind = 'bench' or m.id is not null)`.execute(tx),
  ])
  // Once a day: requests of one token never wait for each other.
  const unused = rows.filter((row) => !row.used_today).map(({ id }) => id)
  if (unused.length > 0)
    await sql`update api_token set last_used_on = current_date where id = any(${unused}::uuid[])`.execute(tx)
  return new Map(
    rows.map(({ hash, scopes, member_id: memberId, person_id: personId, user_id: userId, roles }) => [
      hashes.get(hash.toString('hex')) ?? '',
      { scopes, member: { organisationId, memberId, personId, userId, roles } },
    ]),
  )
}

/** Enters the organisation that a token names; answers who acts through it, null where nobody does: as `enterByTokens` says. */
export async function enterByToken(tx: Tx, token: string): Promise<Bearer | null> {
  const organisationId = organisationOf(token)
  return organisationId ? ((await enterByTokens(tx, organisationId, [token])).get(token) ?? null) : null
}

/** The organisation's id stands in clear at the head of a token; null for what is no token. */
export function organisationOf(token: string): string | null {
  if (!SHAPE.test(token)) return null
  const hex = Buffer.from(token.slice(PREFIX.length), 'base64url').subarray(0, ORGANISATION_BYTES).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
