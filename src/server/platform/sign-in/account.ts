import type { Asker, PasskeyChallenge, SignedIn } from './who.ts'

/** One signed-in device. */
export interface Device {
  readonly id: string
  readonly userAgent: string
  /** Within five minutes. */
  readonly lastUse: Date
  readonly since: Date
}

export interface Passkey {
  readonly id: string
  readonly name: string
  readonly addedAt: Date
}

/** What an account holds. */
export interface AccountState {
  readonly hasPassword: boolean
  /** `left`: backup codes that have not served. */
  readonly secondFactor: { readonly on: true; readonly left: number } | { readonly on: false }
  readonly passkeys: readonly Passkey[]
  readonly devices: readonly Device[]
  /** Signed in less than an hour ago: what adding a passkey asks. */
  readonly fresh: boolean
}

type Refusal = { readonly kind: 'wrong' | 'tooMany' }

/** What a person does with their own account; whoever asks is known already. An account without a password gives an empty one. */
export interface Account {
  state(who: SignedIn): Promise<AccountState>
  rename(who: SignedIn, name: string): Promise<void>
  /** Ends the other sign-ins too. */
  changePassword(
    who: SignedIn,
    given: { readonly current: string; readonly next: string },
    asker: Asker,
  ): Promise<{ readonly kind: 'done' } | Refusal>
  /** Answers the `otpauth:` address a phone reads; nothing is asked at sign-in before `confirmSecondFactor`. */
  startSecondFactor(
    who: SignedIn,
    password: string,
    asker: Asker,
  ): Promise<{ readonly kind: 'started'; readonly uri: string } | Refusal>
  /** Takes the first code of the phone, and answers the backup codes, which are never shown again. */
  confirmSecondFactor(
    who: SignedIn,
    code: string,
    asker: Asker,
  ): Promise<
    { readonly kind: 'on'; readonly backupCodes: readonly string[]; readonly cookies: readonly string[] } | Refusal
  >
  /** Replaces the backup codes; the former ones no longer serve. */
  renewBackupCodes(
    who: SignedIn,
    password: string,
    asker: Asker,
  ): Promise<{ readonly kind: 'renewed'; readonly backupCodes: readonly string[] } | Refusal>
  stopSecondFactor(
    who: SignedIn,
    password: string,
    asker: Asker,
  ): Promise<{ readonly kind: 'off'; readonly cookies: readonly string[] } | Refusal>
  /** Null when the sign-in is more than an hour old. */
  passkeyChallenge(asker: Asker): Promise<PasskeyChallenge | null>
  addPasskey(
    who: SignedIn,
    given: { readonly name: string; readonly credential: string },
    asker: Asker,
  ): Promise<'added' | 'refused'>
  removePasskey(who: SignedIn, id: string): Promise<void>
  /** Ends one sign-in of this account, or every one but the one that asks. */
  end(who: SignedIn, which: { readonly id: string } | 'others'): Promise<void>
}
