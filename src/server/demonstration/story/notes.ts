import { createHash } from 'node:crypto'
import { isoOf } from './calendar.ts'
import type { Story } from './story.ts'

/** Keeps words beside the ledger; answers the row's id and the hash that an event holds. */
export function noteOf(
  { chance, journal }: Story,
  at: number,
  author: string,
  subjectKind: string,
  subjectId: string,
  body: string,
): { readonly id: string; readonly hash: string } {
  const salt = Buffer.from(Array.from({ length: 16 }, () => chance.bits() & 0xff))
  const id = journal.id(at)
  journal.row('note', {
    id,
    subject_kind: subjectKind,
    subject_id: subjectId,
    author,
    written_at: isoOf(at),
    salt: `\\x${salt.toString('hex')}` as never,
    body,
  })
  return { id, hash: createHash('sha256').update(salt).update(body).digest('hex') }
}
