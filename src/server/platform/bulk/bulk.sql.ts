import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { newId } from '../database/id.ts'
import type { Member } from '../http/permission.ts'
import type { Bilingual } from '../text/text.ts'
import type { BulkAnswer, BulkLine, BulkUndo } from './bulk.ts'

/** Keeps the answer and says where it can be read again. */
export async function saveAnswers(
  tx: Tx,
  member: Member,
  title: Bilingual,
  lines: readonly BulkLine[],
  undo: BulkUndo | null = null,
): Promise<string> {
  const id = newId()
  await tx
    .insertInto('bulk_answer')
    .values({
      organisation_id: member.organisationId,
      id,
      title: JSON.stringify(title),
      answers: JSON.stringify(lines),
      undo: undo === null ? null : JSON.stringify(undo),
      answered_to: member.personId,
    })
    .execute()
  return `/reponses/${id}`
}

/** Only whoever asked reads the answer. */
export async function readAnswers(tx: Tx, member: Member, id: string): Promise<BulkAnswer | null> {
  const row = await tx
    .selectFrom('bulk_answer')
    .select(['title', 'answers', 'answered_at', 'undo'])
    .where('id', '=', id)
    .where('answered_to', '=', member.personId)
    .executeTakeFirst()
  if (!row) return null
  return {
    title: JSON.parse(row.title) as Bilingual,
    answeredAt: row.answered_at,
    lines: row.answers,
    undo: row.undo,
  }
}

/** What an answer of this person's did, to be undone by `path`; null where there is nothing to undo, or it was undone already. */
export async function takeUndo(tx: Tx, member: Member, id: string, path: string): Promise<readonly BulkLine[] | null> {
  const row = await tx
    .updateTable('bulk_answer')
    .set({ undo: null })
    .where('id', '=', id)
    .where('answered_to', '=', member.personId)
    .where(sql<string>`undo ->> 'path'`, '=', path)
    .returning('answers')
    .executeTakeFirst()
  return row?.answers ?? null
}
