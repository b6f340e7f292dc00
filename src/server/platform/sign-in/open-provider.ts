import { cookiesOf, unlessRefused } from './answers.ts'
import type { Library } from './library.ts'
import { PROVIDER, type ProviderSettings } from './provider.ts'
import type { ProviderWay } from './sign-in.ts'

const REFUSED = '/refused'

/** `open` makes a library that knows the provider; it is asked again until the provider answers, so that a start never waits for it. */
export function openProvider({ name }: ProviderSettings, open: () => Library): ProviderWay {
  let known: Library | null = null
  const library = async (): Promise<Library | null> => {
    if (known) return known
    const fresh = open()
    const { socialProviders } = await fresh.$context
    known = socialProviders.some(({ id }) => id === PROVIDER) ? fresh : null
    return known
  }
  return {
    name,

    async start(back, headers) {
      const ready = await library()
      if (!ready) return null
      const body = { provider: PROVIDER, callbackURL: back, errorCallbackURL: REFUSED, disableRedirect: true }
      const answered = await unlessRefused(() => ready.api.signInSocial({ body, headers, returnHeaders: true }))
      if ('refusal' in answered || !answered.response.url) return null
      return { to: answered.response.url, cookies: cookiesOf(answered.headers) }
    },

    async finish(query, headers) {
      const ready = await library()
      if (!ready) return { kind: 'failed' }
      const { state = '', code, error, iss } = query
      const answered = await ready.api.callbackOAuth({
        method: 'GET',
        params: { id: PROVIDER },
        query: { state, ...(code && { code }), ...(error && { error }), ...(iss && { iss }) },
        headers,
        asResponse: true,
      })
      const to = answered.headers.get('location') ?? REFUSED
      const why = new URL(to, 'http://here').searchParams.get('error')
      if (to.startsWith(REFUSED) || why !== null) return { kind: why === 'signup_disabled' ? 'unknown' : 'failed' }
      return { kind: 'signedIn', cookies: cookiesOf(answered.headers), back: to }
    },

    async signOut(headers) {
      const ready = await library()
      if (!ready) return { cookies: [], elsewhere: null }
      const { response, headers: set } = await ready.api.signOut({
        body: { disableRedirect: true },
        headers,
        returnHeaders: true,
      })
      return { cookies: cookiesOf(set), elsewhere: response.url ?? null }
    },
  }
}
