import type { Lang } from './text.ts'

/** No-break space, between a number and its unit (SI Brochure 9th ed., 5.4.3). */
export const NBSP = '\u00a0'

/** A minus as long as a plus; a hyphen would break a line before its number. */
const MINUS = '\u2212'

export const LOCALES: Readonly<Record<Lang, string>> = { fr: 'fr-FR', en: 'en-GB' }

/** The forms of a counted noun: French says « 0 appareil », English "0 devices". */
export interface Counted {
  readonly one: string
  readonly other: string
  /** Said instead of « 0 appareil » where a plain word is better. */
  readonly none?: string
}

const DECIMAL_BYTES: Readonly<Record<Lang, readonly string[]>> = {
  fr: ['octets', 'ko', 'Mo', 'Go', 'To', 'Po'],
  en: ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'],
}
const BINARY_BYTES: Readonly<Record<Lang, readonly string[]>> = {
  fr: ['octets', 'Kio', 'Mio', 'Gio', 'Tio', 'Pio'],
  en: ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'],
}

/** Made once for each language: formatters hold memory that no collector sees. */
const MADE = new Map<Lang, ReturnType<typeof makeNumbers>>()

/** Numbers and quantities as one language writes them. */
export function numbers(lang: Lang): ReturnType<typeof makeNumbers> {
  const made = MADE.get(lang) ?? makeNumbers(lang)
  MADE.set(lang, made)
  return made
}

function makeNumbers(lang: Lang) {
  const locale = LOCALES[lang]
  const upTo = [0, 1, 2].map((digits) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }))
  const money = (digits: number) =>
    new Intl.NumberFormat(locale, {
      style: 'currency',
      currency: 'EUR',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
  const euroWhole = money(0)
  const euroCents = money(2)
  const plurals = new Intl.PluralRules(locale)
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' })
  const choices = new Intl.ListFormat(locale, { type: 'disjunction' })

  /** « 1 842 », « 1,5 »: at most `digits` decimals (0 to 2, 1 by default). */
  const number = (value: number, digits: 0 | 1 | 2 = 1): string =>
    (upTo[digits] ?? fallback).format(value).replace('-', MINUS)
  const fallback = new Intl.NumberFormat(locale)
  /** A number and its unit, never parted at the end of a line: « 35 W ». */
  const quantity = (value: number, unit: string, digits: 0 | 1 | 2 = 1) => `${number(value, digits)}${NBSP}${unit}`
  const scaled = (bytes: number, base: number, units: readonly string[]) => {
    let value = bytes
    let rank = 0
    while (rank < units.length - 1 && Math.abs(value) >= base - 0.5) {
      value /= base
      rank += 1
    }
    return quantity(value, units[rank] ?? '', rank > 0 && Math.abs(value) < 10 ? 1 : 0)
  }

  return {
    number,
    quantity,
    /** A share from 0 to 1: « 58 % ». */
    percent: (share: number, digits: 0 | 1 | 2 = 0) => `${number(share * 100, digits)}${lang === 'fr' ? NBSP : ''}%`,
    /** « 1 234 € », « 12,50 €»: cents only where there are some. */
    euros: (value: number) =>
      (Number.isInteger(value) ? euroWhole : euroCents).format(value).replaceAll('\u202f€', `${NBSP}€`),
    /** « 1 842 appareils », « 1 appareil ». */
    count: (value: number, noun: Counted) =>
      value === 0 && noun.none !== undefined
        ? noun.none
        : `${number(value)}${NBSP}${plurals.select(value) === 'one' ? noun.one : noun.other}`,
    /** The form of the noun alone, for sentences that place the number elsewhere. */
    plural: (value: number, noun: Counted) => (plurals.select(value) === 'one' ? noun.one : noun.other),
    /** Powers of 1,000, as disks and files are sold: 256 060 514 304 → « 256 Go ». */
    bytes: (bytes: number) => scaled(bytes, 1000, DECIMAL_BYTES[lang]),
    /** Powers of 1,024 (IEC 80000-13), as memory is built and systems show: 8 589 934 592 → « 8 Gio ». */
    binaryBytes: (bytes: number) => scaled(bytes, 1024, BINARY_BYTES[lang]),
    /** Grams under a kilogram, tonnes from a thousand of them: « 850 g », « 1,5 kg », « 22 t ». */
    kilograms: (kg: number) => {
      const size = Math.abs(kg)
      if (size >= 1000) return quantity(kg / 1000, 't', size < 10_000 ? 1 : 0)
      return size > 0 && size < 1 ? quantity(kg * 1000, 'g', 0) : quantity(kg, 'kg', size < 10 ? 1 : 0)
    },
    /** A stretch of work in minutes: « 25 min », « 1 h 25 », « 12 h ». */
    minutes: (minutes: number) => {
      const whole = Math.round(minutes)
      const hours = Math.floor(whole / 60)
      const rest = whole % 60
      if (hours === 0) return `${rest}${NBSP}min`
      return `${number(hours)}${NBSP}h${rest === 0 ? '' : `${NBSP}${String(rest).padStart(2, '0')}`}`
    },
    /** Running hours of a part: « 21 400 h ». */
    hours: (hours: number) => quantity(hours, 'h', 0),
    /** « a, b et c ». */
    list: (items: readonly string[]) => lists.format(items),
    /** « a, b ou c ». */
    either: (items: readonly string[]) => choices.format(items),
  }
}
