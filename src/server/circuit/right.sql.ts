import { sql } from 'kysely'
import type { Request } from '../../domain/circuit/facts.ts'
import { groupBy } from '../../domain/group-by.ts'
import type { EvidenceKind } from '../../domain/law/evidence.ts'
import type { RecipientKind } from '../../domain/law/recipients.ts'
import { type RouteAnswer, routesFor } from '../../domain/law/routes.ts'
import type { Day } from '../../domain/rules.ts'
import type { Tx } from '../platform/database/database.ts'
import { todayOf } from './today.sql.ts'

/** What of a request the law looks at. */
interface Judged {
  readonly id: string
  readonly recipient_kind: string
  readonly transfer: string
  readonly right_rule: string | null
  readonly legal_opinion: string
  readonly confirmed_by: string | null
}

type Asking = Pick<Judged, 'id' | 'recipient_kind'>

/** The kinds of evidence seen for each of these requests and still valid on that day. */
async function evidenceOn(tx: Tx, requests: readonly Asking[], day: Day) {
  const rows = await tx
    .selectFrom('evidence_check')
    .select(['request_id', 'kind'])
    .where('request_id', '=', sql<string>`any(${requests.map(({ id }) => id)}::uuid[])`)
    .where((or) => or.or([or('valid_until', 'is', null), or('valid_until', '>=', day)]))
    .execute()
  const seen = groupBy(rows, (row) => row.request_id)
  return ({ id }: Asking) => seen(id).map((row) => row.kind as EvidenceKind)
}

/** What the law in force today answers for each route of one of these requests. */
async function answersOf(tx: Tx, requests: readonly Asking[]): Promise<(request: Asking) => readonly RouteAnswer[]> {
  const date = await todayOf(tx)
  const evidenceOf = await evidenceOn(tx, requests, date)
  return (request) =>
    routesFor(request.recipient_kind as RecipientKind, {
      date,
      unitValueEur: 'notValued',
      evidence: evidenceOf(request),
    }).map((answer) => ({ ...answer, missing: answer.missing.filter((kind) => kind !== 'valuation') }))
}

/**
 * What the law in force today answers for each route of this request. The unit value is each device's own: the circuit's
 * gate judges it, so it is never missing here.
 */
export const answersToday = async (tx: Tx, request: Asking): Promise<readonly RouteAnswer[]> =>
  (await answersOf(tx, [request]))(request)

/**
 * A request as the circuit sees it today: judged again at each act. A confirmation given under another rule, or whose
 * evidence is no longer valid, does not count.
 */
export async function rightsToday(tx: Tx, requests: readonly Judged[]): Promise<(request: Judged) => Request> {
  const answers = await answersOf(tx, requests)
  return (request) => {
    const answer = answers(request).find((one) => one.route === request.transfer)
    const complete = answer !== undefined && answer.missing.length === 0
    return {
      kind: 'made',
      route: complete ? answer.answer : 'notEligible',
      legalOpinion: request.legal_opinion as 'none' | 'favourable' | 'unfavourable',
      confirmedBy: request.confirmed_by && request.right_rule === answer?.rule ? 'personWithTheRight' : 'nobody',
    }
  }
}
