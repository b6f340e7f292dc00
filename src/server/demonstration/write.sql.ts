import { sql } from 'kysely'
import type { Tx } from '../platform/database/database.ts'
import type { TableName, Told } from './story/journal.ts'

/** The tables of a story, each after those it refers to. */
export const TOLD_TABLES: readonly TableName[] = [
  'person_name',
  'place',
  'party',
  'note',
  'file',
  'council_decision',
  'batch',
  'public_code',
  'equipment',
  'model_note',
  'model_note_version',
  'device',
  'component',
  'identifier',
  'evidence',
  'observation',
  'erasure',
  'work_order',
  'work_step',
  'photo',
  'functional_test',
  'work_check',
  'request',
  'evidence_check',
  'agreement',
  'signature',
  'handover',
  'allocation',
  'holding',
  'ticket',
  'work_time',
  'return_check',
  'loss',
  'pallet',
  'pallet_item',
  'event',
  'series',
]

/**
 * Writes what the story told, as the application and inside its organisation: row security, checks, counts and the seal of each
 * event are those of any write. One statement a table, whatever the number of rows.
 */
export async function writeTold(tx: Tx, organisationId: string, told: Told): Promise<void> {
  const left = [...told.rows.keys()].filter((table) => !TOLD_TABLES.includes(table))
  if (left.length > 0) throw new Error(`nobody writes ${left}`)
  for (const table of TOLD_TABLES) {
    const rows = told.rows.get(table)
    // A pallet receives its devices while it stands open; its state comes after them.
    if (rows) await insertAll(tx, organisationId, table, table === 'pallet' ? rows.map(opened) : rows)
  }
  const pallets = told.rows.get('pallet')
  if (pallets)
    await sql`update pallet set state = said.state from json_populate_recordset(null::pallet, ${JSON.stringify(pallets)}::json) said
      where pallet.id = said.id`.execute(tx)
}

const opened = (pallet: object): object => ({ ...pallet, state: 'open' })

async function insertAll(tx: Tx, organisationId: string, table: TableName, rows: readonly object[]): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = sql.join(Object.keys(first).map((column) => sql.ref(column)))
  const again = table === 'series' ? sql`on conflict (organisation_id, name) do update set last = excluded.last` : sql``
  await sql`insert into ${sql.table(table)} (organisation_id, ${columns})
    select ${organisationId}::uuid, ${columns} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)
    ${again}`.execute(tx)
}
