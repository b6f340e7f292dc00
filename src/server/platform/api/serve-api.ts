import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Database, Tx } from '../database/database.ts'
import { namesNothing } from '../database/names-nothing.ts'
import { readCookies } from '../http/cookies.ts'
import { fieldMessage } from '../http/field-messages.ts'
import { enterAs } from '../http/membership.ts'
import { allows, type Member } from '../http/permission.ts'
import type { Services } from '../http/services.ts'
import { languageOf } from '../http/viewer.ts'
import { legibleValues } from '../text/legible.ts'
import type { Lang } from '../text/text.ts'
import type { ApiAnswer, ApiCall, ApiRoute } from './api-route.ts'
import { jsonResponse, type ProblemBody, problemBody, problemResponse, saidRefusals } from './problem.ts'
import { sideBySide } from './side-by-side.ts'
import { enterByToken, enterByTokens, organisationOf } from './token.sql.ts'

export interface ApiParts {
  readonly database: Database
  readonly services: Services
}

/** Rolls the transaction back while keeping what is to be answered. */
class RolledBack {
  constructor(readonly problem: ProblemBody) {}
}

interface Done {
  readonly status: number
  readonly body: unknown
}

/** The language of an answer that comes before, or instead of, an operation. */
export const apiLang = (request: Request): Lang => languageOf({}, request.headers.get('accept-language'))

/** Bodies larger than this are each taken alone: nobody waits for another's. */
const MOST_TOGETHER_BYTES = 262_144
/** Requests answered by one transaction. */
const MOST_TOGETHER = 16

/** A request as it came, before anything is known of who asks. */
interface Asked {
  readonly context: Context
  readonly lang: Lang
  readonly body: Uint8Array
}

type Outcome = Done | RolledBack

/** One operation: who asks → role and scope → validate → once → act → answer; the same refusals as on screen. */
export function serveApi({ database, services }: ApiParts, route: ApiRoute): (context: Context) => Promise<Response> {
  const alone = (asked: Asked, enter: (tx: Tx) => Promise<Who | null>): Promise<Outcome> =>
    database.outside(async (tx) => {
      const call = admit(route, services, tx, await enter(tx), asked)
      if (call instanceof RolledBack) throw call
      if (route.method === 'GET') await sql`set transaction read only`.execute(tx)
      const key = keyOf(route, asked)
      const once = key === null ? null : await firstAnswer(tx, call.member, key, fingerprint(asked), asked.lang)
      if (once?.answered) return once.answered
      const done = outcome(route, await route.handle(call), asked.lang)
      if (done instanceof RolledBack) throw done
      if (once) await keepAnswer(tx, call.member, once.key, done)
      return done
    })
  const together = sideBySide(MOST_TOGETHER, async (organisationId, group: readonly (Asked & { token: string })[]) =>
    database.outside(async (tx) => {
      const bearers = await enterByTokens(
        tx,
        organisationId,
        group.map(({ token }) => token),
      )
      const admitted = group.map((asked) => admit(route, services, tx, bearers.get(asked.token) ?? null, asked))
      const calls = admitted.flatMap((one) => (one instanceof RolledBack ? [] : one))
      const answers = (await route.together?.(calls)) ?? []
      return admitted.map((one): Outcome => {
        if (one instanceof RolledBack) return one
        const answer = answers[calls.indexOf(one)]
        if (!answer) throw new Error('a request was not answered')
        return outcome(route, answer, one.lang)
      })
    }),
  )
  const answered = async (asked: Asked): Promise<Outcome> => {
    const token = bearerOf(asked.context.req.raw)
    const organisationId = token === null ? null : organisationOf(token)
    const small = asked.body.length <= MOST_TOGETHER_BYTES
    if (route.together && token && organisationId && small && keyOf(route, asked) === null) {
      // Nobody pays for another's request: where a group fails, each is answered alone.
      const shared = await together(organisationId, { ...asked, token }).catch(() => null)
      if (shared) return shared
    }
    const enter = await asker(services, asked.context.req.raw)
    if (enter === null || enter === 'foreign')
      return new RolledBack(problemBody(enter === null ? 'unauthenticated' : enter, asked.lang))
    return alone(asked, enter)
  }
  return async (context) => {
    const lang = apiLang(context.req.raw)
    const body = route.method === 'GET' ? new Uint8Array() : new Uint8Array(await context.req.raw.arrayBuffer())
    try {
      return responseOf(await answered({ context, lang, body }))
    } catch (error) {
      if (error instanceof RolledBack) return responseOf(error)
      if (namesNothing(error)) return problemResponse(problemBody('notFound', lang))
      throw error
    }
  }
}

const keyOf = (route: ApiRoute, { context }: Asked): string | null =>
  route.method === 'POST' ? (context.req.raw.headers.get('idempotency-key') ?? null) : null

