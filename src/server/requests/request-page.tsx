import { rightToday } from '../circuit/right.sql.ts'
import { todayOf } from '../circuit/today.sql.ts'
import { decideRequests } from '../organisation/permissions.ts'
import type { Tx } from '../platform/database/database.ts'
import { type Answer, notFound, page, type Refused } from '../platform/http/answer.ts'
import { freshForm, type Problem } from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import type { TenantCall } from '../platform/http/route.ts'
import { historyOf } from '../platform/ledger/history.sql.ts'
import { allocatedTo, expiryFrom, proposeFor } from './allocation.sql.ts'
import { evidenceSeen, lawOn, type RequestFile, requestByNumber } from './request.sql.ts'
import { requestText } from './request.text.ts'
import { readRequestNumber } from './request.ts'
import { RequestPage } from './request.views.tsx'
import type { FormName } from './request-page-props.ts'

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
  const right = await rightToday(tx, {
    id: request.id,
    recipient_kind: request.recipientKind,
    transfer: request.transfer,
    right_rule: request.rule,
    legal_opinion: request.legalOpinion,
    confirmed_by: request.confirmedBy,
  })
  if (right.kind !== 'made' || right.confirmedBy !== 'personWithTheRight') return false
  return right.route === 'eligible' || (right.route === 'needsLawyer' && right.legalOpinion === 'favourable')
}

export async function requestPage(
  { tx, viewer, member, params }: TenantCall,
  wrong?: { readonly form: FormName; readonly problem: Problem },
): Promise<Answer> {
  const request = await requestOf(tx, params)
  if (!request) return notFound()
  const stands = request.status === 'confirmed' && (await stillStands(tx, request))
  const view = (
    <RequestPage
      viewer={viewer}
      request={request}
      answers={await lawOn(tx, request)}
      seen={await evidenceSeen(tx, request.id)}
      allocated={await allocatedTo(tx, request.id)}
      candidates={stands ? await proposeFor(tx, request) : []}
      expiresOn={expiryFrom(await todayOf(tx))}
      history={await historyOf(tx, request.id)}
      mayDecide={allows(member, decideRequests)}
      stands={stands}
      now={new Date()}
      form={(name) => freshForm(viewer, wrong?.form === name ? wrong.problem : undefined)}
    />
  )
  return page(view, wrong ? 422 : 200)
}
