import type { GenericOAuthConfig } from 'better-auth/plugins'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { z } from 'zod'
import { PATHS } from './paths.ts'

/** The provider's name in the sign-in tables; what people read is `name`. */
export const PROVIDER = 'oidc'

export interface ProviderSettings {
  /** Without a final slash; its discovery document stands under `/.well-known/openid-configuration`. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** What the button says: « ProConnect ». */
  readonly name: string
  readonly scopes: readonly string[]
}

const DISCOVERED = z.object({ issuer: z.string(), jwks_uri: z.url(), userinfo_endpoint: z.url() })
/** Who it is: OpenID Connect Core §5.1; ProConnect gives `usual_name` for the family name, and no `email_verified`. */
const CLAIMS = z.looseObject({
  sub: z.string().min(1),
  email: z.email().max(320),
  name: z.string().optional(),
  given_name: z.string().optional(),
  family_name: z.string().optional(),
  usual_name: z.string().optional(),
})

/** Where the provider sends people back; to be declared there word for word. */
export const returnAddress = (origin: string): string => `${origin}${PATHS.provider}/retour`

/** Code flow with PKCE, state and nonce; the identity token must verify against the provider's published keys. */
export const providerConfig = (settings: ProviderSettings, origin: string): GenericOAuthConfig => ({
  providerId: PROVIDER,
  name: settings.name,
  discoveryUrl: discoveryOf(settings),
  requireIdTokenVerification: true,
  clientId: settings.clientId,
  clientSecret: settings.clientSecret,
  scopes: [...settings.scopes],
  redirectURI: returnAddress(origin),
  postLogoutRedirectURI: `${origin}${PATHS.signIn}`,
  disableSignUp: true,
  pkce: true,
  getUserInfo: async ({ accessToken }) => {
    const claims = CLAIMS.safeParse(await userInfo(settings, accessToken ?? ''))
    return claims.success ? { ...claims.data, emailVerified: true, name: nameOf(claims.data) } : null
  },
})

const discoveryOf = ({ issuer }: ProviderSettings) => `${issuer}/.well-known/openid-configuration`

const nameOf = ({ name, given_name, family_name, usual_name, email }: z.infer<typeof CLAIMS>): string =>
  name ?? ([given_name, usual_name ?? family_name].filter(Boolean).join(' ') || email)

/** Who holds this access token: JSON, or a signed token as ProConnect answers (OpenID Connect Core §5.3.2). */
async function userInfo(settings: ProviderSettings, accessToken: string): Promise<unknown> {
  const discovered = DISCOVERED.parse(await (await fetch(discoveryOf(settings))).json())
  const answer = await fetch(discovered.userinfo_endpoint, { headers: { authorization: `Bearer ${accessToken}` } })
  if (!answer.ok) return null
  if (!answer.headers.get('content-type')?.startsWith('application/jwt')) return answer.json()
  const keys = createRemoteJWKSet(new URL(discovered.jwks_uri))
  const { payload } = await jwtVerify(await answer.text(), keys, {
    issuer: discovered.issuer,
    audience: settings.clientId,
  })
  return payload
}
