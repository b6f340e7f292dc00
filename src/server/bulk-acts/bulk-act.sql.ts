import { sql } from 'kysely'
import { z } from 'zod'
import { NO_DEVICE } from '../../domain/circuit/states.ts'
import { deviceConditions } from '../fleet/device-list.sql.ts'
import type { DeviceQuery } from '../fleet/device-query.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'
import { REASONS } from '../renewal/renewal.ts'
import { type Asked, BULK_ACTS, MOST_DEVICES, PHASES, type Phase } from './bulk-act.ts'

const counted = z.strictObject({ act: z.enum(BULK_ACTS), devices: z.number().int().min(0) })

export const bulkActEvents = eventsOf('bulkAct', {
  chosen: {
    says: { fr: 'Appareils choisis pour un acte en nombre', en: 'Devices chosen for a bulk act' },
    payload: counted,
  },
  started: { says: { fr: 'Acte en nombre lancé', en: 'Bulk act started' }, payload: counted },
  finished: { says: { fr: 'Acte en nombre terminé', en: 'Bulk act finished' }, payload: counted },
  undoing: {
    says: { fr: 'Annulation d’un acte en nombre demandée', en: 'Undoing of a bulk act asked for' },
    payload: counted,
  },
  undone: { says: { fr: 'Acte en nombre annulé', en: 'Bulk act undone' }, payload: counted },
  abandoned: { says: { fr: 'Acte en nombre abandonné', en: 'Bulk act abandoned' }, payload: counted },
})

export interface BulkAct extends Asked {
  readonly id: string
  readonly place: string | null
  readonly batchId: string | null
  readonly filters: string
  readonly devices: number
  readonly phase: Phase
  readonly answered: number
  /** Who started the phase that runs, else who asked. */
  readonly carriedBy: string
  readonly asker: string | null
  readonly askedAt: Date
  readonly phaseSince: Date
  /** When the last device was answered; null until then. */
  readonly doneAt: Date | null
}

const acts = (tx: Tx) =>
  tx
    .selectFrom('bulk_act as b')
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'b.place_id').onRef('p.organisation_id', '=', 'b.organisation_id'),
    )
    .leftJoin('person_name as n', (join) => join.onRef('n.person_id', '=', 'b.asked_by').on('n.valid_to', 'is', null))
    .select([
      'b.id',
      'b.act',
      'b.place_id as placeId',
      'p.name as place',
      'b.reason',
      'b.batch_id as batchId',
      'b.filters',
      'b.devices',
      'b.phase',
      'b.answered',
      sql<string>`coalesce(b.carried_by, b.asked_by)`.as('carriedBy'),
      'n.name as asker',
      'b.asked_at as askedAt',
      'b.phase_since as phaseSince',
      'b.done_at as doneAt',
    ])

const known = (row: Awaited<ReturnType<ReturnType<typeof acts>['execute']>>[number]): BulkAct => ({
  ...row,
  act: z.enum(BULK_ACTS).parse(row.act),
  reason: z.enum(REASONS).nullable().parse(row.reason),
  phase: z.enum(PHASES).parse(row.phase),
})

/** One bulk act of this organisation; `lock` makes other steps of the same act wait. */
export async function bulkActById(tx: Tx, id: string, lock = false): Promise<BulkAct | null> {
  if (!z.uuid().safeParse(id).success) return null
  let query = acts(tx).where('b.id', '=', id)
  if (lock) query = query.forUpdate('b')
  const row = await query.executeTakeFirst()
  return row ? known(row) : null
}

/** Bulk acts, the latest first; the id of the last one shown leads to the next page. */
export async function listBulkActs(tx: Tx, after: string, most = 25) {
  let query = acts(tx)
  if (z.uuid().safeParse(after).success) query = query.where('b.id', '<', after)
  const found = await query
    .orderBy('b.id', 'desc')
    .limit(most + 1)
    .execute()
  const rows = found.slice(0, most).map(known)
  return { rows, after: found.length > most ? (rows.at(-1)?.id ?? null) : null }
}

/** Which devices: those that a list shows, all pages, or those ticked. */
export type Choice = { readonly query: DeviceQuery } | { readonly ids: readonly string[] }

function chosen(tx: Tx, choice: Choice, thisYear: number) {
  const query = tx.selectFrom('device as d').where('d.state', 'not in', [...NO_DEVICE])
  return 'ids' in choice
    ? query.where('d.id', '=', sql<string>`any(${choice.ids}::uuid[])`)
    : query.where((and) => and.and(deviceConditions(choice.query, thisYear, MOST_DEVICES + 1)))
}

/** How many devices this chooses; one more than may be chosen where there are more. */
export async function countChosen(tx: Tx, choice: Choice, thisYear: number): Promise<number> {
  const rows = chosen(tx, choice, thisYear)
    .select('d.id')
    .limit(MOST_DEVICES + 1)
  const row = await tx
    .selectFrom(rows.as('c'))
    .select((of) => of.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/**
 * Freezes the devices chosen, in the order of their list, with what is asked of them: what comes or changes afterwards is not swept in.
 * Answers the act, still to be checked; null where none was chosen, or too many.
 */
export async function chooseDevices(
  tx: Tx,
  actor: Actor & { readonly personId: string },
  asked: Asked,
  choice: Choice,
  filters: string,
  thisYear: number,
): Promise<BulkAct | null> {
  const id = newId()
  const row = {
    organisation_id: actor.organisationId,
    id,
    act: asked.act,
    place_id: asked.placeId,
    reason: asked.reason,
    filters,
    devices: 0,
    asked_by: actor.personId,
  }
  await tx.insertInto('bulk_act').values(row).execute()
  const frozen = await tx
    .insertInto('bulk_act_device')
    .columns(['organisation_id', 'bulk_act_id', 'line', 'device_id'])
    .expression(
      chosen(tx, choice, thisYear)
        .select([
          sql<string>`${actor.organisationId}::uuid`.as('organisation_id'),
          sql<string>`${id}::uuid`.as('bulk_act_id'),
          sql<number>`row_number() over (order by d.id desc)`.as('line'),
          'd.id as device_id',
        ])
        .orderBy('d.id', 'desc')
        .limit(MOST_DEVICES + 1),
    )
    .executeTakeFirst()
  const devices = Number(frozen.numInsertedOrUpdatedRows ?? 0)
  if (devices === 0 || devices > MOST_DEVICES) return null
  await tx.updateTable('bulk_act').set({ devices }).where('id', '=', id).execute()
  await bulkActEvents.record(tx, actor, 'chosen', id, { act: asked.act, devices })
  return bulkActById(tx, id, true)
}

/** Sets the phase; the lines answered start again. */
export async function setPhase(tx: Tx, id: string, phase: Phase): Promise<void> {
  await tx
    .updateTable('bulk_act')
    .set({
      phase,
      answered: 0,
      phase_since: sql<Date>`clock_timestamp()`,
      ...(phase === 'done' ? { done_at: sql<Date>`clock_timestamp()` } : {}),
    })
    .where('id', '=', id)
    .execute()
}
