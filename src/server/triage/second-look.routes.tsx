import { z } from 'zod'
import { judgeFleet } from '../organisation/permissions.ts'
import { notFound, page, redirect, refused } from '../platform/http/answer.ts'
import { freshForm, uuid } from '../platform/http/form.ts'
import { actRoute, pageRoute, type Route } from '../platform/http/route.ts'
import { answerLook, openLook, waitingLooks } from './second-look.sql.ts'
import { SecondLooksPage } from './second-look.views.tsx'
import { judgeDevice } from './triage.sql.ts'
import { triageText } from './triage.text.ts'

const rule = (name: 'ownLook' | 'gone') => ({
  rule: name,
  message: { fr: triageText('fr')[name], en: triageText('en')[name] },
  satisfy: { fr: triageText('fr')[`${name}How`], en: triageText('en')[`${name}How`] },
})

export const secondLookRoutes: readonly Route[] = [
  pageRoute({
    path: '/tri/seconds-regards',
    access: judgeFleet,
    example: { as: 'technician' },
    handle: async ({ tx, viewer, member }) => {
      const now = new Date()
      const shown = []
      for (const look of await waitingLooks(tx)) {
        const judged = await judgeDevice(tx, look.code, now)
        if (judged) shown.push({ look, judged, own: look.askedBy === member.personId })
      }
      return page(<SecondLooksPage viewer={viewer} looks={shown} formOf={() => freshForm(viewer)} now={now} />)
    },
  }),
  actRoute({
    path: '/tri/seconds-regards/:id',
    access: judgeFleet,
    form: z.object({ answer: z.enum(['agreed', 'refused']) }),
    example: { as: 'tutor', params: { id: '{tri.look}' }, form: { answer: 'agreed' } },
    handle: async ({ tx, member, viewer, params, form }) => {
      const id = uuid.safeParse(params.id)
      if (!id.success) return notFound()
      const look = await openLook(tx, { id: id.data })
      if (!look) {
        const known = await tx.selectFrom('second_look').select('id').where('id', '=', id.data).executeTakeFirst()
        return known ? refused([rule('gone')]) : notFound()
      }
      if (look.askedBy === member.personId) return refused([rule('ownLook')])
      const done = await answerLook(tx, member, look, form.answer)
      if (done.kind === 'refused') return refused(done.refusals)
      const text = triageText(viewer.lang)
      return redirect('/tri/seconds-regards', form.answer === 'agreed' ? text.agreed : text.refused)
    },
  }),
]
