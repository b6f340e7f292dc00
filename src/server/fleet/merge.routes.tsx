import { z } from 'zod'
import { keepFleet } from '../organisation/permissions.ts'
import { type Answer, notFound, page, redirect, refused } from '../platform/http/answer.ts'
import { freshForm, line, several, uuid } from '../platform/http/form.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { showCode } from './code.ts'
import { deviceByCode } from './device.sql.ts'
import { deviceName } from './device-name.ts'
import { matchOf, mergeDevices, splitDevice } from './merge.sql.ts'
import { mergeText } from './merge.text.ts'
import { MergePage } from './merge.views.tsx'

async function mergePage({ tx, viewer, params, query }: TenantCall): Promise<Answer> {
  const found = await deviceByCode(tx, params.code ?? '')
  if (!found) return notFound()
  const device = await tx
    .selectFrom('device')
    .select(['code', 'maker', 'model', 'name'])
    .where('id', '=', found.id)
    .executeTakeFirstOrThrow()
  const asked = (query.autre ?? '').trim().slice(0, 80)
  const other = asked === '' ? null : await deviceByCode(tx, asked)
  return page(
    <MergePage
      viewer={viewer}
      device={{ code: device.code, name: deviceName(device, showCode(device.code)) }}
      asked={asked}
      other={other ? { code: other.code, match: await matchOf(tx, found.id, other.id) } : null}
      reports={
        await tx
          .selectFrom('evidence')
          .select(['id', 'name', 'received_at as receivedAt'])
          .where('device_id', '=', found.id)
          .orderBy('received_at')
          .execute()
      }
      forms={{ merge: freshForm(viewer), split: freshForm(viewer) }}
    />,
  )
}

export const mergeRoutes: readonly Route[] = [
  pageRoute({
    path: '/parc/:code/fusion',
    access: keepFleet,
    example: { as: 'technician', params: { code: '{device.mixed}' } },
    handle: (call) => mergePage(call),
  }),
  actRoute({
    path: '/parc/:code/fusion',
    access: keepFleet,
    form: z.object({ other: line(80) }),
    example: { as: 'technician', params: { code: '{device.mixed}' }, form: { other: '{device.twin}' } },
    handle: async ({ tx, member, viewer, params, form }) => {
      const kept = await deviceByCode(tx, params.code ?? '')
      const other = await deviceByCode(tx, form.other)
      if (!kept || !other) return notFound()
      const refusals = await mergeDevices(tx, member, kept.id, other.id)
      return refusals.length > 0 ? refused(refusals) : redirect(`/parc/${kept.code}`, mergeText(viewer.lang).merged)
    },
  }),
  actRoute({
    path: '/parc/:code/fusion/separer',
    access: keepFleet,
    form: z.object({ evidence: several(uuid) }),
    example: { as: 'technician', params: { code: '{device.mixed}' }, form: { evidence: ['{evidence.mixed}'] } },
    handle: async ({ tx, member, viewer, params, form }) => {
      const device = await deviceByCode(tx, params.code ?? '')
      if (!device) return notFound()
      const done = await splitDevice(tx, member, device.id, form.evidence)
      if (done.kind === 'refused') return refused(done.refusals)
      return redirect(`/parc/${done.code}`, mergeText(viewer.lang).splitDone)
    },
  }),
]
