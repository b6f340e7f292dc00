import type { DisplayOptions } from './viewer.ts'

/** The cookie that remembers how the person asked pages to be drawn; it holds nothing else, so it needs no consent. */
export const DISPLAY_COOKIE = 'display'

/** The choices, first one by default, each with the letter that stands for it in the cookie. */
const DISPLAY_CHOICES = {
  contrast: { normal: 'n', more: 'm' },
  size: { normal: 'n', large: 'l', larger: 'x' },
  spacing: { normal: 'n', wide: 'w' },
  plain: { no: 'n', yes: 'y' },
  images: { yes: 'y', no: 'n' },
  theme: { auto: 'a', light: 'l', dark: 'd' },
} as const

type Choices = typeof DISPLAY_CHOICES
type DisplayAnswers = { readonly [K in keyof Choices]: keyof Choices[K] }

const NAMES = ['contrast', 'size', 'spacing', 'plain', 'images', 'theme'] as const

export const DEFAULT_DISPLAY: DisplayOptions = {
  contrast: 'normal',
  size: 'normal',
  spacing: 'normal',
  plain: false,
  images: true,
  theme: 'auto',
}

/** One answer out of a table of choices; anything unknown is the default, the first. */
function pick<T extends string>(
  choices: Readonly<Record<T, string>>,
  matches: (name: T, letter: string) => boolean,
): T {
  const names = Object.keys(choices) as T[]
  const [first] = names
  const found = names.find((name) => matches(name, choices[name])) ?? first
  if (found === undefined) throw new RangeError('no choice')
  return found
}

type Read = <T extends string>(name: keyof Choices, choices: Readonly<Record<T, string>>) => T

const options = (read: Read): DisplayOptions => ({
  contrast: read('contrast', DISPLAY_CHOICES.contrast),
  size: read('size', DISPLAY_CHOICES.size),
  spacing: read('spacing', DISPLAY_CHOICES.spacing),
  plain: read('plain', DISPLAY_CHOICES.plain) === 'yes',
  images: read('images', DISPLAY_CHOICES.images) === 'yes',
  theme: read('theme', DISPLAY_CHOICES.theme),
})

/** The options as words, the way the form names them. */
export function displayAnswers(display: DisplayOptions): DisplayAnswers {
  return { ...display, plain: display.plain ? 'yes' : 'no', images: display.images ? 'yes' : 'no' }
}

/** Reads the cookie (six letters); an absent or strange one gives the defaults, letter by letter. */
export function parseDisplay(cookie: string | undefined): DisplayOptions {
  return options((name, choices) => pick(choices, (_, letter) => letter === cookie?.[NAMES.indexOf(name)]))
}

/** Six letters for the cookie. */
export function serialiseDisplay(display: DisplayOptions): string {
  const answers = displayAnswers(display)
  const letter = <T extends string>(choices: Readonly<Record<T, string>>, answer: T): string => choices[answer]
  return [
    letter(DISPLAY_CHOICES.contrast, answers.contrast),
    letter(DISPLAY_CHOICES.size, answers.size),
    letter(DISPLAY_CHOICES.spacing, answers.spacing),
    letter(DISPLAY_CHOICES.plain, answers.plain),
    letter(DISPLAY_CHOICES.images, answers.images),
    letter(DISPLAY_CHOICES.theme, answers.theme),
  ].join('')
}

/** Reads the form of the display page; anything unknown is the default. */
export function readDisplayForm(body: Readonly<Record<string, unknown>>): DisplayOptions {
  return options((name, choices) => pick(choices, (choice) => choice === body[name]))
}

/** Attributes of `<html>`: only what differs from the defaults. */
export function displayAttributes(display: DisplayOptions): Record<`data-${string}`, string> {
  const said: Record<`data-${string}`, string> = {}
  if (display.contrast !== 'normal') said['data-contrast'] = display.contrast
  if (display.size !== 'normal') said['data-size'] = display.size
  if (display.spacing !== 'normal') said['data-spacing'] = display.spacing
  if (display.plain) said['data-plain'] = 'yes'
  if (!display.images) said['data-images'] = 'no'
  if (display.theme !== 'auto') said['data-theme'] = display.theme
  return said
}
