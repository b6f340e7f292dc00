/** The keys of a French keyboard (AZERTY, NF Z71-300 as Windows lays it out), row by row: without and with Shift. */
const FRENCH = [
  '&é"\'(-è_çà)=azertyuiop^$qsdfghjklmù*wxcvbn,;:!',
  '1234567890°+AZERTYUIOP¨£QSDFGHJKLM%µWXCVBN?./§',
] as const
/** The same keys on the American keyboard that a hand scanner pretends to be. */
const AMERICAN = [
  "1234567890-=qwertyuiop[]asdfghjkl;'\\zxcvbnm,./",
  '!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"|ZXCVBNM<>?',
] as const

const KEYS: ReadonlyMap<string, string> = new Map(
  FRENCH.flatMap((row, shift) => [...row].map((key, at) => [key, AMERICAN[shift]?.[at] ?? key] as const)),
)
const DIGITS: ReadonlyMap<string, string> = new Map([...'&é"\'(-è_çà'].map((key, at) => [key, '1234567890'[at] ?? key]))

const through = (keys: ReadonlyMap<string, string>, text: string): string =>
  [...text].map((key) => keys.get(key) ?? key).join('')

/** What a scanner set for an American keyboard meant, when the computer reads its keys as French ones. */
export const asAmericanKeys = (text: string): string => through(KEYS, text)
/** What was meant where only the row of digits lacks its Shift: typed by hand, or by a scanner set for letters only. */
const asFrenchDigits = (text: string): string => through(DIGITS, text)

/** Keys that no code, address or card of ours holds: the keyboard of the computer is not that of the scanner. */
const FOREIGN = /[&é"'(è_çà)!?§,;]/

/** What a text may have meant, its own letters first. Without a figure, a dash may be a 6. */
export const readingsOf = (text: string): readonly string[] =>
  FOREIGN.test(text) || !/[0-9]/.test(text) ? [text, asAmericanKeys(text), asFrenchDigits(text)] : [text]
