import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Context, Hono, MiddlewareHandler } from 'hono'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { ApiRoute } from '../api/api-route.ts'
import { problemBody, problemResponse } from '../api/problem.ts'
import { apiLang, serveApi } from '../api/serve-api.ts'
import type { Database, Tx } from '../database/database.ts'
import { namesNothing } from '../database/names-nothing.ts'
import type { Trouble } from '../database/trouble.ts'
import { withoutValues } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { SignedIn } from '../sign-in/sign-in.ts'
import { legible } from '../text/legible.ts'
import { ADDRESSES } from '../ui/addresses.ts'
import { renderPage } from '../ui/render.ts'
import type { Answer } from './answer.ts'
import { noNoticeCookie, noticeCookie, readCookies } from './cookies.ts'
import { type Problem, parseForm } from './form.ts'
import { limited } from './limited.ts'
import { type Entered, enterAs, enterBySession, type Membership } from './membership.ts'
import { allows, type Permission } from './permission.ts'
import {
  BrokenPage,
  ForbiddenPage,
  InvalidPage,
  NotFoundPage,
  NowherePage,
  RefusedPage,
  TooLargePage,
} from './problem.views.tsx'
import { readBody } from './read-body.ts'
import { attachment, completing, respond, type Way, waysOf } from './respond.ts'
import type { Call, MemberRoute, OpenRoute, Route } from './route.ts'
import type { Services } from './services.ts'
import { unable } from './unable.tsx'
import { memberViewer, openViewer, type RailOf } from './viewer.ts'

export interface Application {
  readonly database: Database
  readonly services: Services
  readonly routes: readonly Route[]
  /** The operations of the interface for programs. */
  readonly api: readonly ApiRoute[]
  readonly railOf: RailOf
  readonly log: Logger
  readonly metrics: Metrics
  /** Where someone who is not signed in is sent. */
  readonly signInPath: string
  /** True while the installation holds a demonstration: every page says so. */
  readonly demonstration: () => Promise<boolean>
  /** The one address every other leads to for the time being, or null. */
  readonly divert: (path: string) => Promise<string | null>
  readonly addressOf: (context: Context) => string
  /** What keeps the program from working, where that is why something threw. */
  readonly troubleOf: (error: unknown) => Promise<Trouble | null>
}

/** The application, and how its answers leave. */
interface Serving extends Application {
  readonly wayOf: (context: Context) => Way
}

type Cookies = Readonly<Record<string, string>>

const ORDINARY_BODY = 1_048_576
/** The answers that keep what the act wrote; any other rolls it back. */
const WRITES: ReadonlySet<Answer['kind']> = new Set(['redirect', 'file', 'stream', 'json'])
/** Thrown to roll a transaction back while keeping its answer. */
class RolledBack {
  constructor(readonly answer: Answer) {}
}

/** All routes on one Hono application: limit → sign-in → validate → permission → act → redirect or render. */
export function serve(application: Application, hono: Hono): Hono {
  const compile = application.routes.flatMap((route) => ('compiles' in route && route.compiles ? [route.path] : []))
  const wayOf = waysOf(application.services.origin, new Set(compile))
  const app: Serving = { ...application, wayOf }
  hono.use(watched(app))
  hono.use(completing(wayOf))
  const sameOrigin = csrf({
    // Behind a proxy the Host is the proxy's choice: the public address counts too.
    origin: (origin, context) =>
      origin === app.services.origin ||
      (URL.canParse(origin) && new URL(origin).host === new URL(context.req.url).host),
  })
  // A program with a token has no origin; an operation asked with a cookie checks it itself.
  hono.use((context, next) => (isApi(context) ? next() : sameOrigin(context, next)))
  hono.use(async (context, next) => {
    const to = await app.divert(context.req.path)
    return to === null ? next() : context.redirect(to, 303)
  })
  for (const route of app.api) {
    const limit = limited(route.most ?? ORDINARY_BODY, (context) =>
      problemResponse(problemBody('tooLarge', apiLang(context.req.raw))),
    )
    listen(hono, route, limit, serveApi(app, route))
  }
  for (const route of app.routes) {
    const most = 'most' in route && route.most ? route.most : ORDINARY_BODY
    const mostOfOne = 'mostOfOne' in route ? (route.mostOfOne ?? most) : most
    const limit = limited(most, (context) => tooLarge(app, context, most, mostOfOne))
    listen(hono, route, limit, (context) =>
      'open' in route ? serveOpen(app, route, context) : serveMember(app, route, context),
    )
  }
  hono.notFound(async (context) =>
    isApi(context)
      ? problemResponse(problemBody('notFound', apiLang(context.req.raw)))
      : send(app.wayOf(context), notFoundAnswer, await visitorCall(app, context)),
  )
  hono.onError(async (error, context) => {
    // A form posted from another site is refused by the origin check, not broken.
    if (error instanceof HTTPException) return error.getResponse()
    const trouble = await app.troubleOf(error)
    if (trouble) {
      app.log.warn({ route: context.req.routePath }, trouble)
      return unable(trouble, context)
    }
    const id = randomUUID().slice(0, 8)
    app.log.error({ id, route: context.req.routePath, error: withoutValues(error) }, 'broken')
    if (isApi(context)) return problemResponse(problemBody('broken', apiLang(context.req.raw), { id }))
    const viewer = openViewer(context.req.raw, readCookies(context.req.raw), false)
    return context.html(renderPage(<BrokenPage viewer={viewer} id={id} />), 500)
  })
  return hono
}

