import { TRANSFERS, type TransferKind } from '../../domain/circuit/transfers.ts'
import { EXCEPTIONS } from '../../domain/erasure/exceptions.ts'
import { spokenName } from '../../domain/hardware/spoken-name.ts'
import { readFacts } from '../circuit/facts.sql.ts'
import { type Paper, serialOf } from '../circuit/papers.sql.ts'
import { showCode } from '../fleet/code.ts'
import { suppliesLeavingWith } from '../kits/kit-supplies.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import type { Files } from '../platform/files/files.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { renderPdf } from '../platform/pdf/pdf.ts'
import { format } from '../platform/text/format.ts'
import type { HandOver } from './handover.ts'
import type { Preparation } from './preparation.sql.ts'
import { type ReceiptDevice, receiptPaper } from './receipt.ts'

/** The counter where it happens: where files go, and what day it is there. */
export interface Counter {
  readonly files: Files
  readonly timeZone: string
  readonly at: Date
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

/** Draws the receipt and keeps its bytes among the files; says whether an erasure with exceptions is stated on it. */
export async function keepReceipt(
  tx: Tx,
  actor: Actor,
  { id, number, prepared, agreement, devices, said, counter }: Drawn,
) {
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
  const supplies = await suppliesLeavingWith(
    tx,
    devices.map((device) => device.id),
  )
  const paper = receiptPaper({
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
    supplies: supplies.map(({ name, ends, count }) => ({ name, ends: ends?.fr ?? '', count })),
  })
  const bytes = await renderPdf(paper)
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
