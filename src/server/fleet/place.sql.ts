import { z } from 'zod'
import { DEVICE_STATES, NO_DEVICE, STATES } from '../../domain/circuit/states.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'
import { LEVEL_KEYS, type Level, levelsOf, PLACE_KIND_KEYS, type Place, type PlaceKind } from './place.ts'

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
      levels: z.array(z.enum(LEVEL_KEYS)).optional(),
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
  /** Those of its kind where it is not said. */
  readonly levels?: readonly Level[]
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
      levels: [...(place.levels ?? levelsOf(place.kind))],
    })
    .execute()
  await placeEvents.record(tx, actor, 'added', id, {
    kind: place.kind,
    parentId: place.parentId,
    inseeCode: place.inseeCode,
  })
  return id
}

const COLUMNS = [
  'id',
  'parent_id as parentId',
  'kind',
  'name',
  'insee_code as inseeCode',
  'renewal_years as renewalYears',
  'levels',
  'closed_on as closedOn',
] as const

/** Every place of the organisation, closed ones too: a few hundred rows, put in order by `treeOf`. */
export async function allPlaces(tx: Tx): Promise<readonly Place[]> {
  const rows = await tx.selectFrom('place').select(COLUMNS).execute()
  return rows.map(placeOf)
}

const placeOf = <Row extends { readonly kind: string; readonly levels: readonly string[] }>(row: Row) => ({
  ...row,
  kind: row.kind as PlaceKind,
  levels: row.levels as Level[],
})

export async function placeById(tx: Tx, id: string): Promise<Place | null> {
  const row = await tx.selectFrom('place').select(COLUMNS).where('id', '=', id).executeTakeFirst()
  return row ? placeOf(row) : null
}

/** What keeps a place from closing: devices that are there and not gone, places under it that are open, move slips that are not closed. */
export async function heldIn(
  tx: Tx,
  id: string,
): Promise<{ readonly devices: number; readonly places: number; readonly slips: number }> {
  const ended = DEVICE_STATES.filter((state) => STATES.rows[state].stage === 'ended')
  const devices = await tx
    .selectFrom('device')
    .select((of) => of.fn.countAll<number>().as('n'))
    .where('place_id', '=', id)
    .where('state', 'not in', [...ended, ...NO_DEVICE])
    .executeTakeFirstOrThrow()
  const places = await tx
    .selectFrom('place')
    .select((of) => of.fn.countAll<number>().as('n'))
    .where('parent_id', '=', id)
    .where('closed_on', 'is', null)
    .executeTakeFirstOrThrow()
  const slips = await tx
    .selectFrom('move_slip')
    .select((of) => of.fn.countAll<number>().as('n'))
    .where('state', 'in', ['prepared', 'sent', 'settling'])
    .where((or) => or.or([or('from_place', '=', id), or('to_place', '=', id)]))
    .executeTakeFirstOrThrow()
  return { devices: Number(devices.n), places: Number(places.n), slips: Number(slips.n) }
}

/** Renames, gives another kind, commune or renewal age, or puts under another place; one event for each sort of change. */
export async function changePlace(tx: Tx, actor: Actor, before: Place, after: PlaceFields): Promise<void> {
  const levels = after.levels ?? before.levels
  await tx
    .updateTable('place')
    .set({
      name: after.name,
      kind: after.kind,
      parent_id: after.parentId,
      insee_code: after.inseeCode,
      renewal_years: after.renewalYears,
      levels: [...levels],
    })
    .where('id', '=', before.id)
    .execute()
  const { kind, inseeCode, renewalYears } = after
  const renamed = before.name !== after.name
  const taught = levels.join() !== before.levels.join()
  if (
    renamed ||
    taught ||
    before.kind !== kind ||
    before.inseeCode !== inseeCode ||
    before.renewalYears !== renewalYears
  )
    await placeEvents.record(tx, actor, 'changed', before.id, {
      kind,
      inseeCode,
      renewalYears,
      levels: [...levels],
      renamed,
    })
  if (before.parentId !== after.parentId)
    await placeEvents.record(tx, actor, 'moved', before.id, { from: before.parentId, to: after.parentId })
}

export async function closePlace(tx: Tx, actor: Actor, id: string, on: string): Promise<void> {
  await tx.updateTable('place').set({ closed_on: on }).where('id', '=', id).execute()
  await placeEvents.record(tx, actor, 'closed', id, { on })
}

export async function reopenPlace(tx: Tx, actor: Actor, id: string): Promise<void> {
  await tx.updateTable('place').set({ closed_on: null }).where('id', '=', id).execute()
  await placeEvents.record(tx, actor, 'reopened', id, {})
}
