import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { z } from 'zod'
import { lifeAtArrival } from '../../../domain/circuit/lives.ts'
import type { DeviceState } from '../../../domain/circuit/states.ts'
import type { IdentifierKind } from '../../../domain/hardware/identity.ts'
import { deviceActs } from '../../circuit/device-events.ts'
import type { Made } from '../../circuit/made.sql.ts'
import type { Tx } from '../../platform/database/database.ts'
import { newId } from '../../platform/database/id.ts'
import { PREPARED } from '../../platform/database/prepared.ts'
import { eventsOf, type Line, recordLines } from '../../platform/ledger/ledger.ts'
import { READER_VERSION, type Read } from './arrival.ts'
import {
  DESCRIPTION_COLUMNS,
  DESCRIPTION_TYPES,
  type KnownDevice,
  type Lesson,
  lessonOf,
  NOTHING_KNOWN,
  writeLessons,
} from './learn.sql.ts'
import type { KnownPart } from './parts.ts'

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

/** Evidence that holds the same bytes; of no device where that device was taken back. */
export interface Stored {
  readonly id: string
  readonly device_id: string | null
}

/** Which device a report is about, or why none: the same bytes are about the same device, else what a person said, else what it says. */
export type Fate =
  | { readonly kind: 'anonymous'; readonly format: string }
  | { readonly kind: 'ambiguous'; readonly format: string; readonly codes: readonly string[] }
  | { readonly kind: 'known'; readonly deviceId: string }
  | { readonly kind: 'updated'; readonly deviceId: string; readonly by: readonly IdentifierKind[] }
  | { readonly kind: 'created'; readonly deviceId: string; readonly code: string }

/** A report whose device is found: `bearing` are the parts that bear a serial of it. */
export interface Judged {
  readonly read: Read
  readonly before: Stored | undefined
  readonly fate: Exclude<Fate, { readonly kind: 'anonymous' | 'ambiguous' }>
  readonly bearing: readonly KnownPart[]
}

/** Where a device that is made goes by being identified; `unknown` where that is to be asked once it is there. */
export type Landing = (made: Made) => DeviceState | 'unknown'

/** All that one report changes. */
export interface Change {
  readonly read: Read
  /** As it is found, or as it is made: its state is the one it is left in. */
  readonly device: KnownDevice
  readonly made: boolean
  /** The evidence to keep, or to bind to the device. */
  readonly evidence: { readonly kind: 'new' | 'bound'; readonly id: string } | { readonly kind: 'same' }
  /** None where the same bytes were about the device already. */
  readonly lessons: readonly Lesson[]
  /** In the order of what happens. */
  readonly lines: readonly Line[]
}

const LIFE = lifeAtArrival('usedBefore')

/** What a report changes of the device it is about, or makes. */
export function changeOf(judged: Judged, known: KnownDevice | undefined, landing: Landing): Change {
  if (judged.fate.kind === 'created') return making(judged, judged.fate, landing)
  if (!known) throw new Error('a report is about no known device')
  const { read, before, fate, bearing } = judged
  if (fate.kind === 'known')
    return { read, device: known, made: false, evidence: { kind: 'same' }, lessons: [], lines: [] }
  const { evidence, stored } = keeping(read, before, known.id)
  const lesson = taught(read, known, bearing)
  return { read, device: known, made: false, evidence, lessons: [lesson], lines: [...stored, ...lesson.parts.lines] }
}

function making(
  { read, before, bearing }: Judged,
  { deviceId: id, code }: { readonly deviceId: string; readonly code: string },
  landing: Landing,
): Change {
  const { actor, report } = read
  const { batchId, placeId, owner } = read.reception
  const received = deviceActs.line(actor, 'receive', id, {
    from: 'none',
    to: 'received',
    life: LIFE,
    ...(batchId ? { batchId } : {}),
    ...(placeId ? { placeId } : {}),
  })
  const { evidence, stored } = keeping(read, before, id)
  const blank: KnownDevice = { ...NOTHING_KNOWN, id, code, kind: report.kind, state: 'received' }
  const lesson = taught(read, blank, bearing)
  const to = landing({ kind: report.kind, state: 'received', owner })
  const landed = to !== 'unknown'
  const identified = landed ? [deviceActs.line(actor, 'identify', id, { from: 'received', to, life: LIFE })] : []
  // Made as its report describes it, it learns nothing more of itself from it.
  const device = { ...blank, ...lesson.described, state: landed ? to : blank.state }
  return {
    read,
    device,
    made: true,
    evidence,
    lessons: [{ ...lesson, device }],
    lines: [received, ...stored, ...lesson.parts.lines, ...identified],
  }
}

const taught = ({ actor, format, report }: Read, device: KnownDevice, bearing: readonly KnownPart[]): Lesson =>
  lessonOf(actor, device, report, [{ format, report }, ...device.reports], bearing)

/** Bytes that are new are kept; those of a device that was taken back are about the one they are bound to. */
function keeping({ actor, format, hash }: Read, before: Stored | undefined, deviceId: string) {
  const id = before?.id ?? newId()
  if (before) return { evidence: { kind: before.device_id === null ? 'bound' : 'same', id } as const, stored: [] }
  const payload = { deviceId, format, hash: hash.toString('hex'), readerVersion: READER_VERSION }
  return { evidence: { kind: 'new', id } as const, stored: [evidenceEvents.line(actor, 'stored', id, payload)] }
}

/** Writes these changes and their lines, a statement for each table. */
export async function writeChanges(tx: Tx, changes: readonly Change[]): Promise<void> {
  await Promise.all([
    make(
      tx,
      changes.filter(({ made }) => made),
    ),
    store(tx, changes),
    writeLessons(
      tx,
      changes.flatMap(({ lessons }) => lessons),
    ),
    recordLines(
      tx,
      changes.flatMap(({ lines }) => lines),
    ),
  ])
}

/** Makes the devices that nobody knew, each with the code that was drawn for it. */
async function make(tx: Tx, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  const rows = changes.map(({ read: { actor, reception }, device }) => ({
    ...device,
    organisation: actor.organisationId,
    batch: reception.batchId,
    place: reception.placeId,
    owner: reception.owner,
    life: LIFE,
  }))
  await sql`${PREPARED} with made as (
      select * from json_to_recordset(${JSON.stringify(rows)}::json)
        as x(organisation uuid, id uuid, code text, state text, batch uuid, place uuid, owner text, life integer, ${DESCRIPTION_TYPES})
    ), coded as (
      insert into public_code (code, organisation_id, subject_kind, subject_id) select code, organisation, 'device', id from made
    )
    insert into device (organisation_id, id, code, state, batch_id, place_id, owner, life, ${DESCRIPTION_COLUMNS})
    select organisation, id, code, state, batch, place, owner, life, ${DESCRIPTION_COLUMNS} from made`.execute(tx)
}

async function store(tx: Tx, changes: readonly Change[]): Promise<void> {
  const rows = changes.flatMap(({ read, device, evidence }) =>
    evidence.kind === 'new'
      ? {
          organisation: read.actor.organisationId,
          id: evidence.id,
          device: device.id,
          name: read.dump.name.slice(-200) || 'relevé',
          format: read.format,
          hash: read.hash.toString('base64'),
          bytes: gzipSync(read.kept).toString('base64'),
          size: read.kept.length,
          removed: read.removed,
          report: read.report,
          by: read.actor.personId,
        }
      : [],
  )
  const bound = changes.flatMap(({ device, evidence }) =>
    evidence.kind === 'bound' ? { id: evidence.id, device: device.id } : [],
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
