import { sql } from 'kysely'
import type { Tx } from '../platform/database/database.ts'
import type { Option } from '../platform/ui/field.tsx'

/** Parties for a picker, by name in French order; only those whose name holds `words`. */
export async function partyOptions(tx: Tx, words = ''): Promise<readonly Option[]> {
  return tx
    .selectFrom('party')
    .select(['id as value', 'name as label'])
    .where('name', 'ilike', `%${words.replace(/[%_\\]/g, '\\$&')}%`)
    .orderBy(sql`name collate french`)
    .limit(200)
    .execute()
}
