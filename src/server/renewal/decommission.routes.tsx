import { z } from 'zod'
import { showCode } from '../fleet/code.ts'
import { deviceByCode } from '../fleet/device.sql.ts'
import { deviceName } from '../fleet/device-name.ts'
import { judgeFleet, keepFleet } from '../organisation/permissions.ts'
import { saveAnswers, takeUndo } from '../platform/bulk/bulk.sql.ts'
import type { BulkLine } from '../platform/bulk/bulk.ts'
import { type Answer, notFound, page, redirect, refused } from '../platform/http/answer.ts'
import { freshForm, type Problem, several, uuid } from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { format } from '../platform/text/format.ts'
import { answerOf, decommission, readChosen, undoDecommission } from './decommission.sql.ts'
import { DecommissionManyPage, DecommissionPage } from './forms.views.tsx'
import { both, renewalText } from './renewal.text.ts'
import { REASONS } from './renewal.ts'

const MANY = '/reforme/choix'
const UNDO = '/reforme/choix/annuler'
/** A page of a list is 25 devices; a selection may come from several. */
const MOST = 200

/** Where a selection of devices is looked at again before it is decommissioned. */
export const chosenAddress = (ids: readonly string[]): string => `${MANY}?ids=${ids.join(',')}`

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

async function decommissionMany({ tx, viewer, query }: TenantCall, problem?: Problem): Promise<Answer> {
  const ids = [problem?.values.ids ?? (query.ids ?? '').split(',')].flat()
  const chosen = ids.filter((id) => uuid.safeParse(id).success).slice(0, MOST)
  const devices = await readChosen(tx, chosen)
  return page(
    <DecommissionManyPage viewer={viewer} form={freshForm(viewer, problem)} devices={devices} />,
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
  pageRoute({
    path: MANY,
    access: keepFleet,
    example: { as: 'technician', query: '?ids={device.inService.id}' },
    handle: (call) => decommissionMany(call),
  }),
  actRoute({
    path: MANY,
    access: keepFleet,
    form: z.object({ ids: several(uuid).refine((ids) => ids.length <= MOST), reason: z.enum(REASONS) }),
    example: { as: 'technician', form: { ids: ['{device.inService.id}'], reason: 'obsolete' } },
    invalid: (call, problem) => decommissionMany(call, problem),
    handle: async (call) => {
      const { tx, member, viewer, form } = call
      const text = renewalText(viewer.lang)
      const ids = [...new Set(form.ids)]
      if (ids.length === 0)
        return decommissionMany(call, { values: { reason: form.reason, ids }, errors: { '': text.chooseOne } })
      if ((await readChosen(tx, ids)).length !== ids.length) return notFound()
      const today = format(viewer).calendarDay(new Date())
      const lines: BulkLine[] = []
      for (const id of ids)
        lines.push(
          answerOf(
            id,
            await decommission(tx, member, id, form.reason, today),
            both((one) => one.decommissionedAs(one.reasons[form.reason])),
            both((one) => one.notThere),
          ),
        )
      const undo =
        lines.some((line) => line.done) && allows(member, judgeFleet)
          ? { path: UNDO, label: both((one) => one.undoMany) }
          : null
      return redirect(
        await saveAnswers(
          tx,
          member,
          both((one) => one.decommissionedMany),
          lines,
          undo,
        ),
      )
    },
  }),
  actRoute({
    path: UNDO,
    access: judgeFleet,
    form: z.object({ answer: uuid }),
    example: { as: 'technician', form: { answer: '{answer.decommissioned}' } },
    handle: async ({ tx, member, form }) => {
      const undone = await takeUndo(tx, member, form.answer, UNDO)
      if (!undone) return notFound()
      const lines: BulkLine[] = []
      for (const { subject, item, href } of undone) {
        if (!subject) continue
        const done = await undoDecommission(tx, member, subject)
        lines.push(
          done === 'followed'
            ? {
                item,
                href,
                done: false,
                what: both((one) => one.followed),
                how: both((one) => one.followedHow),
              }
            : answerOf(
                subject,
                done,
                both((one) => one.backInInventory),
                both((one) => one.notThere),
              ),
        )
      }
      return redirect(
        await saveAnswers(
          tx,
          member,
          both((one) => one.undoneMany),
          lines,
        ),
      )
    },
  }),
]
