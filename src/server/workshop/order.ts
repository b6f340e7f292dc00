import { z } from 'zod'
import { GRADES } from '../../domain/circuit/facts.ts'
import { line, optional } from '../platform/http/form.ts'
import { TESTS } from './work-models.ts'

/** A number as people type it, comma or point. */
const typedNumber = (most: number) =>
  optional(
    z.preprocess(
      (text) => (typeof text === 'string' ? text.replace(/[\s\u202f\u00a0]/g, '').replace(',', '.') : text),
      z.coerce.number().min(0).max(most),
    ),
  )

export const GRADING = z
  .object({
    grade: z.enum(GRADES),
    soughtAfter: z.preprocess((value) => value === 'yes', z.boolean()),
    value: typedNumber(100_000),
    valueReason: optional(line(300)),
  })
  .refine(({ value, valueReason }) => value === null || valueReason !== null, { path: ['valueReason'] })
export type Grading = z.infer<typeof GRADING>

export const SOFTWARE = z.discriminatedUnion('act', [
  z.object({ act: z.literal('profile'), profile: line(36) }),
  z.object({ act: z.literal('add'), software: line(120), licence: z.enum(['free', 'proprietary']) }),
  z.object({ act: z.literal('clear') }),
])

/** Fields of a long form whose names begin with a prefix: `m.dusting` → `dusting`. */
export const byPrefix = (
  form: Readonly<Record<string, string | string[]>>,
  prefix: string,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) =>
      name.startsWith(prefix) && typeof value === 'string' ? [[name.slice(prefix.length), value]] : [],
    ),
  )

const SNAPSHOT = z.object({
  steps: z.array(z.object({ id: z.string(), fr: z.string(), en: z.string(), minutes: z.number().int().optional() })),
  tests: z.array(
    z.union([
      z.object({ id: z.string(), fr: z.string(), en: z.string() }),
      z.string().transform((id) => TESTS.find((test) => test.id === id) ?? { id, fr: id, en: id }),
    ]),
  ),
})
export type Snapshot = z.infer<typeof SNAPSHOT>

/** The steps and tests of an order as they stood when it was opened; an order from elsewhere has none. */
export const snapshotOf = (value: unknown): Snapshot => SNAPSHOT.catch({ steps: [], tests: [] }).parse(value)
