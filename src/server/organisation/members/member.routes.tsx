import { z } from 'zod'
import { type Answer, notFound, page, redirect, refused } from '../../platform/http/answer.ts'
import { freshForm, line, type Problem, uuid, type Values } from '../../platform/http/form.ts'
import { pageOf } from '../../platform/http/page-of.ts'
import {
  actRoute,
  everyMember,
  type FormCall,
  pageRoute,
  type Route,
  type TenantCall,
} from '../../platform/http/route.ts'
import { historyOf } from '../../platform/ledger/history.sql.ts'
import { dates } from '../../platform/text/dates.ts'
import type { Viewer } from '../../platform/ui/viewer.ts'
import {
  addMember,
  allMembers,
  comeBack,
  endFunction,
  giveFunction,
  handedTo,
  isLastAdministrator,
  type MemberRow,
  memberOfAccount,
  notesOn,
  renameMember,
  setRoles,
} from '../member.sql.ts'
import { manageMembers } from '../permissions.ts'
import { askInvitation, invitationPending } from './invitation.sql.ts'
import { memberText } from './member.text.ts'
import { FUNCTION_FORM, findMembers, INVITATION, lastAdministrator, ROLES_FORM } from './member.ts'
import {
  HANDED,
  HandedPage,
  INVITE,
  InvitePage,
  MEMBERS,
  MemberListPage,
  MemberPage,
  memberHref,
} from './member.views.tsx'

const todayOf = ({ lang, timeZone }: Viewer) => dates(lang, timeZone).calendarDay(new Date())

type Part = 'roles' | 'function' | 'end' | 'name' | 'other'

async function memberPage(call: TenantCall, part?: Part, problem?: Problem): Promise<Answer> {
  const { tx, viewer, params } = call
  const members = await allMembers(tx)
  const member = members.find((one) => one.id === params.id)
  if (!member) return notFound()
  const today = todayOf(viewer)
  const values: Readonly<Record<Part, Values>> = {
    roles: { roles: member.roles },
    function: { from: today },
    end: {},
    name: { name: member.name },
    other: {},
  }
  const form = (name: Part) => freshForm(viewer, part === name ? problem : undefined, values[name])
  return page(
    <MemberPage
      viewer={viewer}
      member={member}
      today={today}
      forms={{
        roles: form('roles'),
        function: form('function'),
        end: form('end'),
        name: form('name'),
        other: form('other'),
      }}
      invitationPending={await invitationPending(tx, member.id)}
      notes={(await notesOn(tx, [member.id])).map((note) => note.body)}
      history={await historyOf(tx, member.id, 20)}
    />,
    problem ? 422 : 200,
  )
}

/** The member that the address names, in this organisation. */
async function onMember(call: TenantCall, act: (member: MemberRow) => Promise<Answer>): Promise<Answer> {
  const member = (await allMembers(call.tx)).find((one) => one.id === call.params.id)
  return member ? act(member) : notFound()
}

const invitePage = (viewer: Viewer, problem?: Problem, status: 200 | 422 = problem ? 422 : 200): Answer =>
  page(<InvitePage viewer={viewer} form={freshForm(viewer, problem, { lang: 'fr' })} />, status)

async function invite(call: TenantCall & FormCall<z.infer<typeof INVITATION>>): Promise<Answer> {
  const { tx, member, form, viewer, services } = call
  const text = memberText(viewer.lang)
  const values: Values = { ...form, title: form.title ?? '', from: form.from ?? '' }
  const again = (errors: Problem['errors']) => invitePage(viewer, { values, errors })
  if (form.roles.length === 0) return again({ roles: text.rolesRequired })
  if ((form.title === null) !== (form.from === null)) return again({ title: text.functionNeedsDate })
  const userId = await services.signIn.createAccount({ name: form.name, email: form.email })
  const known = await memberOfAccount(tx, userId)
  if (known && !known.left) return again({ email: text.already })
  const one = known ?? (await addMember(tx, member, { ...form, userId }))
  if (known) await comeBack(tx, member, known.memberId, form.roles, form.lang)
  const { memberId: id, personId } = one
  if (form.title !== null && form.from !== null)
    await giveFunction(tx, member, { id, personId }, { title: form.title, from: form.from, to: null })
  await askInvitation(tx, member, id, form.roles)
  return redirect(MEMBERS, text.invited(form.name))
}

