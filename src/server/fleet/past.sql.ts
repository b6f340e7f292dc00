import { z } from 'zod'
import { TRANSFER_KINDS, type TransferKind } from '../../domain/circuit/transfers.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'

export const holdingEvents = eventsOf('holding', {
  told: {
    says: {
      fr: 'Détention d’avant le système, telle qu’elle est racontée',
      en: 'Holding from before the system, as told',
    },
    payload: z.strictObject({
      holdingId: z.uuid(),
      life: z.number().int().min(1),
      transfer: z.enum(TRANSFER_KINDS),
      from: z.iso.date(),
      to: z.iso.date().nullable(),
    }),
  },
})

/** A stretch of being held before the system kept records: no gate is claimed to have been passed. Days are `YYYY-MM-DD`. */
export interface ToldHolding {
  readonly deviceId: string
  readonly life: number
  readonly transfer: TransferKind
  readonly placeId?: string
  readonly partyId?: string
  readonly from: string
  /** Null while it goes on. */
  readonly to: string | null
}

export async function tellHolding(tx: Tx, actor: Actor, told: ToldHolding): Promise<void> {
  const id = newId()
  await tx
    .insertInto('holding')
    .values({
      organisation_id: actor.organisationId,
      id,
      device_id: told.deviceId,
      life: told.life,
      transfer: told.transfer,
      holder_place: told.placeId ?? null,
      holder_party: told.partyId ?? null,
      told: true,
      started_at: new Date(`${told.from}T12:00:00Z`),
      ended_at: told.to ? new Date(`${told.to}T12:00:00Z`) : null,
      ending: null,
    })
    .execute()
  await holdingEvents.record(tx, actor, 'told', told.deviceId, {
    holdingId: id,
    life: told.life,
    transfer: told.transfer,
    from: told.from,
    to: told.to,
  })
}
