import { passkey } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import { magicLink, twoFactor } from 'better-auth/plugins'
import type pg from 'pg'
import type { SignInSettings } from './open-sign-in.ts'

const MINUTE = 60
const DAY = 86_400

/** CNIL délibération 2022-100, case 2 (limited attempts, 50 bits): twelve characters of any kind hold more. */
export const SHORTEST_PASSWORD = 12
export const LONGEST_PASSWORD = 128
/** A device is remembered a week after its last use. */
export const REMEMBERED_DAYS = 7
export const LINK_MINUTES = 15

/** What the library hands over for the post: we write the message ourselves. */
export interface Post {
  magicLink(email: string, token: string): void
  passwordReset(user: { readonly email: string; readonly name: string }, token: string): void
}

/**
 * The sign-in library, set once. It has no route of its own: our forms call its functions, and the kernel checks the origin of every
 * post. Cookies carry `__Host-` and Secure unless the origin is plain localhost.
 */
export function openLibrary(pool: pg.Pool, settings: Omit<SignInSettings, 'database' | 'mailer'>, post: Post) {
  const { origin, secret, secureCookies, log } = settings
  return betterAuth({
    appName: 'Seconde Vie',
    baseURL: origin,
    secret,
    database: pool,
    telemetry: { enabled: false },
    // What the library says may hold an e-mail address: only its own sentence is kept, never the values beside it.
    logger: { level: 'error', log: (_level, message) => log(new Error(message)) },
    session: { expiresIn: REMEMBERED_DAYS * DAY, updateAge: DAY },
    verification: { storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: true,
      autoSignIn: false,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: LINK_MINUTES * MINUTE,
      sendResetPassword: async ({ user, token }) => post.passwordReset(user, token),
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
      twoFactor({ issuer: 'Seconde Vie' }),
      magicLink({
        expiresIn: LINK_MINUTES * MINUTE,
        disableSignUp: true,
        storeToken: 'hashed',
        sendMagicLink: async ({ email, token }) => post.magicLink(email, token),
      }),
      passkey({ rpID: new URL(origin).hostname, rpName: 'Seconde Vie', origin }),
    ],
  })
}

export type Library = ReturnType<typeof openLibrary>
