import { sql } from 'kysely'
import type { IdentifierKind } from '../../domain/hardware/identity.ts'
import { withoutPersonalFields } from '../../domain/hardware/personal-fields.ts'
import { readDump } from '../../domain/hardware/read.ts'
import type { Refusal } from '../../domain/hardware/report.ts'
import { landingOfMade } from '../circuit/made.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { PREPARED } from '../platform/database/prepared.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { freeCodes } from './device.sql.ts'
import {
  type Arrival,
  apart,
  canMake,
  type Dump,
  type Read,
  type Reception,
  readArrival,
  tiesOf,
} from './ingest/arrival.ts'
import { changeOf, type Fate, type Judged, type Landing, type Stored, writeChanges } from './ingest/change.sql.ts'
import { identify, knownDevices } from './ingest/learn.sql.ts'
import { type Found, findDevices } from './ingest/match.sql.ts'
import { partsBearing } from './ingest/parts.sql.ts'
import { partsOf } from './ingest/parts.ts'
import { lastReports, recordPartChanges } from './part-changes.sql.ts'

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

/** What may be written down of a dump before it is read for good: refused, or without its personal fields. */
export function toKeep(
  bytes: Uint8Array,
): { readonly refused: Refusal } | { readonly bytes: Uint8Array; readonly removed: readonly string[] } {
  const reading = readDump(bytes)
  return 'refused' in reading ? reading : withoutPersonalFields(reading.format, bytes)
}

/** Keeps one dump: as `ingestAll` does. `about` binds it to a device a person chose. */
export async function ingest(
  tx: Tx,
  actor: Actor,
  dump: Dump,
  reception: Reception,
  about?: string,
): Promise<Ingested> {
  const [answer] = await ingestAll(tx, actor.organisationId, [{ actor, dump, reception, about }])
  if (!answer) throw new Error('a dump was not answered')
  return answer
}

interface Numbered extends Read {
  readonly at: number
}

/**
 * Keeps dumps of one organisation: reads each, finds the device it is about or makes it, brings its parts up to date, identifies it. The
 * same bytes twice add nothing. Those that have nothing in common share their statements; one that may rest on what another
 * teaches comes after it. An answer for each, in their order.
 */
export async function ingestAll(
  tx: Tx,
  organisationId: string,
  arrivals: readonly Arrival[],
): Promise<readonly Ingested[]> {
  const answers: Ingested[] = []
  let left: readonly Numbered[] = arrivals.flatMap((arrival, at) => {
    const read = readArrival(arrival)
    if (!('refused' in read)) return [{ ...read, at }]
    answers[at] = { kind: 'refused', refusal: read.refused }
    return []
  })
  while (left.length > 0) {
    const { now, later } = apart(left, tiesOf)
    const waiting = await ingestApart(tx, organisationId, now, answers)
    left = [...waiting, ...later].sort((one, other) => one.at - other.at)
  }
  return answers
}

/** Keeps what has nothing in common; answers those that turn out to be about one device, which wait for the first of them. */
async function ingestApart(
  tx: Tx,
  organisationId: string,
  reads: readonly Numbered[],
  answers: Ingested[],
): Promise<readonly Numbered[]> {
  const serials = reads.flatMap(({ report }) => partsOf(report).flatMap(({ serial }) => serial ?? []))
  const [, stored, found, bearing, codes, landing] = await Promise.all([
    // One ingestion at a time in an organisation, so that two reports of one machine never make two devices.
    sql`${PREPARED} select pg_advisory_xact_lock(7305006, hashtext(${organisationId}))`.execute(tx),
    storedBefore(tx, reads),
    findDevices(
      tx,
      reads.map(({ identifiers }) => identifiers),
    ),
    partsBearing(tx, serials),
    freeCodes(tx, reads.length),
    landingOfMade(tx, 'identify'),
  ])
  const judged = reads.flatMap((read, at): (Judged & { readonly read: Numbered })[] => {
    const before = stored.get(read.hash.toString('hex'))
    const fate = judge(read, before, found[at] ?? { kind: 'none' }, codes[at] ?? '')
    if (fate.kind !== 'anonymous' && fate.kind !== 'ambiguous') {
      const own = new Set(partsOf(read.report).flatMap(({ serial }) => serial ?? []))
      return [{ read, before, fate, bearing: bearing.filter(({ serial }) => serial !== null && own.has(serial)) }]
    }
    answers[read.at] = fate
    return []
  })
  const { now, later } = apart(judged, ({ fate, bearing }) => [
    fate.deviceId,
    ...bearing.flatMap(({ device_id }) => device_id ?? []),
  ])
  await keep(tx, now, landing, answers)
  return later.map(({ read }) => read)
}

/** The same bytes, where they are kept already, by their hash in hexadecimal. */
async function storedBefore(tx: Tx, reads: readonly Read[]): Promise<ReadonlyMap<string, Stored>> {
  const hashes = reads.map(({ hash }) => hash)
  const { rows } = await sql<Stored & { hash: Buffer }>`${PREPARED} select id, device_id, hash from evidence
    where hash = any(${hashes}::bytea[])`.execute(tx)
  return new Map(rows.map(({ hash, ...row }) => [hash.toString('hex'), row]))
}

function judge(read: Read, before: Stored | undefined, found: Found, code: string): Fate {
  const { about, identifiers, format } = read
  const holder = before?.device_id ?? null
  // Two machines of one model may give the very same bytes where nothing in them names either.
  if (holder !== null && (about === holder || (about === undefined && identifiers.length > 0)))
    return { kind: 'known', deviceId: holder }
  if (about !== undefined) return { kind: 'updated', deviceId: about, by: [] }
  if (found.kind === 'several') return { kind: 'ambiguous', format, codes: found.codes }
  if (found.kind === 'one') return { kind: 'updated', deviceId: found.deviceId, by: found.by }
  return canMake(read) ? { kind: 'created', deviceId: newId(), code } : { kind: 'anonymous', format }
}

async function keep(
  tx: Tx,
  judged: readonly (Judged & { readonly read: Numbered })[],
  landing: Landing,
  answers: Ingested[],
): Promise<void> {
  const there = judged.flatMap(({ fate }) => (fate.kind === 'created' ? [] : fate.deviceId))
  // Bytes that were kept already, and those of a device just made, tell nothing of what came and went.
  const compared = judged.flatMap(({ read: { format }, before, fate: { kind, deviceId } }) =>
    kind === 'updated' && !before?.device_id ? { deviceId, format } : [],
  )
  const [known, earlier] = await Promise.all([knownDevices(tx, there), lastReports(tx, compared)])
  const changes = judged.map((one) => {
    const change = changeOf(one, known.get(one.fate.deviceId), landing)
    answers[one.read.at] = { ...one.fate, code: change.device.code, format: one.read.format }
    return change
  })
  await writeChanges(tx, changes)
  await identify(
    tx,
    changes.map(({ read: { actor }, device }) => ({ actor, device })),
  )
  for (const { read, device } of changes) {
    const last = earlier.get(device.id)
    if (last) await recordPartChanges(tx, read.actor, device.id, last, read.report)
  }
}
