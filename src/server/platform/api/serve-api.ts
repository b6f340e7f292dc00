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
import type { ApiRoute } from './api-route.ts'
import { type ProblemBody, problemBody, problemResponse, saidRefusals } from './problem.ts'
import { enterByToken } from './token.sql.ts'

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

/** One operation: who asks → role and scope → validate → once → act → answer; the same refusals as on screen. */
export async function serveApi({ database, services }: ApiParts, route: ApiRoute, context: Context): Promise<Response> {
  const request = context.req.raw
  const lang = apiLang(request)
  const body = route.method === 'GET' ? new Uint8Array() : new Uint8Array(await request.arrayBuffer())
  const enter = await asker(services, request)
  if (enter === null) return problemResponse(problemBody('unauthenticated', lang))
  if (enter === 'foreign') return problemResponse(problemBody('foreign', lang))
  const work = async (tx: Tx): Promise<Done> => {
    const who = await enter(tx)
    if (!who) throw new RolledBack(problemBody('unauthenticated', lang))
    if (!allows(who.member, route.access)) throw new RolledBack(problemBody('role', lang))
    if (who.scopes !== 'all' && !who.scopes.includes(route.scope.name)) throw new RolledBack(problemBody('scope', lang))
    if (route.method === 'GET') await sql`set transaction read only`.execute(tx)
    const input = readInput(route, context, body, lang)
    const key = route.method === 'POST' ? request.headers.get('idempotency-key') : null
    const once = key === null ? null : await firstAnswer(tx, who.member, key, fingerprint(context, body), lang)
    if (once?.answered) return once.answered
    const params = legibleValues(context.req.param()) as Record<string, string>
    const answer = await route.handle({ tx, member: who.member, services, lang, params, input, bytes: body })
    if (answer.kind === 'notFound') throw new RolledBack(problemBody('notFound', lang))
    if (answer.kind === 'refused')
      throw new RolledBack(problemBody('refused', lang, { refusals: saidRefusals(answer.refusals, lang) }))
    const done = { status: 200, body: route.output.parse(answer.body) }
    if (once) await keepAnswer(tx, who.member, once.key, done)
    return done
  }
  try {
    const { status, body: answered } = await database.outside(work)
    return new Response(JSON.stringify(answered), {
      status,
      headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'private, no-store' },
    })
  } catch (error) {
    if (error instanceof RolledBack) return problemResponse(error.problem)
    if (namesNothing(error)) return problemResponse(problemBody('notFound', lang))
    throw error
  }
}

interface Who {
  readonly member: Member
  readonly scopes: readonly string[] | 'all'
}

/** How to enter as whoever asks: a token, or the sign-in of a page of ours; null for nobody. */
async function asker(services: Services, request: Request) {
  const bearer = request.headers.get('authorization')?.match(/^Bearer (\S+)$/i)?.[1]
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

function readInput(route: ApiRoute, context: Context, body: Uint8Array, lang: Lang): unknown {
  const fromQuery = route.method === 'GET' || route.body === 'bytes'
  const given = fromQuery ? legibleValues(context.req.query()) : readJson(body, lang)
  const parsed = (route.input as z.ZodType).safeParse(given, { error: fieldMessage(lang) })
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }))
  throw new RolledBack(problemBody('invalid', lang, { errors }))
}

function readJson(body: Uint8Array, lang: Lang): unknown {
  if (body.length === 0) return {}
  try {
    return legibleValues(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)))
  } catch {
    const message = lang === 'fr' ? 'Le corps n’est pas du JSON en UTF-8.' : 'The body is not JSON in UTF-8.'
    throw new RolledBack(problemBody('invalid', lang, { errors: [{ field: '', message }] }))
  }
}

const fingerprint = (context: Context, body: Uint8Array): Buffer =>
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
