/** Who is signed in, as the sign-in library says; membership and roles are ours. */
export interface SignedIn {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly signInId: string
  /** `Set-Cookie` values that prolong the sign-in, to send with the answer; most often none. */
  readonly cookies: readonly string[]
}

/** A session as it is kept, and who holds it. */
export interface SessionRow {
  readonly id: string
  readonly updatedAt: Date
  readonly expiresAt: Date
  readonly userId: string
  readonly name: string
  readonly email: string
}

/** What a signed cookie names; it may have ended since: its row says. */
export interface NamedSession {
  readonly token: string
  /** Who holds it, by its row; null where only `whoIs` can say: ended, or due to be prolonged. */
  holder(row: SessionRow): Promise<SignedIn | null>
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