/** A request that reads has no body: to look at it would make a whole `Request` of it. */
function listen(
  hono: Hono,
  { method, path }: { readonly method: string; readonly path: string },
  limit: MiddlewareHandler,
  handle: (context: Context) => Promise<Response>,
): void {
  if (method === 'GET') hono.get(path, handle)
  else hono.on(method, path, limit, handle)
}

const isApi = (context: Context): boolean => context.req.path.startsWith('/api/')
const notFoundAnswer: Answer = { kind: 'notFound' }

async function serveOpen(app: Serving, route: OpenRoute<unknown>, context: Context): Promise<Response> {
  const call = {
    ...(await strangerCall(app, context)),
    database: app.database,
  }
  const way = app.wayOf(context)
  if (!route.form) return send(way, await route.handle({ ...call, form: {}, files: [] }), call)
  const { values, files } = await readBody(context)
  const parsed = parseForm(route.form, route.method === 'GET' ? call.query : values, call.viewer.lang)
  if ('data' in parsed) return send(way, await route.handle({ ...call, form: parsed.data, files }), call)
  const answer = route.invalid ? await route.invalid(call, parsed.problem) : badForm(call, parsed.problem)
  return send(way, answer, call)
}

/** What a form of no page of its own answers, to a script or to a person. */
const badForm = ({ request, viewer }: Call, { errors }: Problem): Answer =>
  request.headers.get('accept')?.startsWith('application/json')
    ? { kind: 'json', body: { error: 'invalid', errors }, status: 422 }
    : { kind: 'page', view: <InvalidPage viewer={viewer} errors={errors} />, status: 422 }

type Body = Awaited<ReturnType<typeof readBody>>

/** Who asks, and the organisation they enter; null where the session they show is not in force. */
type Enter = (tx: Tx) => Promise<{ readonly signedIn: SignedIn; readonly entered: Entered | null } | null>

async function serveMember(app: Serving, route: MemberRoute, context: Context): Promise<Response> {
  const { signIn } = app.services
  const { headers } = context.req.raw
  const chosen = readCookies(context.req.raw).collectivite
  const named = await signIn.named(headers)
  const body = named && (await readBody(context))
  const answered =
    named &&
    body &&
    (await answerMember(app, route, context, body, async (tx) => {
      const held = await enterBySession(tx, named.token, chosen)
      const signedIn = held && (await named.holder(held.session))
      return signedIn && { signedIn, entered: held.entered }
    }))
  if (answered) return answered
  const signedIn = await signIn.whoIs(headers)
  if (!signedIn) return toSignIn(app, context)
  const known: Enter = async (tx) => ({ signedIn, entered: await enterAs(tx, signedIn, chosen) })
  const answer = await answerMember(app, route, context, body ?? (await readBody(context)), known)
  return answer ?? toSignIn(app, context)
}

