import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { z } from 'zod'
import { lifeAtArrival } from '../../domain/circuit/lives.ts'
import type { IdentifierKind } from '../../domain/hardware/identity.ts'
import { withoutPersonalFields } from '../../domain/hardware/personal-fields.ts'
import { readDump } from '../../domain/hardware/read.ts'
import type { HardwareReport, Refusal } from '../../domain/hardware/report.ts'
import { deviceActs } from '../circuit/device-events.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { PREPARED } from '../platform/database/prepared.ts'
import { type Actor, eventsOf, type Line, recordLines } from '../platform/ledger/ledger.ts'
import { takeCodes } from './device.sql.ts'
import {
  type Arrival,
  apart,
  canMake,
  type Dump,
  READER_VERSION,
  type Read,
  type Reception,
  readArrival,
  tiesOf,
} from './ingest/arrival.ts'
import {
  DESCRIPTION_COLUMNS,
  DESCRIPTION_TYPES,
  identify,
  type KnownDevice,
  knownDevices,
  type Lesson,
  lessonOf,
  NOTHING_KNOWN,
  writeLessons,
} from './ingest/learn.sql.ts'
import { type Found, findDevices } from './ingest/match.sql.ts'
import { partsBearing } from './ingest/parts.sql.ts'
import { type KnownPart, partsOf } from './ingest/parts.ts'
import { lastReports, recordPartChanges } from './part-changes.sql.ts'

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
  const [, stored, found, bearing] = await Promise.all([
    // One ingestion at a time in an organisation, so that two reports of one machine never make two devices.
    sql`${PREPARED} select pg_advisory_xact_lock(7305006, hashtext(${organisationId}))`.execute(tx),
    storedBefore(tx, reads),
    findDevices(
      tx,
      reads.map(({ identifiers }) => identifiers),
    ),
    partsBearing(tx, serials),
  ])
  const judged = reads.flatMap((read, at) => {
    const before = stored.get(read.hash.toString('hex'))
    const fate = judge(read, before, found[at] ?? { kind: 'none' })
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
  await keep(tx, organisationId, now, answers)
  return later.map(({ read }) => read)
}

interface Stored {
  readonly id: string
  readonly device_id: string | null
}

/** The same bytes, where they are kept already, by their hash in hexadecimal. */
async function storedBefore(tx: Tx, reads: readonly Read[]): Promise<ReadonlyMap<string, Stored>> {
  const hashes = reads.map(({ hash }) => hash)
  const { rows } = await sql<Stored & { hash: Buffer }>`${PREPARED} select id, device_id, hash from evidence
    where hash = any(${hashes}::bytea[])`.execute(tx)
  return new Map(rows.map(({ hash, ...row }) => [hash.toString('hex'), row]))
}

/** Which device a report is about, or why none: the same bytes are about the same device, else what a person said, else what it says. */
type Fate =
  | { readonly kind: 'anonymous'; readonly format: string }
  | { readonly kind: 'ambiguous'; readonly format: string; readonly codes: readonly string[] }
  | { readonly kind: 'known'; readonly deviceId: string }
  | { readonly kind: 'updated'; readonly deviceId: string; readonly by: readonly IdentifierKind[] }
  | { readonly kind: 'created'; readonly deviceId: string }

function judge(read: Read, before: Stored | undefined, found: Found): Fate {
  const { about, identifiers, format } = read
  const holder = before?.device_id ?? null
  // Two machines of one model may give the very same bytes where nothing in them names either.
  if (holder !== null && (about === holder || (about === undefined && identifiers.length > 0)))
    return { kind: 'known', deviceId: holder }
  if (about !== undefined) return { kind: 'updated', deviceId: about, by: [] }
  if (found.kind === 'several') return { kind: 'ambiguous', format, codes: found.codes }
  if (found.kind === 'one') return { kind: 'updated', deviceId: found.deviceId, by: found.by }
  return canMake(read) ? { kind: 'created', deviceId: newId() } : { kind: 'anonymous', format }
}

interface Judged {
  readonly read: Numbered
  readonly before: Stored | undefined
  readonly fate: Exclude<Fate, { readonly kind: 'anonymous' | 'ambiguous' }>
  readonly bearing: readonly KnownPart[]
}

/** A report with all that it changes. */
interface Kept {
  readonly read: Numbered
  readonly before: Stored | undefined
  readonly fate: Judged['fate']
  readonly device: KnownDevice
  readonly evidenceId: string
  /** None where the same bytes were about the device already. */
  readonly lessons: readonly Lesson[]
  readonly lines: readonly Line[]
}

async function keep(tx: Tx, organisationId: string, judged: readonly Judged[], answers: Ingested[]): Promise<void> {
  const made = judged.flatMap(({ fate }) => (fate.kind === 'created' ? fate.deviceId : []))
  const there = judged.flatMap(({ fate }) => (fate.kind === 'created' ? [] : fate.deviceId))
  // Bytes that were kept already, and those of a device just made, tell nothing of what came and went.
  const compared = judged.flatMap(({ read: { format }, before, fate: { kind, deviceId } }) =>
    kind === 'updated' && !before?.device_id ? { deviceId, format } : [],
  )
  const [known, codes, earlier] = await Promise.all([
    knownDevices(tx, there),
    takeCodes(tx, organisationId, 'device', made),
    lastReports(tx, compared),
  ])
  const kept = judged.map((one) => {
    const { deviceId } = one.fate
    const device = known.get(deviceId) ?? unknownDevice(deviceId, codes.get(deviceId), one.read.report)
    answers[one.read.at] = { ...one.fate, code: device.code, format: one.read.format }
    return changes(one, device)
  })
  await Promise.all([
    receive(tx, kept),
    store(tx, kept),
    writeLessons(
      tx,
      kept.flatMap(({ lessons }) => lessons),
    ),
    recordLines(
      tx,
      kept.flatMap(({ lines }) => lines),
    ),
  ])
  await identify(
    tx,
    kept.map(({ read: { actor }, device }) => ({ actor, device })),
  )
  for (const { read, device } of kept) {
    const last = earlier.get(device.id)
    if (last) await recordPartChanges(tx, read.actor, device.id, last, read.report)
  }
}

function unknownDevice(id: string, code: string | undefined, { kind }: HardwareReport): KnownDevice {
  if (code === undefined) throw new Error('a report is about no known device')
  return { ...NOTHING_KNOWN, id, code, kind, state: 'received' }
}

/** What one report changes; its lines of the ledger come in the order of what happens. */
function changes({ read, before, fate, bearing }: Judged, device: KnownDevice): Kept {
  const { actor, report, format } = read
  const evidenceId = newId()
  const { batchId, placeId } = read.reception
  const received =
    fate.kind === 'created'
      ? [
          deviceActs.line(actor, 'receive', device.id, {
            from: 'none',
            to: 'received',
            life: lifeAtArrival('usedBefore'),
            ...(batchId ? { batchId } : {}),
            ...(placeId ? { placeId } : {}),
          }),
        ]
      : []
  const stored =
    fate.kind === 'known' || before
      ? []
      : [
          evidenceEvents.line(actor, 'stored', evidenceId, {
            deviceId: device.id,
            format,
            hash: read.hash.toString('hex'),
            readerVersion: READER_VERSION,
          }),
        ]
  const taught = () => lessonOf(actor, device, report, [{ format, report }, ...device.reports], bearing)
  const lessons = { known: () => [], updated: () => [taught()], created: () => [asMade(taught())] }[fate.kind]()
  const lines = [...received, ...stored, ...lessons.flatMap(({ parts }) => parts.lines)]
  return { read, before, fate, device, evidenceId, lessons, lines }
}

/** A device that is made as its report describes it learns nothing more of itself from it. */
const asMade = (lesson: Lesson): Lesson => ({ ...lesson, device: { ...lesson.device, ...lesson.described } })

/** Makes the devices that nobody knew, as their first report describes them. */
async function receive(tx: Tx, kept: readonly Kept[]): Promise<void> {
  const rows = kept.flatMap(({ read: { actor, reception }, fate, device, lessons }) =>
    fate.kind === 'created'
      ? lessons.map(({ described }) => ({
          organisation: actor.organisationId,
          id: device.id,
          code: device.code,
          batch: reception.batchId,
          place: reception.placeId,
          owner: reception.owner,
          life: lifeAtArrival('usedBefore'),
          ...described,
        }))
      : [],
  )
  if (rows.length === 0) return
  await sql`${PREPARED} insert into device (organisation_id, id, code, state, batch_id, place_id, owner, life, ${DESCRIPTION_COLUMNS})
    select organisation, id, code, 'received', batch, place, owner, life, ${DESCRIPTION_COLUMNS}
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as x(organisation uuid, id uuid, code text, batch uuid, place uuid, owner text, life integer, ${DESCRIPTION_TYPES})`.execute(
    tx,
  )
}

/** Keeps the bytes that are new; those of a device that was taken back are about the one that is made anew. */
async function store(tx: Tx, kept: readonly Kept[]): Promise<void> {
  const taught = kept.filter(({ fate }) => fate.kind !== 'known')
  const rows = taught.flatMap(({ read, before, device, evidenceId }) =>
    before
      ? []
      : {
          organisation: read.actor.organisationId,
          id: evidenceId,
          device: device.id,
          name: read.dump.name.slice(-200) || 'relevé',
          format: read.format,
          hash: read.hash.toString('base64'),
          bytes: gzipSync(read.kept).toString('base64'),
          size: read.kept.length,
          removed: read.removed,
          report: read.report,
          by: read.actor.personId,
        },
  )
  const bound = taught.flatMap(({ before, device }) =>
    before?.device_id === null ? { id: before.id, device: device.id } : [],
  )
  await Promise.all([
    rows.length > 0 &&
      sql`${PREPARED} insert into evidence (organisation_id, id, device_id, name, format, hash, bytes, size, removed, reader_version, report, received_by)
        select organisation, id, device, name, format, decode(hash, 'base64'), decode(bytes, 'base64'), size, removed, ${READER_VERSION}::integer, report, by
        from json_to_recordset(${JSON.stringify(rows)}::json)
          as x(organisation uuid, id uuid, device uuid, name text, format text, hash text, bytes text, size integer, removed text[], report jsonb, by uuid)`.execute(
        tx,
      ),
    bound.length > 0 &&
      sql`update evidence e set device_id = x.device from json_to_recordset(${JSON.stringify(bound)}::json) as x(id uuid, device uuid)
        where e.id = x.id`.execute(tx),
  ])
}
