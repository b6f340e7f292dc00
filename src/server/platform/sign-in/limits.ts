import { createHmac } from 'node:crypto'
import type pg from 'pg'

interface Limit {
  readonly most: number
  readonly windowSeconds: number
}

/** Most attempts within a window. Thirty-five sites may share one address, so an address has room where an account has little. */
export const LIMITS = {
  passwordByAccount: { most: 8, windowSeconds: 900 },
  passwordByAddress: { most: 400, windowSeconds: 900 },
} as const satisfies Readonly<Record<string, Limit>>

export type LimitName = keyof typeof LIMITS

/** Counts attempts in the database, under keys that hide the address and the account. */
export interface Limiter {
  /** Counts one attempt under each limit and answers whether all of them allow it. */
  allows(...attempts: readonly (readonly [LimitName, string])[]): Promise<boolean>
  forget(name: LimitName, of: string): Promise<void>
}

export function openLimiter(pool: pg.Pool, secret: string): Limiter {
  const key = (name: LimitName, of: string) => createHmac('sha256', secret).update(`${name}\n${of}`).digest('base64url')
  return {
    async allows(...attempts) {
      let allowed = true
      for (const [name, of] of attempts) {
        const { most, windowSeconds } = LIMITS[name]
        const counted = await pool.query<{ many: number }>('select public.count_attempt($1, $2) as many', [
          key(name, of),
          windowSeconds,
        ])
        if ((counted.rows[0]?.many ?? 0) > most) allowed = false
      }
      return allowed
    },
    async forget(name, of) {
      await pool.query('select public.forget_attempts($1)', [key(name, of)])
    },
  }
}
