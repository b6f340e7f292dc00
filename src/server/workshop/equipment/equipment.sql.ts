import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../platform/database/database.ts'
import { newId } from '../../platform/database/id.ts'
import { type Actor, eventsOf } from '../../platform/ledger/ledger.ts'
import { EQUIPMENT_KINDS, EQUIPMENT_STATES, type EquipmentForm } from './equipment.ts'

export const equipmentEvents = eventsOf('equipment', {
  added: {
    says: { fr: 'Banc ou outil ajouté', en: 'Bench or tool added' },
    payload: z.strictObject({ kind: z.enum(EQUIPMENT_KINDS) }),
  },
  changed: {
    says: { fr: 'Banc ou outil modifié', en: 'Bench or tool changed' },
    payload: z.strictObject({ state: z.enum(EQUIPMENT_STATES), checkedOn: z.iso.date().nullable() }),
  },
})

export interface Equipment {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly placeId: string | null
  readonly place: string | null
  readonly state: string
  readonly checkMonths: number | null
  readonly checkedOn: string | null
  /** Codes of the devices whose order is open on this bench, oldest first. */
  readonly codes: readonly string[]
}

/** Benches and tools still kept, benches first, with what occupies each. */
export const listEquipment = (tx: Tx): Promise<readonly Equipment[]> =>
  tx
    .selectFrom('equipment as e')
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'e.place_id').onRef('p.organisation_id', '=', 'e.organisation_id'),
    )
    .select([
      'e.id',
      'e.kind',
      'e.name',
      'e.place_id as placeId',
      'p.name as place',
      'e.state',
      'e.check_months as checkMonths',
      sql<string | null>`e.checked_on::text`.as('checkedOn'),
      sql<
        string[]
      >`array(select d.code from work_order w join device d on d.organisation_id = w.organisation_id and d.id = w.device_id
        where w.organisation_id = e.organisation_id and w.bench_id = e.id and w.closed_at is null order by w.opened_at)`.as(
        'codes',
      ),
    ])
    .where('e.state', '<>', 'retired')
    .orderBy('e.kind')
    .orderBy(sql`e.name collate french`)
    .orderBy('e.id')
    .limit(200)
    .execute()

const rowOf = (form: EquipmentForm) => ({
  name: form.name,
  place_id: form.place,
  check_months: form.checkMonths,
  checked_on: form.checkedOn,
})

export async function addEquipment(tx: Tx, actor: Actor, form: EquipmentForm): Promise<string> {
  const id = newId()
  await tx
    .insertInto('equipment')
    .values({ organisation_id: actor.organisationId, id, kind: form.kind, ...rowOf(form) })
    .execute()
  await equipmentEvents.record(tx, actor, 'added', id, { kind: form.kind })
  return id
}

export async function changeEquipment(tx: Tx, actor: Actor, id: string, form: EquipmentForm): Promise<void> {
  await tx
    .updateTable('equipment')
    .set({ ...rowOf(form), state: form.state })
    .where('id', '=', id)
    .execute()
  await equipmentEvents.record(tx, actor, 'changed', id, { state: form.state, checkedOn: form.checkedOn })
}

/** Benches on which an order may be put. */
export const workingBenches = (tx: Tx) =>
  tx
    .selectFrom('equipment')
    .select(['id as value', 'name as label'])
    .where('kind', '=', 'bench')
    .where('state', '=', 'working')
    .orderBy(sql`name collate french`)
    .execute()

/** Places where a bench may stand. */
export const placeOptions = (tx: Tx) =>
  tx
    .selectFrom('place')
    .select(['id as value', 'name as label'])
    .where('closed_on', 'is', null)
    .orderBy(sql`name collate french`)
    .execute()
