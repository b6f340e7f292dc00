import type { Lang } from '../text/text.ts'
import type { Account } from './account.ts'
import type { Asker, NamedSession, PasskeyChallenge, SignedIn } from './who.ts'

export type { Asker, NamedSession, SessionRow, SignedIn } from './who.ts'

/**
 * What an attempt to enter answers; nothing in it tells whether an account exists. `expired`: the link or the challenge was used,
 * or is too old. Cookies are whole `Set-Cookie` values.
 */
export type Entry =
  | { readonly kind: 'signedIn' | 'secondFactor'; readonly cookies: readonly string[] }
  | { readonly kind: 'wrong' | 'expired' | 'tooMany' }

/** A mailed link: to whom, in which language, and where to go after. */
export interface LinkAsked {
  readonly email: string
  readonly lang: Lang
  /** A local path. */
  readonly back: string
}

/** Another way in, by an OpenID Connect provider. */
export interface ProviderWay {
  /** What people call it. */
  readonly name: string
  /** Where to send the browser, and the cookie that recognises its return; null where the provider does not answer. */
  start(back: string, headers: Headers): Promise<{ readonly to: string; readonly cookies: readonly string[] } | null>
  /** What the provider sent back, in the query. `unknown`: nobody was invited here under that address. */
  finish(
    query: Readonly<Record<string, string>>,
    headers: Headers,
  ): Promise<
    | (Extract<Entry, { cookies: readonly string[] }> & { readonly back: string })
    | { readonly kind: 'unknown' | 'failed' }
  >
  /** Signs out here; `elsewhere` is where to go to be forgotten by the provider too. */
  signOut(headers: Headers): Promise<{ readonly cookies: readonly string[]; readonly elsewhere: string | null }>
}

/** The sign-in library behind our own forms. */
export interface SignIn {
  whoIs(headers: Headers): Promise<SignedIn | null>
  /** The session that the cookies name, to be looked up together with what a page reads; null where only `whoIs` can say. */
  named(headers: Headers): Promise<NamedSession | null>
  /** `remember` keeps the sign-in for a week after its last use; every other way in lasts until the browser closes, a day at most. */
  withPassword(
    given: { readonly email: string; readonly password: string; readonly remember: boolean },
    asker: Asker,
  ): Promise<Entry>
  /** Ends the entry of someone who has a second factor: six digits, or a backup code, which serves once. */
  withCode(code: string, asker: Asker): Promise<Entry>
  /** Uses the token of a mailed link, once. Asks for the second factor where the account has one. */
  withLink(token: string, asker: Asker): Promise<Entry>
  passkeyChallenge(headers: Headers): Promise<PasskeyChallenge>
  /** `credential` is what the browser answered to the challenge, as JSON. */
  withPasskey(credential: string, asker: Asker): Promise<Entry>
  /** Mails a link that signs in. The answer, and the time it takes, are the same where no account has this address. */
  mailLink(asked: LinkAsked, asker: Asker): Promise<'mailed' | 'tooMany'>
  /** Mails a link that leads to the choice of a new password, in the same way. */
  mailReset(asked: LinkAsked, asker: Asker): Promise<'mailed' | 'tooMany'>
  /** Sets a new password by the token of a mailed link and ends every sign-in of the account. */
  resetPassword(token: string, password: string, asker: Asker): Promise<'done' | 'expired' | 'tooMany'>
  /** Another way in, where one is set. */
  readonly provider: ProviderWay | null
  signOut(headers: Headers): Promise<{ readonly cookies: readonly string[] }>
  /**
   * Makes an account; used by set-up and invitations, never by the public. Without a password, the person enters by a mailed link.
   * Answers the user's id: the existing one, its password unchanged, when the address has an account.
   */
  createAccount(account: { readonly name: string; readonly email: string; readonly password?: string }): Promise<string>
  /** Where an account is written to, or null where no account has this id. */
  addressOf(userId: string): Promise<string | null>
  /** What a person does with their own account. */
  readonly account: Account
  /** Forgets what has expired: sign-ins, links, counted attempts. Done every hour by itself. */
  forgetExpired(): Promise<void>
}
