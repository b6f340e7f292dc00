import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import { NO_DEVICE } from '../../domain/circuit/states.ts'
import {
  type Identifier,
  type IdentifierKind,
  identifiersOf,
  matchIdentifiers,
  WEIGHTS,
} from '../../domain/hardware/identity.ts'
import { mergeParts } from '../../domain/hardware/merge.ts'
import { withoutPersonalFields } from '../../domain/hardware/personal-fields.ts'
import { readDump } from '../../domain/hardware/read.ts'
import type { HardwareReport, Refusal } from '../../domain/hardware/report.ts'
import { perform } from '../circuit/perform.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'
import { syncComponents } from './component.sql.ts'
import { createDevice } from './device.sql.ts'
import { lastReport, recordPartChanges } from './part-changes.sql.ts'

/** Raise it when a reader gives other values for the same bytes: stored evidence is then parsed again. */
export const READER_VERSION = 2

export const evidenceEvents = eventsOf('evidence', {
  stored: {
    says: { fr: 'Relevé matériel gardé', en: 'Hardware report kept' },
    payload: z.strictObject({
      deviceId: z.uuid(),
      format: z.string().max(40),
      hash: z.string().length(64),
      readerVersion: z.number().int(),
    }),
  },
  readAgain: {
    says: { fr: 'Relevé relu par un lecteur plus récent', en: 'Report read again by a newer reader' },
    payload: z.strictObject({ deviceId: z.uuid(), format: z.string().max(40), readerVersion: z.number().int() }),
  },
})

/** Where machines that are not known yet go. */
export interface Reception {
  readonly batchId: string | null
  readonly placeId: string | null
  readonly owner: 'organisation' | 'donor'
}

export type Ingested =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Read, but nothing in it says which machine it is about. */
  | { readonly kind: 'anonymous'; readonly format: string }
  /** It looks like several known devices: a person decides. */
  | { readonly kind: 'ambiguous'; readonly format: string; readonly codes: readonly string[] }
  | { readonly kind: 'known'; readonly deviceId: string; readonly code: string; readonly format: string }
  /** `by`: what tells that it is this device; empty where a person said so. */
  | {
      readonly kind: 'updated'
      readonly deviceId: string
      readonly code: string
      readonly format: string
      readonly by: readonly IdentifierKind[]
    }
  | { readonly kind: 'created'; readonly deviceId: string; readonly code: string; readonly format: string }

interface Dump {
  readonly name: string
  readonly bytes: Uint8Array
  /** Paths of the personal fields that were replaced before these bytes were written down. */
  readonly removed?: readonly string[]
}

/** What may be written down of a dump before it is read for good: refused, or without its personal fields. */
export function toKeep(
  bytes: Uint8Array,
): { readonly refused: Refusal } | { readonly bytes: Uint8Array; readonly removed: readonly string[] } {
  const reading = readDump(bytes)
  return 'refused' in reading ? reading : withoutPersonalFields(reading.format, bytes)
}

const saysWhichMachine = (identifiers: readonly Identifier[]) => identifiers.some((one) => WEIGHTS[one.kind].anchor)
/** A report that tells its machine from others makes it; so does one of a whole machine that knows nothing but its disks. */
const canMake = (report: HardwareReport, identifiers: readonly Identifier[]): boolean =>
  saysWhichMachine(identifiers) || (identifiers.length > 0 && report.cpu !== null && report.media !== null)

/**
 * Keeps one dump: reads it, finds the device it is about or makes it, brings its parts up to date, identifies it.
 * `about` binds it to a device a person chose. The same bytes twice add nothing.
 */
