import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Lang } from '../text/text.ts'
import { type FormState, formState } from '../ui/form.tsx'
import { fieldMessage } from './field-messages.ts'

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

/** Control and direction-changing characters: they hide what a person reads. */
const HIDING = /[\p{Cc}\p{Bidi_Control}]/u

/** One line of text: trimmed, no control or direction-changing character. */
export const line = (most = 200) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => !HIDING.test(text))
/** Several lines of text. */
export const paragraph = (most = 4000) =>
  z
    .string()
    .trim()
    .max(most)
    .transform((text) => text.replaceAll('\r\n', '\n'))
    .refine((text) => !HIDING.test(text.replaceAll('\n', '').replaceAll('\t', '')))
/** An empty field is null, else the schema decides. */
export const optional = <T>(schema: z.ZodType<T>) =>
  z
    .preprocess((value) => (typeof value === 'string' && value.trim() === '' ? undefined : value), schema.optional())
    .transform((value) => value ?? null)
export const civilDate = z.iso.date()
/** A whole number as people write it: « 1 200 ». */
export const wholeNumber = (least: number, most: number) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.replace(/[\s\u00a0\u202f]/g, '') : value),
    z.coerce.number().int().min(least).max(most),
  )
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
