import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import type { Files } from '../platform/files/files.ts'
import { addJob } from '../platform/jobs/add-job.sql.ts'
import type { Within } from '../platform/jobs/jobs.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import type { Target } from './fields.ts'
import { importById, importEvents, linesOf, proposeReading } from './import.sql.ts'
import type { Fault } from './import.ts'
import { type Lines, lengthOf, MOST_CHARACTERS, MOST_LINES, MOST_SHEETS, openSource, Unreadable } from './source.ts'

export const READ_IMPORT_JOB = 'import.read'

/** Lines kept by one transaction, fewer where they are long. */
const CHUNK = { lines: 2000, characters: 8_000_000 } as const

interface Arrived {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Writes an import down, its file still to be read; answers its id. Bytes that `store` keeps are read behind, by a job. */
export async function receiveImport(
  tx: Tx,
  actor: Actor,
  file: Arrived,
  target: Target,
  source: Lines,
  store: Files | null,
): Promise<string> {
  const id = newId()
  const hash = createHash('sha256').update(file.bytes).digest('hex')
  if (store) {
    await lockBytes(tx, hash)
    await store.put(actor.organisationId, file.bytes)
  }
  await tx
    .insertInto('import')
    .values({
      organisation_id: actor.organisationId,
      id,
      name: file.name.replace(/^.*[/\\]/, '').slice(-200) || 'import',
      target,
      hash,
      encoding: source.encoding,
      delimiter: source.delimiter,
      sheets: '[]',
      reading: JSON.stringify({ sheet: 0, header: 0, columns: [] }),
      phase: 'reading',
      kept: store !== null,
      lines: 1,
      received_by: actor.personId,
    })
    .execute()
  await importEvents.record(tx, actor, 'received', id, { target, hash })
  if (store) await addJob(tx, READ_IMPORT_JOB, { importId: id })
  return id
}

/**
 * Reads a file into lines, a transaction for each 2,000 at most; those kept already are passed over, so that a reading cut off goes on where
 * it was. Answers why it could not, or `stopped` where another reading or a person went first.
 */
export async function readLines(
  within: Within,
  organisationId: string,
  importId: string,
  source: Lines,
): Promise<Fault | 'stopped' | 'read'> {
  const kept = await within((tx) => keptLines(tx, importId))
  const sheets: { name: string; lines: number }[] = []
  let total = 0
  let waiting: (readonly string[])[] = []
  let characters = 0
  let waitingCharacters = 0
  const keep = async (): Promise<boolean> => {
    const sheet = sheets.length - 1
    const lines = waiting
    const from = (sheets[sheet]?.lines ?? 0) - lines.length
    waiting = []
    waitingCharacters = 0
    if (lines.length === 0) return true
    const going = await within(async (tx) => {
      const found = await importById(tx, importId, true)
      if (found?.phase !== 'reading' || found.answered !== total) return false
      await keepLines(tx, organisationId, importId, sheet, from, lines)
      const answered = total + lines.length
      const expected = Math.ceil((answered * source.weight) / Math.max(1, source.done()))
      await tx
        .updateTable('import')
        .set({ answered, lines: Math.max(answered + 1, expected) })
        .where('id', '=', importId)
        .execute()
      return true
    })
    total += lines.length
    return going
  }
  try {
    for await (const part of source.parts) {
      if (part.kind === 'sheet') {
        if (!(await keep())) return 'stopped'
        if (sheets.length === MOST_SHEETS) break
        sheets.push({ name: part.name, lines: 0 })
        continue
      }
      const sheet = sheets.at(-1)
      const length = lengthOf(part.cells)
      for (let left = Math.min(part.times, MOST_LINES + 51); sheet && left > 0; left -= 1) {
        sheet.lines += 1
        characters += length
        if (sheet.lines > MOST_LINES + 50 || characters > MOST_CHARACTERS) return 'tooLong'
        if (sheet.lines <= (kept[sheets.length - 1] ?? 0)) total += 1
        else {
          waiting.push(part.cells)
          waitingCharacters += length
        }
        const enough = waiting.length === CHUNK.lines || waitingCharacters > CHUNK.characters
        if (enough && !(await keep())) return 'stopped'
      }
    }
  } catch (error) {
    if (error instanceof Unreadable) return 'unreadable'
    throw error
  }
  return (await keep()) ? within((tx) => finish(tx, organisationId, importId, sheets)) : 'stopped'
}

/** How many lines of each sheet are kept. */
async function keptLines(tx: Tx, importId: string): Promise<Readonly<Record<number, number>>> {
  const rows = await tx
    .selectFrom('import_line')
    .select(['sheet', sql<number>`max(line)`.as('lines')])
    .where('import_id', '=', importId)
    .groupBy('sheet')
    .execute()
  return Object.fromEntries(rows.map(({ sheet, lines }) => [sheet, lines]))
}

async function keepLines(
  tx: Tx,
  organisationId: string,
  importId: string,
  sheet: number,
  before: number,
  lines: readonly (readonly string[])[],
): Promise<void> {
  // PostgreSQL keeps no zero character in a text.
  const json = JSON.stringify(lines).replaceAll('\\u0000', '')
  await sql`insert into import_line (organisation_id, import_id, sheet, line, cells)
    select ${organisationId}, ${importId}, ${sheet}, ${before} + n, cells
    from json_array_elements(${json}::json) with ordinality as e(cells, n)`.execute(tx)
}

/** The lines are there: which sheet is the list, and how its columns would be read. */
async function finish(
  tx: Tx,
  organisationId: string,
  importId: string,
  sheets: readonly { readonly name: string; readonly lines: number }[],
): Promise<Fault | 'stopped' | 'read'> {
  const found = await importById(tx, importId, true)
  if (found?.phase !== 'reading') return 'stopped'
  // The sheet with most lines is the list; the others are often notes.
  const sheet = sheets.reduce((best, one, at) => (one.lines > (sheets[best]?.lines ?? 0) ? at : best), 0)
  const head = await linesOf(tx, importId, sheet, 1, 20)
  const reading = await proposeReading(
    tx,
    found.target,
    head.map(({ cells }) => cells),
    sheet,
  )
  const lines = Math.max(0, (sheets[sheet]?.lines ?? 0) - reading.header)
  if (lines > MOST_LINES) return 'tooLong'
  if (lines === 0) return 'unreadable'
  await tx
    .updateTable('import')
    .set({
      sheets: JSON.stringify(sheets),
      reading: JSON.stringify(reading),
      lines,
      answered: 0,
      phase: 'mapping',
      phase_since: new Date(),
    })
    .where('id', '=', importId)
    .execute()
  await importEvents.record(tx, { organisationId, personId: found.receivedBy }, 'read', importId, { lines })
  return 'read'
}

/** What the job does: reads the file that an import keeps, says so where it cannot, then forgets the bytes. */
export async function readImport(
  within: Within,
  files: Files,
  organisationId: string,
  importId: string,
): Promise<void> {
  const found = await within((tx) => importById(tx, importId))
  if (!found) return
  if (found.phase === 'reading') {
    const bytes = await files.get(organisationId, found.hash)
    const source = bytes && openSource(bytes)
    const fault = source?.kind === 'lines' ? await readLines(within, organisationId, importId, source) : lost(bytes)
    if (fault !== 'read' && fault !== 'stopped') await within((tx) => giveUp(tx, importId, fault))
  }
  await within((tx) => forgetBytes(tx, files, organisationId, importId))
}

const lost = (bytes: Uint8Array | null): Fault => (bytes ? 'unreadable' : 'gone')

async function giveUp(tx: Tx, importId: string, fault: Fault): Promise<void> {
  const found = await importById(tx, importId, true)
  if (found?.phase !== 'reading') return
  await tx.deleteFrom('import_line').where('import_id', '=', importId).execute()
  await tx
    .updateTable('import')
    .set({ phase: 'unreadable', fault, answered: 0, lines: 0, phase_since: new Date() })
    .where('id', '=', importId)
    .execute()
}

/** Those who keep and those who forget the same bytes take turns. */
const lockBytes = (tx: Tx, hash: string) => sql`select pg_advisory_xact_lock(7305007, hashtext(${hash}))`.execute(tx)

/** Forgets the bytes of a file that is read, unless another import still waits for the same, or a document is made of them. */
async function forgetBytes(tx: Tx, files: Files, organisationId: string, importId: string): Promise<void> {
  const found = await importById(tx, importId, true)
  if (!found || found.phase === 'reading') return
  await lockBytes(tx, found.hash)
  const awaited = await tx
    .selectFrom('import')
    .select('id')
    .where('hash', '=', found.hash)
    .where('phase', '=', 'reading')
    .executeTakeFirst()
  const document = await tx.selectFrom('file').select('id').where('hash', '=', found.hash).executeTakeFirst()
  if (!awaited && !document) await files.forget(organisationId, found.hash)
  await tx.updateTable('import').set({ kept: false }).where('id', '=', importId).execute()
}

/** Asks again for files that were being read, and for those whose bytes outlived their reading: a killed program leaves both. */
export async function askUnreadImports(tx: Tx): Promise<void> {
  const rows = await tx.selectFrom('import').select('id').where('kept', '=', true).execute()
  for (const { id } of rows) await addJob(tx, READ_IMPORT_JOB, { importId: id })
}
