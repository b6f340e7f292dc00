import type { Bilingual } from '../bilingual.ts'

type IdentifierAnswer =
  | { readonly valid: true; readonly value: string }
  | { readonly valid: false; readonly why: Bilingual }

const invalid = (fr: string, en: string): IdentifierAnswer => ({ valid: false, why: { fr, en } })
/** Spaces of all kinds, dots and dashes are how people group digits. */
const compact = (typed: string) => typed.replace(/[\s\u00a0\u202f.-]/g, '').toUpperCase()
const digitsOf = (value: string) => [...value].map(Number)
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

/** Luhn's check, as on SIREN and SIRET: every second digit from the right counts double. */
function passesLuhn(value: string): boolean {
  const weighed = digitsOf(value)
    .reverse()
    .map((digit, at) => (at % 2 === 1 ? digit * 2 : digit))
  return sum(weighed.map((number) => (number > 9 ? number - 9 : number))) % 10 === 0
}

const LA_POSTE = '356000000'

/** A SIREN: 9 digits with Luhn's key. `value` comes without spaces. */
export function checkSiren(typed: string): IdentifierAnswer {
  const value = compact(typed)
  if (!/^\d{9}$/.test(value)) return invalid('Un SIREN a 9 chiffres.', 'A SIREN has 9 digits.')
  if (/^0+$/.test(value) || !passesLuhn(value))
    return invalid(
      'La clé de ce SIREN est fausse : un chiffre est à corriger.',
      'The key of this SIREN is wrong: a digit is to correct.',
    )
  return { valid: true, value }
}

/**
 * A SIRET: 14 digits with Luhn's key, whose first 9 are a SIREN. The establishments of La Poste (356 000 000) follow
 * their own rule: the digits add up to a multiple of 5.
 */
export function checkSiret(typed: string): IdentifierAnswer {
  const value = compact(typed)
  if (!/^\d{14}$/.test(value)) return invalid('Un SIRET a 14 chiffres.', 'A SIRET has 14 digits.')
  const siren = value.slice(0, 9)
  if (!checkSiren(siren).valid)
    return invalid('Les 9 premiers chiffres ne sont pas un SIREN.', 'The first 9 digits are not a SIREN.')
  if (passesLuhn(value) || (siren === LA_POSTE && sum(digitsOf(value)) % 5 === 0)) return { valid: true, value }
  return invalid(
    'La clé de ce SIRET est fausse : un chiffre est à corriger.',
    'The key of this SIRET is wrong: a digit is to correct.',
  )
}

/** An RNA number: W, then 9 signs of which the second may be a letter overseas (W9M… in Martinique). No key exists. */
export function checkRna(typed: string): IdentifierAnswer {
  const value = compact(typed)
  if (!/^W[0-9][0-9A-Z][0-9]{7}$/.test(value))
    return invalid(
      'Un numéro RNA commence par W, suivi de 9 signes : W332004417, ou W9M1001840 outre-mer.',
      'An RNA number starts with W and 9 signs: W332004417, or W9M1001840 overseas.',
    )
  return { valid: true, value }
}

/** Either an RNA number or a SIRET, whichever was typed. */
export function checkAssociationIdentifier(typed: string): IdentifierAnswer {
  return compact(typed).startsWith('W') ? checkRna(typed) : checkSiret(typed)
}

/** A hint only: SIREN numbers that begin with 1 or 2 were given to the State and to local public bodies. */
export function looksPublic(siretOrSiren: string): boolean {
  return /^[12]/.test(compact(siretOrSiren))
}
