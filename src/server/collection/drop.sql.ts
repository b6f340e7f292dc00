import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { type Ingested, ingest, toKeep } from '../fleet/evidence.sql.ts'
import type { Reception } from '../fleet/ingest/arrival.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { addJob } from '../platform/jobs/add-job.sql.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { type FileAnswer, folderOf, LAST_LOOK } from './drop.ts'

export const READ_JOB = 'drop.read'

interface Arrived {
  readonly name: string
  readonly bytes: Uint8Array
}

/**
 * Writes down files dropped together, each without its personal fields, so that none that is acknowledged can be lost. What
 * no reader knows is answered at once and never stored. Answers the drop's id.
 */
export async function writeDown(
  tx: Tx,
  actor: Actor & { readonly personId: string },
  files: readonly Arrived[],
  reception: Reception & { readonly batchId: string },
): Promise<string> {
  const id = newId()
  await tx
    .insertInto('file_drop')
    .values({
      organisation_id: actor.organisationId,
      id,
      batch_id: reception.batchId,
      place_id: reception.placeId,
      owner: reception.owner,
      dropped_by: actor.personId,
    })
    .execute()
  for (const [number, file] of files.entries()) {
    const kept = toKeep(file.bytes)
    const row = { organisation_id: actor.organisationId, drop_id: id, number, name: file.name.slice(-200) || 'relevé' }
    const answer: FileAnswer | null = 'refused' in kept ? { kind: 'refused', refusal: kept.refused } : null
    await tx
      .insertInto('dropped_file')
      .values({
        ...row,
        size: file.bytes.length,
        ...('refused' in kept
          ? { answer: JSON.stringify(answer) }
          : { look: 1, bytes: gzipSync(kept.bytes), removed: [...kept.removed] }),
      })
      .execute()
  }
  return id
}

interface Reading {
  /** Stops after the file that ends later than this. */
  readonly milliseconds: number
  /** Told of a fault of ours on one file; answers the number it is said under, or throws to undo everything. */
  readonly broken: (error: unknown) => string
}

/**
 * Reads what waits in a drop, the largest first: dumps of whole machines, then reports on one disk. One reading at a time in an
 * organisation, so that two reports of one machine never make two devices. Answers whether files are left.
 */
export async function readDrop(tx: Tx, organisationId: string, dropId: string, reading: Reading): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(7305006, hashtext(${organisationId}))`.execute(tx)
  const drop = await tx.selectFrom('file_drop').selectAll().where('id', '=', dropId).executeTakeFirst()
  if (!drop) return false
  const actor = { organisationId, personId: drop.dropped_by }
  const reception: Reception = {
    batchId: drop.batch_id,
    placeId: drop.place_id,
    owner: drop.owner as Reception['owner'],
  }
  const until = performance.now() + reading.milliseconds
  for (;;) {
    const file = await tx
      .selectFrom('dropped_file')
      .select(['number', 'name', 'bytes', 'removed', 'look'])
      .where('drop_id', '=', dropId)
      .where('look', 'is not', null)
      .orderBy('look')
      .orderBy('size', 'desc')
      .orderBy('number')
      .limit(1)
      .executeTakeFirst()
    if (!file || file.bytes === null || file.look === null) return false
    const about = file.look === LAST_LOOK ? await machineOfFolder(tx, dropId, file.name) : undefined
    const { name, bytes, removed } = file
    const answer = await alone(tx, reading, () =>
      ingest(tx, actor, { name, bytes: gunzipSync(bytes), removed }, reception, about),
    )
    const again = answer.kind === 'anonymous' && file.look < LAST_LOOK
    await tx
      .updateTable('dropped_file')
      .set(again ? { look: file.look + 1 } : { look: null, bytes: null, answer: JSON.stringify(answer) })
      .where('drop_id', '=', dropId)
      .where('number', '=', file.number)
      .execute()
    if (performance.now() > until) return hasLeft(tx, dropId)
  }
}

/** PostgreSQL's own troubles (a deadlock, no room, a shutdown) are tried again later; they are not the file's. */
const PASSING = /^(08|40|53|57)/

/** A fault on one file undoes what it wrote and leaves the others alone. */
async function alone(tx: Tx, { broken }: Reading, work: () => Promise<Ingested>): Promise<FileAnswer> {
  await sql`savepoint one_file`.execute(tx)
  try {
    const answer = await work()
    await sql`release savepoint one_file`.execute(tx)
    return answer
  } catch (error) {
    if (error instanceof Error && 'code' in error && PASSING.test(String(error.code))) throw error
    await sql`rollback to savepoint one_file`.execute(tx)
    return { kind: 'broken', id: broken(error) }
  }
}

const hasLeft = async (tx: Tx, dropId: string): Promise<boolean> =>
  (await tx
    .selectFrom('dropped_file')
    .select('number')
    .where('drop_id', '=', dropId)
    .where('look', 'is not', null)
    .limit(1)
    .executeTakeFirst()) !== undefined

/** The one machine that the other files of a dropped folder are about. */
async function machineOfFolder(tx: Tx, dropId: string, name: string): Promise<string | undefined> {
  const folder = folderOf(name)
  if (folder === '') return undefined
  const machines = await sql<{ id: string }>`select distinct answer ->> 'deviceId' as id from dropped_file
    where drop_id = ${dropId} and starts_with(name, ${folder}) and answer ? 'deviceId' limit 2`.execute(tx)
  return machines.rows.length === 1 ? machines.rows[0]?.id : undefined
}

/** Drops that a stop of the program left unread are read again from what was written down. */
export async function askUnreadDrops(tx: Tx): Promise<void> {
  const left = await tx.selectFrom('dropped_file').select('drop_id').distinct().where('look', 'is not', null).execute()
  for (const { drop_id } of left) await addJob(tx, READ_JOB, { dropId: drop_id })
}
