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

/** What a browser must be asked to use a passkey, and the cookie that comes back with its answer. */
export interface PasskeyChallenge {
  readonly options: unknown
  readonly cookies: readonly string[]
}
