import { lifeOfHandOver } from '../../domain/circuit/lives.ts'
import { TRANSFERS, type TransferKind } from '../../domain/circuit/transfers.ts'
import { type Paper, serialOf } from '../circuit/papers.sql.ts'
import { perform } from '../circuit/perform.sql.ts'
import { showCode } from '../fleet/code.ts'
import { kitsHandedOver } from '../kits/kit.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { nextNumber } from '../platform/database/series.sql.ts'
import type { Refused } from '../platform/http/answer.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { closeServed } from '../requests/allocation.sql.ts'
import { handoverEvents } from './events.ts'
import type { HandOver } from './handover.ts'
import { type Preparation, readPreparation } from './preparation.sql.ts'
import { type Counter, keepReceipt } from './receipt.sql.ts'

export type HandedOver =
  | { readonly kind: 'done'; readonly id: string }
  | { readonly kind: 'refused'; readonly refusals: readonly Refused[] }
  | { readonly kind: 'missing' }

/**
 * Hands over, in one transaction or not at all: receipt drawn and kept, every gate of every device, holdings and lives opened,
 * owner changed where the transfer says so, allocations closed.
 */
export async function handOverDevices(
  tx: Tx,
  actor: Actor,
  requestId: string,
  said: HandOver,
  counter: Counter,
): Promise<HandedOver> {
  const prepared = await readPreparation(tx, requestId)
  if (!prepared) return { kind: 'missing' }
  const devices = prepared.devices.filter((device) => said.deviceIds.includes(device.id))
  if (devices.length !== new Set(said.deviceIds).size) return { kind: 'missing' }
  const papers = new Map(
    devices.flatMap(({ paper }) => (paper.kind === 'stands' ? [[paper.paper.id, paper.paper]] : [])),
  )
  if (papers.size > 1) return { kind: 'refused', refusals: [onePaper([...papers.values()])] }
  const [agreement = null] = papers.values()
  const id = newId()
  const number = await nextNumber(tx, actor.organisationId, 'handover')
  const receipt = await keepReceipt(tx, actor, { id, number, prepared, agreement, devices, said, counter })
  await tx
    .insertInto('handover')
    .values({
      organisation_id: actor.organisationId,
      id,
      number,
      request_id: requestId,
      agreement_id: agreement?.id ?? null,
      handed_by: actor.personId,
      received_by_name: said.receivedBy,
      session_answer: said.session,
      session_place: said.sessionPlace,
      session_wish: said.sessionWish ?? '',
      receipt_file_id: receipt.fileId,
    })
    .execute()
  const refusals: Refused[] = []
  for (const device of devices)
    refusals.push(
      ...(await handOne(tx, actor, device, {
        id,
        prepared,
        agreement,
        said,
        withExceptions: receipt.withExceptions,
        serials: devices.map(serialOf),
      })),
    )
  if (refusals.length > 0) return { kind: 'refused', refusals }
  await kitsHandedOver(
    tx,
    actor,
    devices.map((device) => device.id),
  )
  await closeServed(tx, actor, requestId)
  await handoverEvents.record(tx, actor, 'done', id, {
    number,
    requestId,
    devices: devices.length,
    session: said.session,
    receiptHash: receipt.hash,
    ...(agreement ? { agreementId: agreement.id } : {}),
  })
  return { kind: 'done', id }
}

/** A receipt cites one paper and its one return date. */
const onePaper = (papers: readonly Paper[]): Refused => ({
  rule: 'onePaper',
  message: {
    fr: 'Ces appareils relèvent de plusieurs actes, et un reçu en cite un seul.',
    en: 'These devices come under several papers, and a receipt cites one.',
  },
  satisfy: {
    fr: 'Remettez-les acte par acte : cochez les appareils d’un même acte.',
    en: 'Hand them over paper by paper: tick the devices of one paper.',
  },
  concerns: papers.map(({ number }) => number),
})

interface One {
  readonly id: string
  readonly prepared: Preparation
  /** The paper that lists all of them, where there is one. */
  readonly agreement: Paper | null
  readonly said: HandOver
  readonly withExceptions: boolean
  /** All that is handed over at once: the annex must list exactly these. */
  readonly serials: readonly string[]
}

async function handOne(
  tx: Tx,
  actor: Actor,
  device: Preparation['devices'][number],
  { id, prepared, agreement, said, withExceptions, serials }: One,
): Promise<Refused[]> {
  const { request } = prepared
  const transfer = request.transfer as TransferKind
  const last = await tx
    .selectFrom('holding')
    .select('started_at')
    .where('device_id', '=', device.id)
    .orderBy('started_at', 'desc')
    .executeTakeFirst()
  const since = device.reconditionedAt !== null && (!last || device.reconditionedAt > last.started_at)
  const { life } = lifeOfHandOver(device.life, since)
  const done = await perform(tx, actor, 'handOver', device.id, {
    facts: {
      handedSerials: serials,
      receipt: withExceptions ? 'producedWithExceptions' : 'produced',
      session: said.session,
      ...(said.signed ? { signedByHolder: 'yes' as const } : {}),
    },
    payload: {
      handoverId: id,
      requestId: request.id,
      allocationId: device.allocationId,
      ...(agreement ? { agreementId: agreement.id } : {}),
    },
    set: {
      life,
      place_id: request.place_id,
      ...(TRANSFERS.rows[transfer].changesOwner ? { owner: 'recipient' } : {}),
    },
  })
  if (done.kind === 'missing') return []
  if (done.kind === 'refused')
    return done.refusals.map((one) => ({ ...one, concerns: [showCode(device.code), ...(one.concerns ?? [])] }))
  await tx
    .insertInto('holding')
    .values({
      organisation_id: actor.organisationId,
      id: newId(),
      device_id: device.id,
      life,
      transfer,
      holder_place: request.place_id,
      holder_party: request.party_id,
      holder_person: request.person_id,
      due_on: agreement?.returnOn ?? null,
      handover_id: id,
    })
    .execute()
  await tx
    .updateTable('allocation')
    .set({ ended_at: new Date(), ending: 'handedOver' })
    .where('id', '=', device.allocationId)
    .execute()
  return []
}
