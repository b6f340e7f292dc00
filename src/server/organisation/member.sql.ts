import { z } from 'zod'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'
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
