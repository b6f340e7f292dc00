import pg from 'pg'
import { withoutAddresses } from '../mail/without-addresses.ts'
import { ASSERTION, cookiesOf, entering, readAs } from './answers.ts'
import { readBackupCode } from './backup-code.ts'
import { type Change, changeLetter, letter } from './letters.ts'
import { aboutAddress, openLibrary, type SignInSettings } from './library.ts'
import { openLimiter } from './limits.ts'
import { openAccount } from './open-account.ts'
import { openProvider } from './open-provider.ts'
import { namedSession, sessionInForce } from './session-in-force.ts'
import type { LinkAsked, SessionRow, SignedIn, SignIn } from './sign-in.ts'

/** Every question of the sign-in is short: a database that leaves one unanswered for this long is absent. */
const PATIENCE_MS = 10_000

/** Opens the sign-in library on its own pool, role and schema: nothing else in the program reads them. */
export function openSignIn(settings: SignInSettings): SignIn & { close(): Promise<void> } {
  const { origin, mailer, log } = settings
  const pool = new pg.Pool({
    max: 8,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    ...settings.database,
    options: '-c role=seconde_vie_signin -c search_path=sign_in',
    application_name: 'seconde-vie sign-in',
  })
  pool.on('error', log)
  // A connection that breaks while it is lent tells its client only: without a listener the whole process would end.
  pool.on('connect', (client) => client.on('error', log))
  const limiter = openLimiter(pool, settings.secret)
  const posting = background(log)

  const post = (kind: 'link' | 'reset') => async (to: string, token: string, about: unknown) => {
    const name = (await userOf(to))?.name ?? ''
    await mailer.send(letter(kind, { origin, to, name, token, about }))
  }
  const tell = ({ email, name }: { readonly email: string; readonly name: string }, change: Change): void =>
    posting.run(() => mailer.send(changeLetter(change, { origin, to: email, name })))
  const letters = {
    link: post('link'),
    reset: post('reset'),
    passwordReplaced: (user: { readonly email: string; readonly name: string }) => tell(user, 'password'),
  }
  const library = openLibrary(pool, settings, letters)
  const known = settings.provider ?? null
  const userOf = async (email: string) => (await (await library.$context).internalAdapter.findUserByEmail(email))?.user

  /** The work is done after the answer, so that an address without an account takes no less time than another. */
  const mailing = (ask: (email: string, asked: LinkAsked) => Promise<unknown>): SignIn['mailLink'] => {
    return async (asked, { address }) => {
      const email = plain(asked.email)
      if (!(await limiter.allows({ mailToAccount: email, mailFromAddress: address }))) return 'tooMany'
      posting.run(async () => {
        if (await userOf(email)) await ask(email, asked)
      })
      return 'mailed'
    }
  }

  /** Keeps the hour of the last use, to a few minutes. */
  const used = async ({ id, updatedAt }: Pick<SessionRow, 'id' | 'updatedAt'>): Promise<void> => {
    if (Date.now() - updatedAt.getTime() > USE_RESOLUTION_MS)
      await pool.query('update session set "updatedAt" = now() where id = $1', [id])
  }

  const holderOf = async (session: SessionRow): Promise<SignedIn> => {
    await used(session)
    const { userId, name, email, id } = session
    return { userId, name, email, signInId: id, cookies: [] }
  }

  const forgetExpired = async (): Promise<void> => {
    await pool.query('delete from session where "expiresAt" < now()')
    await pool.query('delete from verification where "expiresAt" < now()')
    await pool.query('select public.forget_old_attempts()')
  }
  const forgetting = setInterval(() => posting.run(forgetExpired), HOUR_MS).unref()

  return {
    async whoIs(headers) {
      const cookies = headers.get('cookie')
      if (!cookies) return null
      const inForce = await sessionInForce(pool, library, cookies)
      if (inForce) return holderOf(inForce)
      const { response, headers: set } = await library.api.getSession({ headers, returnHeaders: true })
      if (!response) return null
      const { user, session } = response
      await used(session)
      return { userId: user.id, name: user.name, email: user.email, signInId: session.id, cookies: cookiesOf(set) }
    },

    async named(headers) {
      const cookies = headers.get('cookie')
      const named = cookies ? await namedSession(library, cookies) : null
      return named && { token: named.token, holder: async (row) => (named.stands(row) ? holderOf(row) : null) }
    },

    async withPassword({ email, password, remember }, { headers, address }) {
      const account = plain(email)
      if (!(await limiter.allows({ passwordOfAccount: account, passwordFromAddress: address })))
        return { kind: 'tooMany' }
      const body = { email: account, password, rememberMe: remember }
      const entry = await entering(() => library.api.signInEmail({ body, headers, returnHeaders: true }))
      if ('cookies' in entry) await limiter.forget('passwordOfAccount', account)
      return entry
    },

    async withCode(code, { headers, address }) {
      if (!(await limiter.allows({ proofFromAddress: address }))) return { kind: 'tooMany' }
      const digits = code.replaceAll(/\s/g, '')
      const ofPhone = /^\d{6}$/.test(digits)
      const typed = ofPhone ? digits : readBackupCode(code)
      const verify = ofPhone ? library.api.verifyTOTP : library.api.verifyBackupCode
      return entering(async () => {
        const verified = await verify({ body: { code: typed }, headers, returnHeaders: true })
        const { token, user } = verified.response
        if (await limiter.allows({ codeOfAccount: `${user.id}\n${typed}` })) return verified
        await pool.query('delete from session where token = $1', [token])
        return null
      })
    },

    async withLink(token, { headers, address }) {
      if (!(await limiter.allows({ proofFromAddress: address }))) return { kind: 'tooMany' }
      const entry = await entering(() =>
        library.api.magicLinkVerify({ query: { token }, headers, returnHeaders: true }),
      )
      return entry.kind === 'wrong' ? { kind: 'expired' } : entry
    },

    async passkeyChallenge(headers) {
      const { response, headers: set } = await library.api.generatePasskeyAuthenticationOptions({
        headers,
        returnHeaders: true,
      })
      return { options: { ...response, userVerification: 'required' }, cookies: cookiesOf(set) }
    },

    async withPasskey(credential, { headers, address }) {
      if (!(await limiter.allows({ proofFromAddress: address }))) return { kind: 'tooMany' }
      const answered = readAs(ASSERTION, credential)
      if (!answered) return { kind: 'wrong' }
      return entering(() =>
        library.api.verifyPasskeyAuthentication({ body: { response: answered }, headers, returnHeaders: true }),
      )
    },

    mailLink: mailing((email, { lang, back }) =>
      library.api.signInMagicLink({ body: { email, metadata: { lang, back } }, headers: new Headers() }),
    ),

    mailReset: mailing((email, { lang, back }) =>
      library.api.requestPasswordReset({ body: { email, redirectTo: aboutAddress({ lang, back }) } }),
    ),

    async resetPassword(token, newPassword, { address }) {
      if (!(await limiter.allows({ proofFromAddress: address }))) return 'tooMany'
      const entry = await entering(() =>
        library.api.resetPassword({ body: { token, newPassword }, returnHeaders: true }),
      )
      return 'cookies' in entry ? 'done' : 'expired'
    },

    provider: known && openProvider(known, () => openLibrary(pool, settings, letters, known)),

    async signOut(headers) {
      const { headers: set } = await library.api.signOut({ headers, returnHeaders: true })
      return { cookies: cookiesOf(set) }
    },

    async createAccount({ name, email, password }) {
      const { internalAdapter, password: passwords } = await library.$context
      const known = await userOf(plain(email))
      if (known) return known.id
      // Whoever makes the account answers for the address: there is no public sign-up to take it first.
      const user = await internalAdapter.createUser(
        { name, email: plain(email), emailVerified: true },
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

    async addressOf(userId) {
      const { rows } = await pool.query<{ email: string }>('select email from "user" where id = $1', [userId])
      return rows[0]?.email ?? null
    },

    account: openAccount({ library, limiter, pool, tell }),

    forgetExpired,

    async close() {
      clearInterval(forgetting)
      await posting.ended()
      await pool.end()
    },
  }
}

const USE_RESOLUTION_MS = 300_000
const HOUR_MS = 3_600_000

const plain = (email: string): string => email.trim().toLowerCase()

/** Work that goes on after an answer; `ended` waits for it. */
function background(log: (error: Error) => void) {
  const going = new Set<Promise<void>>()
  return {
    run(work: () => Promise<void>): void {
      const one: Promise<void> = work()
        .catch((error) => log(new Error(withoutAddresses(String(error)))))
        .finally(() => going.delete(one))
      going.add(one)
    },
    ended: async (): Promise<void> => void (await Promise.all(going)),
  }
}
