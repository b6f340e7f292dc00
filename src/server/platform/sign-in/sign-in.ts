/** Who is signed in, as the sign-in library says; membership and roles are ours. */
export interface SignedIn {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly signInId: string
}

/** The sign-in library behind our own forms. Cookies are whole `Set-Cookie` values. */
export interface SignIn {
  whoIs(headers: Headers): Promise<SignedIn | null>
  /** Answers null when the address or the password is wrong, without telling which. */
  withPassword(
    email: string,
    password: string,
    headers: Headers,
  ): Promise<{ readonly cookies: readonly string[]; readonly secondFactor: boolean } | null>
  signOut(headers: Headers): Promise<{ readonly cookies: readonly string[] }>
  /** Makes an account; used by set-up and invitations, never by the public. Answers the user's id. */
  createAccount(account: { readonly name: string; readonly email: string; readonly password: string }): Promise<string>
}
