import { gunzipSync } from 'node:zlib'
import { readDump } from '../../domain/hardware/read.ts'
import type { Tx } from '../platform/database/database.ts'
import { addJob } from '../platform/jobs/add-job.sql.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { READER_VERSION } from './ingest/arrival.ts'
import { evidenceEvents } from './ingest/change.sql.ts'
import { learnFrom } from './ingest/learn.sql.ts'

const AT_ONCE = 100
export const REREAD_JOB = 'evidence.reread'

/**
 * Reads again, with today's reader, evidence that an earlier one read; asks for another round while some is left.
 * A dump that today's reader refuses keeps its earlier reading.
 */
export async function rereadEvidence(tx: Tx, actor: Actor): Promise<number> {
  const rows = await tx
    .selectFrom('evidence')
    .select(['id', 'device_id', 'bytes', 'hash'])
    .where('reader_version', '<', READER_VERSION)
    .orderBy('received_at')
    .limit(AT_ONCE)
    .forUpdate()
    .skipLocked()
    .execute()
  for (const row of rows) {
    const reading = readDump(gunzipSync(row.bytes))
    const known = 'refused' in reading ? {} : { format: reading.format, report: JSON.stringify(reading.report) }
    await tx
      .updateTable('evidence')
      .set({ reader_version: READER_VERSION, ...known })
      .where('id', '=', row.id)
      .execute()
    if ('refused' in reading || row.device_id === null) continue
    await learnFrom(tx, actor, row.device_id, reading.report)
    await evidenceEvents.record(tx, actor, 'readAgain', row.id, {
      deviceId: row.device_id,
      format: reading.format,
      readerVersion: READER_VERSION,
    })
  }
  if (rows.length === AT_ONCE) await addJob(tx, REREAD_JOB)
  return rows.length
}
