import { z } from 'zod'
import { BENCH_SCOPES, SCOPE_NAMES } from '../organisation/scopes.ts'
import { line, several } from '../platform/http/form.ts'

/** How long a token may serve, in days. */
export const DURATIONS = [30, 90, 365] as const

const fields = {
  name: line(80),
  days: z.coerce.number().pipe(z.literal(DURATIONS)),
}
const some = <Name extends string>(names: readonly Name[]) =>
  several(z.enum(names as [Name, ...Name[]])).refine((chosen) => chosen.length > 0)

export const PERSONAL = z.object({ ...fields, scopes: some(SCOPE_NAMES) })
export const BENCH = z.object({ ...fields, scopes: some(BENCH_SCOPES) })

/** The last civil day, in UTC, that a token made at `now` serves. */
export const lastDay = (now: Date, days: number): string =>
  new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
