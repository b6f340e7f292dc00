import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { keepFleet } from '../organisation/permissions.ts'
import { BENCH_SCOPES, SCOPE_NAMES, type ScopeName } from '../organisation/scopes.ts'
import { type Answer, notFound, page, redirect } from '../platform/http/answer.ts'
import { readCookies } from '../platform/http/cookies.ts'
import { freshForm, type Problem } from '../platform/http/form.ts'
import type { Permission } from '../platform/http/permission.ts'
import { actRoute, everyMember, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { createBenchToken, createPersonalToken, listTokens, revokeToken } from './token.sql.ts'
import { tokenText } from './token.text.ts'
import { BENCH, lastDay, PERSONAL } from './token.ts'
import { TokensPage } from './token.views.tsx'

const COOKIE = 'jeton'
/** The token travels to the page that shows it in a cookie no script reads, for a minute. */
const shownOnce = (token: string) => `${COOKIE}=${token}; Path=/; Max-Age=60; HttpOnly; SameSite=Strict`
const notShownAgain = `${COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict`

interface Kind {
  readonly kind: 'personal' | 'bench'
  readonly path: string
  readonly access: Permission
  readonly as: string
  readonly scopes: readonly ScopeName[]
  readonly title: 'title' | 'benchTitle'
  readonly lead: 'lead' | 'benchLead'
  readonly schema: typeof PERSONAL | typeof BENCH
  readonly create: typeof createPersonalToken
  /** Name of the sample's token. */
  readonly sample: string
}

const KINDS: readonly Kind[] = [
  {
    kind: 'personal',
    path: '/reglages/jetons',
    access: everyMember,
    as: 'technician',
    scopes: SCOPE_NAMES,
    title: 'title',
    lead: 'lead',
    schema: PERSONAL,
    create: createPersonalToken,
    sample: '{token.personal}',
  },
  {
    kind: 'bench',
    path: '/reglages/jetons-des-bancs',
    access: keepFleet,
    as: 'itManager',
    scopes: BENCH_SCOPES,
    title: 'benchTitle',
    lead: 'benchLead',
    schema: BENCH,
    create: createBenchToken,
    sample: '{token.bench}',
  },
]

async function tokensPage(kind: Kind, { tx, viewer, member, request }: TenantCall, problem?: Problem): Promise<Answer> {
  const text = tokenText(viewer.lang)
  const errors = problem && {
    ...problem.errors,
    ...(problem.errors.scopes !== undefined && { scopes: text.scopesWrong }),
    ...(problem.errors.days !== undefined && { days: text.daysWrong }),
  }
  const fresh = readCookies(request)[COOKIE] ?? ''
  const whose = kind.kind === 'bench' ? ({ kind: 'bench' } as const) : { kind: kind.kind, personId: member.personId }
  return page(
    <TokensPage
      viewer={viewer}
      path={kind.path}
      title={text[kind.title]}
      lead={text[kind.lead]}
      tokens={await listTokens(tx, whose)}
      scopes={kind.scopes}
      form={freshForm(viewer, problem && errors && { ...problem, errors }, { days: '90' })}
      fresh={fresh === '' ? null : fresh}
      once={() => randomUUID()}
      today={new Date().toISOString().slice(0, 10)}
    />,
    problem ? 422 : 200,
    fresh === '' ? [] : [notShownAgain],
  )
}

const routesOf = (kind: Kind): readonly Route[] => [
  pageRoute({
    path: kind.path,
    access: kind.access,
    example: { as: kind.as },
    handle: (call) => tokensPage(kind, call),
  }),
  actRoute({
    path: kind.path,
    access: kind.access,
    form: kind.schema as z.ZodType<z.infer<typeof PERSONAL>>,
    example: { as: kind.as, form: { name: 'Inventaire', scopes: ['read'], days: '90' } },
    invalid: (call, problem) => tokensPage(kind, call, problem),
    handle: async ({ tx, member, form, viewer }) => {
      const { name, scopes, days } = form
      const token = await kind.create(tx, member, { name, scopes, expiresOn: lastDay(new Date(), days) })
      return redirect(kind.path, tokenText(viewer.lang).created, [shownOnce(token)])
    },
  }),
  actRoute({
    path: `${kind.path}/:id/revocation`,
    access: kind.access,
    form: z.object({}),
    example: { as: kind.as, params: { id: kind.sample } },
    handle: async ({ tx, member, params, viewer }) => {
      const id = z.uuid().safeParse(params.id)
      const known = id.success && (await revokeToken(tx, member, id.data, kind.kind))
      return known ? redirect(kind.path, tokenText(viewer.lang).revoked) : notFound()
    },
  }),
]

/** Tokens of one's own, and those of the benches. */
export const tokenRoutes: readonly Route[] = KINDS.flatMap(routesOf)
