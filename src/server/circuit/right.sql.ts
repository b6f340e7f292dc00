import type { Request } from '../../domain/circuit/facts.ts'
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

/** The kinds of evidence seen for this request and still valid on that day. */
async function evidenceOn(tx: Tx, requestId: string, day: Day): Promise<readonly EvidenceKind[]> {
  const rows = await tx
    .selectFrom('evidence_check')
    .select('kind')
    .where('request_id', '=', requestId)
    .where((or) => or.or([or('valid_until', 'is', null), or('valid_until', '>=', day)]))
    .execute()
  return rows.map((row) => row.kind as EvidenceKind)
}

/**
 * What the law in force today answers for each route of this request. The unit value is each device's own: the circuit's
 * gate judges it, so it is never missing here.
 */
export async function answersToday(
  tx: Tx,
  request: Pick<Judged, 'id' | 'recipient_kind'>,
): Promise<readonly RouteAnswer[]> {
  const date = await todayOf(tx)
  const evidence = await evidenceOn(tx, request.id, date)
  return routesFor(request.recipient_kind as RecipientKind, { date, unitValueEur: 'notValued', evidence }).map(
    (answer) => ({ ...answer, missing: answer.missing.filter((kind) => kind !== 'valuation') }),
  )
}

/**
 * The request as the circuit sees it today: judged again at each act. A confirmation given under another rule, or whose
 * evidence is no longer valid, does not count.
 */
export async function rightToday(tx: Tx, request: Judged): Promise<Request> {
  const answer = (await answersToday(tx, request)).find((one) => one.route === request.transfer)
  const complete = answer !== undefined && answer.missing.length === 0
  return {
    kind: 'made',
    route: complete ? answer.answer : 'notEligible',
    legalOpinion: request.legal_opinion as 'none' | 'favourable' | 'unfavourable',
    confirmedBy: request.confirmed_by && request.right_rule === answer?.rule ? 'personWithTheRight' : 'nobody',
  }
}
