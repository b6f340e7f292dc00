import type { Tx } from '../platform/database/database.ts'

/** Sums of the deltas of one name, by bucket: nothing is counted row by row. */
export async function tallyOf(tx: Tx, name: string): Promise<Readonly<Record<string, number>>> {
  const rows = await tx
    .selectFrom('tally')
    .select((of) => ['bucket', of.fn.sum<number>('delta').as('n')])
    .where('name', '=', name)
    .groupBy('bucket')
    .execute()
  return Object.fromEntries(rows.map((row) => [row.bucket, Number(row.n)]))
}

/** Requests that nobody has judged yet, by the index on their status. */
export const requestsToJudge = (tx: Tx): Promise<number> =>
  countOf(
    tx
      .selectFrom('request')
      .select((of) => of.fn.countAll<number>().as('n'))
      .where('status', '=', 'open')
      .executeTakeFirst(),
  )

/** Papers drawn that lack a signature, by the index on their status. */
export const papersToSign = (tx: Tx): Promise<number> =>
  countOf(
    tx
      .selectFrom('agreement')
      .select((of) => of.fn.countAll<number>().as('n'))
      .where('status', '=', 'drawn')
      .executeTakeFirst(),
  )

const countOf = async (row: Promise<{ readonly n: number } | undefined>): Promise<number> => Number((await row)?.n ?? 0)
