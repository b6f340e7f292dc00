import { z } from 'zod'
import type { RecipientKind } from '../../domain/law/recipients.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'

const partyEvents = eventsOf('party', {
  added: {
    says: { fr: 'Tiers ajouté', en: 'Party added' },
    payload: z.strictObject({ roles: z.array(z.string().max(40)), recipientKind: z.string().max(40).nullable() }),
  },
})

export interface NewParty {
  readonly name: string
  readonly roles: readonly string[]
  /** The law's word for what it is when it receives. */
  readonly recipientKind: RecipientKind | null
  readonly email: string | null
}

/** Adds an outside body or person; answers its id. */
export async function addParty(tx: Tx, actor: Actor, party: NewParty): Promise<string> {
  const id = newId()
  await tx
    .insertInto('party')
    .values({
      organisation_id: actor.organisationId,
      id,
      name: party.name,
      roles: [...party.roles],
      recipient_kind: party.recipientKind,
      contact_email: party.email,
    })
    .execute()
  await partyEvents.record(tx, actor, 'added', id, { roles: [...party.roles], recipientKind: party.recipientKind })
  return id
}
