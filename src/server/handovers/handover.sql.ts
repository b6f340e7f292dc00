import { lifeOfHandOver } from '../../domain/circuit/lives.ts'
import { TRANSFERS, type TransferKind } from '../../domain/circuit/transfers.ts'
import { EXCEPTIONS } from '../../domain/erasure/exceptions.ts'
import { spokenName } from '../../domain/hardware/spoken-name.ts'
import { readFacts } from '../circuit/facts.sql.ts'
import { type Paper, papersOf, serialOf } from '../circuit/papers.sql.ts'
import { perform } from '../circuit/perform.sql.ts'
import { showCode } from '../fleet/code.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { nextNumber } from '../platform/database/series.sql.ts'
import type { Files } from '../platform/files/files.ts'
import type { Refused } from '../platform/http/answer.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { format } from '../platform/text/format.ts'
import { closeServed } from '../requests/allocation.sql.ts'
import { handoverEvents } from './events.ts'
import type { HandOver } from './handover.ts'
import { drawReceipt, type ReceiptDevice } from './receipt.ts'

/** A request whose devices are reserved: what is to be handed over, to whom, under which papers. */
export async function readPreparation(tx: Tx, requestId: string) {
  const request = await tx
    .selectFrom('request as r')
    .leftJoin('party as t', (join) =>
      join.onRef('t.id', '=', 'r.party_id').onRef('t.organisation_id', '=', 'r.organisation_id'),
    )
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'r.place_id').onRef('p.organisation_id', '=', 'r.organisation_id'),
    )
    .leftJoin('person_name as n', (join) => join.onRef('n.person_id', '=', 'r.person_id').on('n.valid_to', 'is', null))
    .select((q) => [
      'r.id',
      'r.number',
      'r.transfer',
      'r.place_id',
      'r.party_id',
      'r.person_id',
      q.fn.coalesce('t.name', 'n.name', 'p.name').as('holder'),
    ])
    .where('r.id', '=', requestId)
    .executeTakeFirst()
  if (!request) return null
  const devices = await tx
    .selectFrom('allocation as a')
    .innerJoin('device as d', (join) =>
      join.onRef('d.id', '=', 'a.device_id').onRef('d.organisation_id', '=', 'a.organisation_id'),
    )
    .select([
      'a.id as allocationId',
      'd.id',
      'd.code',
      'd.maker',
      'd.model',
      'd.name',
      'd.serial',
      'd.life',
      'd.reconditioned_at as reconditionedAt',
      'd.kind',
      'd.state',
      'd.grade',
    ])
    .where('a.request_id', '=', requestId)
    .where('a.ended_at', 'is', null)
    .orderBy('d.code')
    .execute()
  const paperOf = await papersOf(tx, request)
  return {
    request: { ...request, holder: request.holder ?? '' },
    devices: devices.map((device) => ({ ...device, paper: paperOf(device.id) })),
  }
}
export type Preparation = NonNullable<Awaited<ReturnType<typeof readPreparation>>>

export type HandedOver =
  | { readonly kind: 'done'; readonly id: string }
  | { readonly kind: 'refused'; readonly refusals: readonly Refused[] }
  | { readonly kind: 'missing' }

interface Counter {
  readonly files: Files
  readonly timeZone: string
  readonly at: Date
}

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

interface Drawn {
  readonly id: string
  readonly number: number
  readonly prepared: Preparation
  readonly agreement: Paper | null
  readonly devices: Preparation['devices']
  readonly said: HandOver
  readonly counter: Counter
}

async function keepReceipt(tx: Tx, actor: Actor, { id, number, prepared, agreement, devices, said, counter }: Drawn) {
  const f = format({ lang: 'fr', timeZone: counter.timeZone })
  const row = TRANSFERS.rows[prepared.request.transfer as TransferKind]
  const lines: ReceiptDevice[] = []
  for (const device of devices) lines.push({ ...(await describe(tx, device)), serial: serialOf(device) })
  const organisation = await tx.selectFrom('organisation').select('name').executeTakeFirstOrThrow()
  const handedBy = actor.personId
    ? await tx
        .selectFrom('person_name')
        .select('name')
        .where('person_id', '=', actor.personId)
        .where('valid_to', 'is', null)
        .executeTakeFirst()
    : undefined
  const bytes = drawReceipt({
    number,
    at: counter.at,
    dayWritten: f.date(counter.at),
    organisation: organisation.name,
    holder: prepared.request.holder,
    receivedBy: said.receivedBy,
    handedBy: handedBy?.name ?? '',
    transfer: row.name.fr.charAt(0).toUpperCase() + row.name.fr.slice(1),
    article: row.article,
    agreement: agreement?.number ?? null,
    returnOn: agreement?.returnOn ? f.date(agreement.returnOn) : null,
    session: await sessionSentence(tx, said),
    software: await softwareOf(tx, devices),
    devices: lines,
  })
  const hash = await counter.files.put(actor.organisationId, bytes)
  const fileId = newId()
  await tx
    .insertInto('file')
    .values({
      organisation_id: actor.organisationId,
      id: fileId,
      hash,
      name: `reçu-${number}.pdf`,
      media_type: 'application/pdf',
      bytes: bytes.length,
      subject_kind: 'handover',
      subject_id: id,
      kind: 'receipt',
      added_by: actor.personId,
    })
    .execute()
  return { fileId, hash, withExceptions: lines.some((line) => line.exceptions.length > 0) }
}

