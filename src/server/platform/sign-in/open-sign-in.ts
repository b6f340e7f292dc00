import { isAPIError } from 'better-auth/api'
import pg from 'pg'
import type { Mailer } from '../mail/mailer.ts'
import { openLibrary } from './library.ts'
import { openLimiter } from './limits.ts'
import type { Entry, SignIn } from './sign-in.ts'

export interface SignInSettings {
  /** The owner's way in; the pool takes the sign-in role and schema by itself. */
  readonly database: pg.PoolConfig
  /** The address people reach the application at, without a final slash. */
  readonly origin: string
  /** At least 32 random characters, the same for every server of the installation. */
  readonly secret: string
  readonly mailer: Mailer
  readonly secureCookies: boolean
  log(error: Error): void
}

/** Opens the sign-in library on its own pool, role and schema: nothing else in the program reads them. */
export function openSignIn(settings: SignInSettings): SignIn & { close(): Promise<void> } {
  const pool = new pg.Pool({
    max: 8,
    ...settings.database,
    options: '-c role=seconde_vie_signin -c search_path=sign_in',
    application_name: 'seconde-vie sign-in',
  })
  pool.on('error', settings.log)
  const limiter = openLimiter(pool, settings.secret)
  const library = openLibrary(pool, settings, {
    magicLink: () => undefined,
    passwordReset: () => undefined,
  })

  return {
    async whoIs(headers) {
      if (!headers.has('cookie')) return null
      const { response, headers: set } = await library.api.getSession({ headers, returnHeaders: true })
      if (!response) return null
      const { user, session } = response
      return {
        userId: user.id,
        name: user.name,
        email: user.email,
        signInId: session.id,
        cookies: set.getSetCookie(),
      }
    },

    async withPassword({ email, password, remember }, asker) {
      const account = email.trim().toLowerCase()
      if (!(await limiter.allows(['passwordByAccount', account], ['passwordByAddress', asker.address])))
        return { kind: 'tooMany' }
      const entry = await entering(() =>
        library.api.signInEmail({
          body: { email: account, password, rememberMe: remember },
          headers: asker.headers,
          returnHeaders: true,
        }),
      )
      if (entry.kind !== 'wrong') await limiter.forget('passwordByAccount', account)
      return entry
    },

    async signOut(headers) {
      const { headers: set } = await library.api.signOut({ headers, returnHeaders: true })
      return { cookies: set.getSetCookie() }
    },

    async createAccount({ name, email, password }) {
      const { internalAdapter, password: passwords } = await library.$context
      const known = await internalAdapter.findUserByEmail(email.trim().toLowerCase())
      if (known) return known.user.id
      // Whoever makes the account answers for the address: there is no public sign-up to take it first.
      const user = await internalAdapter.createUser(
        { name, email: email.trim().toLowerCase(), emailVerified: true },
        { method: 'admin' },
      )
      if (password !== undefined)
        await internalAdapter.linkAccount({
          userId: user.id,
          providerId: 'credential',
          accountId: user.id,
          password: await passwords.hash(password),
        })
      return user.id
    },

    close: () => pool.end(),
  }
}

/** Runs one of the library's ways in and reads its answer; a refusal of the library is one answer, whatever its reason. */
async function entering(
  attempt: () => Promise<{ readonly response: object; readonly headers: Headers }>,
): Promise<Entry> {
  try {
    const { response, headers } = await attempt()
    const kind = 'twoFactorRedirect' in response ? 'secondFactor' : 'signedIn'
    return { kind, cookies: headers.getSetCookie() }
  } catch (error) {
    if (isAPIError(error) && error.statusCode < 500) return { kind: 'wrong' }
    throw error
  }
}
