import { z } from 'zod'
import { type Body, bodyOf, findBodies } from '../organisation/communes.ts'
import { TERRITORIES } from '../organisation/territories.ts'
import { installationState } from '../platform/database/installation.ts'
import { type Answer, page, redirect } from '../platform/http/answer.ts'
import { freshForm, type Problem, type Values } from '../platform/http/form.ts'
import { type OpenCall, openRoute, type Route } from '../platform/http/route.ts'
import { dates } from '../platform/text/dates.ts'
import { codeAnswer } from './code.sql.ts'
import { WELCOME } from './gate.ts'
import { passwordWeakness } from './password.ts'
import { setUp, stillEmpty } from './start.sql.ts'
import { startText } from './start.text.ts'
import { nameOf, START_FORM, type Start } from './start.ts'
import { FIND, FindPage, START, StartPage, WelcomePage } from './start.views.tsx'

const OPEN = 'Nobody exists before the first visit; once anything is set up, it leads home and changes nothing.'
const HOME = redirect('/')

const isEmpty = async ({ database }: OpenCall) => (await installationState(database)) === 'empty'

/** What the form starts from: what the official list knows of the organisation, and what most people keep. */
function startingValues(body: Body | null, nature: string, { viewer }: OpenCall): Values {
  const text = startText(viewer.lang).form
  const { timeZone } = TERRITORIES[body?.territory ?? 'hexagone']
  return {
    nature,
    code: body?.code ?? '',
    organisation: body === null ? '' : nameOf(body),
    territory: body?.territory ?? '',
    programme: text.programmeDefault,
    startedOn: dates(viewer.lang, timeZone).calendarDay(new Date()),
    status: 'running',
    roles: ['coordinator'],
    services: text.servicesDefault,
    workshops: text.workshopsDefault,
    stores: text.storesDefault,
    model: 'default',
  }
}

async function startPage(call: OpenCall, values: Values, problem?: Problem, status: 200 | 422 | 429 = 200) {
  const { viewer, services } = call
  const body = await bodyFrom(values)
  return page(
    <StartPage
      viewer={viewer}
      form={freshForm(viewer, problem, values)}
      asksCode={services.firstVisitCode !== null}
      memberCommunes={body?.members.length ?? 0}
    />,
    status,
  )
}

const KINDS = z.enum(['commune', 'epci', 'departement'])
async function bodyFrom(values: Values): Promise<Body | null> {
  const kind = KINDS.safeParse(values.nature)
  return kind.success && typeof values.code === 'string' ? bodyOf(kind.data, values.code) : null
}

/** What the fields say together that none says alone. */
async function problemsOf(call: OpenCall, start: Start): Promise<Record<string, string>> {
  const { lang } = call.viewer
  const text = startText(lang).form
  const errors: Record<string, string> = {}
  if (start.nature !== 'other' && !(await bodyOf(start.nature, start.code ?? ''))) errors.organisation = text.change
  if ((start.formerName === null) !== (start.formerUntil === null)) errors.formerName = text.formerNeedsDate
  const weakness = passwordWeakness(start.password, [start.person, start.email.split('@')[0] ?? '', start.organisation])
  if (weakness) errors.password = weakness[lang]
  else if (start.password !== start.again) errors.again = text.differ
  return errors
}

async function begin(call: OpenCall & { readonly form: Start }): Promise<Answer> {
  const { viewer, services, database, form, request, address } = call
  if (!(await isEmpty(call))) return HOME
  const text = startText(viewer.lang).form
  const values = valuesOf(form)
  const errors = await problemsOf(call, form)
  if (Object.keys(errors).length > 0) return startPage(call, values, { values, errors }, 422)
  const code = await codeAnswer(call, form.firstVisitCode)
  if (code !== 'right') {
    const said = code === 'wrong' ? text.wrongCode : text.tooMany
    return startPage(call, values, { values, errors: { firstVisitCode: said } }, code === 'wrong' ? 422 : 429)
  }
  const account = { name: form.person, email: form.email, password: form.password }
  const done = await database.outside(
    async (tx) => (await stillEmpty(tx)) && setUp(tx, form, viewer.lang, () => services.signIn.createAccount(account)),
  )
  if (!done) return HOME
  const entry = await services.signIn.withPassword(
    { ...account, remember: false },
    { headers: request.headers, address },
  )
  return redirect('/', text.done(form.programme), 'cookies' in entry ? entry.cookies : [])
}

/** The form as it was typed, so that it can be drawn again; passwords are never written back. */
function valuesOf({ password: _password, again: _again, ...start }: Start): Values {
  const text = (value: unknown) => (value === null ? '' : String(value))
  return Object.fromEntries(
    Object.entries(start).map(([name, value]) => [
      name,
      Array.isArray(value) ? (name === 'roles' ? value : value.join('\n')) : text(value),
    ]),
  )
}

export const firstVisitRoutes: readonly Route[] = [
  openRoute({
    method: 'GET',
    path: WELCOME,
    open: OPEN,
    async handle(call) {
      if (!(await isEmpty(call))) return HOME
      const { viewer, services } = call
      const asksCode = services.firstVisitCode !== null
      return page(<WelcomePage viewer={viewer} form={freshForm(viewer)} asksCode={asksCode} />)
    },
  }),
  openRoute({
    method: 'GET',
    path: FIND,
    open: OPEN,
    form: z.object({ q: z.string().trim().max(200).catch('') }),
    async handle(call) {
      if (!(await isEmpty(call))) return HOME
      const { viewer, form } = call
      const found = await Promise.all(
        (['commune', 'epci', 'departement'] as const).map((kind) => findBodies(kind, form.q, 8)),
      )
      return page(
        <FindPage
          viewer={viewer}
          form={freshForm(viewer, undefined, { q: form.q })}
          asked={form.q !== ''}
          found={found.flat()}
        />,
      )
    },
  }),
  openRoute({
    method: 'GET',
    path: START,
    open: OPEN,
    form: z.object({
      nature: z.enum(['commune', 'epci', 'departement', 'other']).catch('other'),
      code: z.string().max(9).catch(''),
    }),
    async handle(call) {
      if (!(await isEmpty(call))) return HOME
      const { nature, code } = call.form
      const body = nature === 'other' ? null : await bodyOf(nature, code)
      if (nature !== 'other' && !body) return redirect(FIND)
      return startPage(call, startingValues(body, nature, call))
    },
  }),
  openRoute({
    method: 'POST',
    path: START,
    open: OPEN,
    form: START_FORM,
    handle: begin,
    async invalid(call, problem) {
      if (!(await isEmpty(call))) return HOME
      return startPage(call, problem.values, problem, 422)
    },
  }),
]