/** Null where nobody entered. */
async function answerMember(
  app: Serving,
  route: MemberRoute,
  context: Context,
  body: Body,
  enter: Enter,
): Promise<Response | null> {
  const request = context.req.raw
  const cookies = readCookies(request)
  const asked = askedOf(context)
  let call: Call | undefined
  let organisationId = ''
  let prolonging: readonly string[] = []
  const work = async (tx: Tx): Promise<Answer | null> => {
    // Side by side: what does not depend on who asks leaves with the question of who they are, and sees nothing where they are nobody.
    const entering = enter(tx)
    const rail = app.railOf(tx)
    const read = 'read' in route ? route.read({ tx, ...asked }) : undefined
    for (const one of [rail, read]) one?.catch(() => 'told where it is waited for')
    const who = await entering
    if (!who) return null
    prolonging = who.signedIn.cookies
    const membership = who.entered
    if (!membership) return nowhere(request, cookies)
    const current = callOf(app, context, asked, memberViewer(membership, request, cookies, await rail, searchIn(app)))
    call = current
    organisationId = membership.organisationId
    if (!allows(membership.member, route.access))
      return { kind: 'page', view: <ForbiddenPage viewer={current.viewer} />, status: 403 }
    const inside = { ...current, tx, member: membership.member }
    if ('read' in route) return route.draw(inside, await read)
    if (route.method === 'GET') return route.handle(inside)
    const parsed = parseForm(route.form, body.values, current.viewer.lang)
    if ('problem' in parsed) {
      throw new RolledBack(
        route.invalid ? await route.invalid(inside, parsed.problem) : badForm(current, parsed.problem),
      )
    }
    const token = typeof body.values._once === 'string' ? body.values._once : null
    const before = token ? await firstAnswer(tx, membership, token) : null
    if (before) return { kind: 'redirect', to: before, notice: null, cookies: [] }
    const answer = await route.handle({ ...inside, form: parsed.data, files: body.files })
    if (!WRITES.has(answer.kind)) throw new RolledBack(answer)
    if (token && answer.kind === 'redirect') {
      await tx.updateTable('form_once').set({ location: answer.to }).where('token', '=', token).execute()
    }
    return answer
  }
  const access = 'read' in route ? 'read at once' : route.method === 'GET' ? 'read only' : 'read write'
  const answer = await app.database.outside(work, access).catch((error) => {
    if (error instanceof RolledBack) return error.answer
    if (namesNothing(error)) return notFoundAnswer
    throw error
  })
  if (answer === null) return null
  if (answer.kind === 'stream') return streamed(app, answer, organisationId)
  return send(app.wayOf(context), answer, call ?? (await strangerCall(app, context)), prolonging)
}

/** A file sent part by part; each part reads in a transaction of its own, so that a slow reader holds nothing open. */
function streamed(app: Application, answer: Extract<Answer, { kind: 'stream' }>, organisationId: string): Response {
  const parts = answer.parts((work) =>
    app.database.inOrganisation(organisationId, async (tx) => {
      await sql`set transaction read only`.execute(tx)
      return work(tx)
    }),
  )
  const bytes = Readable.from(parts, { objectMode: false }).on('error', (error) =>
    app.log.error({ error: withoutValues(error) }, 'broken download'),
  )
  return new Response(Readable.toWeb(bytes) as ReadableStream, { status: 200, headers: attachment(answer) })
}

/** Takes the form's token; where it was taken already, the place its first arrival led to. */
async function firstAnswer(tx: Tx, { organisationId }: Membership, token: string): Promise<string | null> {
  if (!/^[0-9a-f-]{36}$/.test(token)) return null
  const taken = await tx
    .insertInto('form_once')
    .values({ organisation_id: organisationId, token })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (taken.numInsertedOrUpdatedRows === 1n) return null
  const first = await tx.selectFrom('form_once').select('location').where('token', '=', token).executeTakeFirst()
  return first?.location || '/'
}

/** What it takes to use the search box; null where there is none. */
function searchIn(app: Application): Permission | null {
  const search = app.routes.find((route) => route.path === ADDRESSES.search)
  return search && !('open' in search) ? search.access : null
}

async function strangerCall(app: Application, context: Context): Promise<Call> {
  const request = context.req.raw
  const viewer = openViewer(request, readCookies(request), await app.demonstration())
  return callOf(app, context, askedOf(context), viewer)
}

