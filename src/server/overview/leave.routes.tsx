import { showCode } from '../fleet/code.ts'
import { deviceName } from '../fleet/device-name.ts'
import { giveSlip, slipsHeldBy } from '../moves/charge.sql.ts'
import { allMembers, isLastAdministrator, leave } from '../organisation/member.sql.ts'
import { lastAdministrator } from '../organisation/members/member.ts'
import { MEMBERS } from '../organisation/members/member.views.tsx'
import { manageMembers } from '../organisation/permissions.ts'
import { type Answer, notFound, page, redirect, refused } from '../platform/http/answer.ts'
import { freshForm, type Problem } from '../platform/http/form.ts'
import { actRoute, type FormCall, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { dates } from '../platform/text/dates.ts'
import { giveRequest, requestsHeldBy } from '../requests/charge.sql.ts'
import { showRequestNumber } from '../requests/request.ts'
import { giveRound, roundsHeldBy } from '../stocktake/charge.sql.ts'
import { giveOrder, ordersHeldBy } from '../workshop/charge.sql.ts'
import { leaveText } from './leave.text.ts'
import { destinationOf, LEAVE_FORM, type Leave } from './leave.ts'
import { LeavePage, type ShownCharge } from './leave.views.tsx'

type Given = ShownCharge & { give(to: string | null): Promise<void> }

/** Everything in the charge of somebody, with how to give it to another; `lock` holds it all until the commit. */
async function chargesOf(
  { tx, member, viewer }: TenantCall,
  personId: string,
  lock: boolean,
): Promise<readonly Given[]> {
  const orders = await ordersHeldBy(tx, personId, lock)
  const requests = await requestsHeldBy(tx, personId, lock)
  const slips = await slipsHeldBy(tx, personId, lock)
  const rounds = await roundsHeldBy(tx, personId, lock)
  const text = leaveText(viewer.lang)
  return [
    ...orders.map((order) => ({
      kind: 'order' as const,
      id: order.id,
      label: [deviceName(order, ''), showCode(order.code)].filter(Boolean).join(' · '),
      give: (to: string | null) => giveOrder(tx, member, order, to),
    })),
    ...requests.map((request) => ({
      kind: 'request' as const,
      id: request.id,
      label: `${showRequestNumber(request.number)} · ${request.asker}`,
      give: (to: string | null) => giveRequest(tx, member, request.id, to),
    })),
    ...slips.map(({ id, number, from, to: destination }) => ({
      kind: 'slip' as const,
      id,
      label: text.showSlip(number, from, destination),
      give: (to: string | null) => giveSlip(tx, member, id, to),
    })),
    ...rounds.map(({ id, number, place }) => ({
      kind: 'round' as const,
      id,
      label: text.showRound(number, place),
      give: (to: string | null) => giveRound(tx, member, id, to),
    })),
  ]
}

/** The member of the address, still at work, and those who could take over. */
async function leaving({ tx, params }: TenantCall) {
  const atWork = (await allMembers(tx)).filter(({ leftAt }) => leftAt === null)
  const member = atWork.find(({ id }) => id === params.id)
  return member ? { member, colleagues: atWork.filter(({ id }) => id !== member.id) } : null
}

async function leavePage(call: TenantCall, problem?: Problem): Promise<Answer> {
  const found = await leaving(call)
  if (!found) return notFound()
  const charges = await chargesOf(call, found.member.personId, false)
  return page(
    <LeavePage viewer={call.viewer} {...found} charges={charges} form={freshForm(call.viewer, problem)} />,
    problem ? 422 : 200,
  )
}

async function close(call: TenantCall & FormCall<Leave>): Promise<Answer> {
  const { tx, form, viewer } = call
  const found = await leaving(call)
  if (!found) return notFound()
  const { member, colleagues } = found
  if (form.handTo !== null && !colleagues.some(({ personId }) => personId === form.handTo)) return notFound()
  if (await isLastAdministrator(tx, member.id)) return refused([lastAdministrator])
  const charges = await chargesOf(call, member.personId, true)
  let given = 0
  for (const charge of charges) {
    const where = destinationOf(charge, form, colleagues)
    if (where === 'unknown') return notFound()
    await charge.give(where.to)
    if (where.to !== null) given += 1
  }
  await leave(tx, call.member, member, dates(viewer.lang, viewer.timeZone).calendarDay(new Date()), {
    to: form.handTo,
    note: form.note,
  })
  return redirect(MEMBERS, leaveText(viewer.lang).left(member.name, given, charges.length - given))
}

export const leaveRoutes: readonly Route[] = [
  pageRoute({
    path: `${MEMBERS}/:id/depart`,
    access: manageMembers,
    example: { as: 'administrator', params: { id: '{member}' } },
    handle: (call) => leavePage(call),
  }),
  actRoute({
    path: `${MEMBERS}/:id/depart`,
    access: manageMembers,
    form: LEAVE_FORM,
    example: { as: 'administrator', params: { id: '{member}' }, form: { note: 'Deux PC sur l’étagère.' } },
    handle: close,
    invalid: (call, problem) => leavePage(call, problem),
  }),
]
