import { z } from 'zod'
import { judgeFleet, work } from '../../organisation/permissions.ts'
import { type Answer, notFound, page, redirect, refused } from '../../platform/http/answer.ts'
import { freshForm, type Problem } from '../../platform/http/form.ts'
import { allows } from '../../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../../platform/http/route.ts'
import { format } from '../../platform/text/format.ts'
import { stepName } from './step-name.sql.ts'
import { correctTime, runningTimer, stopTimer, type TimeLine, timeById, workedAt } from './time.sql.ts'
import { timeText } from './time.text.ts'
import { CORRECTION } from './time.ts'
import { CorrectTimePage, STOP_PATH } from './time.views.tsx'

/** A stretch of work that this member may correct: one's own, or anybody's for whoever closes the orders. */
async function mine({ tx, member, params }: TenantCall, lock = false): Promise<TimeLine | null> {
  const id = z.uuid().safeParse(params.id)
  const line = id.success ? await timeById(tx, id.data, lock) : undefined
  return line && (line.personId === member.personId || allows(member, judgeFleet)) ? line : null
}

async function correctPage(call: TenantCall, problem?: Problem): Promise<Answer> {
  const line = await mine(call)
  if (!line) return notFound()
  const form = freshForm(call.viewer, problem, { minutes: String(line.minutes ?? '') })
  const step = await stepName(call.tx, line, call.viewer.lang)
  return page(<CorrectTimePage viewer={call.viewer} line={line} step={step} form={form} />, problem ? 422 : 200)
}

export const timeRoutes: readonly Route[] = [
  actRoute({
    path: STOP_PATH,
    access: work,
    form: z.object({}),
    example: { as: 'trainee', form: {} },
    handle: async ({ tx, member, viewer }) => {
      const text = timeText(viewer.lang)
      const timer = await runningTimer(tx, member.personId, true)
      if (!timer) return redirect('/atelier', text.stoppedNone)
      const stopped = await stopTimer(tx, member, timer)
      if (stopped.kind === 'forgotten') return redirect(`/atelier/temps/${timer.id}`, text.startedForgotten)
      return redirect(workedAt(timer), text.stopped(format(viewer).minutes(stopped.minutes)))
    },
  }),
  pageRoute({
    path: '/atelier/temps/:id',
    access: work,
    example: { as: 'technician', params: { id: '{work.time}' } },
    handle: (call) => correctPage(call),
  }),
  actRoute({
    path: '/atelier/temps/:id',
    access: work,
    form: CORRECTION,
    example: {
      as: 'technician',
      params: { id: '{work.time}' },
      form: { minutes: '25', reason: 'Chronomètre oublié à midi.' },
    },
    invalid: (call, problem) => correctPage(call, problem),
    handle: async (call) => {
      const line = await mine(call, true)
      if (!line) return notFound()
      const [fr, en] = [timeText('fr'), timeText('en')]
      if (line.endedAt === null)
        return refused([
          {
            rule: 'timerStopped',
            message: { fr: fr.stillRuns, en: en.stillRuns },
            satisfy: { fr: fr.stillRunsHow, en: en.stillRunsHow },
          },
        ])
      await correctTime(call.tx, call.member, line, call.form)
      return redirect(workedAt(line), timeText(call.viewer.lang).saved)
    },
  }),
]
