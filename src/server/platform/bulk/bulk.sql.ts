import type { Tx } from '../database/database.ts'
import { newId } from '../database/id.ts'
import type { Member } from '../http/permission.ts'
import type { Bilingual } from '../text/text.ts'
import type { BulkAnswer, BulkLine } from './bulk.ts'

/** Keeps the answer and says where it can be read again. */
export async function saveAnswers(
  tx: Tx,
  member: Member,
  title: Bilingual,
  lines: readonly BulkLine[],
): Promise<string> {
  const id = newId()
  await tx
    .insertInto('bulk_answer')
    .values({
      organisation_id: member.organisationId,
      id,
      title: JSON.stringify(title),
      answers: JSON.stringify(lines),
      answered_to: member.personId,
    })
    .execute()
  return `/reponses/${id}`
}

/** Only whoever asked reads the answer. */
export async function readAnswers(tx: Tx, member: Member, id: string): Promise<BulkAnswer | null> {
  const row = await tx
    .selectFrom('bulk_answer')
    .select(['title', 'answers', 'answered_at'])
    .where('id', '=', id)
    .where('answered_to', '=', member.personId)
    .executeTakeFirst()
  if (!row) return null
  return {
    title: JSON.parse(row.title) as Bilingual,
    answeredAt: row.answered_at,
    lines: row.answers,
  }
}
