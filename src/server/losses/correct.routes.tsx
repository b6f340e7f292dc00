import { z } from 'zod'
import { showCode } from '../fleet/code.ts'
import { deviceByCode } from '../fleet/device.sql.ts'
import { deviceName } from '../fleet/device-name.ts'
import { judgeFleet } from '../organisation/permissions.ts'
import { type Answer, notFound, page, type Refused, redirect, refused } from '../platform/http/answer.ts'
import { freshForm, type Problem, paragraph, uuid } from '../platform/http/form.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { answerCorrection, askCorrection, correct, isUndone, lastAct, openCorrection } from './correct.sql.ts'
import { correctText } from './correct.text.ts'
import { CorrectPage } from './correct.views.tsx'

const refusal = (name: 'nothing' | 'noQuestion' | 'ownLook' | 'already'): Refused => ({
  rule: name,
  message: { fr: correctText('fr')[name], en: correctText('en')[name] },
  satisfy: { fr: correctText('fr')[`${name}How`], en: correctText('en')[`${name}How`] },
})

async function correctPage({ tx, viewer, member, params }: TenantCall, problem?: Problem): Promise<Answer> {
  const found = await deviceByCode(tx, params.code ?? '')
  if (!found) return notFound()
  const device = await tx
    .selectFrom('device')
    .select(['code', 'maker', 'model', 'name'])
    .where('id', '=', found.id)
    .executeTakeFirstOrThrow()
  const last = await lastAct(tx, found.id)
  const look = last ? await openCorrection(tx, found.id, last) : null
  return page(
    <CorrectPage
      viewer={viewer}
      device={{ code: device.code, name: deviceName(device, showCode(device.code)) }}
      last={last}
      look={look}
      own={look?.askedBy === member.personId}
      form={freshForm(viewer, problem)}
    />,
    problem ? 422 : 200,
  )
}

export const correctRoutes: readonly Route[] = [
  pageRoute({
    path: '/parc/:code/corriger',
    access: judgeFleet,
    example: { as: 'technician', params: { code: '{device.identified}' } },
    handle: (call) => correctPage(call),
  }),
  actRoute({
    path: '/parc/:code/corriger',
    access: judgeFleet,
    form: z.object({ reason: paragraph(1000).pipe(z.string().min(1)), event: uuid.optional() }),
    example: { as: 'technician', params: { code: '{device.toRecycling}' }, form: { reason: 'Mauvais appareil.' } },
    invalid: (call, problem) => correctPage(call, problem),
    handle: async ({ tx, member, viewer, params, form }) => {
      const text = correctText(viewer.lang)
      const device = await deviceByCode(tx, params.code ?? '')
      if (!device) return notFound()
      const last = await lastAct(tx, device.id)
      // What the person saw is no longer the last act.
      const another = form.event !== undefined && form.event !== last?.eventId
      if (!last || another || !isUndone(last)) return refused([refusal('nothing')])
      if (last.act === 'handOver') {
        if (await openCorrection(tx, device.id, last)) return refused([refusal('already')])
        await askCorrection(tx, member, device.id, last, form.reason)
        return redirect(`/parc/${device.code}/corriger`, text.asked)
      }
      const done = await correct(tx, member, device.id, last, null, form.reason)
      if (done.kind === 'missing') return notFound()
      return done.kind === 'refused' ? refused(done.refusals) : redirect(`/parc/${device.code}`, text.corrected)
    },
  }),
  actRoute({
    path: '/parc/:code/corriger/reponse',
    access: judgeFleet,
    form: z.object({ answer: z.enum(['agreed', 'refused']) }),
    example: { as: 'tutor', params: { code: '{device.toCorrect}' }, form: { answer: 'agreed' } },
    handle: async ({ tx, member, viewer, params, form }) => {
      const text = correctText(viewer.lang)
      const device = await deviceByCode(tx, params.code ?? '')
      if (!device) return notFound()
      const last = await lastAct(tx, device.id)
      const look = last ? await openCorrection(tx, device.id, last) : null
      if (!last || !look) return refused([refusal('noQuestion')])
      if (look.askedBy === member.personId) return refused([refusal('ownLook')])
      const done = await answerCorrection(tx, member, device.id, last, look, form.answer)
      if (done.kind === 'missing') return notFound()
      if (done.kind === 'refused') return refused(done.refusals)
      return redirect(`/parc/${device.code}`, done.kind === 'kept' ? text.kept : text.corrected)
    },
  }),
]
