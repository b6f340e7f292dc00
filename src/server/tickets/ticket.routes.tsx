import { z } from 'zod'
import { readCode } from '../fleet/code.ts'
import { deviceByCode } from '../fleet/device.sql.ts'
import { handOver, keepFleet, reportBreakdowns, seeFleet, work } from '../organisation/permissions.ts'
import { type Answer, notFound, page, redirect, refused } from '../platform/http/answer.ts'
import { freshForm, type Problem } from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { enterTime, runningTimer, startTimer, timeLines } from '../workshop/time/time.sql.ts'
import { TYPED } from '../workshop/time/time.ts'
import { exposures, yearsOfTickets } from './rates.sql.ts'
import { RatesPage } from './rates.views.tsx'
import { close, diagnose, listTickets, NO_FILTER, report } from './ticket.sql.ts'
import { ticketText } from './ticket.text.ts'
import { CLOSING, DIAGNOSIS, REPORT, TICKET_NUMBER } from './ticket.ts'
import { ReportPage, TICKETS, TicketListPage, TicketPage } from './ticket.views.tsx'
import { askedTicket, notTaken, openTicket } from './ticket-open.ts'
import { filterOf } from './ticket-query.ts'

const MOST = 25

async function ticketPage(
  call: TenantCall,
  wrong?: { readonly form: 'diagnosis' | 'time' | 'close'; readonly problem: Problem },
): Promise<Answer> {
  const { tx, viewer, member } = call
  const ticket = await askedTicket(tx, call.params.number)
  if (!ticket) return notFound()
  const form = (name: 'diagnosis' | 'time' | 'close', values = {}) =>
    freshForm(viewer, wrong?.form === name ? wrong.problem : undefined, values)
  const own = await listTickets(tx, { ...NO_FILTER, device: ticket.deviceId }, null, 100)
  return page(
    <TicketPage
      viewer={viewer}
      ticket={ticket}
      rank={own.rows.filter(({ number }) => number <= ticket.number).length}
      times={await timeLines(tx).where('t.ticket_id', '=', ticket.id).orderBy('t.id').execute()}
      timer={await runningTimer(tx, member.personId)}
      mayWork={allows(member, work)}
      mayTakeBack={allows(member, handOver)}
      mayDecommission={allows(member, keepFleet)}
      forms={{ diagnosis: form('diagnosis', { cause: ticket.cause ?? '' }), time: form('time'), close: form('close') }}
    />,
    wrong ? 422 : 200,
  )
}

const reportPage = ({ viewer, query }: TenantCall, problem?: Problem): Answer =>
  page(
    <ReportPage viewer={viewer} form={freshForm(viewer, problem, { device: (query.code ?? '').slice(0, 40) })} />,
    problem ? 422 : 200,
  )

