/** Who is signed in, as the sign-in library says; membership and roles are ours. */
export interface SignedIn {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly signInId: string
  /** `Set-Cookie` values that prolong the sign-in, to send with the answer; most often none. */
  readonly cookies: readonly string[]
}

/** Whoever asks: the request's headers, and its address as the trusted proxy or the socket says. */
export interface Asker {
  readonly headers: Headers
  readonly address: string
}

/** What an attempt to sign in answers; nothing in it tells whether an account exists. Cookies are whole `Set-Cookie` values. */
export type Entry =
  | { readonly kind: 'signedIn'; readonly cookies: readonly string[] }
  | { readonly kind: 'secondFactor'; readonly cookies: readonly string[] }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'tooMany' }

/** The sign-in library behind our own forms. */
export interface SignIn {
  whoIs(headers: Headers): Promise<SignedIn | null>
  /** `remember` keeps the sign-in for a week after its last use; without it, until the browser closes and a day at most. */
  withPassword(
    given: { readonly email: string; readonly password: string; readonly remember: boolean },
    asker: Asker,
  ): Promise<Entry>
  signOut(headers: Headers): Promise<{ readonly cookies: readonly string[] }>
  /**
   * Makes an account; used by set-up and invitations, never by the public. Without a password, the person enters by a mailed link.
   * Answers the user's id: the existing one, its password unchanged, when the address has an account.
   */
  createAccount(account: { readonly name: string; readonly email: string; readonly password?: string }): Promise<string>
}
