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
