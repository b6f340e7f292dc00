import { randomUUID } from 'node:crypto'
import type pg from 'pg'

/**
 * Baseline of `ingestion`: the same bytes in one table, one `INSERT` and one commit a dump, on as many connections as there are
 * clients. It parses nothing, matches nothing, records no event, and answers no HTTP request.
 */
export async function insertDumps(clients: readonly pg.Client[], dumps: readonly Uint8Array[]): Promise<void> {
  let next = 0
  await Promise.all(
    clients.map(async (client) => {
      for (let at = next++; at < dumps.length; at = next++)
        await client.query({
          name: 'insert_dump',
          text: 'insert into bench_dump (id, name, bytes) values ($1, $2, $3)',
          values: [randomUUID(), 'lshw.json', dumps[at]],
        })
    }),
  )
}

export const DUMP_TABLE =
  'create table bench_dump (id uuid primary key, name text not null, bytes bytea not null, at timestamptz not null default now())'
