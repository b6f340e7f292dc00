import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** No 0/O, 1/I/L, 8/B, U: what is read on a terminal is what was printed. */
const ALPHABET = '23456789ACDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 12

/**
 * The code that the terminal prints while the installation is empty: whoever starts it off localhost is whoever runs it. Drawn from
 * the installation's secret, so that two servers print the same; it is spent once the installation holds anything.
 */
export function firstVisitCode(secret: string): string {
  const bytes = createHmac('sha256', secret).update('first visit').digest()
  const letters = Array.from({ length: LENGTH }, (_, at) => ALPHABET[(bytes[at] ?? 0) % ALPHABET.length])
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-')
}

const bare = (text: string) => createHash('sha256').update(text.toUpperCase().replace(/[\s-]/g, '')).digest()

/** Compared in a time that tells nothing. */
export const isFirstVisitCode = (typed: string, code: string): boolean => timingSafeEqual(bare(typed), bare(code))
