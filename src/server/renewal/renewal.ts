import { z } from 'zod'
import { DEVICE_KINDS } from '../../domain/hardware/report.ts'
import type { RecoverableRule } from '../../domain/triage/recoverable.ts'
import type { RenewalRule } from '../../domain/triage/renewal.ts'
import { civilDate, line, optional, paragraph, uuid } from '../platform/http/form.ts'

/** Equipment older than this when decommissioned is outside the target of reuse. Source: décret 2023-266, art. 3. */
export const REUSE_LIMIT_YEARS = 10

export const REASONS = ['obsolete', 'broken', 'needChanged', 'other'] as const
export type Reason = (typeof REASONS)[number]

/** A device of the town's inventory that serves in a place today. */
export const DECLARATION = z.object({
  kind: z.enum(DEVICE_KINDS),
  maker: optional(line(80)),
  model: optional(line(120)),
  serial: optional(line(80)),
  inventoryNumber: optional(line(80)),
  placeId: uuid,
  boughtOn: optional(civilDate),
})
export type Declaration = z.infer<typeof DECLARATION>

const YEARS = z
  .string()
  .trim()
  .regex(/^\d{1,2}([.,]5)?$/)
  .transform((text) => Number(text.replace(',', '.')))
  .pipe(z.number().min(1).max(30))

/** Kinds that an age of renewal is set for, each optional; `any` for all the others. */
export const RENEWED_KINDS = DEVICE_KINDS.filter((kind) => kind !== 'virtual' && kind !== 'unknown')

export const RENEWAL_SETTINGS = z.object({
  any: YEARS,
  ...(Object.fromEntries(RENEWED_KINDS.map((kind) => [kind, optional(YEARS)])) as Record<
    (typeof RENEWED_KINDS)[number],
    ReturnType<typeof optional<number>>
  >),
  on: z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(z.string().max(40)).max(100)),
  models: paragraph(4000),
  modelYears: optional(YEARS),
})
export type RenewalSettings = z.infer<typeof RENEWAL_SETTINGS>

/** The rule that model words make: one rule of the list, beside those that every organisation starts from. */
export const MODELS_RULE = 'models'

/** The rules that the settings say; `before` gives the reasons and states of those already there. */
export function editedRules(settings: RenewalSettings, before: readonly RecoverableRule[]) {
  const renewal: RenewalRule[] = [
    { kind: 'any', placeId: 'any', years: settings.any },
    ...RENEWED_KINDS.flatMap((kind): RenewalRule[] => {
      const years = settings[kind]
      return years === null ? [] : [{ kind, placeId: 'any', years }]
    }),
  ]
  const models = settings.models
    .split(/[\n,;]+/)
    .map((one) => one.trim())
    .filter(Boolean)
  const byModel: RecoverableRule[] =
    models.length === 0
      ? []
      : [
          {
            id: MODELS_RULE,
            on: true,
            states: ['inUse', 'decommissioned'],
            kinds: [],
            models,
            age: settings.modelYears === null ? 'any' : { atLeastYears: settings.modelYears },
            workingOnly: true,
            reason: {
              fr: 'Son modèle est de ceux que la collectivité recherche.',
              en: 'Its model is one that the organisation looks for.',
            },
          },
        ]
  const kept = before
    .filter((rule) => rule.id !== MODELS_RULE)
    .map((rule) => ({ ...rule, on: settings.on.includes(rule.id) }))
  return { renewal, recoverable: [...kept, ...byModel] }
}
