import { z } from 'zod'
import { type Answer, json, notFound, page, redirect } from '../http/answer.ts'
import { checkbox, freshForm, localPath, type Problem } from '../http/form.ts'
import { type OpenCall, openRoute, type Route } from '../http/route.ts'
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './library.ts'
import { PATHS, withBack } from './paths.ts'
import { plainHttp } from './plain-http.ts'
import { elsewhereCookie, providerRoutes } from './provider.routes.tsx'
import { signInText } from './sign-in.text.ts'
import type { Asker, Entry } from './sign-in.ts'
import {
  AskLinkPage,
  CodePage,
  MailedPage,
  NewPasswordPage,
  PlainHttpPage,
  SignInPage,
  UseLinkPage,
} from './sign-in.views.tsx'

const BACK = z.object({ retour: localPath })
const WAY_IN = 'Whoever is not signed in yet.'
const TOKEN = /^\w{16,64}$/

const askerOf = ({ request, address }: OpenCall): Asker => ({ headers: request.headers, address })

/** Leads elsewhere and says there why. */
const turnedAway = (to: string, text: string): Answer => ({
  kind: 'redirect',
  to,
  notice: { tone: 'refused', text },
  cookies: [],
})

/** After an entry: the choice of the organisation, which leads on by itself where there is none to make; or the second factor. */
const entered = (entry: Extract<Entry, { cookies: readonly string[] }>, back: string): Answer =>
  redirect(withBack(entry.kind === 'secondFactor' ? PATHS.code : PATHS.organisations, back), undefined, entry.cookies)

const told = (values: Problem['values'], errors: Problem['errors']): Problem => ({ values, errors })

const signInPages = [
  openRoute({
    method: 'GET',
    path: PATHS.signIn,
    open: WAY_IN,
    form: BACK,
    async handle({ viewer, services, request, form }) {
      if (await services.signIn.whoIs(request.headers)) return redirect(form.retour)
      return page(
        <SignInPage
          viewer={viewer}
          form={freshForm(viewer)}
          back={form.retour}
          provider={services.signIn.provider?.name ?? null}
          publicAddress={plainHttp(request, services.origin) === 'elsewhere' ? services.origin : null}
        />,
      )
    },
  }),
  openRoute({
    method: 'POST',
    path: PATHS.signIn,
    open: WAY_IN,
    form: BACK.extend({
      email: z.string().max(320),
      password: z.string().max(1000),
      remember: checkbox,
    }),
    async handle(call) {
      const { viewer, form, services } = call
      const entry = await services.signIn.withPassword(form, askerOf(call))
      if ('cookies' in entry) return entered(entry, form.retour)
      const text = signInText(viewer.lang).signIn
      const values = { email: form.email, remember: form.remember ? 'yes' : '' }
      const problem = told(values, { password: entry.kind === 'tooMany' ? text.tooMany : text.wrong })
      return page(
        <SignInPage
          viewer={viewer}
          form={freshForm(viewer, problem)}
          back={form.retour}
          provider={services.signIn.provider?.name ?? null}
          publicAddress={null}
        />,
        entry.kind === 'tooMany' ? 429 : 422,
      )
    },
  }),
  openRoute({
    method: 'POST',
    path: `${PATHS.passkey}/defi`,
    open: WAY_IN,
    async handle({ services, request }) {
      const { options, cookies } = await services.signIn.passkeyChallenge(request.headers)
      return json(options, 200, cookies)
    },
  }),
  openRoute({
    method: 'POST',
    path: PATHS.passkey,
    open: WAY_IN,
    form: BACK.extend({ credential: z.string().max(20_000) }),
    async handle(call) {
      const { viewer, form, services } = call
      const entry = await services.signIn.withPasskey(form.credential, askerOf(call))
      if ('cookies' in entry) return entered(entry, form.retour)
      const text = signInText(viewer.lang)
      const said = entry.kind === 'tooMany' ? text.tooMany : text.passkey.refused
      return turnedAway(withBack(PATHS.signIn, form.retour), said)
    },
  }),
]

const codePages = [
  openRoute({
    method: 'GET',
    path: PATHS.code,
    open: 'Between the password and the second factor, nobody is signed in yet.',
    form: BACK,
    handle: async ({ viewer, form }) => page(<CodePage viewer={viewer} form={freshForm(viewer)} back={form.retour} />),
  }),
  openRoute({
    method: 'POST',
    path: PATHS.code,
    open: 'Between the password and the second factor, nobody is signed in yet.',
    form: BACK.extend({ code: z.string().max(100) }),
    async handle(call) {
      const { viewer, form, services } = call
      const entry = await services.signIn.withCode(form.code, askerOf(call))
      if ('cookies' in entry) return entered(entry, form.retour)
      const text = signInText(viewer.lang)
      if (entry.kind === 'expired') return turnedAway(withBack(PATHS.signIn, form.retour), text.code.expired)
      const problem = told({}, { code: entry.kind === 'tooMany' ? text.tooMany : text.code.wrong })
      return page(
        <CodePage viewer={viewer} form={freshForm(viewer, problem)} back={form.retour} />,
        entry.kind === 'tooMany' ? 429 : 422,
      )
    },
  }),
]

