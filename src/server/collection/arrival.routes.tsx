import { placeOptions } from '../fleet/place-options.sql.ts'
import { keepFleet, work } from '../organisation/permissions.ts'
import { partyOptions } from '../parties/party-options.sql.ts'
import { type Answer, page, redirect } from '../platform/http/answer.ts'
import { freshForm, type Problem, type Values } from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { format } from '../platform/text/format.ts'
import type { Viewer } from '../platform/ui/viewer.ts'
import { latestBatches, receiveByHand, toIdentify } from './arrival.sql.ts'
import { arrivalText } from './arrival.text.ts'
import { ARRIVAL, sharesAnIdentity } from './arrival.ts'
import { ArrivalsPage } from './arrival.views.tsx'
import { latestDrops } from './drop-page.sql.ts'

const HAND: Values = { count: '1', owner: 'organisation', works: 'unknown' }
export const FILES: Values = { owner: 'organisation' }

/** The page of what arrives, with the form that was not accepted as it was filled. */
export async function arrivals({ tx, viewer, member }: TenantCall, hand?: Problem, files?: Problem): Promise<Answer> {
  const places = await placeOptions(tx)
  const view = (
    <ArrivalsPage
      viewer={viewer}
      files={freshForm(viewer, files, FILES)}
      hand={freshForm(viewer, hand, HAND)}
      origins={[...places, ...(await partyOptions(tx))]}
      places={places}
      waiting={await toIdentify(tx)}
      batches={await latestBatches(tx)}
      mayKeep={allows(member, keepFleet)}
      drops={await latestDrops(tx, member.personId)}
    />
  )
  return page(view, hand || files ? 422 : 200)
}

/** The name of a batch that was given none. */
export const today = (viewer: Viewer) => arrivalText(viewer.lang).defaultLabel(format(viewer).date(new Date()))

export const arrivalRoutes: readonly Route[] = [
  pageRoute({
    path: '/arrivees',
    access: work,
    example: { as: 'technician' },
    handle: (call) => arrivals(call),
  }),
  actRoute({
    path: '/arrivees',
    access: keepFleet,
    form: ARRIVAL,
    example: { as: 'technician', form: { kind: 'laptop', count: '2', owner: 'organisation', works: 'unknown' } },
    invalid: (call, problem) => arrivals(call, problem),
    handle: async (call) => {
      const { form, viewer, member, tx } = call
      const text = arrivalText(viewer.lang)
      if (sharesAnIdentity(form)) {
        const values = Object.fromEntries(
          Object.entries(form).map(([name, value]) => [name, value === null ? '' : String(value)]),
        )
        return arrivals(call, { values, errors: { count: text.sharedIdentity } })
      }
      const batchId = await receiveByHand(tx, member, form, form.label ?? today(viewer))
      return redirect(`/parc?lot=${batchId}`, text.received(form.count))
    },
  }),
]
