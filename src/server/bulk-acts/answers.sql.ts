import { sql } from 'kysely'
import type { Tx } from '../platform/database/database.ts'
import type { Refused } from '../platform/http/answer.ts'
import { type BulkAnswer, OUTCOMES, type Outcome, type Pass, REFUSALS } from './bulk-act.ts'

/** Keeps the answers of some devices at this pass. */
export async function saveAnswersOf(
  tx: Tx,
  organisationId: string,
  bulkActId: string,
  pass: Pass,
  answers: readonly BulkAnswer[],
): Promise<void> {
  if (answers.length === 0) return
  await sql`insert into bulk_act_answer (organisation_id, bulk_act_id, pass, line, outcome, refusals, from_place)
    select ${organisationId}, ${bulkActId}, ${pass}, x.line, x.outcome, x.refusals, x."fromPlace"
    from jsonb_to_recordset(${JSON.stringify(answers)}::jsonb) as x(line integer, outcome text, refusals jsonb, "fromPlace" uuid)`.execute(
    tx,
  )
}

const rows = (tx: Tx, bulkActId: string, pass: Pass) =>
  tx
    .selectFrom('bulk_act_answer as a')
    .innerJoin('bulk_act_device as s', (join) =>
      join
        .onRef('s.organisation_id', '=', 'a.organisation_id')
        .onRef('s.bulk_act_id', '=', 'a.bulk_act_id')
        .onRef('s.line', '=', 'a.line'),
    )
    .innerJoin('device as d', (join) =>
      join.onRef('d.organisation_id', '=', 's.organisation_id').onRef('d.id', '=', 's.device_id'),
    )
    .select([
      'a.line',
      'a.outcome',
      'a.refusals',
      'a.from_place as fromPlace',
      'd.id as deviceId',
      'd.code',
      'd.kind',
      'd.maker',
      'd.model',
      'd.name',
      'd.serial',
    ])
    .where('a.bulk_act_id', '=', bulkActId)
    .where('a.pass', '=', pass)

type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]
/** An answer with the device it is about. */
export type DeviceAnswer = BulkAnswer & Omit<Row, keyof BulkAnswer>

/** Answers of one pass after a line, in the order of the devices; of one outcome only where it is named. */
export async function answersAfter(
  tx: Tx,
  bulkActId: string,
  pass: Pass,
  asked: { readonly after: number; readonly most: number; readonly outcome?: Outcome | null },
): Promise<readonly DeviceAnswer[]> {
  let query = rows(tx, bulkActId, pass).where('a.line', '>', asked.after)
  if (asked.outcome) query = query.where('a.outcome', '=', asked.outcome)
  const found = await query.orderBy('a.line').limit(asked.most).execute()
  return found.map((row) => ({
    ...row,
    outcome: OUTCOMES.find((one) => one === row.outcome) ?? 'refused',
    refusals: REFUSALS.parse(row.refusals),
  }))
}

export type Counts = Readonly<Partial<Record<Outcome, number>>>

/** How many devices had each outcome at this pass. */
export async function countOutcomes(tx: Tx, bulkActId: string, pass: Pass): Promise<Counts> {
  const found = await tx
    .selectFrom('bulk_act_answer')
    .select((of) => ['outcome', of.fn.countAll<number>().as('n')])
    .where('bulk_act_id', '=', bulkActId)
    .where('pass', '=', pass)
    .groupBy('outcome')
    .execute()
  return Object.fromEntries(found.map((row) => [row.outcome, Number(row.n)]))
}

/** A reason of refusal and how many devices it refuses. */
export interface Why {
  readonly devices: number
  readonly message: Refused['message']
  readonly satisfy: Refused['satisfy']
}

/** Why devices are refused at this pass, the most frequent reason first; a device may be refused by several. */
export async function countRefusals(tx: Tx, bulkActId: string, pass: Pass, most = 8): Promise<readonly Why[]> {
  const { rows } = await sql<Why>`select count(*)::integer as devices, r->'message' as message, r->'satisfy' as satisfy
    from bulk_act_answer a, jsonb_array_elements(a.refusals) r
    where a.bulk_act_id = ${bulkActId} and a.pass = ${pass} group by 2, 3 order by 1 desc, 2 limit ${most}`.execute(tx)
  return rows
}
