import { type Selectable, sql, type Updateable } from 'kysely'
import type { Act } from '../../domain/circuit/acts.ts'
import type { DeviceState } from '../../domain/circuit/states.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Device } from '../platform/database/schema.generated.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import type { LastAct } from './correct.ts'
import { closeLoss } from './loss.sql.ts'

interface Undone {
  /** The device as it is, its state already put back. */
  readonly device: Selectable<Device>
  readonly last: LastAct
  readonly before: DeviceState
}

type Undo = (tx: Tx, actor: Actor, undone: Undone) => Promise<Updateable<Device>>

const stateOnly: Undo = async () => ({})

/** A promise is kept a week at least after it is put back. */
const KEPT_DAYS = 7

/** What each act wrote beside the state, put back. An act that is not here is undone by the act that goes the other way. */
export const UNDO: Partial<Readonly<Record<Act, Undo>>> = {
  refuse: stateOnly,
  giveBack: stateOnly,
  identify: stateOnly,
  triage: stateOnly,
  sendToParts: async () => ({ scrap_reason: null, verdict: null }),
  scrap: async () => ({ scrap_reason: null, verdict: null }),
  lapse: stateOnly,
  accept: async () => ({ owner: 'donor', acceptance: 'none' }),
  decommission: async () => ({
    inventory: 'listed',
    decommission_reason: null,
    decommissioned_on: null,
    service_id: null,
  }),
  receive: async (_tx, _actor, { device }) => ({ batch_id: null, place_id: device.service_id }),
  startWork: async (tx, _actor, { device }) => {
    await tx
      .updateTable('work_order')
      .set({ closed_at: new Date(), outcome: 'abandoned' })
      .where('device_id', '=', device.id)
      .where('closed_at', 'is', null)
      .execute()
    return {}
  },
  finish: async (tx, _actor, { device, last, before }) => {
    const order = await tx
      .selectFrom('work_order')
      .select('id')
      .where('device_id', '=', device.id)
      .orderBy('opened_at', 'desc')
      .executeTakeFirst()
    if (order && before === 'inWork')
      await tx.updateTable('work_order').set({ closed_at: null, outcome: null }).where('id', '=', order.id).execute()
    const earlier = await tx
      .selectFrom('event')
      .select('at')
      .where('subject_id', '=', device.id)
      .where('kind', '=', 'device.finish')
      .where('id', '!=', last.eventId)
      .orderBy('at', 'desc')
      .executeTakeFirst()
    return { reconditioned_at: earlier?.at ?? null }
  },
  takeBack: async (tx, _actor, { device }) => {
    const holding = await tx
      .selectFrom('holding')
      .select('holder_place')
      .where('device_id', '=', device.id)
      .orderBy('started_at', 'desc')
      .executeTakeFirst()
    return { place_id: holding?.holder_place ?? null }
  },
  handOver: async (tx, actor, { device, last }) => {
    const { handoverId, allocationId, requestId } = last.payload
    if (handoverId) {
      await tx
        .updateTable('handover')
        .set({ corrected_by: actor.personId })
        .where('id', '=', handoverId)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('holding as h')
                .select('h.id')
                .where('h.handover_id', '=', handoverId)
                .where((or) => or.or([or('h.ending', 'is', null), or('h.ending', '!=', 'corrected')])),
            ),
          ),
        )
        .execute()
    }
    if (allocationId)
      await tx
        .updateTable('allocation')
        .set({
          ended_at: null,
          ending: null,
          expires_on: sql<string>`greatest(expires_on, current_date + ${KEPT_DAYS}::int)`,
        })
        .where('id', '=', allocationId)
        .execute()
    if (requestId)
      await tx
        .updateTable('request')
        .set({ status: 'confirmed' })
        .where('id', '=', requestId)
        .where('status', '=', 'served')
        .execute()
    return { place_id: null, ...(device.owner === 'recipient' ? { owner: 'organisation' } : {}) }
  },
  declareLost: async (tx, _actor, { device }) => {
    await closeLoss(tx, device.id)
    return {}
  },
}
