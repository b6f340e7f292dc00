import { createHash } from 'node:crypto'
import { z } from 'zod'
import { GRADES, type Grade } from '../../../domain/circuit/facts.ts'
import { DEVICE_KINDS, type DeviceKind } from '../../../domain/hardware/report.ts'
import type { Bilingual } from '../../platform/text/text.ts'
import { DEFAULT_STEPS, GRADE_CRITERIA, GROUP_OF, type Step, TESTS, testsOf } from '../work-models.ts'

/** What an order of one kind of device begins with. */
export interface KindModel {
  readonly steps: readonly Step[]
  readonly tests: readonly Named[]
}
export interface Named extends Bilingual {
  readonly id: string
}

/** Kinds that an order may be opened for. */
export const MODEL_KINDS: readonly DeviceKind[] = DEVICE_KINDS.filter((kind) => kind !== 'virtual')

const STEP = z.object({
  id: z.string().max(40),
  fr: z.string(),
  en: z.string(),
  minutes: z.number().int().min(0).max(6000).optional(),
})
const NAMED = STEP.omit({ minutes: true })
const kinds = z.enum(DEVICE_KINDS)
const BY_KIND = z.partialRecord(kinds, z.array(STEP))
const steps = z.array(STEP)
/** Steps said for four groups of kinds at once, as earlier versions of the setting hold them. */
const BY_GROUP = z.object({ computer: steps, mobile: steps, screen: steps, other: steps })

const STARTING_STEPS = Object.values(DEFAULT_STEPS).flat()
const withUsual = (step: Step): Step => ({
  ...step,
  minutes: step.minutes ?? STARTING_STEPS.find(({ id }) => id === step.id)?.minutes,
})

/** The steps that were said, by kind; a kind that nobody spoke of is absent. */
export function saidSteps(value: unknown): Partial<Record<DeviceKind, readonly Step[]>> {
  const groups = BY_GROUP.safeParse(value)
  if (!groups.success) return BY_KIND.catch({}).parse(value ?? {})
  return Object.fromEntries(DEVICE_KINDS.map((kind) => [kind, groups.data[GROUP_OF[kind]].map(withUsual)]))
}
export const saidTests = (value: unknown): Partial<Record<DeviceKind, readonly Named[]>> =>
  z
    .partialRecord(kinds, z.array(NAMED))
    .catch({})
    .parse(value ?? {})

/** The model of a kind: what the organisation said, else what everybody starts from. */
export const modelOf = (
  kind: DeviceKind,
  stepsSaid: ReturnType<typeof saidSteps>,
  testsSaid: ReturnType<typeof saidTests>,
): KindModel => ({
  steps: stepsSaid[kind] ?? DEFAULT_STEPS[GROUP_OF[kind]],
  tests: testsSaid[kind] ?? testsOf(kind).map(({ id, fr, en }) => ({ id, fr, en })),
})

const words = z.object({ fr: z.string(), en: z.string() })
const CRITERIA = z.record(z.enum(GRADES), words)
export type Criteria = Readonly<Record<Grade, Bilingual>>
/** The criterion of each grade: the organisation's words, else the ones everybody starts from. */
export const criteriaOf = (value: unknown): Criteria => CRITERIA.safeParse(value).data ?? GRADE_CRITERIA

/** The same words keep their other language; new words are the same in both until somebody says otherwise. */
export const saidAs = (typed: string, before: Bilingual | undefined): Bilingual =>
  before && (before.fr === typed || before.en === typed) ? { fr: before.fr, en: before.en } : { fr: typed, en: typed }

/** The grade of an order, with the words of its criterion on that day. */
export const GRADED = z.object({ grade: z.enum(GRADES), criterion: words, at: z.iso.datetime(), by: z.uuid() })
export type Graded = z.infer<typeof GRADED>

/** More rows than any model has. */
export const MOST_ROWS = 40
/** Empty rows at the foot of a table, for what is added. */
export const SPARE_ROWS = 4

const MINUTES = z
  .string()
  .trim()
  .regex(/^\d{0,4}$/)
  .transform((text) => (text === '' ? undefined : Number(text)))
  .refine((minutes) => minutes === undefined || minutes <= 6000)
const RANK = z.coerce.number().min(0).max(1000).catch(1000)

type Row = Named & { readonly minutes?: number | undefined }

/**
 * The rows of a table of the form: `steps.name.0`, `steps.minutes.0`, `steps.rank.0`, `steps.id.0`. A row whose name is
 * emptied goes; a known one that is renamed keeps its id, so that its minutes stay together in the totals.
 */
export function rowsOf(
  form: Readonly<Record<string, string>>,
  table: 'steps' | 'tests',
  known: readonly Row[],
): { readonly rows: readonly Row[]; readonly wrong: readonly string[] } {
  const at = (field: string, index: number) => form[`${table}.${field}.${index}`]?.trim() ?? ''
  const wrong: string[] = []
  const rows = Array.from({ length: MOST_ROWS }, (_, index) => {
    const name = at('name', index).replace(/\s+/g, ' ').slice(0, 120)
    if (name === '') return []
    const minutes = MINUTES.safeParse(at('minutes', index))
    if (!minutes.success) wrong.push(`${table}.minutes.${index}`)
    const before =
      known.find(({ id }) => id === at('id', index)) ?? known.find(({ fr, en }) => fr === name || en === name)
    const id = before?.id ?? `own${createHash('sha256').update(name).digest('hex').slice(0, 12)}`
    const row: Row = { id, ...saidAs(name, before), ...(minutes.data === undefined ? {} : { minutes: minutes.data }) }
    return [{ row, rank: RANK.parse(at('rank', index) || undefined) }]
  }).flat()
  const ordered = rows.toSorted((a, b) => a.rank - b.rank).map(({ row }) => row)
  return { rows: ordered.filter((row, index) => ordered.findIndex(({ id }) => id === row.id) === index), wrong }
}

/** Every step and test that anybody starts from, so that a name typed again finds its id. */
export const KNOWN: Readonly<Record<'steps' | 'tests', readonly Row[]>> = { steps: STARTING_STEPS, tests: TESTS }
