import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { OpenCall } from '../platform/http/route.ts'
import { isFirstVisitCode } from './code.ts'

const MOST_CODES = 10
const WINDOW_SECONDS = 900

/** Whether the typed code lets in; attempts are counted by address, under a key that hides it. */
export async function codeAnswer(
  { services, database, address }: OpenCall,
  typed: string,
): Promise<'right' | 'wrong' | 'tooMany'> {
  if (services.firstVisitCode === null) return 'right'
  const key = createHmac('sha256', services.secrets.signInSecret).update(`first visit\n${address}`).digest('base64url')
  const { rows } = await database.outside((tx) =>
    sql<{ many: number }>`select count_attempt(${key}, ${WINDOW_SECONDS}) as many`.execute(tx),
  )
  if ((rows[0]?.many ?? 0) > MOST_CODES) return 'tooMany'
  return isFirstVisitCode(typed, services.firstVisitCode) ? 'right' : 'wrong'
}
