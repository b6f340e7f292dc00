import { z } from 'zod'
import { DEVICE_KINDS } from '../hardware/report.ts'
import { FIELDS, type Field, type FieldId } from './fields.ts'
import { COMPARISONS, type Comparison, type Condition, VERDICTS, WORKS } from './rule.ts'

const FIELD_IDS = Object.keys(FIELDS).filter((id): id is FieldId => id in FIELDS)
const ORDERED: ReadonlySet<Comparison> = new Set(['below', 'atMost', 'above', 'atLeast'])

/** What a comparison may be held against, by the field's type. */
const FITS: Readonly<Record<Field['type'], (field: Field, condition: Condition) => boolean>> = {
  number: (field, { is, value }) =>
    field.type === 'number' && is !== 'oneOf' && typeof value === 'number' && value >= field.min && value <= field.max,
  flag: (_, { is, value }) => is === 'is' && typeof value === 'boolean',
  choice: (field, { is, value }) => {
    const known = (one: unknown) => field.type === 'choice' && typeof one === 'string' && field.choices.includes(one)
    if (is === 'oneOf') return Array.isArray(value) && value.length > 0 && value.every(known)
    return !ORDERED.has(is) && known(value)
  },
}

const condition = z
  .strictObject({
    field: z.enum(FIELD_IDS),
    is: z.enum(COMPARISONS),
    value: z.union([z.number(), z.boolean(), z.string(), z.array(z.string())]),
  })
  .refine((one) => FITS[FIELDS[one.field].type](FIELDS[one.field], one), {
    error: 'this value does not fit this field and this comparison',
  })

/** Can any number satisfy all the conditions on it? */
function canHold(conditions: readonly Condition[]): boolean {
  const fields = new Set(conditions.map(({ field }) => field))
  return [...fields].every((field) => {
    const all = conditions.filter((one) => one.field === field)
    const [low, high] = [Math.max(...all.map(lowest)), Math.min(...all.map(highest))]
    const open = all.some(({ is, value }) => (is === 'above' && value === low) || (is === 'below' && value === high))
    const said = new Set(all.filter(({ is }) => is === 'is').map(({ value }) => value))
    const denied = all.some(({ is, value }) => is === 'isNot' && said.has(value))
    return (low < high || (low === high && !open)) && said.size <= 1 && !denied
  })
}

function lowest({ field, is, value }: Condition): number {
  if (typeof value === 'number' && (is === 'above' || is === 'atLeast' || is === 'is')) return value
  const kind: Field = FIELDS[field]
  return kind.type === 'number' ? kind.min : 0
}

function highest({ field, is, value }: Condition): number {
  if (typeof value === 'number' && (is === 'below' || is === 'atMost' || is === 'is')) return value
  const kind: Field = FIELDS[field]
  return kind.type === 'number' ? kind.max : 1
}

const sentence = z.string().trim().min(3).max(300)

const ruleSchema = z.strictObject({
  id: z.string().regex(/^[a-z][A-Za-z0-9]{1,39}$/),
  on: z.boolean(),
  kinds: z.array(z.enum(DEVICE_KINDS)).max(DEVICE_KINDS.length),
  when: z.array(condition).min(1).max(8).refine(canHold, { error: 'no device can satisfy these conditions together' }),
  verdict: z.enum(VERDICTS),
  blocks: z.boolean(),
  works: z.array(z.enum(WORKS)),
  reason: z.strictObject({ fr: sentence, en: sentence }),
  source: z.string().trim().min(3).max(300),
})

/** A danger to people is never turned off. */
const ALWAYS_ON = 'batterySwollen'

/** The rules as an organisation edits them: refuses what cannot be compared, can never hold, or hides a danger. */
export const rulesSchema = z
  .array(ruleSchema)
  .max(200)
  .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, {
    error: 'two rules bear the same name',
  })
  .refine(
    (rules) =>
      rules.some(
        ({ id, on, kinds, when, verdict }) =>
          id === ALWAYS_ON &&
          on &&
          kinds.length === 0 &&
          verdict !== 'reuse' &&
          when.length === 1 &&
          when[0]?.field === 'batterySwollen' &&
          when[0].value === true,
      ),
    { error: 'the rule on swollen batteries protects people: it stays on' },
  )
