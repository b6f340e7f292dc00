import type { ReconditioningFilter } from './reconditioning.sql.ts'

/** The year and the life that the address asks; this year where it says none. */
export function askedReconditionings(query: Readonly<Record<string, string>>, thisYear: number): ReconditioningFilter {
  const whole = (text: string | undefined) => (/^\d{1,4}$/.test(text ?? '') ? Number(text) : null)
  const year = whole(query.annee)
  return { year: year !== null && year >= 1990 && year <= 2100 ? year : thisYear, life: whole(query.vie) }
}
