import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../platform/database/database.ts'
import { CHANGES, type LineAnswer, OUTCOMES, type Outcome, REASON } from './import.ts'

export const PASSES = ['check', 'run', 'undo'] as const
export type Pass = (typeof PASSES)[number]

const REASON_LIST = z.array(REASON)

/** Keeps the answers of some lines at this pass. */
export async function saveLineAnswers(
  tx: Tx,
  organisationId: string,
  importId: string,
  pass: Pass,
  answers: readonly LineAnswer[],
): Promise<void> {
  if (answers.length === 0) return
  const rows = answers.map(({ subjectId, ...answer }) => ({ ...answer, subject: subjectId }))
  await sql`insert into import_answer (organisation_id, import_id, pass, line, outcome, subject_id, said, reasons, changes)
    select ${organisationId}, ${importId}, ${pass}, x.line, x.outcome, x.subject, x.said, x.reasons, x.changes
    from jsonb_to_recordset(${JSON.stringify(rows).replaceAll('\\u0000', '')}::jsonb) as x(line integer, outcome text, subject uuid, said text, reasons jsonb, changes jsonb)`.execute(
    tx,
  )
}

/** Answers of one pass after a line, in the order of the file; of some outcomes only where they are named. */
export async function answersOf(
  tx: Tx,
  importId: string,
  pass: Pass,
  asked: { readonly after: number; readonly most: number; readonly outcomes?: readonly Outcome[] },
): Promise<readonly LineAnswer[]> {
  let select = tx
    .selectFrom('import_answer')
    .select(['line', 'outcome', 'subject_id as subjectId', 'said', 'reasons', 'changes'])
    .where('import_id', '=', importId)
    .where('pass', '=', pass)
    .where('line', '>', asked.after)
  if (asked.outcomes) select = select.where('outcome', 'in', [...asked.outcomes])
  const rows = await select.orderBy('line').limit(asked.most).execute()
  return rows.map((row) => ({
    ...row,
    outcome: OUTCOMES.find((one) => one === row.outcome) ?? 'refused',
    reasons: REASON_LIST.parse(row.reasons),
    changes: CHANGES.parse(row.changes),
  }))
}

export type Counts = Readonly<Partial<Record<Outcome, number>>>

/** How many lines had each outcome at this pass. */
export async function countAnswers(tx: Tx, importId: string, pass: Pass): Promise<Counts> {
  const rows = await tx
    .selectFrom('import_answer')
    .select((of) => ['outcome', of.fn.countAll<number>().as('n')])
    .where('import_id', '=', importId)
    .where('pass', '=', pass)
    .groupBy('outcome')
    .execute()
  return Object.fromEntries(rows.map((row) => [row.outcome, Number(row.n)]))
}

/** A reason of refusal and how many lines it refuses. */
export interface Why {
  readonly rule: string
  readonly field: string | null
  readonly lines: number
}

/** Why lines are refused at this pass, the most frequent reason first. */
export async function countReasons(tx: Tx, importId: string, pass: Pass, most = 8): Promise<readonly Why[]> {
  const { rows } = await sql<Why>`select r->>'rule' as rule, r->>'field' as field, count(*)::integer as lines
    from import_answer a, jsonb_array_elements(a.reasons) r
    where a.import_id = ${importId} and a.pass = ${pass} and a.outcome = 'refused'
    group by 1, 2 order by 3 desc, 1 limit ${most}`.execute(tx)
  return rows
}

/** Forgets the answers of these passes: the file is read otherwise from here on. */
export async function forgetAnswers(tx: Tx, importId: string, passes: readonly Pass[]): Promise<void> {
  await tx
    .deleteFrom('import_answer')
    .where('import_id', '=', importId)
    .where('pass', 'in', [...passes])
    .execute()
}
