import { passkey } from '@better-auth/passkey'
import { type BetterAuthPlugin, betterAuth } from 'better-auth'
import { APIError, createAuthMiddleware } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { genericOAuth, magicLink, twoFactor } from 'better-auth/plugins'
import type pg from 'pg'
import type { Mailer } from '../mail/mailer.ts'
import { backupCode } from './backup-code.ts'
import { PROVIDER, type ProviderSettings, providerConfig } from './provider.ts'

const MINUTE = 60
const HOUR = 3600
const DAY = 86_400

/** CNIL délibération 2022-100, case 2 (limited attempts, 50 bits): twelve characters of any kind hold more. */
export const SHORTEST_PASSWORD = 12
export const LONGEST_PASSWORD = 128
/** A mailed link serves once, within this many minutes. */
export const LINK_MINUTES = 15

export interface SignInSettings {
  /** The owner's way in; the pool takes the sign-in role and schema by itself. */
  readonly database: pg.PoolConfig
  /** The address people reach the application at, without a final slash. */
  readonly origin: string
  /** At least 32 random characters, the same for every server of the installation. */
  readonly secret: string
  readonly mailer: Mailer
  /** `__Host-` and Secure; false on plain localhost only. */
  readonly secureCookies: boolean
  /** Another way in: an OpenID Connect provider that the organisation trusts. */
  readonly provider?: ProviderSettings | null
  log(error: Error): void
}

/** What the library gives to be mailed; we write the messages ourselves. `about` is what was said when the link was asked. */
interface Letters {
  link(email: string, token: string, about: unknown): Promise<void>
  reset(email: string, token: string, about: unknown): Promise<void>
  passwordReplaced(user: { readonly email: string; readonly name: string }): void
}

/**
 * The sign-in library, set once. It has no route of its own: our forms call its functions, and the kernel checks the origin of every
 * post. Cookies carry `__Host-` and Secure unless the origin is plain localhost.
 * `withProvider` asks the provider for its addresses when the library is first used: it must be reachable then.
 */
export function openLibrary(
  pool: pg.Pool,
  settings: SignInSettings,
  letters: Letters,
  withProvider: ProviderSettings | null = null,
) {
  const { origin, secret, secureCookies, log } = settings
  return betterAuth({
    appName: 'Seconde Vie',
    baseURL: origin,
    secret,
    database: pool,
    telemetry: { enabled: false },
    // What the library says may hold an e-mail address: only its own sentence is kept, never the values beside it.
    logger: { level: 'error', log: (_level, message) => log(new Error(message)) },
    session: { expiresIn: 7 * DAY, updateAge: DAY, freshAge: HOUR },
    verification: { storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: true,
      autoSignIn: false,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: LINK_MINUTES * MINUTE,
      onPasswordReset: async ({ user }) => letters.passwordReplaced(user),
      sendResetPassword: ({ user, token, url }) => letters.reset(user.email, token, readAbout(url)),
    },
    advanced: {
      disableOriginCheck: true,
      ipAddress: { disableIpTracking: true },
      // `__Host-` is stricter than the library's own `__Secure-`, which `useSecureCookies` would put in front of it.
      useSecureCookies: false,
      cookiePrefix: secureCookies ? '__Host-sv' : 'sv',
      defaultCookieAttributes: { secure: secureCookies, httpOnly: true, sameSite: 'lax', path: '/' },
      database: { joins: true },
    },
    plugins: [
      secondFactor(),
      magicLink({
        expiresIn: LINK_MINUTES * MINUTE,
        disableSignUp: true,
        storeToken: 'hashed',
        sendMagicLink: ({ email, token, metadata }) => letters.link(email, token, metadata),
      }),
      passkey({
        rpID: new URL(origin).hostname,
        rpName: 'Seconde Vie',
        origin,
        advanced: { webAuthnChallengeCookie: 'passkey' },
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        registration: { afterVerification: ({ verification }) => verified(verification.registrationInfo) },
        authentication: { afterVerification: ({ verification }) => verified(verification.authenticationInfo) },
      }),
      briefEntries,
      ...(withProvider ? [genericOAuth({ config: [providerConfig(withProvider, origin)] })] : []),
    ],
    // People are invited here: whoever the provider knows under the address of an account enters it.
    account: { accountLinking: { trustedProviders: withProvider ? [PROVIDER] : [] } },
  })
}

export type Library = ReturnType<typeof openLibrary>

/** What the library carries from the request of a new password to its message is one address: ours holds what was said. */
export const aboutAddress = (about: Readonly<Record<string, string>>): string => `/?${new URLSearchParams(about)}`

function readAbout(url: string): unknown {
  const carried = new URL(url).searchParams.get('callbackURL') ?? ''
  return Object.fromEntries(new URL(carried, url).searchParams)
}

const LINK_PATH = '/magic-link/verify'
const BRIEF = new Set([LINK_PATH, '/passkey/verify-authentication', '/callback/:id'])

/** The library asks the second factor after a password only; a mailed link asks it too. */
function secondFactor() {
  const plugin = twoFactor({
    issuer: 'Seconde Vie',
    allowPasswordless: true,
    backupCodeOptions: { customBackupCodesGenerate: () => Array.from({ length: 10 }, backupCode) },
  })
  const after = plugin.hooks.after.map((hook) => ({
    ...hook,
    matcher: (context: Parameters<typeof hook.matcher>[0]) => context.path === LINK_PATH || hook.matcher(context),
  }))
  return { ...plugin, hooks: { ...plugin.hooks, after } }
}

/** A passkey stands for both factors, so the device must have verified its holder (WebAuthn level 2, §6.1, flag UV). */
async function verified(information: { readonly userVerified: boolean } | undefined): Promise<undefined> {
  if (!information?.userVerified) throw new APIError('UNAUTHORIZED', { message: 'user not verified' })
}

/** Links, passkeys and providers are used on other people's computers: these entries last until the browser closes, a day at most. */
const briefEntries = {
  id: 'brief-entries',
  hooks: {
    after: [
      {
        matcher: (context) => BRIEF.has(context.path ?? ''),
        handler: createAuthMiddleware(async (ctx) => {
          const { authCookies, secret, newSession, internalAdapter } = ctx.context
          const brief = authCookies.dontRememberToken
          await ctx.setSignedCookie(brief.name, 'true', secret, brief.attributes)
          if (!newSession) return
          await internalAdapter.updateSession(newSession.session.token, {
            expiresAt: new Date(Date.now() + DAY * 1000),
          })
          await setSessionCookie(ctx, newSession, true)
        }),
      },
    ],
  },
} satisfies BetterAuthPlugin
