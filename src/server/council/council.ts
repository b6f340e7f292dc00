import { z } from 'zod'
import { civilDate, line, optional } from '../platform/http/form.ts'

export const MOST_SCAN = 10 * 1_048_576

/** A decision of the council as it is filed: number, date, scope, and the unit value it does not let pass. */
export const DECISION = z.object({
  number: line(80),
  decidedOn: civilDate,
  scope: line(500),
  ceilingEur: optional(
    z
      .string()
      .transform((text) => Number(text.replace(',', '.').replace(/\s/g, '')))
      .pipe(z.number().min(0).max(100_000)),
  ),
})
export type Decision = z.infer<typeof DECISION>
