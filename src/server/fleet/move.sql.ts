import type { Facts } from '../../domain/circuit/facts.ts'
import { type Deed, judgeAll, type Performed, perform } from '../circuit/perform.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Refused } from '../platform/http/answer.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import type { PlaceKind } from './place.ts'

/** Places where only the IT service and its workshop reach a machine: data may wait there for its erasure. */
const INSIDE: readonly string[] = ['workshop', 'store'] satisfies readonly PlaceKind[]

const destinationOf = (kind: string | undefined): Facts['destination'] =>
  kind === undefined || INSIDE.includes(kind) ? 'insideItService' : 'outsideItService'

/** The rules that would refuse a device to a place of this kind; none where it may go. Nothing is written. */
export async function mayMove(tx: Tx, deviceId: string, kind: string): Promise<readonly Refused[]> {
  const facts = { destination: destinationOf(kind) }
  const answer = (await judgeAll(tx, 'move', [{ deviceId, facts }])).get(deviceId)
  return answer?.kind === 'refused' ? answer.refusals : []
}

/** Lets a device leave for a place of this kind with a slip, as the circuit allows: it is in no place until received. */
export const sendDevice = (
  tx: Tx,
  actor: Actor,
  deviceId: string,
  slip: { readonly id: string; readonly to: string; readonly kind: string },
): Promise<Performed> =>
  perform(tx, actor, 'move', deviceId, {
    facts: { destination: destinationOf(slip.kind) },
    payload: { placeId: slip.to, moveSlipId: slip.id },
    set: { place_id: null, slip_id: slip.id },
  })

/** Puts a device in another place of the organisation, as the circuit allows; a null place is where it was not said. */
export async function moveDevice(tx: Tx, actor: Actor, deviceId: string, placeId: string | null): Promise<Performed> {
  const place = placeId
    ? await tx.selectFrom('place').select(['id', 'kind']).where('id', '=', placeId).executeTakeFirst()
    : undefined
  if (placeId && !place) return { kind: 'missing' }
  return perform(tx, actor, 'move', deviceId, moveDeed(place))
}

/** What moving to this place brings; without one, to where it was not said. */
export const moveDeed = (place: { readonly id: string; readonly kind: string } | undefined): Deed => ({
  facts: { destination: destinationOf(place?.kind) },
  payload: place ? { placeId: place.id } : {},
  set: { place_id: place?.id ?? null },
})
