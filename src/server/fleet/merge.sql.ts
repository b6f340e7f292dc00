import { z } from 'zod'
import { NO_DEVICE } from '../../domain/circuit/states.ts'
import {
  type Identifier,
  type IdentifierKind,
  type Match,
  matchIdentifiers,
  WEIGHTS,
} from '../../domain/hardware/identity.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Refused } from '../platform/http/answer.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'
import { createDevice } from './device.sql.ts'
import { learnFrom } from './ingest/learn.sql.ts'
import { MERGE_REFUSALS } from './merge-refusals.ts'

const count = z.number().int().min(0)

const mergeEvents = eventsOf('identity', {
  merged: {
    says: { fr: 'Fondu dans un autre appareil', en: 'Merged into another device' },
    payload: z.strictObject({
      intoId: z.uuid(),
      score: z.number(),
      evidence: count,
      components: count,
      erasures: count,
    }),
  },
  received: {
    says: { fr: 'Autre appareil fondu dans celui-ci', en: 'Another device merged into this one' },
    payload: z.strictObject({ fromId: z.uuid(), score: z.number() }),
  },
  split: {
    says: { fr: 'Relevés passés à un nouvel appareil', en: 'Reports moved to a new device' },
    payload: z.strictObject({ newId: z.uuid(), evidence: count }),
  },
  splitOff: {
    says: { fr: 'Séparé d’un autre appareil', en: 'Split off another device' },
    payload: z.strictObject({ fromId: z.uuid(), evidence: count }),
  },
})

/** Identity may change only while nobody has it, nobody is promised it and no waste list names it. */
const SETTLED: readonly string[] = ['inUse', 'reserved', 'recycled', 'lost', ...NO_DEVICE]

