import { z } from 'zod'
import { showCode } from '../fleet/code.ts'
import { deviceByCode } from '../fleet/device.sql.ts'
import { deviceName } from '../fleet/device-name.ts'
import { keepBreaches, keepFleet, seeFleet } from '../organisation/permissions.ts'
import { type Answer, notFound, page, redirect, refused } from '../platform/http/answer.ts'
import { civilDate, freshForm, type Problem, paragraph } from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { format } from '../platform/text/format.ts'
import { declareLost, find, lossesOf, notifyBreach } from './loss.sql.ts'
import { lossText } from './loss.text.ts'
import { LossPage } from './loss.views.tsx'

async function lossPage({ tx, viewer, member, params }: TenantCall, problem?: Problem): Promise<Answer> {
  const found = await deviceByCode(tx, params.code ?? '')
  if (!found) return notFound()
  const device = await tx
    .selectFrom('device')
    .select(['code', 'maker', 'model', 'name', 'state'])
    .where('id', '=', found.id)
    .executeTakeFirstOrThrow()
  const now = new Date()
  return page(
    <LossPage
      viewer={viewer}
      device={{ code: device.code, state: device.state, name: deviceName(device, showCode(device.code)) }}
      losses={await lossesOf(tx, found.id)}
      may={{ declare: allows(member, keepFleet), notify: allows(member, keepBreaches) }}
      forms={{
        declare: freshForm(viewer, problem, { on: format(viewer).calendarDay(now) }),
        find: freshForm(viewer),
        notify: freshForm(viewer),
      }}
      now={now}
    />,
    problem ? 422 : 200,
  )
}

export const lossRoutes: readonly Route[] = [
  pageRoute({
    path: '/parc/:code/perte',
    access: seeFleet,
    example: { as: 'technician', params: { code: '{device.inService}' } },
    handle: (call) => lossPage(call),
  }),
  actRoute({
    path: '/parc/:code/perte',
    access: keepFleet,
    form: z.object({ how: z.enum(['lost', 'stolen']), on: civilDate, statement: paragraph().pipe(z.string().min(1)) }),
    example: {
      as: 'technician',
      params: { code: '{device.inService}' },
      form: { how: 'stolen', on: '2026-11-02', statement: 'Bureau forcé, plainte déposée.' },
    },
    invalid: (call, problem) => lossPage(call, problem),
    handle: async (call) => {
      const { tx, member, viewer, params, form } = call
      const text = lossText(viewer.lang)
      const device = await deviceByCode(tx, params.code ?? '')
      if (!device) return notFound()
      if (form.on > format(viewer).calendarDay(new Date()))
        return lossPage(call, { values: form, errors: { on: text.future } })
      const said = { stolen: form.how === 'stolen', on: form.on, statement: form.statement }
      const done = await declareLost(tx, member, device.id, said)
      if (done.kind === 'missing') return notFound()
      if (done.kind === 'refused') return refused(done.refusals)
      const [last] = await lossesOf(tx, device.id)
      return redirect(`/parc/${device.code}/perte`, last?.breachOpenedAt ? text.declaredBreach : text.declared)
    },
  }),
  actRoute({
    path: '/parc/:code/perte/retrouve',
    access: keepFleet,
    form: z.object({}),
    example: { as: 'technician', params: { code: '{device.lost}' }, form: {} },
    handle: async ({ tx, member, viewer, params }) => {
      const device = await deviceByCode(tx, params.code ?? '')
      const done = device ? await find(tx, member, device.id) : null
      if (!device || !done || done.kind === 'missing') return notFound()
      if (done.kind === 'refused') return refused(done.refusals)
      return redirect(`/parc/${device.code}`, lossText(viewer.lang).found)
    },
  }),
  actRoute({
    path: '/parc/:code/perte/notification',
    access: keepBreaches,
    form: z.object({}),
    example: { as: 'dpo', params: { code: '{device.lost}' }, form: {} },
    handle: async ({ tx, member, viewer, params }) => {
      const device = await deviceByCode(tx, params.code ?? '')
      if (!device) return notFound()
      const told = await notifyBreach(tx, member, device.id)
      if (!told)
        return refused([
          {
            rule: 'nothingToNotify',
            message: { fr: lossText('fr').nothingToNotify, en: lossText('en').nothingToNotify },
            satisfy: { fr: lossText('fr').nothingToNotifyHow, en: lossText('en').nothingToNotifyHow },
          },
        ])
      return redirect(`/parc/${device.code}/perte`, lossText(viewer.lang).notified)
    },
  }),
]