/** The call of whoever may make it, or why not. */
function admit(
  route: ApiRoute,
  services: Services,
  tx: Tx,
  who: Who | null,
  { context, body, lang }: Asked,
): ApiCall<unknown> | RolledBack {
  if (!who) return new RolledBack(problemBody('unauthenticated', lang))
  if (!allows(who.member, route.access)) return new RolledBack(problemBody('role', lang))
  if (who.scopes !== 'all' && !who.scopes.includes(route.scope.name)) return new RolledBack(problemBody('scope', lang))
  const read = readInput(route, context, body, lang)
  if (read instanceof RolledBack) return read
  const params = legibleValues(context.req.param()) as Record<string, string>
  return { tx, member: who.member, services, lang, params, input: read.input, bytes: body }
}

function outcome(route: ApiRoute, answer: ApiAnswer<unknown>, lang: Lang): Outcome {
  if (answer.kind === 'notFound') return new RolledBack(problemBody('notFound', lang))
  if (answer.kind === 'refused')
    return new RolledBack(problemBody('refused', lang, { refusals: saidRefusals(answer.refusals, lang) }))
  return { status: 200, body: route.output.parse(answer.body) }
}

const responseOf = (outcome: Outcome): Response =>
  outcome instanceof RolledBack
    ? problemResponse(outcome.problem)
    : jsonResponse(outcome.body, outcome.status, { 'content-type': 'application/json; charset=utf-8' })

interface Who {
  readonly member: Member
  readonly scopes: readonly string[] | 'all'
}

const bearerOf = (request: Request): string | null =>
  request.headers.get('authorization')?.match(/^Bearer (\S+)$/i)?.[1] ?? null

/** How to enter as whoever asks: a token, or the sign-in of a page of ours; null for nobody. */
async function asker(services: Services, request: Request) {
  const bearer = bearerOf(request)
  if (bearer) return (tx: Tx): Promise<Who | null> => enterByToken(tx, bearer)
  const signedIn = await services.signIn.whoIs(request.headers)
  if (!signedIn) return null
  // A cookie travels by itself: only a page of ours may act with it.
  if (request.method !== 'GET' && request.headers.get('origin') !== services.origin) return 'foreign'
  return async (tx: Tx): Promise<Who | null> => {
    const membership = await enterAs(tx, signedIn, readCookies(request).collectivite)
    return membership && { member: membership.member, scopes: 'all' }
  }
}

function readInput(
  route: ApiRoute,
  context: Context,
  body: Uint8Array,
  lang: Lang,
): { readonly input: unknown } | RolledBack {
  const fromQuery = route.method === 'GET' || route.body === 'bytes'
  const given = fromQuery ? legibleValues(context.req.query()) : readJson(body, lang)
  if (given instanceof RolledBack) return given
  const parsed = (route.input as z.ZodType).safeParse(given, { error: fieldMessage(lang) })
  if (parsed.success) return { input: parsed.data }
  const errors = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }))
  return new RolledBack(problemBody('invalid', lang, { errors }))
}

function readJson(body: Uint8Array, lang: Lang): unknown {
  if (body.length === 0) return {}
  try {
    return legibleValues(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)))
  } catch {
    const message = lang === 'fr' ? 'Le corps n’est pas du JSON en UTF-8.' : 'The body is not JSON in UTF-8.'
    return new RolledBack(problemBody('invalid', lang, { errors: [{ field: '', message }] }))
  }
}

const fingerprint = ({ context, body }: Asked): Buffer =>
  createHash('sha256').update(context.req.url).update('\n').update(body).digest()

const KEY = /^[\x21-\x7e]{1,100}$/

/** Takes the key in the act's own transaction: a second request waits for the first, then answers what it answered. */
async function firstAnswer(
  tx: Tx,
  { organisationId, personId }: Member,
  key: string,
  hash: Buffer,
  lang: Lang,
): Promise<{ readonly key: string; readonly answered: Done | null }> {
  if (!KEY.test(key)) {
    const message = lang === 'fr' ? 'De 1 à 100 caractères visibles.' : 'From 1 to 100 visible characters.'
    throw new RolledBack(problemBody('invalid', lang, { errors: [{ field: 'Idempotency-Key', message }] }))
  }
  const taken = await tx
    .insertInto('api_once')
    .values({ organisation_id: organisationId, person_id: personId, key, request_hash: hash })
    .onConflict((same) => same.doNothing())
    .executeTakeFirst()
  if (taken.numInsertedOrUpdatedRows === 1n) return { key, answered: null }
  const first = await tx
    .selectFrom('api_once')
    .select(['request_hash', 'status', 'body'])
    .where('person_id', '=', personId)
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  if (!hash.equals(first.request_hash)) throw new RolledBack(problemBody('otherKey', lang))
  return { key, answered: { status: first.status, body: first.body } }
}

async function keepAnswer(tx: Tx, { personId }: Member, key: string, { status, body }: Done): Promise<void> {
  await tx
    .updateTable('api_once')
    .set({ status, body: JSON.stringify(body) })
    .where('person_id', '=', personId)
    .where('key', '=', key)
    .execute()
}