/** The page that asks for an address and mails a link to it, for each of the two kinds of link. */
const askPages = (['link', 'forgotten'] as const).flatMap((kind) => {
  const again = ({ viewer }: OpenCall, back: string, problem?: Problem, status: 200 | 422 | 429 = 200) =>
    page(<AskLinkPage viewer={viewer} form={freshForm(viewer, problem)} back={back} kind={kind} />, status)
  return [
    openRoute({
      method: 'GET',
      path: PATHS[kind],
      open: WAY_IN,
      form: BACK,
      handle: async (call) => again(call, call.form.retour),
    }),
    openRoute({
      method: 'POST',
      path: PATHS[kind],
      open: WAY_IN,
      form: BACK.extend({ email: z.string().trim().max(320).pipe(z.email()) }),
      async handle(call) {
        const { viewer, form, services } = call
        const mail = kind === 'link' ? services.signIn.mailLink : services.signIn.mailReset
        const mailed = await mail({ email: form.email, lang: viewer.lang, back: form.retour }, askerOf(call))
        if (mailed === 'mailed') return page(<MailedPage viewer={viewer} email={form.email} />)
        const problem = told({ email: form.email }, { email: signInText(viewer.lang).link.tooMany })
        return again(call, form.retour, problem, 429)
      },
      invalid: async (call, { values }) =>
        again(
          call,
          localPath.parse(values.retour),
          told(values, { email: signInText(call.viewer.lang).emailWrong }),
          422,
        ),
    }),
  ]
})

const linkPages = [
  openRoute({
    method: 'GET',
    path: `${PATHS.link}/:token`,
    open: 'Whoever holds a mailed link; opening it uses nothing.',
    form: BACK,
    async handle({ viewer, params, form }) {
      const token = params.token ?? ''
      if (!TOKEN.test(token)) return notFound()
      return page(<UseLinkPage viewer={viewer} form={freshForm(viewer)} back={form.retour} token={token} />)
    },
  }),
  openRoute({
    method: 'POST',
    path: `${PATHS.link}/:token`,
    open: 'Whoever holds a mailed link, which serves once.',
    form: BACK,
    async handle(call) {
      const { viewer, params, form, services } = call
      const entry = await services.signIn.withLink(params.token ?? '', askerOf(call))
      if ('cookies' in entry) return entered(entry, form.retour)
      const text = signInText(viewer.lang)
      const said = entry.kind === 'tooMany' ? text.tooMany : text.link.expired
      return turnedAway(withBack(PATHS.link, form.retour), said)
    },
  }),
]

const newPassword = ({ viewer, params }: OpenCall, back: string, problem?: Problem): Answer => {
  const token = params.token ?? ''
  if (!TOKEN.test(token)) return notFound()
  return page(
    <NewPasswordPage viewer={viewer} form={freshForm(viewer, problem)} back={back} token={token} />,
    problem ? 422 : 200,
  )
}

const resetPages = [
  openRoute({
    method: 'GET',
    path: `${PATHS.forgotten}/:token`,
    open: 'Whoever holds a mailed link; opening it uses nothing.',
    form: BACK,
    handle: async (call) => newPassword(call, call.form.retour),
  }),
  openRoute({
    method: 'POST',
    path: `${PATHS.forgotten}/:token`,
    open: 'Whoever holds a mailed link, which serves once.',
    form: BACK.extend({ password: z.string().min(SHORTEST_PASSWORD).max(LONGEST_PASSWORD) }),
    async handle(call) {
      const { viewer, params, form, services } = call
      const text = signInText(viewer.lang)
      const done = await services.signIn.resetPassword(params.token ?? '', form.password, askerOf(call))
      if (done === 'done') return redirect(withBack(PATHS.signIn, form.retour), text.forgotten.done)
      return turnedAway(withBack(PATHS.forgotten, form.retour), done === 'tooMany' ? text.tooMany : text.link.expired)
    },
    invalid: async (call, { values }) =>
      newPassword(
        call,
        localPath.parse(values.retour),
        told({}, { password: signInText(call.viewer.lang).passwordWrong(SHORTEST_PASSWORD, LONGEST_PASSWORD) }),
      ),
  }),
]

const signOutAct = openRoute({
  method: 'POST',
  path: PATHS.signOut,
  open: 'Signing out twice does no harm.',
  async handle({ viewer, services, request }) {
    const { provider } = services.signIn
    const { cookies, elsewhere } = provider
      ? await provider.signOut(request.headers)
      : { ...(await services.signIn.signOut(request.headers)), elsewhere: null }
    if (elsewhere !== null)
      return redirect(`${PATHS.provider}/fin`, undefined, [...cookies, elsewhereCookie(elsewhere)])
    return redirect(PATHS.signIn, signInText(viewer.lang).signedOut, cookies)
  },
})

/** Where no sign-in could last, the way in says so, and how to go on, before anything is typed. */
const whereItLasts = (route: Route): Route =>
  'open' in route
    ? {
        ...route,
        handle: async (call: Parameters<typeof route.handle>[0]) =>
          plainHttp(call.request, call.services.origin) === 'never'
            ? page(<PlainHttpPage viewer={call.viewer} />, 503)
            : route.handle(call),
      }
    : route

/** Every way in, and the way out. */
export const signInRoutes: readonly Route[] = [
  ...[...signInPages, ...codePages, ...askPages, ...linkPages, ...resetPages, ...providerRoutes].map(whereItLasts),
  signOutAct,
]
