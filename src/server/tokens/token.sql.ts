import { z } from 'zod'
import { BENCH_ROLES, BENCH_SCOPES, SCOPE_NAMES, type ScopeName } from '../organisation/scopes.ts'
import { newToken } from '../platform/api/token.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import type { Member } from '../platform/http/permission.ts'
import { eventsOf } from '../platform/ledger/ledger.ts'

export const tokenEvents = eventsOf('token', {
  created: {
    says: { fr: 'Jeton d’accès créé', en: 'Access token created' },
    payload: z.strictObject({
      kind: z.enum(['personal', 'bench']),
      scopes: z.array(z.enum(SCOPE_NAMES as [ScopeName, ...ScopeName[]])),
      expiresOn: z.iso.date(),
    }),
  },
  revoked: { says: { fr: 'Jeton d’accès révoqué', en: 'Access token revoked' }, payload: z.strictObject({}) },
})

export interface NewToken {
  readonly name: string
  readonly scopes: readonly ScopeName[]
  /** Last day it serves. */
  readonly expiresOn: string
}

export interface TokenRow {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly createdAt: Date
  readonly expiresOn: string
  readonly lastUsedOn: string | null
  readonly revokedAt: Date | null
}

/** Makes a token that acts as its owner, with the owner's roles of the day; answers its text, which is kept nowhere. */
export const createPersonalToken = (tx: Tx, actor: Member, token: NewToken): Promise<string> =>
  create(tx, actor, token, { kind: 'personal', personId: actor.personId, roles: [] })

/** Makes a token for a bench, which acts under a reference of its own, named as it is. */
export async function createBenchToken(tx: Tx, actor: Member, token: NewToken): Promise<string> {
  const personId = newId()
  await tx
    .insertInto('person_name')
    .values({ organisation_id: actor.organisationId, person_id: personId, name: token.name })
    .execute()
  const scopes = token.scopes.filter((name) => BENCH_SCOPES.includes(name))
  return create(tx, actor, { ...token, scopes }, { kind: 'bench', personId, roles: BENCH_ROLES })
}

interface Holder {
  readonly kind: 'personal' | 'bench'
  readonly personId: string
  readonly roles: readonly string[]
}

async function create(tx: Tx, actor: Member, { name, scopes, expiresOn }: NewToken, holder: Holder): Promise<string> {
  const id = newId()
  const { token, hash } = newToken(actor.organisationId)
  await tx
    .insertInto('api_token')
    .values({
      organisation_id: actor.organisationId,
      id,
      kind: holder.kind,
      name,
      person_id: holder.personId,
      roles: [...holder.roles],
      scopes: [...scopes],
      hash,
      created_by: actor.personId,
      expires_on: expiresOn,
    })
    .execute()
  await tokenEvents.record(tx, actor, 'created', id, { kind: holder.kind, scopes: [...scopes], expiresOn })
  return token
}

/** The tokens of one person, or of every bench, the latest first. */
export async function listTokens(
  tx: Tx,
  whose: { readonly kind: 'personal'; readonly personId: string } | { readonly kind: 'bench' },
): Promise<readonly TokenRow[]> {
  let select = tx
    .selectFrom('api_token')
    .select([
      'id',
      'name',
      'scopes',
      'created_at as createdAt',
      'expires_on as expiresOn',
      'last_used_on as lastUsedOn',
      'revoked_at as revokedAt',
    ])
    .where('kind', '=', whose.kind)
  if (whose.kind === 'personal') select = select.where('person_id', '=', whose.personId)
  return select.orderBy('id', 'desc').limit(100).execute()
}

/** Ends a token at once; answers false where it is not one of `whose`. */
export async function revokeToken(tx: Tx, actor: Member, id: string, whose: 'personal' | 'bench'): Promise<boolean> {
  let update = tx
    .updateTable('api_token')
    .set({ revoked_at: new Date() })
    .where('id', '=', id)
    .where('kind', '=', whose)
  if (whose === 'personal') update = update.where('person_id', '=', actor.personId)
  const changed = await update.where('revoked_at', 'is', null).executeTakeFirst()
  if (changed.numUpdatedRows > 0n) {
    await tokenEvents.record(tx, actor, 'revoked', id, {})
    return true
  }
  let select = tx.selectFrom('api_token').select('id').where('id', '=', id).where('kind', '=', whose)
  if (whose === 'personal') select = select.where('person_id', '=', actor.personId)
  return (await select.executeTakeFirst()) !== undefined
}
