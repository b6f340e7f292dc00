import { todayOf } from '../circuit/today.sql.ts'
import { decideRequests } from '../organisation/permissions.ts'
import { type Answer, notFound, page } from '../platform/http/answer.ts'
import { freshForm, type Problem } from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import type { TenantCall } from '../platform/http/route.ts'
import { historyOf } from '../platform/ledger/history.sql.ts'
import { allocatedTo, expiryFrom, proposeFor } from './allocation.sql.ts'
import { evidenceSeen, lawOn } from './request.sql.ts'
import { RequestPage } from './request.views.tsx'
import type { FormName } from './request-page-props.ts'
import { requestOf, stillStands } from './standing.sql.ts'

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
      personId={member.personId}
      mayDecide={allows(member, decideRequests)}
      stands={stands}
      now={new Date()}
      form={(name) => freshForm(viewer, wrong?.form === name ? wrong.problem : undefined)}
    />
  )
  return page(view, wrong ? 422 : 200)
}