export async function ingest(
  tx: Tx,
  actor: Actor,
  dump: Dump,
  reception: Reception,
  about?: string,
): Promise<Ingested> {
  const reading = readDump(dump.bytes)
  if ('refused' in reading) return { kind: 'refused', refusal: reading.refused }
  const { format, report } = reading
  const kept = withoutPersonalFields(format, dump.bytes)
  const hash = createHash('sha256').update(kept.bytes).digest()
  const identifiers = identifiersOf(report)
  const [before, named] = await Promise.all([
    tx.selectFrom('evidence').select(['id', 'device_id']).where('hash', '=', hash).executeTakeFirst(),
    findDevice(tx, identifiers),
  ])
  const holder = before?.device_id ?? null
  // Two machines of one model may give the very same bytes where nothing in them names either.
  if (holder !== null && (about === holder || (about === undefined && identifiers.length > 0))) {
    await identify(tx, actor, holder)
    return { kind: 'known', deviceId: holder, code: await codeOf(tx, holder), format }
  }
  const found = about ? { kind: 'one' as const, deviceId: about, by: [] } : named
  if (found.kind === 'several') return { kind: 'ambiguous', format, codes: found.codes }
  if (found.kind === 'none' && !canMake(report, identifiers)) return { kind: 'anonymous', format }
  const device =
    found.kind === 'one'
      ? { id: found.deviceId, code: await codeOf(tx, found.deviceId) }
      : await createDevice(tx, actor, {
          kind: report.kind,
          state: 'received',
          batchId: reception.batchId,
          placeId: reception.placeId,
          owner: reception.owner,
        })
  const earlier = holder === null && found.kind === 'one' ? await lastReport(tx, device.id, format) : null
  const removed = [...new Set([...(dump.removed ?? []), ...kept.removed])].sort()
  // Bytes of a device that was taken back are about the one that is made anew.
  if (before && holder === null)
    await tx.updateTable('evidence').set({ device_id: device.id }).where('id', '=', before.id).execute()
  if (!before) await keep(tx, actor, device.id, { name: dump.name, format, hash, report, bytes: kept.bytes, removed })
  await learnFrom(tx, actor, device.id, report)
  if (earlier) await recordPartChanges(tx, actor, device.id, earlier, report)
  const answer = { deviceId: device.id, code: device.code, format }
  return found.kind === 'one' ? { kind: 'updated', ...answer, by: found.by } : { kind: 'created', ...answer }
}

interface Kept {
  readonly name: string
  readonly format: string
  readonly hash: Buffer
  readonly bytes: Uint8Array
  readonly removed: readonly string[]
  readonly report: HardwareReport
}

async function keep(tx: Tx, actor: Actor, deviceId: string, kept: Kept): Promise<void> {
  const id = newId()
  await tx
    .insertInto('evidence')
    .values({
      organisation_id: actor.organisationId,
      id,
      device_id: deviceId,
      name: kept.name.slice(-200) || 'relevé',
      format: kept.format,
      hash: kept.hash,
      bytes: gzipSync(kept.bytes),
      size: kept.bytes.length,
      removed: [...kept.removed],
      reader_version: READER_VERSION,
      report: JSON.stringify(kept.report),
      received_by: actor.personId,
    })
    .execute()
  await evidenceEvents.record(tx, actor, 'stored', id, {
    deviceId,
    format: kept.format,
    hash: kept.hash.toString('hex'),
    readerVersion: READER_VERSION,
  })
}

