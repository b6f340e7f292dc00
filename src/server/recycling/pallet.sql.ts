import type { Custody } from '../../domain/circuit/facts.ts'
import { TRANSFERS } from '../../domain/circuit/transfers.ts'
import { perform } from '../circuit/perform.sql.ts'
import { showCode } from '../fleet/code.ts'
import { deviceByCode } from '../fleet/device.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { nextNumber } from '../platform/database/series.sql.ts'
import { attach } from '../platform/files/attach.sql.ts'
import type { Files } from '../platform/files/files.ts'
import type { Refused } from '../platform/http/answer.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { isOpen, type PalletState } from './pallet.ts'
import { palletEvents } from './pallet-events.ts'
import { contentHash, contentOf } from './pallet-read.sql.ts'
import { REFUSALS } from './pallet-refusals.ts'

/** A pallet whose row is held until the end of the transaction, so that nobody changes it meanwhile. */
interface Held {
  readonly id: string
  readonly number: number
  readonly state: PalletState
  readonly grams: number | null
  readonly custody: Custody
}

export async function holdPallet(tx: Tx, numberText: string): Promise<Held | null> {
  const number = /^\d{1,9}$/.test(numberText) ? Number(numberText) : 0
  const row = await tx
    .selectFrom('pallet')
    .select(['id', 'number', 'state', 'weight_grams', 'destroyer_contract', 'certificate_due_on'])
    .where('number', '=', number)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return null
  const custody: Custody =
    row.destroyer_contract && row.certificate_due_on
      ? {
          kind: 'outside',
          to: 'destroyer',
          processingContract: true,
          // The frozen content is the counted, sealed list.
          sealedList: true,
          dueOn: row.certificate_due_on,
        }
      : { kind: 'inside' }
  return { id: row.id, number: row.number, state: row.state as PalletState, grams: row.weight_grams, custody }
}

export async function openPallet(
  tx: Tx,
  actor: Actor,
  pallet: { readonly placeId: string | null; readonly recyclerId: string | null },
): Promise<number> {
  const id = newId()
  const number = await nextNumber(tx, actor.organisationId, 'pallet')
  await tx
    .insertInto('pallet')
    .values({
      organisation_id: actor.organisationId,
      id,
      number,
      place_id: pallet.placeId,
      recycler_id: pallet.recyclerId,
    })
    .execute()
  await palletEvents.record(tx, actor, 'opened', id, { number, ...pallet })
  return number
}

type Moved =
  | { readonly kind: 'done'; readonly code: string }
  | { readonly kind: 'refused'; readonly code: string | null; readonly refusals: readonly Refused[] }

/** Puts the device of this code on the pallet, or says each rule that refuses. */
export async function putOnPallet(tx: Tx, actor: Actor, pallet: Held, text: string): Promise<Moved> {
  const device = await deviceByCode(tx, text)
  if (!device) return { kind: 'refused', code: null, refusals: [REFUSALS.unknownCode] }
  const other = await tx
    .selectFrom('pallet_item as i')
    .innerJoin('pallet as t', (join) =>
      join.onRef('t.id', '=', 'i.pallet_id').onRef('t.organisation_id', '=', 'i.organisation_id'),
    )
    .select('t.number')
    .where('i.device_id', '=', device.id)
    .executeTakeFirst()
  if (other) return { kind: 'refused', code: device.code, refusals: [REFUSALS.onAPallet(other.number)] }
  const facts = { pallet: { status: statusOf(pallet), weighed: false } } as const
  const done = await perform(tx, actor, 'putOnPallet', device.id, { facts, payload: { palletId: pallet.id } })
  if (done.kind === 'missing') return { kind: 'refused', code: null, refusals: [REFUSALS.unknownCode] }
  if (done.kind === 'refused') return { kind: 'refused', code: device.code, refusals: done.refusals }
  await tx
    .insertInto('pallet_item')
    .values({
      organisation_id: actor.organisationId,
      pallet_id: pallet.id,
      device_id: device.id,
      put_by: actor.personId,
    })
    .execute()
  await weighAgain(tx, pallet)
  return { kind: 'done', code: device.code }
}

export async function takeOffPallet(tx: Tx, actor: Actor, pallet: Held, text: string): Promise<Moved> {
  const device = await deviceByCode(tx, text)
  const item = device
    ? await tx
        .selectFrom('pallet_item')
        .select('device_id')
        .where('pallet_id', '=', pallet.id)
        .where('device_id', '=', device.id)
        .executeTakeFirst()
    : undefined
  if (!device || !item) return { kind: 'refused', code: device?.code ?? null, refusals: [REFUSALS.notOnThisPallet] }
  const done = await perform(tx, actor, 'takeOffPallet', device.id, { payload: { palletId: pallet.id } })
  if (done.kind === 'missing') return { kind: 'refused', code: device.code, refusals: [REFUSALS.notOnThisPallet] }
  if (done.kind === 'refused') return { kind: 'refused', code: device.code, refusals: done.refusals }
  await tx.deleteFrom('pallet_item').where('device_id', '=', device.id).execute()
  await weighAgain(tx, pallet)
  return { kind: 'done', code: device.code }
}

const statusOf = ({ state }: Held) => (isOpen(state) ? 'open' : 'frozen')

