/** Sizes and counts as tools print them. Every function answers `null` for what is not a quantity. */

const POWERS: Readonly<Record<string, number>> = { '': 0, k: 1, m: 2, g: 3, t: 4, p: 5, e: 6 }

/** Binary: "8 GB" is 8 GiB (dmidecode, lscpu, memory everywhere). Decimal: "500 GB" is 500 × 10⁹ (makers of disks). */
type Units = 'binary' | 'decimal'

/**
 * "8 GB", "8192 MB", "4096 kB", "16GiB", "1,024 MB", "3,7G", "256Mbyte", "512 bytes" → bytes. KiB, MiB… are binary whatever `units`
 * says. A number without unit is bytes.
 */
export function bytesOf(text: string, units: Units): number | null {
  const found = /^\s*(\d[\d ,.\u00a0\u202f]*)\s*(([kmgtpe]?)(i?)(bytes?|octets?|[bo])?)?\s*(?:\(.*)?$/i.exec(
    text.slice(0, 200),
  )
  if (!found) return null
  const number = numberOf(found[1] ?? '')
  const power = POWERS[(found[3] ?? '').toLowerCase()]
  if (number === null || power === undefined) return null
  const base = units === 'binary' || found[4] ? 1024 : 1000
  return Math.round(number * base ** power)
}

/** "1,024", "1 024", "1.5", "3,7" → a number ≥ 0. A comma before exactly three digits groups thousands. */
export function numberOf(text: string): number | null {
  const compact = text
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(/,(?=\d{3}(?:\D|$))/g, '')
    .replace(',', '.')
  return /^\d+(\.\d+)?$/.test(compact) ? Number(compact) : null
}

/** A whole number > 0 from a number or its text, else `null` (tools print 0 for "not known"). */
export function countOf(value: unknown): number | null {
  const number = typeof value === 'string' ? Number(value.trim() || 'x') : value
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : null
}

/** A whole number ≥ 0 from a number or its decimal text, else `null`. */
export function wholeOf(value: unknown): number | null {
  return value === 0 || (typeof value === 'string' && /^\s*0+\s*$/.test(value)) ? 0 : countOf(value)
}
