import { z } from 'zod'
import { TRANSFER_KINDS } from '../../domain/circuit/transfers.ts'
import { showCode } from '../fleet/code.ts'
import { deviceByCode } from '../fleet/device.sql.ts'
import { deviceName } from '../fleet/device-name.ts'
import { placeOptions } from '../fleet/place-options.sql.ts'
import { handOver } from '../organisation/permissions.ts'
import { type Answer, notFound, page, redirect, refused } from '../platform/http/answer.ts'
import { freshForm, type Problem } from '../platform/http/form.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { PAGE_KEYS } from '../platform/ui/paging.tsx'
import { handoverText } from './handover.text.ts'
import { HOLDINGS_A_PAGE, holdingOf, openHoldings, takeBack } from './return.sql.ts'
import { RETURN } from './return.ts'
import { InUsePage, ReturnPage } from './return.views.tsx'

/** How many holdings stand before those asked for. */
const place = z.coerce.number().int().min(0).max(1_000_000).catch(0)

async function returnPage({ tx, viewer, params }: TenantCall, problem?: Problem): Promise<Answer> {
  const found = await deviceByCode(tx, params.code ?? '')
  const holding = found ? await holdingOf(tx, found.id) : undefined
  if (!found || !holding) return notFound()
  const device = await tx
    .selectFrom('device')
    .select(['maker', 'model', 'name', 'serial', 'owner', 'code'])
    .where('id', '=', found.id)
    .executeTakeFirstOrThrow()
  return page(
    <ReturnPage
      viewer={viewer}
      code={device.code}
      name={deviceName(device, showCode(device.code))}
      serial={device.serial}
      holder={holding.holder ?? ''}
      startedAt={holding.startedAt}
      given={device.owner === 'recipient'}
      form={freshForm(viewer, problem, { gap: 'none' })}
      places={await placeOptions(tx)}
    />,
    problem ? 422 : 200,
  )
}

export const returnRoutes: readonly Route[] = [
  pageRoute({
    path: '/retours',
    access: handOver,
    example: { as: 'mediator' },
    handle: async ({ tx, viewer, query }) => {
      const transfer = TRANSFER_KINDS.find((kind) => kind === query.transfert) ?? ''
      const before = place.parse(query[PAGE_KEYS.before])
      const skip = before > 0 ? Math.max(0, before - HOLDINGS_A_PAGE) : place.parse(query[PAGE_KEYS.after])
      const { rows, more } = await openHoldings(tx, (query.q ?? '').trim().slice(0, 100), transfer, skip)
      return page(
        <InUsePage
          viewer={viewer}
          query={query}
          rows={rows}
          before={skip > 0 ? String(skip) : null}
          after={more ? String(skip + rows.length) : null}
        />,
      )
    },
  }),
  pageRoute({
    path: '/retours/:code',
    access: handOver,
    example: { as: 'mediator', params: { code: '{device.inUse}' } },
    handle: (call) => returnPage(call),
  }),
  actRoute({
    path: '/retours/:code',
    access: handOver,
    form: RETURN,
    example: { as: 'mediator', params: { code: '{device.inUse}' }, form: { gap: 'none' } },
    invalid: (call, problem) => returnPage(call, problem),
    handle: async (call) => {
      const { tx, member, viewer, params, form } = call
      const text = handoverText(viewer.lang)
      if (form.gap !== 'none' && form.decision === null) {
        return returnPage(call, {
          values: { gap: form.gap, note: form.note ?? '', at: form.at ?? '' },
          errors: { decision: text.decisionNeeded },
        })
      }
      const device = await deviceByCode(tx, params.code ?? '')
      if (!device) return notFound()
      const done = await takeBack(tx, member, device.id, form)
      if (done.kind === 'missing') return notFound()
      if (done.kind === 'refused') return refused(done.refusals)
      return redirect(`/parc/${device.code}`, text.returned)
    },
  }),
]
