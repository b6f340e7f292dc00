import { randomInt } from 'node:crypto'

/** Without 0, 1, I, L, O and U, which are read or heard one for another. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const HALF = 5

/** A code that replaces the phone once: ten letters in two halves, 49 bits. */
export function backupCode(): string {
  const half = () => Array.from({ length: HALF }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return `${half()}-${half()}`
}

/** What was typed, in the shape of a backup code: capitals, the dash where it stands. */
export function readBackupCode(typed: string): string {
  const letters = typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')
  return `${letters.slice(0, HALF)}-${letters.slice(HALF)}`
}
