import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Lang } from '../text/text.ts'
import { type FormState, formState } from '../ui/form.tsx'
import { fieldMessage, says } from './field-messages.ts'

/** What was typed, kept as it was, and one message a field. */
export interface Problem {
  readonly values: Values
  readonly errors: Readonly<Record<string, string>>
}

export type Values = Readonly<Record<string, string | readonly string[]>>

/** Parses posted fields with the route's schema; messages come in the viewer's language. */
export function parseForm<T>(
  schema: z.ZodType<T>,
  values: Values,
  lang: Lang,
): { readonly data: T } | { readonly problem: Problem } {
  const parsed = schema.safeParse(values, { error: fieldMessage(lang) })
  if (parsed.success) return { data: parsed.data }
  const errors: Record<string, string> = {}
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? '')
    errors[field] ??= issue.message
  }
  return { problem: { values, errors } }
}

/** One line of text, trimmed. What hides or directs is gone before any schema: see `legible`. */
export const line = (most = 200) =>
  z
    .string()
    .overwrite((text) => text.replace(/\s+/g, ' '))
    .trim()
    .min(1)
    .max(most)
/** Several lines of text. */
export const paragraph = (most = 4000) => z.string().trim().max(most)
const MOST_FIELDS = 5000
/** One of the values of a form whose names follow the rows of a table. */
export const entry = z.union([z.string().max(2000), z.array(z.string().max(2000)).max(1000)])
/** A form whose names follow the rows of a table: `minutes.fitSsd`. */
export const entries = z.record(z.string().max(200), entry).refine((form) => Object.keys(form).length <= MOST_FIELDS)
/** An empty field is null, else the schema decides. */
export const optional = <T>(schema: z.ZodType<T>) =>
  z
    .preprocess((value) => (typeof value === 'string' && value.trim() === '' ? undefined : value), schema.optional())
    .transform((value) => value ?? null)
/** A day that somebody alive can mean; PostgreSQL has no year 0. */
export const civilDate = z.iso
  .date()
  .refine(
    (day) => day >= '1900-01-01' && day < '2200-01-01',
    says({ fr: 'Entre 1900 et 2199.', en: 'From 1900 to 2199.' }),
  )
/** A whole number as people write it: « 1 200 ». */
export const wholeNumber = (least: number, most: number) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? digits(value.replace(/[\s\u00a0\u202f]/g, '')) : value),
    z.number().int().min(least).max(most),
  )
const digits = (text: string): number | undefined => (/^-?\d{1,15}$/.test(text) ? Number(text) + 0 : undefined)
/** The largest number that PostgreSQL counts in four bytes. */
export const MOST_INTEGER = 2_147_483_647
export const uuid = z.uuid()
/** One or several boxes of one name. */
export const several = <T>(schema: z.ZodType<T>) =>
  z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(schema).max(10_000),
  )
/** A path of this site only, else its home: `//host`, `/\\host` and what browsers strip on the way to one lead elsewhere. */
export const localPath = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[\x21-\x7e]*$/)
  .catch('/')
export const checkbox = z.preprocess((value) => value === 'yes' || value === 'on', z.boolean())

/** A form first seen, or drawn again with what was typed and what is wrong; each drawing has its own token. */
export const freshForm = (viewer: { readonly lang: Lang }, problem?: Problem, values: Values = {}): FormState =>
  formState(viewer.lang, randomUUID(), problem?.values ?? values, problem?.errors ?? {})