/** A weight is of one content: another content is weighed again. */
async function weighAgain(tx: Tx, pallet: Held): Promise<void> {
  await tx
    .updateTable('pallet')
    .set({ state: 'open', weight_grams: null, weighed_at: null })
    .where('id', '=', pallet.id)
    .execute()
}

export async function weighPallet(tx: Tx, actor: Actor, pallet: Held, grams: number): Promise<readonly Refused[]> {
  if (!isOpen(pallet.state)) return [REFUSALS.frozen]
  await tx
    .updateTable('pallet')
    .set({ state: 'weighed', weight_grams: grams, weighed_at: new Date() })
    .where('id', '=', pallet.id)
    .execute()
  await palletEvents.record(tx, actor, 'weighed', pallet.id, { grams })
  return []
}

/** Binds the pallet for a destroyer under contract, whose certificate is due on that day; `null` takes it back. */
export async function entrustPallet(
  tx: Tx,
  actor: Actor,
  pallet: Held,
  destroyer: { readonly contract: string; readonly dueOn: string } | null,
): Promise<readonly Refused[]> {
  if (!isOpen(pallet.state)) return [REFUSALS.frozen]
  await tx
    .updateTable('pallet')
    .set({ destroyer_contract: destroyer?.contract ?? null, certificate_due_on: destroyer?.dueOn ?? null })
    .where('id', '=', pallet.id)
    .execute()
  if (destroyer) await palletEvents.record(tx, actor, 'entrusted', pallet.id, { certificateDueOn: destroyer.dueOn })
  else await palletEvents.record(tx, actor, 'notEntrusted', pallet.id, {})
  return []
}

/** The same act on every device of the pallet: none is done where one refuses, and each refusal names its devices. */
async function onEach(
  tx: Tx,
  actor: Actor,
  pallet: Held,
  act: 'freezePallet' | 'collectPallet',
): Promise<readonly Refused[]> {
  const changesOwner = act === 'collectPallet' && TRANSFERS.rows.recycling.changesOwner
  const found = new Map<string, Refused>()
  for (const device of await contentOf(tx, pallet.id)) {
    const done = await perform(tx, actor, act, device.id, {
      facts: { custody: pallet.custody },
      payload: { palletId: pallet.id },
      ...(changesOwner ? { set: { owner: 'recipient' } } : {}),
    })
    if (done.kind !== 'refused') continue
    for (const one of done.refusals) {
      const named = [showCode(device.code), ...(one.concerns ?? [])].join(' : ')
      found.set(one.rule, { ...one, concerns: [...(found.get(one.rule)?.concerns ?? []), named] })
    }
  }
  return [...found.values()]
}

/** Freezes the pallet with all its devices, or refuses with every rule and the devices it names. The caller rolls back on a refusal. */
export async function freezePallet(tx: Tx, actor: Actor, pallet: Held): Promise<readonly Refused[]> {
  if (!isOpen(pallet.state)) return [REFUSALS.frozen]
  const content = await contentOf(tx, pallet.id)
  if (content.length === 0) return [REFUSALS.empty]
  const refusals = await onEach(tx, actor, pallet, 'freezePallet')
  if (refusals.length > 0) return refusals
  const grams = pallet.grams ?? 0
  const hash = contentHash(pallet.number, grams, content)
  await tx
    .updateTable('pallet')
    .set({ state: 'frozen', frozen_at: new Date(), content_hash: hash })
    .where('id', '=', pallet.id)
    .execute()
  await palletEvents.record(tx, actor, 'frozen', pallet.id, { devices: content.length, grams, contentHash: hash })
  return []
}

export interface Collection {
  readonly on: string
  readonly slipNumber: string
  readonly carrierId: string | null
}

/** The pallet is gone: every device is recycled and no longer ours. */
export async function collectPallet(
  tx: Tx,
  actor: Actor,
  pallet: Held,
  collection: Collection,
): Promise<readonly Refused[]> {
  if (pallet.state !== 'frozen') return [REFUSALS.notToCollect]
  const refusals = await onEach(tx, actor, pallet, 'collectPallet')
  if (refusals.length > 0) return refusals
  const { on, slipNumber, carrierId } = collection
  await tx
    .updateTable('pallet')
    .set({ state: 'collected', collected_on: on, slip_number: slipNumber, carrier_id: carrierId })
    .where('id', '=', pallet.id)
    .execute()
  await palletEvents.record(tx, actor, 'collected', pallet.id, { collectedOn: on, carrierId })
  return []
}

/** Attaches the certificate of treatment, or of destruction: the pallet's file is closed. */
export async function certifyPallet(
  tx: Tx,
  files: Files,
  actor: Actor,
  pallet: Held,
  document: { readonly name: string; readonly bytes: Uint8Array; readonly mediaType: string },
): Promise<readonly Refused[]> {
  if (pallet.state !== 'collected') return [REFUSALS.notToCertify]
  const kept = await attach(tx, files, actor, {
    ...document,
    subjectKind: 'pallet',
    subjectId: pallet.id,
    kind: 'treatmentCertificate',
  })
  await tx
    .updateTable('pallet')
    .set({ state: 'treated', certificate_file_id: kept.id })
    .where('id', '=', pallet.id)
    .execute()
  await palletEvents.record(tx, actor, 'treated', pallet.id, { fileId: kept.id, fileHash: kept.hash })
  return []
}
