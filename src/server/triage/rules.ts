import type { Condition, TriageRule } from '../../domain/triage/rule.ts'

/** A threshold of a rule that a person may move: where it stands, and the name of its field in the form. */
export interface Threshold {
  readonly rule: TriageRule
  readonly condition: Condition & { readonly value: number }
  readonly field: string
}

const isNumber = (condition: Condition): condition is Condition & { readonly value: number } =>
  typeof condition.value === 'number'

export const thresholdsOf = (rule: TriageRule): readonly Threshold[] =>
  rule.when.flatMap((condition, index) =>
    isNumber(condition) ? [{ rule, condition, field: `t.${rule.id}.${index}` }] : [],
  )

/** The rules as the form leaves them: those ticked are on, a threshold typed as people write it is moved. */
export function editedRules(
  rules: readonly TriageRule[],
  on: readonly string[],
  typed: Readonly<Record<string, string>>,
): readonly TriageRule[] {
  return rules.map((rule) => ({
    ...rule,
    on: on.includes(rule.id),
    when: rule.when.map((condition, index) => {
      const said = typed[`t.${rule.id}.${index}`]
      return said === undefined || !isNumber(condition)
        ? condition
        : {
            ...condition,
            value: said.trim() === '' ? Number.NaN : Number(said.replace(/[\s\u202f\u00a0]/g, '').replace(',', '.')),
          }
    }),
  }))
}
