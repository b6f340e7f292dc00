import { sql } from 'kysely'
import type { Tx } from '../platform/database/database.ts'
import { PREPARED, preparedShape } from '../platform/database/prepared.ts'
import type { Option } from '../platform/ui/field.tsx'

/** A picker longer than this is searched, not read. */
const MOST = sql.lit(500)

/** Open places for a picker, by name in French order. */
export async function placeOptions(tx: Tx, kinds?: readonly string[]): Promise<readonly Option[]> {
  return kinds ? openPlaces(tx).where('kind', 'in', kinds).execute() : everyOpenPlace(tx, {})
}

const everyOpenPlace = preparedShape((tx: Tx) => openPlaces(tx))

const openPlaces = (tx: Tx) =>
  tx
    .selectFrom('place')
    .select(['id as value', 'name as label'])
    .where((or) => or.or([or('closed_on', 'is', null), or('closed_on', '>', sql<string>`current_date`)]))
    .orderBy(sql`name collate french`)
    .limit(MOST)
    .modifyEnd(PREPARED)
