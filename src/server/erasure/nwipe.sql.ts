import { createHash } from 'node:crypto'
import { attemptOf } from '../../domain/erasure/attempt.ts'
import { type KnownMedium, TIE_REASONS, tieDrive } from '../../domain/erasure/bind.ts'
import { EXCEPTIONS } from '../../domain/erasure/exceptions.ts'
import { type DriveResult, type NwipeRun, readNwipeLog } from '../../domain/erasure/nwipe-log.ts'
import { techniqueRow } from '../../domain/erasure/techniques.ts'
import { showCode } from '../fleet/code.ts'
import type { BulkLine } from '../platform/bulk/bulk.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { attach } from '../platform/files/attach.sql.ts'
import type { Files } from '../platform/files/files.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import type { Bilingual } from '../platform/text/text.ts'
import { mediumById, recordErasure } from './erasure.sql.ts'
import { nwipeText } from './nwipe.text.ts'

/** A log as it came, and what a person says of it: the device it was run on, the medium where the log names none. */
export interface Log {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface About {
  readonly deviceId: string | null
  readonly mediumId: string | null
}

/** Reads one nwipe log, keeps it as it came, records each drive on the medium it names. One answer a drive. */
export async function recordLog(
  tx: Tx,
  files: Files,
  actor: Actor,
  log: Log,
  about: About,
): Promise<readonly BulkLine[]> {
  const reading = readNwipeLog(new TextDecoder().decode(log.bytes))
  if ('refused' in reading)
    return [{ item: log.name, href: null, done: false, what: reading.refused, how: nwipeText.giveTheLog }]
  const file = await attach(tx, files, actor, {
    name: log.name,
    bytes: log.bytes,
    mediaType: 'text/plain',
    subjectKind: 'erasureLog',
    subjectId: about.deviceId ?? newId(),
    kind: 'nwipe',
  })
  const media = await candidates(tx, about.deviceId)
  const lines: BulkLine[] = []
  for (const run of reading.runs) {
    for (const drive of run.drives)
      lines.push(await recordDrive(tx, actor, { log, run, drive, media, about, fileId: file.id }))
  }
  return lines
}

/** Media that a log may speak of: those in our hands, of one device where it is said. */
async function candidates(tx: Tx, deviceId: string | null): Promise<readonly KnownMedium[]> {
  let query = tx
    .selectFrom('component')
    .select(['id', 'serial', 'model', 'bytes'])
    .where('kind', '=', 'medium')
    .where('standing', 'in', ['fitted', 'aside', 'stock'])
    .where('device_id', 'is not', null)
  if (deviceId) query = query.where('device_id', '=', deviceId)
  return query.execute()
}

interface Case {
  readonly log: Log
  readonly run: NwipeRun
  readonly drive: DriveResult
  readonly media: readonly KnownMedium[]
  readonly about: About
  readonly fileId: string
}

const both = (say: (lang: 'fr' | 'en') => string): Bilingual => ({ fr: say('fr'), en: say('en') })

async function recordDrive(tx: Tx, actor: Actor, one: Case): Promise<BulkLine> {
  const { run, drive } = one
  const item = [one.log.name, drive.device, drive.model, drive.serial].filter(Boolean).join(' · ')
  const refusal = (what: Bilingual, how: Bilingual, href: string | null = null): BulkLine => ({
    item,
    href,
    done: false,
    what,
    how,
  })
  const attempt = attemptOf(run, drive)
  if ('notRecorded' in attempt) return refusal(attempt.notRecorded, nwipeText.nothingRecorded)
  const tied = chosen(one)
  if ('why' in tied)
    return refusal(
      both((lang) => `${outcomeWords(one, lang)} ${tied.why[lang]}`),
      tied.how,
    )
  const medium = await mediumById(tx, tied.id)
  if (!medium) return refusal(TIE_REASONS.serialUnknown, nwipeText.designate)
  const href = `/effacement/${medium.code}`
  const code = showCode(medium.code)
  const evidenceHash = createHash('sha256').update(run.raw).digest('hex')
  const before = await tx
    .selectFrom('erasure as e')
    .leftJoin('erasure_withdrawal as w', (join) =>
      join.onRef('w.erasure_id', '=', 'e.id').onRef('w.organisation_id', '=', 'e.organisation_id'),
    )
    .select('e.id')
    .where('e.medium_id', '=', medium.id)
    .where('e.evidence_hash', '=', evidenceHash)
    .where('w.erasure_id', 'is', null)
    .executeTakeFirst()
  if (before) return { item, href, done: true, what: both((lang) => nwipeText.already(code)[lang]) }
  const recorded = await recordErasure(tx, actor, medium, {
    source: attempt.source,
    technique: attempt.technique,
    outcome: attempt.outcome,
    details: {
      readBack: attempt.readBack,
      toolEndedAt: attempt.toolEndedAt,
      exceptions: [...attempt.exceptions],
      reasons: drive.reasons.map(({ code: reason, detail }) => ({ code: reason, detail })),
      notes: drive.notes.map(({ code: note }) => note),
    },
    evidenceHash,
    fileId: one.fileId,
    tool: run.tool,
    toolVersion: run.version,
  })
  if (recorded.kind === 'refused') {
    const [first] = recorded.refusals
    return refusal(first?.message ?? TIE_REASONS.serialUnknown, first?.satisfy ?? nwipeText.designate, href)
  }
  const { standing } = recorded
  const what = both((lang) =>
    [outcomeWords(one, lang), nwipeText.recordedOn(code)[lang], standing.passes ? '' : standing.reason[lang]]
      .filter(Boolean)
      .join(' '),
  )
  return standing.passes ? { item, href, done: true, what } : refusal(what, nwipeText.eraseAgain, href)
}

/** The three outcomes, in words: what was done and read back, what was left aside, or why it failed. */
function outcomeWords({ run, drive }: Case, lang: 'fr' | 'en'): string {
  const technique = techniqueRow(run.technique)[lang]
  if (drive.outcome === 'failed') return nwipeText.failed(drive.reasons.map((reason) => reason[lang]).join(' '))[lang]
  const readBack = run.verify === 'last' || run.verify === 'all' ? nwipeText.readBack : nwipeText.notReadBack
  const left = drive.exceptions.map(({ kind }) => EXCEPTIONS[kind][lang]).join(' ')
  return nwipeText[drive.outcome](technique, readBack[lang], left)[lang]
}

type Chosen = { readonly id: string } | { readonly why: Bilingual; readonly how: Bilingual }

/** The medium of a drive: the one its serial names, else the one a person designates where no serial contradicts it. */
function chosen({ drive, media, about }: Case): Chosen {
  const tie = tieDrive(drive, media)
  if (tie.tie === 'matched') {
    if (about.mediumId === null || about.mediumId === tie.medium.id) return { id: tie.medium.id }
    return { why: nwipeText.namesAnother, how: nwipeText.designate }
  }
  const open = tie.tie === 'ambiguous' && (tie.reason === 'noSerial' || tie.reason === 'serialShared')
  const designated = open ? tie.candidates.find((medium) => medium.id === about.mediumId) : undefined
  return designated ? { id: designated.id } : { why: TIE_REASONS[tie.reason], how: nwipeText.designate }
}