/** Why this device's identity may not change, or nothing; its row is held until the end of the transaction. */
async function settled(tx: Tx, deviceId: string): Promise<readonly Refused[]> {
  const device = await tx
    .selectFrom('device')
    .select(['code', 'state'])
    .where('id', '=', deviceId)
    .forUpdate()
    .executeTakeFirst()
  const holding = await tx
    .selectFrom('holding')
    .select('id')
    .where('device_id', '=', deviceId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  const pallet = await tx
    .selectFrom('pallet_item')
    .select('pallet_id')
    .where('device_id', '=', deviceId)
    .executeTakeFirst()
  return !device || SETTLED.includes(device.state) || holding || pallet
    ? [MERGE_REFUSALS.settled(device?.code ?? '')]
    : []
}

async function identifiersOfDevice(tx: Tx, deviceId: string): Promise<readonly Identifier[]> {
  const rows = await tx.selectFrom('identifier').select(['kind', 'value']).where('device_id', '=', deviceId).execute()
  return rows
    .filter((row) => row.kind in WEIGHTS)
    .map((row) => ({ kind: row.kind as IdentifierKind, value: row.value, shown: row.value }))
}

/** How far two devices look the same: what agrees and what differs. */
export const matchOf = async (tx: Tx, one: string, other: string): Promise<Match> =>
  matchIdentifiers(await identifiersOfDevice(tx, one), await identifiersOfDevice(tx, other))

/**
 * Makes `mergedId` and `keptId` one: reports, identifiers, parts and erasures go to the kept one; the other's code leads
 * there for ever. The caller rolls back on a refusal.
 */
export async function mergeDevices(
  tx: Tx,
  actor: Actor,
  keptId: string,
  mergedId: string,
): Promise<readonly Refused[]> {
  if (keptId === mergedId) return [MERGE_REFUSALS.itself]
  // Always in the same order, so that two merges wait for each other instead of for ever.
  const refusals = []
  for (const id of [keptId, mergedId].sort()) refusals.push(...(await settled(tx, id)))
  if (refusals.length > 0) return refusals
  const { score } = await matchOf(tx, keptId, mergedId)
  const moved = (result: { readonly numUpdatedRows: bigint }) => Number(result.numUpdatedRows)
  const evidence = moved(
    await tx.updateTable('evidence').set({ device_id: keptId }).where('device_id', '=', mergedId).executeTakeFirst(),
  )
  const components = moved(
    await tx.updateTable('component').set({ device_id: keptId }).where('device_id', '=', mergedId).executeTakeFirst(),
  )
  await tx.updateTable('component').set({ origin_device_id: keptId }).where('origin_device_id', '=', mergedId).execute()
  const erasures = moved(
    await tx.updateTable('erasure').set({ device_id: keptId }).where('device_id', '=', mergedId).executeTakeFirst(),
  )
  const identifiers = await tx
    .selectFrom('identifier')
    .select(['organisation_id', 'kind', 'value'])
    .where('device_id', '=', mergedId)
    .execute()
  if (identifiers.length > 0)
    await tx
      .insertInto('identifier')
      .values(identifiers.map((one) => ({ ...one, device_id: keptId })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  await tx.deleteFrom('identifier').where('device_id', '=', mergedId).execute()
  await oneOfEachMedium(tx, keptId)
  await fillFrom(tx, keptId, mergedId)
  // Whatever led to the one that goes leads to the one that stays.
  await tx.updateTable('device').set({ merged_into: keptId }).where('merged_into', '=', mergedId).execute()
  await tx
    .updateTable('device')
    .set({ state: 'merged', state_since: new Date(), merged_into: keptId })
    .where('id', '=', mergedId)
    .execute()
  await mergeEvents.record(tx, actor, 'merged', mergedId, { intoId: keptId, score, evidence, components, erasures })
  await mergeEvents.record(tx, actor, 'received', keptId, { fromId: mergedId, score })
  return []
}

/** A medium seen under both devices is one medium: its proofs come together on the one seen first. */
async function oneOfEachMedium(tx: Tx, deviceId: string): Promise<void> {
  const media = await tx
    .selectFrom('component')
    .select(['id', 'kind', 'serial', 'last_used_at'])
    .where('device_id', '=', deviceId)
    .where('serial', 'is not', null)
    .where('standing', '=', 'fitted')
    .orderBy('first_seen_at')
    .orderBy('id')
    .execute()
  for (const twin of media) {
    const first = media.find((one) => one.kind === twin.kind && one.serial === twin.serial)
    if (!first || first.id === twin.id) continue
    await tx.updateTable('erasure').set({ medium_id: first.id }).where('medium_id', '=', twin.id).execute()
    const used = [first.last_used_at, twin.last_used_at].flatMap((at) => (at ? [at.getTime()] : []))
    if (used.length > 0)
      await tx
        .updateTable('component')
        .set({ last_used_at: new Date(Math.max(...used)) })
        .where('id', '=', first.id)
        .execute()
    await tx.updateTable('component').set({ device_id: null, standing: 'absent' }).where('id', '=', twin.id).execute()
  }
}

/** What the kept device did not know, the other did. */
async function fillFrom(tx: Tx, keptId: string, mergedId: string): Promise<void> {
  const rowOf = (id: string) => tx.selectFrom('device').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const kept = await rowOf(keptId)
  const other = await rowOf(mergedId)
  await tx
    .updateTable('device')
    .set({
      kind: kept.kind === 'unknown' ? other.kind : kept.kind,
      maker: kept.maker ?? other.maker,
      model: kept.model ?? other.model,
      name: kept.name ?? other.name,
      serial: kept.serial ?? other.serial,
      inventory_number: kept.inventory_number ?? other.inventory_number,
      cpu: kept.cpu ?? other.cpu,
      memory_bytes: kept.memory_bytes ?? other.memory_bytes,
      built_year: kept.built_year ?? other.built_year,
      bought_on: kept.bought_on ?? other.bought_on,
      // An item of the inventory stays one, whichever of the two was known to be.
      inventory: kept.inventory === 'neverListed' ? other.inventory : kept.inventory,
      life: Math.max(kept.life, other.life),
    })
    .where('id', '=', keptId)
    .execute()
}

export type Split =
  | { readonly kind: 'done'; readonly code: string }
  | { readonly kind: 'refused'; readonly refusals: readonly Refused[] }

/** Gives chosen reports to a new device, received and identified from them; the parts they saw go with them. */
export async function splitDevice(
  tx: Tx,
  actor: Actor,
  deviceId: string,
  evidenceIds: readonly string[],
): Promise<Split> {
  const refusals = await settled(tx, deviceId)
  if (refusals.length > 0) return { kind: 'refused', refusals }
  const all = await tx.selectFrom('evidence').select(['id', 'report']).where('device_id', '=', deviceId).execute()
  const going = all.filter((one) => evidenceIds.includes(one.id))
  const staying = all.filter((one) => !evidenceIds.includes(one.id))
  if (going.length === 0 || going.length !== new Set(evidenceIds).size)
    return { kind: 'refused', refusals: [MERGE_REFUSALS.noReport] }
  if (staying.length === 0) return { kind: 'refused', refusals: [MERGE_REFUSALS.allReports] }
  const from = await tx
    .selectFrom('device')
    .select(['kind', 'batch_id', 'place_id', 'owner', 'inventory'])
    .where('id', '=', deviceId)
    .executeTakeFirstOrThrow()
  const reports = going.map((one) => one.report)
  const made = await createDevice(tx, actor, {
    kind: reports[0]?.kind ?? (from.kind as DeviceKind),
    state: 'received',
    batchId: from.batch_id,
    placeId: from.place_id,
    set: { owner: from.owner, inventory: from.inventory },
  })
  await tx
    .updateTable('evidence')
    .set({ device_id: made.id })
    .where(
      'id',
      'in',
      going.map((one) => one.id),
    )
    .execute()
  await tx.deleteFrom('identifier').where('device_id', '=', deviceId).execute()
  for (const report of reports) await learnFrom(tx, actor, made.id, report)
  for (const { report } of staying) await learnFrom(tx, actor, deviceId, report)
  const evidence = going.length
  await mergeEvents.record(tx, actor, 'split', deviceId, { newId: made.id, evidence })
  await mergeEvents.record(tx, actor, 'splitOff', made.id, { fromId: deviceId, evidence })
  return { kind: 'done', code: made.code }
}
