import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

export interface Person {
  readonly sub: string
  readonly email: string
  readonly given_name: string
  readonly usual_name: string
}

const CLIENT = { clientId: 'seconde-vie', clientSecret: 'a secret of these tests alone' }

/**
 * A real OpenID Connect provider, which answers as ProConnect does: who a person is comes from a signed user-info token, never from the
 * identity token. `people` are who may sign in there, by `sub`; any password will do.
 */
export async function openProviderFor(origin: string, people: readonly Person[], signed: boolean) {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [`${origin}/connexion/fournisseur/retour`],
        post_logout_redirect_uris: [`${origin}/connexion`],
        ...(signed && { userinfo_signed_response_alg: 'RS256' as const }),
      },
    ],
    claims: { openid: ['sub'], email: ['email'], given_name: ['given_name'], usual_name: ['usual_name'] },
    scopes: ['openid', 'email', 'given_name', 'usual_name'],
    features: { jwtUserinfo: { enabled: true }, devInteractions: { enabled: true } },
    findAccount: (_, sub) => {
      const person = people.find((one) => one.sub === sub)
      return person && { accountId: sub, claims: () => ({ ...person }) }
    },
    cookies: { keys: ['tests'] },
  })
  server.on('request', provider.callback())
  return {
    settings: { issuer, ...CLIENT, name: 'ProConnect', scopes: ['openid', 'email', 'given_name', 'usual_name'] },
    /** Goes through the provider's own pages as `sub`, from the address our site gave; answers where it sends the browser back. */
    async signIn(from: string, sub: string): Promise<string> {
      const jar = new Map<string, string>()
      let to = from
      for (let step = 0; step < 20 && !to.startsWith(origin); step += 1) to = await visit(jar, to, sub)
      return to
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

/** One page of the provider: follows where it leads, fills in the form it shows. */
async function visit(jar: Map<string, string>, address: string, sub: string): Promise<string> {
  const page = await ask(jar, address)
  const led = page.headers.get('location')
  if (led) return new URL(led, address).href
  const html = await page.text()
  const action = html.match(/<form[^>]*action="([^"]+)"/)?.[1]
  const prompt = html.match(/name="prompt" value="(\w+)"/)?.[1]
  if (!action || !prompt) throw new Error(`the provider shows no form: ${html.slice(0, 500)}`)
  const body = new URLSearchParams({ prompt, ...(prompt === 'login' && { login: sub, password: 'x' }) })
  const posted = await ask(jar, new URL(action, address).href, body)
  return new URL(posted.headers.get('location') ?? '', address).href
}

async function ask(jar: Map<string, string>, address: string, body?: URLSearchParams): Promise<Response> {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await fetch(address, {
    method: body ? 'POST' : 'GET',
    redirect: 'manual',
    headers: { cookie },
    ...(body && { body }),
  })
  for (const one of answer.headers.getSetCookie()) {
    const [pair = ''] = one.split(';')
    jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
  }
  return answer
}