/** Whoever asks for what no route serves: a member in the frame they know, anyone else as a stranger. */
async function visitorCall(app: Application, context: Context): Promise<Call> {
  const request = context.req.raw
  const cookies = readCookies(request)
  const signedIn = await app.services.signIn.whoIs(request.headers)
  const viewer =
    signedIn &&
    (await app.database.outside(async (tx) => {
      const [membership, rail] = await Promise.all([enterAs(tx, signedIn, cookies.collectivite), app.railOf(tx)])
      return membership && memberViewer(membership, request, cookies, rail, searchIn(app))
    }, 'read only'))
  return viewer
    ? callOf(app, context, { params: {}, query: askedOf(context).query }, viewer)
    : strangerCall(app, context)
}

const legibleOf = (named: Iterable<readonly [string, string]>): Readonly<Record<string, string>> =>
  Object.fromEntries(Array.from(named, ([name, value]) => [name, legible(value)]))

/** What the address asks. A name given several times, as boxes of one list are, is its values joined by commas. */
const askedOf = ({ req }: Context): Pick<Call, 'params' | 'query'> => ({
  params: legibleOf(Object.entries(req.param() as Record<string, string>)),
  query: legibleOf(Object.entries(req.queries()).map(([name, values]) => [legible(name), values.join(',')])),
})

const callOf = (
  app: Application,
  context: Context,
  asked: Pick<Call, 'params' | 'query'>,
  viewer: Call['viewer'],
): Call => ({ viewer, services: app.services, ...asked, request: context.req.raw, address: app.addressOf(context) })

function toSignIn(app: Application, context: Context): Response {
  const { pathname, search } = new URL(context.req.url)
  const back = context.req.method === 'GET' ? `?retour=${encodeURIComponent(pathname + search)}` : ''
  return context.redirect(`${app.signInPath}${back}`, 303)
}

const nowhere = (request: Request, cookies: Cookies): Answer => ({
  kind: 'page',
  view: <NowherePage viewer={openViewer(request, cookies, false)} />,
  status: 403,
})

async function tooLarge(app: Application, context: Context, most: number, mostOfOne: number): Promise<Response> {
  const call = await visitorCall(app, context)
  return context.html(renderPage(<TooLargePage viewer={call.viewer} most={most} mostOfOne={mostOfOne} />), 413)
}

/** `prolonging` are the cookies that keep the person signed in. */
function send(way: Way, answer: Answer, { viewer }: Call, prolonging: readonly string[] = []): Promise<Response> {
  const shown = [...prolonging, ...(viewer.notice ? [noNoticeCookie] : [])]
  const html = (body: string, status: number, cookies: readonly string[] = []) =>
    respond(way, body, status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'private, no-store' }, [
      ...shown,
      ...cookies,
    ])
  const by: { readonly [K in Answer['kind']]: (one: Extract<Answer, { kind: K }>) => Promise<Response> } = {
    page: (one) => html(renderPage(one.view), one.status, one.cookies),
    notFound: () => html(renderPage(<NotFoundPage viewer={viewer} />), 404),
    refused: (one) => html(renderPage(<RefusedPage viewer={viewer} refusals={one.refusals} />), 409),
    redirect: (one) =>
      respond(way, null, 303, { location: one.to }, [
        ...prolonging,
        ...one.cookies,
        ...(one.notice ? [noticeCookie(one.notice)] : []),
      ]),
    file: (one) => respond(way, one.bytes, 200, attachment(one, one.inline), []),
    // Only an act of a member streams, and it is sent before this.
    stream: () => html(renderPage(<NotFoundPage viewer={viewer} />), 404),
    json: (one) =>
      respond(
        way,
        JSON.stringify(one.body),
        one.status,
        { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'private, no-store' },
        one.cookies ?? [],
      ),
  }
  const draw = by[answer.kind] as (one: Answer) => Promise<Response>
  return draw(answer)
}

function watched({ log, metrics }: Application) {
  return async (context: Context, next: () => Promise<void>) => {
    const start = performance.now()
    await next()
    const took = performance.now() - start
    const route = context.req.routePath
    metrics.seen(route, context.req.method, context.res.status, took / 1000)
    log.info(
      { method: context.req.method, route, status: context.res.status, ms: Math.round(took * 10) / 10 },
      'request',
    )
  }
}
