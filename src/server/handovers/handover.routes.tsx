import { z } from 'zod'
import { spokenName } from '../../domain/hardware/spoken-name.ts'
import { checklistOf } from '../circuit/perform.sql.ts'
import { placeOptions } from '../fleet/place-options.sql.ts'
import { suppliesHandedIn } from '../kits/kit-supplies.sql.ts'
import { handOver, takeRequests } from '../organisation/permissions.ts'
import { type Answer, notFound, page, redirect, refused } from '../platform/http/answer.ts'
import { freshForm, type Problem, type Values } from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { handOverDevices } from './handover.sql.ts'
import { handoverText } from './handover.text.ts'
import { HAND_OVER } from './handover.ts'
import { HandoverPage, HandoversPage, PrepareHandoverPage } from './handover.views.tsx'
import { latestHandovers, toHandOver } from './handover-lists.sql.ts'
import { readPreparation } from './preparation.sql.ts'

const ID = z.uuid()
/** What the act itself brings: its receipt, the session's answer, the serials in hand. */
const AT_THE_COUNTER = new Set(['receiptProduced', 'sessionAnswered', 'annexMatches', 'signedByHolder'])

async function preparation({ tx, viewer, member, params }: TenantCall, problem?: Problem): Promise<Answer> {
  const id = ID.safeParse(params.id)
  const prepared = id.success ? await readPreparation(tx, id.data) : null
  if (!prepared || prepared.devices.length === 0) return notFound()
  const gates = []
  for (const device of prepared.devices) {
    const lines = (await checklistOf(tx, 'handOver', device.id)) ?? []
    gates.push({ code: device.code, lines: lines.filter((line) => !AT_THE_COUNTER.has(line.rule)) })
  }
  const values: Values = { deviceIds: prepared.devices.map((device) => device.id) }
  return page(
    <PrepareHandoverPage
      viewer={viewer}
      prepared={prepared}
      gates={gates}
      form={freshForm(viewer, problem, values)}
      places={await placeOptions(tx)}
      seesRequest={allows(member, takeRequests)}
    />,
    problem ? 422 : 200,
  )
}

export const handoverRoutes: readonly Route[] = [
  pageRoute({
    path: '/remises',
    access: handOver,
    example: { as: 'mediator' },
    handle: async ({ tx, viewer }) =>
      page(<HandoversPage viewer={viewer} waiting={await toHandOver(tx)} latest={await latestHandovers(tx)} />),
  }),
  pageRoute({
    path: '/remises/preparer/:id',
    access: handOver,
    example: { as: 'mediator', params: { id: '{request.reserved}' } },
    handle: (call) => preparation(call),
  }),
  actRoute({
    path: '/remises/preparer/:id',
    access: handOver,
    form: HAND_OVER,
    example: {
      as: 'mediator',
      params: { id: '{request.reserved}' },
      form: { deviceIds: ['{device.reserved}'], receivedBy: 'Une directrice', session: 'declined' },
    },
    invalid: (call, problem) =>
      preparation(call, {
        ...problem,
        errors: problem.errors.deviceIds
          ? { ...problem.errors, deviceIds: handoverText(call.viewer.lang).chooseOne }
          : problem.errors,
      }),
    handle: async ({ tx, member, viewer, params, form, services }) => {
      const id = ID.safeParse(params.id)
      if (!id.success) return notFound()
      const counter = { files: services.files, timeZone: viewer.timeZone, at: new Date() }
      const done = await handOverDevices(tx, member, id.data, form, counter)
      if (done.kind === 'missing') return notFound()
      if (done.kind === 'refused') return refused(done.refusals)
      return redirect(`/remises/${done.id}`, handoverText(viewer.lang).done)
    },
  }),
  pageRoute({
    path: '/remises/:id',
    access: handOver,
    example: { as: 'mediator', params: { id: '{handover}' } },
    handle: async ({ tx, viewer, params }) => {
      const id = ID.safeParse(params.id)
      if (!id.success) return notFound()
      const one = await tx
        .selectFrom('handover')
        .select(['number', 'at', 'request_id', 'receipt_file_id'])
        .where('id', '=', id.data)
        .executeTakeFirst()
      if (!one) return notFound()
      const prepared = await readPreparation(tx, one.request_id)
      const devices = await tx
        .selectFrom('holding as h')
        .innerJoin('device as d', (join) =>
          join.onRef('d.id', '=', 'h.device_id').onRef('d.organisation_id', '=', 'h.organisation_id'),
        )
        .select(['d.code', 'd.serial', 'h.life', 'd.maker', 'd.model', 'd.name'])
        .where('h.handover_id', '=', id.data)
        .orderBy('d.code')
        .execute()
      return page(
        <HandoverPage
          viewer={viewer}
          number={one.number}
          at={one.at}
          holder={prepared?.request.holder ?? ''}
          receipt={one.receipt_file_id}
          devices={devices.map((device) => ({ ...device, name: spokenName(device) }))}
          supplies={await suppliesHandedIn(tx, id.data)}
        />,
      )
    },
  }),
]
