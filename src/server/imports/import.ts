import { z } from 'zod'
import { DEVICE_KINDS } from '../../domain/hardware/report.ts'
import { fieldsOf, TARGETS, type Target } from './fields.ts'
import { DATE_ORDERS, STANDINGS } from './values.ts'

export const PHASES = [
  'reading',
  'unreadable',
  'mapping',
  'checking',
  'checked',
  'running',
  'done',
  'undoing',
  'undone',
  'abandoned',
] as const
export type Phase = (typeof PHASES)[number]

/** The phase that a row says. */
export const phaseOf = (text: string): Phase => PHASES.find((one) => one === text) ?? 'mapping'

/** A phase that a job is carrying on. */
export const isAtWork = (phase: Phase): boolean => AT_WORK.some((one) => one === phase)
export const AT_WORK = ['reading', 'checking', 'running', 'undoing'] as const

/** Why a file could not be read to its end; `gone`: its bytes were lost before. */
export const FAULTS = ['unreadable', 'tooLong', 'gone'] as const
export type Fault = (typeof FAULTS)[number]

export const REASONS = ['obsolete', 'broken', 'needChanged', 'other'] as const
/** What is done with what is known already: fill what is empty, replace what differs, or leave it. */
export const ON_KNOWN = ['fill', 'replace', 'leave'] as const

/** How a file is read: its sheet, its line of headings (0 = none), the field of each column, and what the file leaves unsaid. */
export const READING = z.object({
  sheet: z.number().int().min(0),
  header: z.number().int().min(0),
  columns: z.array(z.string()),
  dateOrder: z.enum(DATE_ORDERS).default('dayFirst'),
  onKnown: z.enum(ON_KNOWN).default('fill'),
  kind: z.enum(DEVICE_KINDS).nullable().default(null),
  standing: z.enum(STANDINGS).default('inUse'),
  reason: z.enum(REASONS).nullable().default(null),
  placeId: z.uuid().nullable().default(null),
  createPlaces: z.boolean().default(true),
  owner: z.enum(['organisation', 'donor']).default('organisation'),
})
export type Reading = z.infer<typeof READING>

export const SHEETS = z.array(z.object({ name: z.string(), lines: z.number().int() }))

export const OUTCOMES = ['new', 'changed', 'same', 'refused', 'undone', 'kept'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Why a line is answered so: a rule, the field it is about, what the file says there. */
export const REASON = z.object({ rule: z.string(), field: z.string().optional(), value: z.string().optional() })
export type Reason = z.infer<typeof REASON>

/** What changes in a thing already known: before and after, by field. */
export const CHANGES = z.record(z.string(), z.tuple([z.string().nullable(), z.string().nullable()]))
export type Changes = z.infer<typeof CHANGES>

/** What becomes of one line. */
export interface LineAnswer {
  readonly line: number
  readonly outcome: Outcome
  readonly subjectId: string | null
  /** What a person finds it by: its code, its name. */
  readonly said: string
  readonly reasons: readonly Reason[]
  readonly changes: Changes
}

export const isTarget = (text: string): text is Target => TARGETS.some((one) => one === text)

/** The cells of a line by field. */
export function byField(cells: readonly string[], reading: Reading, target: Target): ReadonlyMap<string, string> {
  const known = fieldsOf(target)
  return new Map(
    reading.columns.flatMap((field, at) => {
      const cell = cells[at]?.trim() ?? ''
      return field in known && cell !== '' ? [[field, cell] as const] : []
    }),
  )
}
