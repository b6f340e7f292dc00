import { z } from 'zod'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'
import { PLACE_KIND_KEYS, type PlaceKind } from './place.ts'

const code = z.string().max(5).nullable()

export const placeEvents = eventsOf('place', {
  added: {
    says: { fr: 'Lieu ajouté', en: 'Place added' },
    payload: z.strictObject({ kind: z.enum(PLACE_KIND_KEYS), parentId: z.uuid().nullable(), inseeCode: code }),
  },
  changed: {
    says: { fr: 'Lieu modifié', en: 'Place changed' },
    payload: z.strictObject({
      kind: z.enum(PLACE_KIND_KEYS),
      inseeCode: code,
      renewalYears: z.number().int().nullable(),
      renamed: z.boolean(),
    }),
  },
  moved: {
    says: { fr: 'Lieu rattaché ailleurs', en: 'Place moved under another' },
    payload: z.strictObject({ from: z.uuid().nullable(), to: z.uuid().nullable() }),
  },
  closed: { says: { fr: 'Lieu fermé', en: 'Place closed' }, payload: z.strictObject({ on: z.iso.date() }) },
  reopened: { says: { fr: 'Lieu rouvert', en: 'Place opened again' }, payload: z.strictObject({}) },
})

export interface PlaceFields {
  readonly kind: PlaceKind
  readonly name: string
  readonly parentId: string | null
  readonly inseeCode: string | null
  readonly renewalYears: number | null
}

export async function addPlace(tx: Tx, actor: Actor, place: PlaceFields): Promise<string> {
  const id = newId()
  await tx
    .insertInto('place')
    .values({
      organisation_id: actor.organisationId,
      id,
      parent_id: place.parentId,
      kind: place.kind,
      name: place.name,
      insee_code: place.inseeCode,
      renewal_years: place.renewalYears,
    })
    .execute()
  await placeEvents.record(tx, actor, 'added', id, {
    kind: place.kind,
    parentId: place.parentId,
    inseeCode: place.inseeCode,
  })
  return id
}
