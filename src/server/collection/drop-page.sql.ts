import { sql } from 'kysely'
import type { Tx } from '../platform/database/database.ts'
import type { FileAnswer } from './drop.ts'

export interface DropSummary {
  readonly id: string
  readonly label: string
  readonly batchId: string
  readonly droppedAt: Date
  readonly files: number
  readonly read: number
  readonly created: number
  /** Files that a person has to look at. */
  readonly review: number
}

const COUNTS = {
  files: sql<number>`count(*)::int`,
  read: sql<number>`(count(*) filter (where f.look is null))::int`,
  created: sql<number>`(count(*) filter (where f.answer ->> 'kind' = 'created'))::int`,
  review: sql<number>`(count(*) filter (where f.answer ->> 'kind' in ('refused', 'broken', 'ambiguous', 'anonymous')))::int`,
}

const summaries = (tx: Tx) =>
  tx
    .selectFrom('file_drop as d')
    .innerJoin('batch as b', (join) =>
      join.onRef('b.id', '=', 'd.batch_id').onRef('b.organisation_id', '=', 'd.organisation_id'),
    )
    .innerJoin('dropped_file as f', (join) =>
      join.onRef('f.drop_id', '=', 'd.id').onRef('f.organisation_id', '=', 'd.organisation_id'),
    )
    .select(['d.id', 'b.label', 'd.batch_id as batchId', 'd.dropped_at as droppedAt'])
    .select([
      COUNTS.files.as('files'),
      COUNTS.read.as('read'),
      COUNTS.created.as('created'),
      COUNTS.review.as('review'),
    ])
    .groupBy(['d.organisation_id', 'd.id', 'b.label', 'd.batch_id', 'd.dropped_at'])

/** How far a drop is read; null where it is not in this organisation. */
export const dropSummary = async (tx: Tx, id: string): Promise<DropSummary | null> =>
  (await summaries(tx).where('d.id', '=', id).executeTakeFirst()) ?? null

/** The latest drops of one person, with what is left to read: a closed tab is found again here. */
export const latestDrops = (tx: Tx, personId: string): Promise<readonly DropSummary[]> =>
  summaries(tx).where('d.dropped_by', '=', personId).orderBy('d.dropped_at', 'desc').limit(5).execute()

export interface AnsweredFile {
  readonly number: number
  readonly name: string
  readonly answer: FileAnswer
}

export const ANSWERS_A_PAGE = 50
const FIRST = ['broken', 'refused', 'ambiguous', 'anonymous']

/** Answered files, those that a person has to look at first; one page from `skip`. */
export async function answeredFiles(tx: Tx, dropId: string, skip: number): Promise<readonly AnsweredFile[]> {
  return tx
    .selectFrom('dropped_file')
    .select(['number', 'name', sql<FileAnswer>`answer`.as('answer')])
    .where('drop_id', '=', dropId)
    .where('look', 'is', null)
    .orderBy(sql`answer ->> 'kind' = any(${FIRST})`, 'desc')
    .orderBy('number')
    .offset(skip)
    .limit(ANSWERS_A_PAGE)
    .execute()
}
