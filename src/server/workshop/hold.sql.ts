import { z } from 'zod'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'

export const HOLD_KINDS = ['device', 'batch', 'component', 'tool'] as const
export type HoldKind = (typeof HOLD_KINDS)[number]

const holdEvents = eventsOf('hold', {
  placed: {
    says: { fr: 'Blocage posé', en: 'Hold placed' },
    payload: z.strictObject({ on: z.enum(HOLD_KINDS), deviceId: z.uuid().optional(), batchId: z.uuid().optional() }),
  },
  lifted: { says: { fr: 'Blocage levé', en: 'Hold lifted' }, payload: z.strictObject({}) },
})

/** What is held: a device or a batch by its id, a component by its model, a tool by its version. */
export interface Held {
  readonly kind: HoldKind
  readonly value: string
}

const COLUMNS = {
  device: 'device_id',
  batch: 'batch_id',
  component: 'component_model',
  tool: 'tool_version',
} as const satisfies Record<HoldKind, string>

export async function placeHold(tx: Tx, actor: Actor, held: Held, reason: string): Promise<string> {
  const id = newId()
  await tx
    .insertInto('hold')
    .values({
      organisation_id: actor.organisationId,
      id,
      reason,
      placed_by: actor.personId,
      [COLUMNS[held.kind]]: held.value,
    })
    .execute()
  await holdEvents.record(tx, actor, 'placed', id, {
    on: held.kind,
    ...(held.kind === 'device' ? { deviceId: held.value } : {}),
    ...(held.kind === 'batch' ? { batchId: held.value } : {}),
  })
  return id
}

/** Lifts a hold in force; false where there is none of this id. */
export async function liftHold(tx: Tx, actor: Actor, id: string): Promise<boolean> {
  const lifted = await tx
    .updateTable('hold')
    .set({ lifted_at: new Date(), lifted_by: actor.personId })
    .where('id', '=', id)
    .where('lifted_at', 'is', null)
    .executeTakeFirst()
  if (lifted.numUpdatedRows === 0n) return false
  await holdEvents.record(tx, actor, 'lifted', id, {})
  return true
}

/** The holds in force, latest first, with what they hold in words. */
export async function holdsInForce(tx: Tx, most = 100) {
  return tx
    .selectFrom('hold as h')
    .leftJoin('device as d', (join) =>
      join.onRef('d.id', '=', 'h.device_id').onRef('d.organisation_id', '=', 'h.organisation_id'),
    )
    .leftJoin('batch as b', (join) =>
      join.onRef('b.id', '=', 'h.batch_id').onRef('b.organisation_id', '=', 'h.organisation_id'),
    )
    .leftJoin('person_name as p', (join) => join.onRef('p.person_id', '=', 'h.placed_by').on('p.valid_to', 'is', null))
    .select([
      'h.id',
      'h.reason',
      'h.placed_at as placedAt',
      'h.component_model as component',
      'h.tool_version as tool',
      'd.code',
      'b.label as batch',
      'p.name as placedByName',
    ])
    .where('h.lifted_at', 'is', null)
    .orderBy('h.placed_at', 'desc')
    .limit(most)
    .execute()
}

/** Batches to choose from, latest first. */
export async function batchOptions(tx: Tx) {
  return tx.selectFrom('batch').select(['id as value', 'label']).orderBy('arrived_at', 'desc').limit(100).execute()
}
