import { z } from 'zod'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { createDevice } from '../fleet/device.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'

const claimEvents = eventsOf('label', {
  claimed: {
    says: { fr: 'Étiquette imprimée d’avance posée', en: 'Label printed ahead stuck on' },
    payload: z.strictObject({ deviceId: z.uuid() }),
  },
})

/** A code printed ahead whose device has not come yet. */
export const isFree = async (tx: Tx, code: string): Promise<boolean> =>
  (await tx
    .selectFrom('reserved_code')
    .select('code')
    .where('code', '=', code)
    .where('claimed_at', 'is', null)
    .executeTakeFirst()) !== undefined

interface Claimed {
  readonly kind: DeviceKind
  readonly maker: string | null
  readonly model: string | null
  readonly serial: string | null
  readonly at: string | null
}

/** Makes the device of a free label, received here and now; false where the label was taken meanwhile or is not ours. */
export async function claim(
  tx: Tx,
  actor: Actor & { readonly personId: string },
  code: string,
  what: Claimed,
): Promise<boolean> {
  const label = await tx
    .updateTable('reserved_code')
    .set({ claimed_at: new Date(), claimed_by: actor.personId })
    .where('code', '=', code)
    .where('claimed_at', 'is', null)
    .returning('device_id as id')
    .executeTakeFirst()
  if (!label) return false
  const { kind, maker, model, serial, at } = what
  await createDevice(tx, actor, {
    named: { id: label.id, code },
    kind,
    state: 'received',
    maker,
    model,
    serial,
    placeId: at,
  })
  await claimEvents.record(tx, actor, 'claimed', label.id, { deviceId: label.id })
  return true
}
