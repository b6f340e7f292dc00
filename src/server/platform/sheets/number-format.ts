import { dateText } from './cell-text.ts'

/** A number as its format shows it, where that matters to who reads it: a date, a code with its zeros. */
export type NumberFormat = (value: number, from1904: boolean) => string

const DAY_MS = 86_400_000
/** The built-in formats of dates (ISO/IEC 29500-1 §18.8.30), those of East Asia included; durations are numbers. */
const isBuiltInDate = (id: number) => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)

/** The format of that number, or of that code. */
export function numberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return isBuiltInDate(id) ? dateOf : String
  if (/^0{2,20}$/.test(code))
    return (value) => (Number.isInteger(value) && value >= 0 ? String(value).padStart(code.length, '0') : String(value))
  return isDateCode(code) ? dateOf : String
}

/** A code writes dates where a letter of dates is left once quotes, escapes, colours and languages are taken away. */
export function isDateCode(code: string): boolean {
  const [first = ''] = code.replace(/"[^"]*"|\\.|_.|\*./g, '').split(';')
  if (/\[(h+|m+|s+)\]/i.test(first)) return false
  const bare = first.replace(/\[[^\]]*\]/g, '').replace(/general|standard/gi, '')
  return /[dmyhs]/i.test(bare) && !/[#?]/.test(bare)
}

/** A day's number as a date; a workbook that counts from 1900 has a 29 February 1900 that never was. */
function dateOf(serial: number, from1904: boolean): string {
  if (serial < 0 || serial > 2_958_466) return String(serial)
  const start = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30)
  const iso = new Date(start + Math.round(serial * 86_400) * (DAY_MS / 86_400)).toISOString()
  // A time of day alone has no date.
  return serial < 1 && !from1904 ? iso.slice(11, 16) : dateText(iso.replace('.000Z', ''))
}
