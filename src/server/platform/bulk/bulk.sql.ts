import { sql } from 'kysely'
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

/** A past bulk act of this person's: how many things were done, how many not. */
export interface PastAct {
  readonly id: string
  readonly title: Bilingual
  readonly answeredAt: Date
  readonly done: number
  readonly refused: number
}

/** The bulk acts of this person, the latest first; the id of the last one shown leads to the next page. */
export async function listAnswers(
  tx: Tx,
  member: Member,
  after: string | null,
  most = 25,
): Promise<{ readonly rows: readonly PastAct[]; readonly after: string | null }> {
  let select = tx
    .selectFrom('bulk_answer')
    .select([
      'id',
      'title',
      'answered_at as answeredAt',
      sql<number>`(select count(*)::int from jsonb_array_elements(answers) line where line ->> 'done' = 'true')`.as(
        'done',
      ),
      sql<number>`jsonb_array_length(answers)`.as('lines'),
    ])
    .where('answered_to', '=', member.personId)
  if (after !== null) select = select.where('id', '<', after)
  const found = await select
    .orderBy('id', 'desc')
    .limit(most + 1)
    .execute()
  const rows = found.slice(0, most).map(({ lines, ...row }) => ({
    ...row,
    title: JSON.parse(row.title) as Bilingual,
    refused: lines - row.done,
  }))
  return { rows, after: found.length > most ? (rows.at(-1)?.id ?? null) : null }
}

/** The lines of these acts, those of each in their order, with the act they answer. */
export async function linesOfAnswers(tx: Tx, member: Member, after: string | null) {
  const { rows, after: next } = await listAnswers(tx, member, after, 20)
  const lines = []
  for (const act of rows) {
    for (const line of (await readAnswers(tx, member, act.id))?.lines ?? []) lines.push({ ...line, act })
  }
  return { rows: lines, after: next }
}
export type ActLine = Awaited<ReturnType<typeof linesOfAnswers>>['rows'][number]
