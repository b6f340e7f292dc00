import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'

/** Asks for a job in the caller's transaction: it exists only if the transaction commits. The payload holds ids only. */
export async function addJob(tx: Tx, name: string, payload: Readonly<Record<string, string>> = {}): Promise<void> {
  await sql`select add_job(${name}, ${JSON.stringify(payload)}::jsonb)`.execute(tx)
}
