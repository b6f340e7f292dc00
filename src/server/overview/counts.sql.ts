import type { Tx } from '../platform/database/database.ts'
import { preparedText } from '../platform/database/prepared.ts'

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

/** What waits at the steps of the rail, by one question. */
export interface Waiting {
  /** Devices by state. */
  readonly devices: Readonly<Record<string, number>>
  /** Requests that nobody has judged yet, by the index on their status. */
  readonly requestsToJudge: number
  /** Papers drawn that lack a signature, by the index on their status. */
  readonly papersToSign: number
}

export async function waitingIn(tx: Tx): Promise<Waiting> {
  const [found] = await askWaiting(tx)
  return {
    devices: found?.devices ?? {},
    requestsToJudge: found?.requests ?? 0,
    papersToSign: found?.papers ?? 0,
  }
}

const askWaiting = preparedText<{
  devices: Record<string, number> | null
  requests: number
  papers: number
}>(`select
    (select jsonb_object_agg(bucket, n) from (select bucket, sum(delta) as n from tally where name = 'device.state' group by bucket) t) as devices,
    (select count(*)::int from request where status = 'open') as requests,
    (select count(*)::int from agreement where status = 'drawn') as papers`)
