import { sql } from 'kysely'
import type { Day } from '../../domain/rules.ts'
import type { Tx } from '../platform/database/database.ts'

/** The calendar day it is where the organisation is: the day on which a rule is in force and a term falls due. */
export async function todayOf(tx: Tx): Promise<Day> {
  const row = await tx
    .selectFrom('organisation')
    .select(sql<string>`(now() at time zone time_zone)::date`.as('today'))
    .executeTakeFirstOrThrow()
  return row.today
}
