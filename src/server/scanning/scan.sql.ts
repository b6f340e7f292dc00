import { sql } from 'kysely'
import type { Tx } from '../platform/database/database.ts'
import type { Member } from '../platform/http/permission.ts'
import { carryOut } from './carry-out.sql.ts'
import { resolve } from './resolve.sql.ts'
import { type Answered, readSaid, readSession, type Said, type ScanLine, type Tone, type Undo } from './scan.ts'
import {
  answersUnseen,
  ELSEWHERE,
  follow,
  type Heard,
  hear,
  notShown,
  type Outcome,
  type Session,
  type Step,
  startsAfresh,
} from './scan-session.ts'
import { toldLine } from './told.sql.ts'

/** One scan as it was made. */
export interface Scan {
  /** Made where it was scanned: the same scan that comes again is answered the same, and done once. */
  readonly id: string
  readonly text: string
  /** The scan before it on the same screen; null where the screen knew none. */
  readonly after: string | null
  /** The item of a work order that the screen showed as it was scanned; empty where it showed none. */
  readonly seen: string
}

/** Where a person's scans stand, with the last answers, the latest first. */
export interface Standing {
  readonly session: Session
  readonly last: string | null
  readonly lines: readonly ScanLine[]
}

const LINES = 12

export async function readStanding(tx: Tx, personId: string): Promise<Standing> {
  const row = await tx
    .selectFrom('scan_session')
    .select(['state', 'last_scan as last'])
    .where('person_id', '=', personId)
    .executeTakeFirst()
  const lines = await tx
    .selectFrom('scan_line')
    .select(['id', 'tone', 'scanned_at as scannedAt', 'answer', 'undone_at as undoneAt'])
    .where('person_id', '=', personId)
    .orderBy('scanned_at', 'desc')
    .limit(LINES)
    .execute()
  return { session: readSession(row?.state), last: row?.last ?? null, lines: lines.map(lineOf) }
}

interface Row {
  readonly id: string
  readonly tone: string
  readonly scannedAt: Date
  readonly answer: unknown
  readonly undoneAt: Date | null
}
const lineOf = ({ id, tone, scannedAt, answer, undoneAt }: Row): ScanLine => ({
  id,
  tone: tone as Tone,
  scannedAt,
  undone: undoneAt !== null,
  ...readSaid(answer),
})

/**
 * Hears one scan and does what it leads to, in the caller's transaction: the scans of one person are done one after the
 * other, a refused act is rolled back and told, and a scan already heard answers its first line. Null where the id is another's.
 */
export async function heed(tx: Tx, member: Member, scan: Scan): Promise<ScanLine | null> {
  const { organisationId, personId } = member
  await tx
    .insertInto('scan_session')
    .values({ organisation_id: organisationId, person_id: personId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const kept = await tx
    .selectFrom('scan_session')
    .select(['state', 'last_scan as last'])
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const before = await tx
    .selectFrom('scan_line')
    .select(['id', 'tone', 'scanned_at as scannedAt', 'answer', 'undone_at as undoneAt', 'person_id as personId'])
    .where('id', '=', scan.id)
    .executeTakeFirst()
  if (before) return before.personId === personId ? lineOf(before) : null
  const session = readSession(kept.state)
  const heard = await resolve(tx, scan.text, session)
  // What another screen of the same person did in between is not what this scan was made for.
  const overtaken = kept.last !== scan.after && !startsAfresh(heard)
  const unseen = answersUnseen(session, heard, scan.seen)
  const step = overtaken ? ELSEWHERE : unseen ? notShown(session) : hear(session, heard)
  const { answer, next } = await answerTo(tx, member, step, heard)
  await tx
    .updateTable('scan_session')
    .set({ state: JSON.stringify(next), last_scan: scan.id })
    .where('person_id', '=', personId)
    .execute()
  const { tone, undo, says, how, code } = answer
  const row = await tx
    .insertInto('scan_line')
    .values({
      organisation_id: organisationId,
      id: scan.id,
      person_id: personId,
      tone,
      answer: JSON.stringify({ says, how, code }),
      undo: undo ? JSON.stringify(undo) : null,
    })
    .returning(['id', 'tone', 'scanned_at as scannedAt', 'answer', 'undone_at as undoneAt'])
    .executeTakeFirstOrThrow()
  return lineOf(row)
}

interface Written extends Said {
  readonly tone: Tone
  readonly undo: Undo | null
}

async function answerTo(tx: Tx, member: Member, step: Step, heard: Heard): Promise<{ answer: Written; next: Session }> {
  if (step.kind === 'told') {
    const { next, told } = step
    const code = 'code' in heard ? heard.code : null
    return { answer: { undo: null, ...(await toldLine(tx, told, next, code)) }, next }
  }
  await sql`savepoint one_scan`.execute(tx)
  const answered = await carryOut(tx, member, step.act)
  await (answered.kind === 'refused' ? sql`rollback to savepoint one_scan` : sql`release savepoint one_scan`).execute(
    tx,
  )
  return {
    answer: {
      ...answered,
      tone: answered.kind === 'seen' ? 'told' : answered.kind,
      undo: 'undo' in answered ? (answered.undo ?? null) : null,
    },
    next: follow(step, outcomeOf(answered)),
  }
}

function outcomeOf(answered: Answered): Outcome {
  if (answered.kind === 'asks') return { kind: 'asks', awaits: answered.awaits }
  if (answered.kind === 'refused') return { kind: 'refused' }
  return {
    kind: 'done',
    ...(answered.into === undefined ? {} : { into: answered.into }),
    ...('awaits' in answered && answered.awaits ? { awaits: answered.awaits } : {}),
  }
}
