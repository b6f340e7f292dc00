import { createHmac } from 'node:crypto'
import type pg from 'pg'

interface Limit {
  readonly most: number
  readonly windowSeconds: number
}

/** Most attempts within a window. Thirty-five sites may share one address, so an address has room where an account has little. */
const LIMITS = {
  passwordOfAccount: { most: 8, windowSeconds: 900 },
  passwordFromAddress: { most: 400, windowSeconds: 900 },
  mailToAccount: { most: 5, windowSeconds: 3600 },
  mailFromAddress: { most: 200, windowSeconds: 3600 },
  proofFromAddress: { most: 400, windowSeconds: 900 },
  // RFC 6238 §5.2: a code that was accepted is not accepted again; it lives 90 s, its neighbours included.
  codeOfAccount: { most: 1, windowSeconds: 120 },
} as const satisfies Readonly<Record<string, Limit>>

type LimitName = keyof typeof LIMITS

/** Counts attempts in the database, under keys that hide the address and the account. */
export interface Limiter {
  /** Counts one attempt under each limit and answers whether all of them allow it. */
  allows(attempts: Readonly<Partial<Record<LimitName, string>>>): Promise<boolean>
  forget(name: LimitName, of: string): Promise<void>
}

export function openLimiter(pool: pg.Pool, secret: string): Limiter {
  const key = (name: string, of: string) => createHmac('sha256', secret).update(`${name}\n${of}`).digest('base64url')
  const count = async (name: LimitName, of: string): Promise<boolean> => {
    const { most, windowSeconds } = LIMITS[name]
    const { rows } = await pool.query<{ many: number }>('select public.count_attempt($1, $2) as many', [
      key(name, of),
      windowSeconds,
    ])
    return (rows[0]?.many ?? 0) <= most
  }
  return {
    async allows(attempts) {
      const named = Object.entries(attempts) as [LimitName, string][]
      const answers = await Promise.all(named.map(([name, of]) => count(name, of)))
      return answers.every(Boolean)
    },
    async forget(name, of) {
      await pool.query('select public.forget_attempts($1)', [key(name, of)])
    },
  }
}
