import { z } from 'zod'
import type { Tx } from '../platform/database/database.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'
import { headerOf, proposeColumns, signatureOf } from './columns.ts'
import { TARGETS, type Target } from './fields.ts'
import { FAULTS, type Fault, type Phase, phaseOf, READING, type Reading, SHEETS } from './import.ts'

const counted = z.strictObject({ lines: z.number().int().min(0) })

export const importEvents = eventsOf('import', {
  received: {
    says: { fr: 'Fichier reçu pour un import', en: 'File received for an import' },
    payload: z.strictObject({
      target: z.enum(TARGETS),
      hash: z.string().length(64),
      lines: z.number().int().min(0).optional(),
    }),
  },
  read: { says: { fr: 'Fichier lu', en: 'File read' }, payload: counted },
  started: { says: { fr: 'Import lancé', en: 'Import started' }, payload: counted },
  finished: { says: { fr: 'Import terminé', en: 'Import finished' }, payload: counted },
  undoing: { says: { fr: 'Annulation de l’import demandée', en: 'Undoing of the import asked for' }, payload: counted },
  undone: { says: { fr: 'Import annulé', en: 'Import undone' }, payload: counted },
  abandoned: { says: { fr: 'Import abandonné', en: 'Import abandoned' }, payload: counted },
})

export interface Import {
  readonly id: string
  readonly name: string
  readonly target: Target
  readonly phase: Phase
  /** SHA-256 of the file. */
  readonly hash: string
  /** Why it could not be read; null unless it is `unreadable`. */
  readonly fault: Fault | null
  readonly encoding: string
  readonly delimiter: string
  readonly sheets: z.infer<typeof SHEETS>
  readonly reading: Reading
  readonly answered: number
  /** Lines after that of the headings. */
  readonly lines: number
  readonly batchId: string | null
  readonly receivedBy: string | null
  readonly receivedAt: Date
}

/** How the same headings were read last time, else what the tables say of them. */
export async function proposeReading(
  tx: Tx,
  target: Target,
  head: readonly (readonly string[])[],
  sheet: number,
  header = headerOf(head, target),
): Promise<Reading> {
  const titles = header === 0 ? widest(head).map(() => '') : (head[header - 1] ?? [])
  const profile =
    header === 0
      ? undefined
      : await tx
          .selectFrom('import_profile')
          .select('reading')
          .where('signature', '=', signatureOf(titles, target))
          .executeTakeFirst()
  const known = READING.safeParse(profile?.reading)
  if (known.success) return { ...known.data, sheet, header }
  return READING.parse({ sheet, header, columns: proposeColumns(titles, target) })
}

const widest = (lines: readonly (readonly string[])[]) =>
  lines.reduce((best, one) => (one.length > best.length ? one : best), [])

/** One import of this organisation; `lock` makes other steps of the same import wait. */
export async function importById(tx: Tx, id: string, lock = false): Promise<Import | null> {
  if (!z.uuid().safeParse(id).success) return null
  let query = tx.selectFrom('import').selectAll().where('id', '=', id)
  if (lock) query = query.forUpdate()
  const row = await query.executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    name: row.name,
    target: TARGETS.find((one) => one === row.target) ?? 'devices',
    phase: phaseOf(row.phase),
    hash: row.hash,
    fault: FAULTS.find((one) => one === row.fault) ?? null,
    encoding: row.encoding,
    delimiter: row.delimiter,
    sheets: SHEETS.parse(row.sheets),
    reading: READING.parse(row.reading),
    answered: row.answered,
    lines: row.lines,
    batchId: row.batch_id,
    receivedBy: row.received_by,
    receivedAt: row.received_at,
  }
}

/** Lines of the chosen sheet, numbered as the file's reader sees them; `from` 1. */
export async function linesOf(
  tx: Tx,
  importId: string,
  sheet: number,
  from: number,
  most: number,
): Promise<readonly { readonly line: number; readonly cells: readonly string[] }[]> {
  const rows = await tx
    .selectFrom('import_line')
    .select(['line', 'cells'])
    .where('import_id', '=', importId)
    .where('sheet', '=', sheet)
    .where('line', '>=', from)
    .orderBy('line')
    .limit(most)
    .execute()
  return rows.map((row) => ({ line: row.line, cells: z.array(z.string()).parse(row.cells) }))
}

/** Keeps how the file is read. */
export async function saveReading(tx: Tx, found: Import, reading: Reading): Promise<void> {
  const lines = Math.max(0, (found.sheets[reading.sheet]?.lines ?? 0) - reading.header)
  await tx
    .updateTable('import')
    .set({ reading: JSON.stringify(reading), lines, phase: 'mapping', answered: 0, phase_since: new Date() })
    .where('id', '=', found.id)
    .execute()
}

/** Remembers how a file with these headings is read, for the next one. */
export async function rememberReading(tx: Tx, actor: Actor, found: Import, header: readonly string[]): Promise<void> {
  if (found.reading.header === 0) return
  const row = { target: found.target, reading: JSON.stringify(found.reading), used_at: new Date() }
  await tx
    .insertInto('import_profile')
    .values({ organisation_id: actor.organisationId, signature: signatureOf(header, found.target), ...row })
    .onConflict((same) => same.columns(['organisation_id', 'signature']).doUpdateSet(row))
    .execute()
}

export async function setPhase(tx: Tx, id: string, phase: Phase, answered = 0): Promise<void> {
  await tx.updateTable('import').set({ phase, answered, phase_since: new Date() }).where('id', '=', id).execute()
}

/** Imports, the latest first; the id of the last one shown leads to the next page. */
export async function listImports(tx: Tx, after: string, most = 25) {
  let select = tx
    .selectFrom('import as i')
    .leftJoin('person_name as n', (join) =>
      join.onRef('n.person_id', '=', 'i.received_by').on('n.valid_to', 'is', null),
    )
    .select(['i.id', 'i.name', 'i.target', 'i.phase', 'i.lines', 'i.received_at as receivedAt', 'n.name as receivedBy'])
  if (z.uuid().safeParse(after).success) select = select.where('i.id', '<', after)
  const found = await select
    .orderBy('i.id', 'desc')
    .limit(most + 1)
    .execute()
  const rows = found.slice(0, most)
  return { rows, after: found.length > most ? (rows.at(-1)?.id ?? null) : null }
}
export type ImportRow = Awaited<ReturnType<typeof listImports>>['rows'][number]
