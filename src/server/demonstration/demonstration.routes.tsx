import { z } from 'zod'
import { codeAnswer } from '../first-visit/code.sql.ts'
import { EXPLORE, PROGRESS, WELCOME } from '../first-visit/gate.ts'
import { startText } from '../first-visit/start.text.ts'
import { ROLES } from '../organisation/roles.ts'
import { installationState } from '../platform/database/installation.ts'
import { type Answer, page, redirect } from '../platform/http/answer.ts'
import { type OpenCall, openRoute, type Route } from '../platform/http/route.ts'
import { ADDRESSES } from '../platform/ui/addresses.ts'
import { ACCOUNTS } from './accounts.ts'
import { buildingOf, startBuilding } from './building.ts'
import { demonstrationText } from './demonstration.text.ts'
import { AccountsPage, BuildingPage, ENTER } from './demonstration.views.tsx'

const isDemonstration = async ({ database }: OpenCall) => (await installationState(database)) === 'demonstration'

const accountsPage = ({ viewer }: OpenCall, wrong = ''): Answer =>
  page(<AccountsPage viewer={viewer} accounts={ACCOUNTS} wrong={wrong} />, wrong ? 409 : 200)

async function explore(call: OpenCall & { readonly form: { readonly firstVisitCode: string } }): Promise<Answer> {
  const { viewer, form } = call
  if ((await installationState(call.database)) === 'empty') {
    const code = await codeAnswer(call, form.firstVisitCode)
    if (code !== 'right') {
      const text = startText(viewer.lang).form
      const notice = { tone: 'refused', text: code === 'wrong' ? text.wrongCode : text.tooMany } as const
      return { kind: 'redirect', to: WELCOME, notice, cookies: [] }
    }
    const building = startBuilding(call)
    await Promise.race([building, new Promise((resolve) => setTimeout(resolve, A_MOMENT))])
    return redirect(PROGRESS)
  }
  return redirect((await isDemonstration(call)) ? ADDRESSES.demonstration : '/')
}

/** How long a person is left waiting before the page says how far it is. */
const A_MOMENT = 1500

/** How far the demonstration is; its accounts once it stands. */
async function progress(call: OpenCall): Promise<Answer> {
  const building = buildingOf(call.database)
  if (building) return page(<BuildingPage viewer={call.viewer} building={building} />, building.failed ? 503 : 200)
  return redirect((await isDemonstration(call)) ? ADDRESSES.demonstration : '/')
}

async function enter(call: OpenCall & { readonly form: { readonly role: (typeof ROLES)[number] } }): Promise<Answer> {
  if (!(await isDemonstration(call))) return redirect('/')
  const { viewer, services, form, request, address } = call
  const text = demonstrationText(viewer.lang)
  const account = ACCOUNTS.find(({ role }) => role === form.role)
  if (!account) return accountsPage(call, text.failed)
  const asked = { email: account.email, password: account.password, remember: false }
  const entry = await services.signIn.withPassword(asked, { headers: request.headers, address })
  return entry.kind === 'signedIn'
    ? redirect('/', text.entered(account.name), entry.cookies)
    : accountsPage(call, text.failed)
}

const OPEN = 'Everything in a demonstration is invented, and beside a real organisation there is none: it leads home.'

export const demonstrationRoutes: readonly Route[] = [
  openRoute({
    method: 'POST',
    path: EXPLORE,
    open: 'Nobody exists before the first visit; once anything is set up, it changes nothing.',
    form: z.object({ firstVisitCode: z.string().max(40).default('') }),
    handle: explore,
  }),
  openRoute({
    method: 'GET',
    path: PROGRESS,
    open: 'It says how far an invented town is, before anybody exists.',
    handle: progress,
  }),
  openRoute({
    method: 'GET',
    path: ADDRESSES.demonstration,
    open: OPEN,
    handle: async (call) => ((await isDemonstration(call)) ? accountsPage(call) : redirect('/')),
  }),
  openRoute({
    method: 'POST',
    path: ENTER,
    open: OPEN,
    form: z.object({ role: z.enum(ROLES) }),
    handle: enter,
  }),
]
