import { z } from 'zod'
import { type Answer, notFound, page, redirect } from '../http/answer.ts'
import { readCookies } from '../http/cookies.ts'
import { localPath } from '../http/form.ts'
import { openRoute, type Route } from '../http/route.ts'
import { ButtonLink, Buttons } from '../ui/button.tsx'
import { PublicLayout } from '../ui/public-layout.tsx'
import { PATHS, withBack } from './paths.ts'
import { providerText } from './provider.text.ts'

const WAY_IN = 'Whoever is not signed in yet.'
const COOKIE = 'fournisseur'

/** Where the provider forgets the person, kept for a minute for the page that offers it: a form may not lead to another site. */
export const elsewhereCookie = (address: string): string =>
  `${COOKIE}=${encodeURIComponent(address)}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax`
const noElsewhere = `${COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`

const turnedAway = (text: string): Answer => ({
  kind: 'redirect',
  to: PATHS.signIn,
  notice: { tone: 'refused', text },
  cookies: [],
})

/** The way in by an OpenID Connect provider, and the way out of it. Nothing is found where none is set. */
export const providerRoutes: readonly Route[] = [
  openRoute({
    method: 'GET',
    path: PATHS.provider,
    open: WAY_IN,
    form: z.object({ retour: localPath }),
    handle: async ({ services, viewer, request, form }) => {
      const { provider } = services.signIn
      if (!provider) return notFound()
      const started = await provider.start(form.retour, request.headers)
      if (!started) return turnedAway(providerText(viewer.lang).silent(provider.name))
      return redirect(started.to, undefined, started.cookies)
    },
  }),
  openRoute({
    method: 'GET',
    path: `${PATHS.provider}/retour`,
    open: WAY_IN,
    handle: async ({ services, viewer, request, query }) => {
      const { provider } = services.signIn
      if (!provider) return notFound()
      const entry = await provider.finish(query, request.headers)
      if (!('cookies' in entry)) return turnedAway(providerText(viewer.lang)[entry.kind](provider.name))
      return redirect(withBack(PATHS.organisations, localPath.parse(entry.back)), undefined, entry.cookies)
    },
  }),
  openRoute({
    method: 'GET',
    path: `${PATHS.provider}/fin`,
    open: 'Whoever has just signed out.',
    handle: async ({ services, viewer, request }) => {
      const { provider } = services.signIn
      const elsewhere = decodeURIComponent(readCookies(request)[COOKIE] ?? '')
      if (!provider || !URL.canParse(elsewhere)) return redirect(PATHS.signIn)
      const text = providerText(viewer.lang)
      return page(
        <PublicLayout viewer={viewer} title={text.outTitle} lead={text.outLead(provider.name)}>
          <Buttons>
            <ButtonLink href={elsewhere}>{text.outAct(provider.name)}</ButtonLink>
            <ButtonLink href={PATHS.signIn} look="plain">
              {text.stay}
            </ButtonLink>
          </Buttons>
        </PublicLayout>,
        200,
        [noElsewhere],
      )
    },
  }),
]