export const memberRoutes: readonly Route[] = [
  pageRoute({
    path: MEMBERS,
    access: manageMembers,
    example: { as: 'administrator' },
    async handle({ tx, viewer, query }) {
      const found = findMembers(await allMembers(tx), { words: query.q ?? '', gone: query.presence === 'parti' })
      const shown = pageOf(found, { before: query.avant ?? '', after: query.apres ?? '' })
      return page(<MemberListPage viewer={viewer} query={query} shown={shown} today={todayOf(viewer)} />)
    },
  }),
  pageRoute({
    path: INVITE,
    access: manageMembers,
    example: { as: 'administrator' },
    handle: async ({ viewer }) => invitePage(viewer),
  }),
  actRoute({
    path: INVITE,
    access: manageMembers,
    form: INVITATION,
    example: { as: 'administrator', form: { name: 'Awa', email: 'awa@sample.invalid', roles: ['technician'] } },
    handle: invite,
    invalid: async ({ viewer }, problem) => invitePage(viewer, problem),
  }),
  pageRoute({
    path: `${MEMBERS}/:id`,
    access: manageMembers,
    example: { as: 'administrator', params: { id: '{member}' } },
    handle: (call) => memberPage(call),
  }),
  actRoute({
    path: `${MEMBERS}/:id/roles`,
    access: manageMembers,
    form: ROLES_FORM,
    example: { as: 'administrator', params: { id: '{member}' }, form: { roles: ['technician', 'mediator'] } },
    handle: (call) =>
      onMember(call, async (member) => {
        const { tx, form, viewer } = call
        const text = memberText(viewer.lang)
        if (form.roles.length === 0)
          return memberPage(call, 'roles', { values: { roles: [] }, errors: { roles: text.rolesRequired } })
        if (!form.roles.includes('administrator') && (await isLastAdministrator(tx, member.id)))
          return refused([lastAdministrator])
        await setRoles(tx, call.member, member, form.roles)
        return redirect(memberHref(member.id), text.rolesSaved)
      }),
    invalid: (call, problem) => memberPage(call, 'roles', problem),
  }),
  actRoute({
    path: `${MEMBERS}/:id/fonctions`,
    access: manageMembers,
    form: FUNCTION_FORM,
    example: {
      as: 'administrator',
      params: { id: '{member}' },
      form: { title: '3e adjoint', from: '2026-03-29' },
    },
    handle: (call) =>
      onMember(call, async (member) => {
        const { tx, form, viewer } = call
        const text = memberText(viewer.lang)
        if (form.to !== null && form.to < form.from) {
          const values = { title: form.title, from: form.from, to: form.to }
          return memberPage(call, 'function', { values, errors: { to: text.functionOrder } })
        }
        await giveFunction(tx, call.member, member, form)
        return redirect(memberHref(member.id), text.functionGiven(form.title))
      }),
    invalid: (call, problem) => memberPage(call, 'function', problem),
  }),
  actRoute({
    path: `${MEMBERS}/:id/fonctions/fin`,
    access: manageMembers,
    form: z.object({ function: uuid }),
    example: { as: 'administrator', params: { id: '{member}' }, form: { function: '{memberFunction}' } },
    handle: (call) =>
      onMember(call, async (member) => {
        const { tx, form, viewer } = call
        const one = member.functions.find(({ id }) => id === form.function)
        if (!one) return notFound()
        const today = todayOf(viewer)
        await endFunction(tx, call.member, member.id, one.id, one.from > today ? one.from : today)
        return redirect(memberHref(member.id), memberText(viewer.lang).functionEnded(one.title))
      }),
  }),
  actRoute({
    path: `${MEMBERS}/:id/nom`,
    access: manageMembers,
    form: z.object({ name: line() }),
    example: { as: 'administrator', params: { id: '{member}' }, form: { name: 'Awa Diallo' } },
    handle: (call) =>
      onMember(call, async (member) => {
        await renameMember(call.tx, call.member, member, call.form.name)
        return redirect(memberHref(member.id), memberText(call.viewer.lang).renamed)
      }),
    invalid: (call, problem) => memberPage(call, 'name', problem),
  }),
  actRoute({
    path: `${MEMBERS}/:id/retour`,
    access: manageMembers,
    form: z.object({}),
    example: { as: 'administrator', params: { id: '{goneMember}' } },
    handle: (call) =>
      onMember(call, async (member) => {
        if (member.leftAt === null) return notFound()
        await comeBack(call.tx, call.member, member.id, member.roles)
        return redirect(memberHref(member.id), memberText(call.viewer.lang).returned(member.name))
      }),
  }),
  actRoute({
    path: `${MEMBERS}/:id/invitation`,
    access: manageMembers,
    form: z.object({}),
    example: { as: 'administrator', params: { id: '{member}' } },
    handle: (call) =>
      onMember(call, async (member) => {
        if (member.leftAt !== null) return notFound()
        await askInvitation(call.tx, call.member, member.id, member.roles)
        return redirect(memberHref(member.id), memberText(call.viewer.lang).invited(member.name))
      }),
  }),
  pageRoute({
    path: HANDED,
    access: everyMember,
    example: { as: 'technician' },
    handle: async ({ tx, viewer, member }) =>
      page(<HandedPage viewer={viewer} handed={await handedTo(tx, member.personId)} />),
  }),
]
