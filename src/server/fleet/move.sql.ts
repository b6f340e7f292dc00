import { type Performed, perform } from '../circuit/perform.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import type { PlaceKind } from './place.ts'

/** Places where only the IT service and its workshop reach a machine: data may wait there for its erasure. */
const INSIDE: readonly string[] = ['workshop', 'store'] satisfies readonly PlaceKind[]

/** Puts a device in another place of the organisation, as the circuit allows; a null place is where it was not said. */
export async function moveDevice(tx: Tx, actor: Actor, deviceId: string, placeId: string | null): Promise<Performed> {
  const place = placeId
    ? await tx.selectFrom('place').select(['id', 'kind']).where('id', '=', placeId).executeTakeFirst()
    : undefined
  if (placeId && !place) return { kind: 'missing' }
  const inside = place === undefined || INSIDE.includes(place.kind)
  return perform(tx, actor, 'move', deviceId, {
    facts: { destination: inside ? 'insideItService' : 'outsideItService' },
    payload: place ? { placeId: place.id } : {},
    set: { place_id: place?.id ?? null },
  })
}
