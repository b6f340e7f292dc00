import { randomInt } from 'node:crypto'

/** No 0/O, 1/I/L, 8/B, U: what a person reads on a scratched label is what was printed. */
const ALPHABET = '23456789ACDEFGHJKMNPQRSTVWXYZ'
const BODY = 8
const PREFIX = 'SV'

/** How many bodies there are. */
export const CODES = ALPHABET.length ** BODY

/** A printed code: eight random characters and one that checks them, `SV-7K4M2Q9X-C` when shown. */
export const newCode = (): string => codeOfNumber(randomInt(CODES))

/** The printed code of a number from 0 to `CODES` - 1: each number has its own. */
export function codeOfNumber(number: number): string {
  let body = ''
  for (let left = number; body.length < BODY; left = Math.floor(left / ALPHABET.length))
    body += ALPHABET[left % ALPHABET.length]
  return body + checkCharacter(body)
}

/** The check character: weighted sum modulo 29, a prime and the size of the alphabet, so that one wrong or two swapped characters are always seen. */
function checkCharacter(body: string): string {
  const sum = [...body].reduce((total, character, index) => total + (index + 2) * ALPHABET.indexOf(character), 0)
  return ALPHABET[sum % 29] ?? ''
}

/** Reads what was typed or scanned (the code, with or without dashes, prefix or address); null where it is not a code. */
export function readCode(text: string): string | null {
  const said = text
    .trim()
    .toUpperCase()
    .replace(/^.*\/E\//, '')
    .replace(/[- ]/g, '')
  // A code may itself begin with SV: only what is too long for one carries the prefix.
  const bare = said.length === PREFIX.length + BODY + 1 && said.startsWith(PREFIX) ? said.slice(PREFIX.length) : said
  if (bare.length !== BODY + 1 || [...bare].some((character) => !ALPHABET.includes(character))) return null
  return checkCharacter(bare.slice(0, BODY)) === bare[BODY] ? bare : null
}

/** The code as it is printed and shown: `SV-7K4M-2Q9X-C`. */
export const showCode = (code: string): string => `${PREFIX}-${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`
