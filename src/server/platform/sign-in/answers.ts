import { isAPIError } from 'better-auth/api'
import { z } from 'zod'
import type { Entry } from './sign-in.ts'

/** The library's own words for refusals that are not simply « wrong ». */
const KINDS: Readonly<Record<string, 'expired' | 'tooMany'>> = {
  INVALID_TWO_FACTOR_COOKIE: 'expired',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'expired',
  CHALLENGE_NOT_FOUND: 'expired',
  ACCOUNT_TEMPORARILY_LOCKED: 'tooMany',
}

interface Answered {
  readonly response: object
  readonly headers: Headers
}

/** Runs one of the library's ways in and reads its answer; null, or a refusal whatever its reason, is « wrong ». */
export async function entering(attempt: () => Promise<Answered | null>): Promise<Entry> {
  const answered = await unlessRefused(attempt)
  if (!answered) return { kind: 'wrong' }
  if ('refusal' in answered) return { kind: KINDS[answered.refusal] ?? 'wrong' }
  return {
    kind: 'twoFactorRedirect' in answered.response ? 'secondFactor' : 'signedIn',
    cookies: cookiesOf(answered.headers),
  }
}

/** Runs one of the library's functions; what it refuses comes back as its code, what breaks is thrown. */
export async function unlessRefused<T>(attempt: () => Promise<T>): Promise<T | { readonly refusal: string }> {
  try {
    return await attempt()
  } catch (error) {
    if (isAPIError(error) && error.statusCode < 500) return { refusal: String(error.body?.code ?? error.status) }
    throw error
  }
}

/** Whole `Set-Cookie` values, the last one of each name. */
export function cookiesOf(headers: Headers): readonly string[] {
  const last = new Map(headers.getSetCookie().map((cookie) => [cookie.slice(0, cookie.indexOf('=')), cookie]))
  return [...last.values()]
}

const CREDENTIAL = { id: z.string(), rawId: z.string(), type: z.literal('public-key') }

/** What a browser answers when a passkey signs (WebAuthn level 3, §5.1, AuthenticationResponseJSON). */
export const ASSERTION = z.object({
  ...CREDENTIAL,
  response: z.object({ clientDataJSON: z.string(), authenticatorData: z.string(), signature: z.string() }),
  clientExtensionResults: z.object({}),
})

/** What a browser answers when a passkey is made (RegistrationResponseJSON). */
export const ATTESTATION = z.object({
  ...CREDENTIAL,
  response: z.object({
    clientDataJSON: z.string(),
    attestationObject: z.string(),
    transports: z.array(z.string().regex(/^[a-z-]+$/)).default([]),
  }),
  clientExtensionResults: z.object({}),
})

/** Reads JSON that came from a browser; null when it is not what was asked. */
export function readAs<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
