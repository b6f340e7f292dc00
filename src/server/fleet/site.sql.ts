import { z } from 'zod'
import type { Tx } from '../platform/database/database.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'
import { type Opening, readOpening } from './opening.ts'

/** What a site says of itself, beside the tree. No name and no number of a contact enters the ledger: only that there is one, and since when. */
const siteEvents = eventsOf('place', {
  hoursSet: {
    says: { fr: 'Horaires enregistrés', en: 'Opening hours saved' },
    payload: z.strictObject({ days: z.number().int(), closures: z.number().int() }),
  },
  contactKept: {
    says: { fr: 'Contact enregistré, en attente d’accord', en: 'Contact saved, awaiting agreement' },
    payload: z.strictObject({}),
  },
  contactAgreed: {
    says: { fr: 'Contact montré, avec son accord', en: 'Contact shown, as agreed' },
    payload: z.strictObject({ on: z.iso.date() }),
  },
  contactErased: {
    says: { fr: 'Contact effacé', en: 'Contact erased' },
    payload: z.strictObject({ why: z.enum(['withdrawn', 'placeClosed']) }),
  },
})

export async function openingOf(tx: Tx, placeId: string): Promise<Opening | null> {
  const row = await tx.selectFrom('place').select('opening').where('id', '=', placeId).executeTakeFirst()
  return readOpening(row?.opening ?? null)
}

export async function setOpening(tx: Tx, actor: Actor, placeId: string, opening: Opening): Promise<void> {
  await tx
    .updateTable('place')
    .set({ opening: JSON.stringify(opening) })
    .where('id', '=', placeId)
    .execute()
  const days = opening.week.filter((spans) => spans.length > 0).length
  await siteEvents.record(tx, actor, 'hoursSet', placeId, { days, closures: opening.closures.length })
}

/** Whom to reach at a place, as far as that person agreed to be shown. */
export type Contact =
  | { readonly kind: 'none' }
  /** Written down, and shown to nobody. */
  | { readonly kind: 'awaitsAgreement' }
  | {
      readonly kind: 'agreed'
      readonly name: string
      readonly phone: string | null
      readonly email: string | null
      readonly agreedOn: string
    }

/** The one reading of a contact: without agreement its name, telephone and address never leave the database. */
export async function contactOf(tx: Tx, placeId: string): Promise<Contact> {
  const kept = await tx
    .selectFrom('place_contact')
    .select('agreed_on as agreedOn')
    .where('place_id', '=', placeId)
    .executeTakeFirst()
  if (!kept) return { kind: 'none' }
  if (kept.agreedOn === null) return { kind: 'awaitsAgreement' }
  const shown = await tx
    .selectFrom('place_contact')
    .select(['name', 'phone', 'email'])
    .where('place_id', '=', placeId)
    .where('agreed_on', 'is not', null)
    .executeTakeFirstOrThrow()
  return { kind: 'agreed', ...shown, agreedOn: kept.agreedOn }
}

/** The contacts that may be shown, by place: what a list or an export may hold. */
export async function agreedContacts(
  tx: Tx,
): Promise<
  ReadonlyMap<string, { readonly name: string; readonly phone: string | null; readonly email: string | null }>
> {
  const rows = await tx
    .selectFrom('place_contact')
    .select(['place_id as placeId', 'name', 'phone', 'email'])
    .where('agreed_on', 'is not', null)
    .execute()
  return new Map(rows.map(({ placeId, ...contact }) => [placeId, contact]))
}

export interface ContactFields {
  readonly name: string
  readonly phone: string | null
  readonly email: string | null
  /** The day this person agreed to be shown; null where it is still to be asked. */
  readonly agreedOn: string | null
}

/** Writes the contact in the place of the one before: another person's agreement is asked anew. */
export async function keepContact(tx: Tx, actor: Actor, placeId: string, contact: ContactFields): Promise<void> {
  const said = { name: contact.name, phone: contact.phone, email: contact.email, agreed_on: contact.agreedOn }
  await tx
    .insertInto('place_contact')
    .values({ organisation_id: actor.organisationId, place_id: placeId, ...said })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'place_id']).doUpdateSet(said))
    .execute()
  if (contact.agreedOn === null) await siteEvents.record(tx, actor, 'contactKept', placeId, {})
  else await siteEvents.record(tx, actor, 'contactAgreed', placeId, { on: contact.agreedOn })
}

/** Notes the agreement; false where no contact awaits one. */
export async function agreeContact(tx: Tx, actor: Actor, placeId: string, on: string): Promise<boolean> {
  const done = await tx
    .updateTable('place_contact')
    .set({ agreed_on: on })
    .where('place_id', '=', placeId)
    .where('agreed_on', 'is', null)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) return false
  await siteEvents.record(tx, actor, 'contactAgreed', placeId, { on })
  return true
}

/** Erases the contact: its row goes, and the ledger says that it went; false where there is none. */
export async function eraseContact(
  tx: Tx,
  actor: Actor,
  placeId: string,
  why: 'withdrawn' | 'placeClosed',
): Promise<boolean> {
  const gone = await tx.deleteFrom('place_contact').where('place_id', '=', placeId).executeTakeFirst()
  if (gone.numDeletedRows === 0n) return false
  await siteEvents.record(tx, actor, 'contactErased', placeId, { why })
  return true
}
