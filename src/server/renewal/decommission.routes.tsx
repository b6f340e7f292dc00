import { z } from 'zod'
import { showCode } from '../fleet/code.ts'
import { deviceByCode } from '../fleet/device.sql.ts'
import { deviceName } from '../fleet/device-name.ts'
import { keepFleet } from '../organisation/permissions.ts'
import { type Answer, notFound, page, redirect, refused } from '../platform/http/answer.ts'
import { freshForm, type Problem } from '../platform/http/form.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { format } from '../platform/text/format.ts'
import { decommission } from './decommission.sql.ts'
import { DecommissionPage } from './forms.views.tsx'
import { renewalText } from './renewal.text.ts'
import { REASONS } from './renewal.ts'

async function decommissionOne({ tx, viewer, params }: TenantCall, problem?: Problem): Promise<Answer> {
  const found = await deviceByCode(tx, params.code ?? '')
  if (!found) return notFound()
  const device = await tx
    .selectFrom('device')
    .select(['maker', 'model', 'name'])
    .where('id', '=', found.id)
    .executeTakeFirstOrThrow()
  const name = deviceName(device, showCode(found.code))
  return page(
    <DecommissionPage viewer={viewer} form={freshForm(viewer, problem)} code={found.code} name={name} />,
    problem ? 422 : 200,
  )
}

export const decommissionRoutes: readonly Route[] = [
  pageRoute({
    path: '/parc/:code/reforme',
    access: keepFleet,
    example: { as: 'technician', params: { code: '{device.inService}' } },
    handle: (call) => decommissionOne(call),
  }),
  actRoute({
    path: '/parc/:code/reforme',
    access: keepFleet,
    form: z.object({ reason: z.enum(REASONS) }),
    example: { as: 'technician', params: { code: '{device.inService}' }, form: { reason: 'obsolete' } },
    invalid: (call, problem) => decommissionOne(call, problem),
    handle: async ({ tx, member, viewer, params, form }) => {
      const device = await deviceByCode(tx, params.code ?? '')
      if (!device) return notFound()
      const today = format(viewer).calendarDay(new Date())
      const done = await decommission(tx, member, device.id, form.reason, today)
      if (done.kind === 'missing') return notFound()
      if (done.kind === 'refused') return refused(done.refusals)
      return redirect(`/parc/${device.code}`, renewalText(viewer.lang).decommissionDone)
    },
  }),
]
