import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../platform/sign-in/library.ts'
import type { Bilingual } from '../platform/text/text.ts'

const FEWEST_SIGNS = 6
const KNOWN = /^(?:motdepasse|password|azerty|qwerty|administrateur|administrator|secondevie|1234)/

const flat = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')

/** Why a password is too weak to guard an organisation, or null. `owns` are words anyone can guess of the person. */
export function passwordWeakness(password: string, owns: readonly string[]): Bilingual | null {
  if (password.length < SHORTEST_PASSWORD || password.length > LONGEST_PASSWORD)
    return {
      fr: `Il faut entre ${SHORTEST_PASSWORD} et ${LONGEST_PASSWORD} caractères ; quelques mots qui se suivent font très bien.`,
      en: `It takes ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters; a few words in a row do very well.`,
    }
  if (new Set(password).size < FEWEST_SIGNS || KNOWN.test(flat(password)))
    return {
      fr: 'Ce mot de passe se devine : choisissez quelques mots sans rapport entre eux.',
      en: 'This password is easy to guess: choose a few words that have nothing to do with each other.',
    }
  const guessed = owns.map(flat).find((word) => word.length >= 4 && flat(password).includes(word))
  return guessed
    ? {
        fr: 'Ce mot de passe contient votre nom, votre adresse ou votre collectivité : choisissez d’autres mots.',
        en: 'This password holds your name, your address or your organisation: choose other words.',
      }
    : null
}