async function describe(tx: Tx, device: Preparation['devices'][number]): Promise<Omit<ReceiptDevice, 'serial'>> {
  const known = await readFacts(tx, device.id)
  const media = known?.facts.media.kind === 'listed' ? known.facts.media.media : []
  const exceptions = media.flatMap((medium) =>
    medium.exceptions.map((kind) => `${medium.name} : ${EXCEPTIONS[kind].fr}`),
  )
  return {
    code: showCode(device.code),
    name: spokenName(device) || 'Appareil',
    life: device.life,
    exceptions,
  }
}

async function sessionSentence(tx: Tx, said: HandOver): Promise<string> {
  if (said.session === 'declined') return 'Une séance de prise en main a été proposée, et refusée.'
  const place = said.sessionPlace
    ? await tx.selectFrom('place').select('name').where('id', '=', said.sessionPlace).executeTakeFirst()
    : undefined
  const where = place ? ` Lieu : ${place.name}.` : ''
  return `Une séance de prise en main a été proposée, et acceptée.${where}${said.sessionWish ? ` Souhait : ${said.sessionWish}.` : ''}`
}

/** The software of the last work order of each device, with its licence: it stands on the receipt. */
async function softwareOf(tx: Tx, devices: Preparation['devices']): Promise<string[]> {
  const orders = await tx
    .selectFrom('work_order')
    .select(['software'])
    .where(
      'device_id',
      'in',
      devices.map((device) => device.id),
    )
    .where('software', 'is not', null)
    .orderBy('opened_at', 'desc')
    .execute()
  const names = orders.flatMap((order) =>
    (order.software ?? []).map((item) => `${item.name} (${item.licence === 'free' ? 'libre' : 'sous licence'})`),
  )
  return [...new Set(names)]
}

/** Requests with reserved devices, those longest ready first. */
export async function toHandOver(tx: Tx) {
  const rows = await tx
    .selectFrom('allocation as a')
    .innerJoin('request as r', (join) =>
      join.onRef('r.id', '=', 'a.request_id').onRef('r.organisation_id', '=', 'a.organisation_id'),
    )
    .leftJoin('party as t', (join) =>
      join.onRef('t.id', '=', 'r.party_id').onRef('t.organisation_id', '=', 'r.organisation_id'),
    )
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'r.place_id').onRef('p.organisation_id', '=', 'r.organisation_id'),
    )
    .leftJoin('person_name as n', (join) => join.onRef('n.person_id', '=', 'r.person_id').on('n.valid_to', 'is', null))
    .select((q) => [
      'r.id',
      'r.number',
      'r.transfer',
      q.fn.coalesce('t.name', 'n.name', 'p.name').as('holder'),
      q.fn.count<number>('a.id').as('devices'),
      q.fn.min('a.expires_on').as('expiresOn'),
    ])
    .where('a.ended_at', 'is', null)
    .groupBy(['r.id', 'r.number', 'r.transfer', 't.name', 'n.name', 'p.name'])
    .orderBy((q) => q.fn.min('a.allocated_at'))
    .limit(100)
    .execute()
  return rows.map((row) => ({ ...row, devices: Number(row.devices), holder: row.holder ?? '' }))
}

/** The latest hand-overs, with their receipts. */
export async function latestHandovers(tx: Tx) {
  return tx
    .selectFrom('handover as h')
    .innerJoin('request as r', (join) =>
      join.onRef('r.id', '=', 'h.request_id').onRef('r.organisation_id', '=', 'h.organisation_id'),
    )
    .leftJoin('party as t', (join) =>
      join.onRef('t.id', '=', 'r.party_id').onRef('t.organisation_id', '=', 'r.organisation_id'),
    )
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'r.place_id').onRef('p.organisation_id', '=', 'r.organisation_id'),
    )
    .leftJoin('person_name as n', (join) => join.onRef('n.person_id', '=', 'r.person_id').on('n.valid_to', 'is', null))
    .select((q) => [
      'h.id',
      'h.number',
      'h.at',
      'r.transfer',
      q.fn.coalesce('t.name', 'n.name', 'p.name').as('holder'),
      'h.receipt_file_id as receipt',
    ])
    .orderBy('h.number', 'desc')
    .limit(25)
    .execute()
}
