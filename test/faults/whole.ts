import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { verified } from './ledger.ts'
import { type Kept, MACHINES_A_BATCH } from './people.ts'
import { rowsOf } from './rows.ts'

/** What was acknowledged and is not there; empty when all is. */
export async function lost(data: string, kept: Kept): Promise<readonly string[]> {
  const shown: { readonly [K in keyof Kept]: string } = {
    batches: 'select label as it from batch',
    dumped: 'select serial as it from device d where exists (select 1 from evidence e where e.device_id = d.id)',
    documents: 'select hash as it from file',
    scans: 'select id::text as it from scan_line',
  }
  const missing: string[] = []
  for (const [what, query] of Object.entries(shown) as [keyof Kept, string][]) {
    const there = new Set((await rowsOf<{ it: string }>(data, query)).map(({ it }) => it))
    missing.push(...kept[what].filter((one) => !there.has(one)).map((one) => `${what} ${one}`))
  }
  return missing
}

/** What is there in part only, acknowledged or not: a batch without its machines, a machine without its event, a document without its bytes. */
export async function halves(data: string): Promise<readonly string[]> {
  const batches = await rowsOf<{ label: string; n: number }>(
    data,
    `select b.label, count(d.id)::int as n from batch b left join device d on d.batch_id = b.id
     where b.label ~ '^R[0-9]+B' group by b.id, b.label having count(d.id) <> ${MACHINES_A_BATCH}`,
  )
  const silent = await rowsOf<{ code: string }>(
    data,
    'select code from device d where not exists (select 1 from event e where e.subject_id = d.id)',
  )
  const twice = await rowsOf<{ serial: string }>(
    data,
    'select serial from device where serial is not null group by serial having count(*) > 1',
  )
  const files = await rowsOf<{ organisation_id: string; hash: string }>(data, 'select organisation_id, hash from file')
  const without = files.filter(({ organisation_id, hash }) => {
    const path = join(data, 'files', organisation_id, hash.slice(0, 2), hash)
    return !existsSync(path) || createHash('sha256').update(readFileSync(path)).digest('hex') !== hash
  })
  return [
    ...batches.map(({ label, n }) => `batch ${label} has ${n} machines`),
    ...silent.map(({ code }) => `machine ${code} has no event`),
    ...twice.map(({ serial }) => `machine ${serial} is there twice`),
    ...without.map(({ hash }) => `document ${hash} has not its bytes`),
  ]
}

/** Everything that does not hold in this data folder, in one line; null when it all does. */
export async function wrongIn(data: string, kept: Kept): Promise<string | null> {
  const wrong = [
    ...(await lost(data, kept)).map((one) => `lost ${one}`),
    ...(await halves(data)),
    ...[await verified(data)].filter((said) => said !== null),
  ]
  return wrong.length === 0 ? null : wrong.join(' · ')
}
