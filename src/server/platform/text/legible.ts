/** Where one line of a text ends, in every alphabet (Unicode Standard, 5.8, newline functions). */
const LINE_END = /\r\n?|[\n\v\f\u0085\u2028\u2029]/gu
/** What directs, hides or stands for nothing: control characters, halves of a character, changes of direction, invisible letters. */
const HIDDEN =
  /(?!\t|\n|\u200c|\u200d|[\ufe00-\ufe0f])[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu
/** Joiners and variants belong to the letter or the picture before them: alone they are nothing. */
const ALONE = /(^|\s)(?:\u200c|\u200d|[\ufe00-\ufe0f])+/gu
/** No writing puts more than a few marks on one letter; a pile of them covers the lines around it. */
const PILE = /(\p{M}{8})\p{M}+/gu

/**
 * A text as a person sees it, and nothing more: invisible and direction-changing characters go, line ends are `\n`, letters are
 * composed (NFC). What is read on screen is what is kept, compared and printed.
 */
export const legible = (text: string): string =>
  PLAIN.test(text)
    ? text
    : text.replace(LINE_END, '\n').replace(HIDDEN, '').replace(ALONE, '$1').replace(PILE, '$1').normalize('NFC')

/** Most texts by far: nothing in them can hide. */
const PLAIN = /^[\t\n\x20-\x7e\xa0-\xac\xae-\u017f\u2018-\u201d\u2026\u202f\u20ac]*$/

/** Deeper than anything that is asked: each level of a value takes room on the stack of whoever reads it. */
const DEEPEST = 50

/** The one name that changes what an object is: no field bears it. */
export const TRAP = '__proto__'

/** Every text of a value that came as JSON, the names of an object too. Throws a RangeError where it is nested past any use. */
export function legibleValues(value: unknown, depth = 0): unknown {
  if (depth > DEEPEST) throw new RangeError('nested too deep')
  if (typeof value === 'string') return legible(value)
  if (Array.isArray(value)) return value.map((one) => legibleValues(one, depth + 1))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) =>
      name === TRAP ? [] : [[legible(name), legibleValues(one, depth + 1)] as const],
    ),
  )
}

const NO_FOLDER = new Set(['', '.', '..'])

/** The name of a file as a sender gave it, with the folders it was found in; it leads nowhere above them, on no system. */
export const fileName = (name: string): string =>
  legible(name)
    .replace(/\s+/g, ' ')
    .split(/[/\\]/)
    .map((part) => part.trim())
    .filter((part) => !NO_FOLDER.has(part))
    .join('/')