export const ticketRoutes: readonly Route[] = [
  pageRoute({
    path: TICKETS,
    access: seeFleet,
    example: { as: 'mediator' },
    handle: async ({ tx, viewer, member, query }) => {
      const after = TICKET_NUMBER.safeParse(query.apres)
      const { rows, after: next } = await listTickets(tx, filterOf(query), after.success ? after.data : null, MOST)
      return page(
        <TicketListPage
          viewer={viewer}
          rows={rows}
          after={next}
          query={query}
          years={await yearsOfTickets(tx, new Date())}
          mayReport={allows(member, reportBreakdowns)}
        />,
      )
    },
  }),
  pageRoute({
    path: `${TICKETS}/taux`,
    access: seeFleet,
    example: { as: 'mediator' },
    handle: async ({ tx, viewer, query }) => {
      const now = new Date()
      const by = z.enum(['life', 'age', 'model']).catch('life').parse(query.par)
      const years = await yearsOfTickets(tx, now)
      const year = years.find((one) => String(one) === query.annee) ?? now.getUTCFullYear()
      const lives = await exposures(tx, 'life', year, now)
      return page(
        <RatesPage
          viewer={viewer}
          by={by}
          year={year}
          years={years}
          lives={lives}
          groups={by === 'life' ? lives : await exposures(tx, by, year, now)}
          query={query}
        />,
      )
    },
  }),
  pageRoute({
    path: `${TICKETS}/nouvelle`,
    access: reportBreakdowns,
    example: { as: 'mediator' },
    handle: async (call) => reportPage(call),
  }),
  actRoute({
    path: `${TICKETS}/nouvelle`,
    access: reportBreakdowns,
    form: REPORT,
    example: { as: 'mediator', form: { device: '{ticket.working}', symptom: 'slow', words: 'Depuis lundi.' } },
    invalid: async (call, problem) => reportPage(call, problem),
    handle: async (call) => {
      const { tx, member, viewer, form } = call
      const text = ticketText(viewer.lang)
      const mistyped = { device: form.device, symptom: form.symptom, words: form.words ?? '' }
      if (readCode(form.device) === null)
        return reportPage(call, { values: mistyped, errors: { device: text.unknownDevice } })
      const done = await report(tx, member, form)
      if (done.kind === 'reported') return redirect(`${TICKETS}/${done.number}`, text.reported(done.number))
      if (done.kind === 'unknown') return notFound()
      if (done.kind === 'already') return refused(notTaken('already', [text.no(done.number)]))
      return refused(notTaken(done.why))
    },
  }),
  pageRoute({
    path: `${TICKETS}/:number`,
    access: seeFleet,
    example: { as: 'mediator', params: { number: '{ticket.number}' } },
    handle: (call) => ticketPage(call),
  }),
  actRoute({
    path: `${TICKETS}/:number/diagnostic`,
    access: work,
    form: DIAGNOSIS,
    example: { as: 'trainee', params: { number: '{ticket.number}' }, form: { cause: 'part' } },
    invalid: (call, problem) => ticketPage(call, { form: 'diagnosis', problem }),
    handle: async (call) => {
      const at = await openTicket(call.tx, call.params.number)
      if ('answer' in at) return at.answer
      await diagnose(call.tx, call.member, at.ticket, call.form.cause)
      return redirect(`${TICKETS}/${at.ticket.number}`, ticketText(call.viewer.lang).diagnosed)
    },
  }),
  actRoute({
    path: `${TICKETS}/:number/temps`,
    access: work,
    form: z.object({ minutes: TYPED, begin: z.string().max(10).optional() }),
    example: { as: 'trainee', params: { number: '{ticket.number}' }, form: { minutes: '15' } },
    invalid: (call, problem) => ticketPage(call, { form: 'time', problem }),
    handle: async (call) => {
      const { tx, member, form, viewer } = call
      const at = await openTicket(call.tx, call.params.number)
      if ('answer' in at) return at.answer
      const { deviceId, id: ticketId, life, number } = at.ticket
      const repair = { deviceId, ticketId, workOrderId: null, step: null, life, supervisorId: null }
      if (form.minutes !== null) await enterTime(tx, member, repair, form.minutes)
      if (form.begin) await startTimer(tx, member, repair)
      return redirect(`${TICKETS}/${number}`, ticketText(viewer.lang).timeSaved)
    },
  }),
  actRoute({
    path: `${TICKETS}/:number/clore`,
    access: work,
    form: CLOSING,
    example: { as: 'trainee', params: { number: '{ticket.number}' }, form: { outcome: 'repaired' } },
    invalid: (call, problem) => ticketPage(call, { form: 'close', problem }),
    handle: async (call) => {
      const { tx, member, form, viewer } = call
      const at = await openTicket(call.tx, call.params.number)
      if ('answer' in at) return at.answer
      const text = ticketText(viewer.lang)
      const other = form.replacement === null ? null : await deviceByCode(tx, form.replacement)
      if (form.replacement !== null && (!other || other.id === at.ticket.deviceId))
        return ticketPage(call, {
          form: 'close',
          problem: {
            values: { outcome: form.outcome, replacement: form.replacement },
            errors: { replacement: text.unknownDevice },
          },
        })
      await close(tx, member, at.ticket, form.outcome, form.outcome === 'replaced' ? (other?.id ?? null) : null)
      return redirect(`${TICKETS}/${at.ticket.number}`, text.closed)
    },
  }),
]
