import { sql } from 'kysely'
import type { Tx } from '../platform/database/database.ts'
import type { Option } from '../platform/ui/field.tsx'
import type { PartyRole } from './party.ts'

const MOST = 200

/** Parties for a picker, by name in French order; only those whose words hold every one of `words`, and that have this role. */
export async function partyOptions(tx: Tx, words = '', role: PartyRole | null = null): Promise<readonly Option[]> {
  const asked = words.split(/\s+/).filter(Boolean)
  return tx
    .selectFrom('party')
    .select(['id as value', 'name as label'])
    .where(sql<boolean>`id in (select find_parties(${asked}::text[], ${role}, ${MOST}))`)
    .orderBy(sql`name collate french`)
    .execute()
}
