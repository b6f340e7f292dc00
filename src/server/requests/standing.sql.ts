import { rightsToday } from '../circuit/right.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Refused } from '../platform/http/answer.ts'
import { type RequestFile, requestByNumber } from './request.sql.ts'
import { requestText } from './request.text.ts'
import { readRequestNumber } from './request.ts'

const says = (key: 'notOpen' | 'notOpenHow' | 'notConfirmed' | 'notConfirmedHow') => ({
  fr: requestText('fr')[key],
  en: requestText('en')[key],
})
export const notOpen: Refused = { rule: 'requestClosed', message: says('notOpen'), satisfy: says('notOpenHow') }
export const notConfirmed: Refused = {
  rule: 'requestNotConfirmed',
  message: says('notConfirmed'),
  satisfy: says('notConfirmedHow'),
}

/** The request an address names, in this organisation. */
export async function requestOf(
  tx: Tx,
  params: Readonly<Record<string, string>>,
  lock = false,
): Promise<RequestFile | null> {
  const number = readRequestNumber(params.id ?? '')
  return number === null ? null : requestByNumber(tx, number, lock)
}

/** Whether what was confirmed is still the right of today. */
export async function stillStands(tx: Tx, request: RequestFile): Promise<boolean> {
  const judged = {
    id: request.id,
    recipient_kind: request.recipientKind,
    transfer: request.transfer,
    right_rule: request.rule,
    legal_opinion: request.legalOpinion,
    confirmed_by: request.confirmedBy,
  }
  const right = (await rightsToday(tx, [judged]))(judged)
  if (right.kind !== 'made' || right.confirmedBy !== 'personWithTheRight') return false
  return right.route === 'eligible' || (right.route === 'needsLawyer' && right.legalOpinion === 'favourable')
}