/** What the report adds to the device: fields it did not know, identifiers, parts; then its identification. */
export async function learnFrom(tx: Tx, actor: Actor, deviceId: string, report: HardwareReport): Promise<void> {
  const identifiers = identifiersOf(report)
  const device = await tx.selectFrom('device').selectAll().where('id', '=', deviceId).executeTakeFirstOrThrow()
  const kind = report.kind !== 'unknown' && report.kind !== 'virtual' ? report.kind : null
  await tx
    .updateTable('device')
    .set({
      kind: device.kind === 'unknown' && kind ? kind : device.kind,
      maker: device.maker ?? report.maker,
      model: device.model ?? report.model,
      name: device.name ?? report.name,
      serial: device.serial ?? report.serial,
      cpu: (await processorOf(tx, deviceId, device.cpu)) ?? report.cpu?.[0]?.name ?? null,
      memory_bytes: report.memory?.bytes ?? device.memory_bytes,
      built_year: device.built_year ?? yearOf(report),
    })
    .where('id', '=', deviceId)
    .execute()
  if (identifiers.length > 0) {
    await tx
      .insertInto('identifier')
      .values(
        identifiers.map(({ kind, value }) => ({
          organisation_id: actor.organisationId,
          device_id: deviceId,
          kind,
          value,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  await syncComponents(tx, actor, deviceId, report)
  await identify(tx, actor, deviceId)
}

/** The processor as the most believed of the last reports names it; a name that no report gave was typed and stays. */
async function processorOf(tx: Tx, deviceId: string, known: string | null): Promise<string | null> {
  const parts = await tx
    .selectFrom('evidence')
    .select(['format', 'report'])
    .where('device_id', '=', deviceId)
    .where('reader_version', '=', READER_VERSION)
    .orderBy('received_at', 'desc')
    .limit(20)
    .$castTo<{ format: string; report: HardwareReport }>()
    .execute()
  const typed = known !== null && !parts.some(({ report }) => report.cpu?.some(({ name }) => name === known))
  return typed ? known : (mergeParts(parts).cpu?.[0]?.name ?? known)
}

/** A device that came, or came back, is identified by what it says, were it word for word what it said before. */
async function identify(tx: Tx, actor: Actor, deviceId: string): Promise<void> {
  const { state } = await tx.selectFrom('device').select('state').where('id', '=', deviceId).executeTakeFirstOrThrow()
  if (state === 'received' || state === 'returned') await perform(tx, actor, 'identify', deviceId)
}

/** The firmware's date is the last update, never later than the machine's first use by much: the year it was built at the latest. */
const yearOf = (report: HardwareReport): number | null => {
  const year = Number(report.firmware?.date?.match(/(19|20)\d\d/)?.[0])
  return year >= 1990 ? year : null
}

type Found =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly deviceId: string; readonly by: readonly IdentifierKind[] }
  | { readonly kind: 'several'; readonly codes: readonly string[] }

/** The device these identifiers name: by score for a whole machine, by the medium fitted for a report on one disk. */
async function findDevice(tx: Tx, identifiers: readonly Identifier[]): Promise<Found> {
  if (identifiers.length === 0) return { kind: 'none' }
  const values = identifiers.map((one) => one.value)
  const near = await tx
    .selectFrom('identifier')
    .select('device_id')
    .distinct()
    .where('value', 'in', values)
    .limit(50)
    .execute()
  if (near.length === 0) return { kind: 'none' }
  const theirs = await tx
    .selectFrom('identifier')
    .innerJoin('device', (join) =>
      join
        .onRef('device.id', '=', 'identifier.device_id')
        .onRef('device.organisation_id', '=', 'identifier.organisation_id'),
    )
    .select(['identifier.device_id', 'identifier.kind', 'identifier.value', 'device.code'])
    .where(
      'identifier.device_id',
      'in',
      near.map((one) => one.device_id),
    )
    .where('device.state', 'not in', [...NO_DEVICE])
    .execute()
  const byDevice = groups(theirs)
  const whole = saysWhichMachine(identifiers)
  const named = [...byDevice].flatMap(([deviceId, rows]) => {
    const match = matchIdentifiers(
      identifiers,
      rows.map((row) => ({ kind: row.kind as IdentifierKind, value: row.value, shown: row.value })),
    )
    const same = whole ? match.verdict === 'same' : match.agree.some((one) => one.kind === 'mediumSerial')
    return same ? [{ deviceId, rows, by: [...new Set(match.agree.map((one) => one.kind))] }] : []
  })
  const [first] = named
  if (!first) return { kind: 'none' }
  return named.length === 1
    ? { kind: 'one', deviceId: first.deviceId, by: first.by }
    : { kind: 'several', codes: named.map(({ rows }) => rows[0]?.code ?? '') }
}

function groups<T extends { readonly device_id: string }>(rows: readonly T[]): Map<string, T[]> {
  const map = new Map<string, T[]>()
  for (const row of rows) map.set(row.device_id, [...(map.get(row.device_id) ?? []), row])
  return map
}

async function codeOf(tx: Tx, deviceId: string): Promise<string> {
  return (await tx.selectFrom('device').select('code').where('id', '=', deviceId).executeTakeFirstOrThrow()).code
}
