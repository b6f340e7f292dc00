import { z } from 'zod'
import type { Bilingual } from '../bilingual.ts'
import { DEVICE_STATES, type DeviceState } from '../circuit/states.ts'
import { DEVICE_KINDS, type DeviceKind } from '../hardware/report.ts'
import type { Day } from '../rules.ts'
import { type AgedDevice, type RenewalRule, renewalOf, yearsBetween } from './renewal.ts'

/** What the list of recoverable devices is drawn from; a person then confirms or rejects. */
export interface RecoverableRule {
  readonly id: string
  readonly on: boolean
  readonly states: readonly DeviceState[]
  /** Empty = all. */
  readonly kinds: readonly DeviceKind[]
  /** Part of a model's name, any case; empty = all. */
  readonly models: readonly string[]
  /** `renewal`: past the age of renewal of its kind and place. */
  readonly age: 'any' | 'renewal' | { readonly atLeastYears: number }
  /** Leave out what is known not to work. */
  readonly workingOnly: boolean
  readonly reason: Bilingual
}

/** Where each organisation starts. Source: loi REEN art. 16, which counts what is decommissioned and could be used again. */
export const DEFAULT_RECOVERABLE: readonly RecoverableRule[] = [
  {
    id: 'decommissioned',
    on: true,
    states: ['decommissioned'],
    kinds: [],
    models: [],
    age: 'any',
    workingOnly: true,
    reason: { fr: 'Réformé et en attente de collecte.', en: 'Decommissioned and awaiting collection.' },
  },
  {
    id: 'renewalPassed',
    on: true,
    states: ['inUse'],
    kinds: [],
    models: [],
    age: 'renewal',
    workingOnly: true,
    reason: { fr: 'En service au-delà de l’âge de renouvellement.', en: 'In use past its age of renewal.' },
  },
]

export interface RecoverableDevice extends AgedDevice {
  readonly state: DeviceState
  readonly model: string | null
  readonly works: 'working' | 'notWorking' | 'unknown'
  /** What a person decided; it stands. */
  readonly decision: 'none' | 'confirmed' | 'rejected'
}

export type Recoverable =
  | { readonly recoverable: 'confirmed' | 'rejected' | 'no' }
  | {
      readonly recoverable: 'candidate'
      readonly reasons: readonly (Bilingual & { readonly rule: string })[]
    }
  /** Rules that would hold if the age or the model were known. */
  | { readonly recoverable: 'unknown'; readonly missing: readonly ('age' | 'model')[] }

type Answer = 'yes' | 'no' | 'age' | 'model'

export function recoverableOf(
  device: RecoverableDevice,
  rules: readonly RecoverableRule[],
  renewal: readonly RenewalRule[],
  today: Day,
): Recoverable {
  if (device.decision !== 'none') return { recoverable: device.decision }
  const answers = rules.filter(({ on }) => on).map((rule) => ({ rule, answer: answerOf(rule, device, renewal, today) }))
  const holding = answers.filter(({ answer }) => answer === 'yes')
  if (holding.length > 0) {
    return { recoverable: 'candidate', reasons: holding.map(({ rule }) => ({ rule: rule.id, ...rule.reason })) }
  }
  const missing = answers.flatMap(({ answer }) => (answer === 'age' || answer === 'model' ? [answer] : []))
  return missing.length > 0 ? { recoverable: 'unknown', missing: [...new Set(missing)] } : { recoverable: 'no' }
}

function answerOf(
  rule: RecoverableRule,
  device: RecoverableDevice,
  renewal: readonly RenewalRule[],
  today: Day,
): Answer {
  const { model } = device
  if (!rule.states.includes(device.state)) return 'no'
  if (rule.kinds.length > 0 && !rule.kinds.includes(device.kind)) return 'no'
  if (rule.workingOnly && device.works === 'notWorking') return 'no'
  const old = isOldEnough(rule, device, renewal, today)
  if (old === 'no') return 'no'
  if (rule.models.length > 0 && model === null) return 'model'
  const named = rule.models.some((one) => model?.toLowerCase().includes(one.toLowerCase()))
  return rule.models.length === 0 || named ? old : 'no'
}

function isOldEnough(
  { age }: RecoverableRule,
  device: RecoverableDevice,
  renewal: readonly RenewalRule[],
  today: Day,
): 'yes' | 'no' | 'age' {
  if (age === 'any') return 'yes'
  const due = renewalOf(device, renewal, today)
  if (due.due === 'unknown') return 'age'
  if (age === 'renewal') return due.passed ? 'yes' : 'no'
  const start = device.boughtOn ?? `${device.builtYear}-01-01`
  return yearsBetween(start, today) >= age.atLeastYears ? 'yes' : 'no'
}

const sentence = z.string().trim().min(3).max(300)

/** The rules as an organisation edits them. */
export const recoverableSchema = z
  .array(
    z.strictObject({
      id: z.string().regex(/^[a-z][A-Za-z0-9]{1,39}$/),
      on: z.boolean(),
      states: z.array(z.enum(DEVICE_STATES)).min(1),
      kinds: z.array(z.enum(DEVICE_KINDS)),
      models: z.array(z.string().trim().min(2).max(80)).max(100),
      age: z.union([z.enum(['any', 'renewal']), z.strictObject({ atLeastYears: z.number().min(0).max(40) })]),
      workingOnly: z.boolean(),
      reason: z.strictObject({ fr: sentence, en: sentence }),
    }),
  )
  .max(100)
  .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, {
    error: 'two rules bear the same name',
  })
