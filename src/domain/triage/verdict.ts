import type { Bilingual } from '../bilingual.ts'
import type { HardwareReport } from '../hardware/report.ts'
import { type FactValue, factsOf, type Observed, type TriageFacts } from './facts.ts'
import { type Ask, FIELDS, type FieldId } from './fields.ts'
import { type Comparison, type Condition, type TriageRule, VERDICTS, type Verdict, type Work } from './rule.ts'

export interface TriageReason extends Bilingual {
  readonly rule: string
  readonly verdict: Verdict
  readonly source: string
  /** What was seen, field by field. */
  readonly seen: readonly { readonly field: FieldId; readonly value: FactValue }[]
}

/** A fact that is not known, and what hangs on it. */
export interface TriageUnknown extends Bilingual {
  readonly field: FieldId
  /** Where the answer can be found (`ASKS`). */
  readonly ask: Ask
  readonly rules: readonly string[]
  /** The most severe verdict it could lead to. */
  readonly couldBe: Verdict
}

export interface Triage {
  /** The most severe of the rules that hold; a person confirms. */
  readonly verdict: Verdict
  /** All rules that hold, most severe first. */
  readonly reasons: readonly TriageReason[]
  readonly unknowns: readonly TriageUnknown[]
  /** No unknown fact could make the verdict more severe, nor block it. */
  readonly firm: boolean
  /** Rules that stop everything until they are lifted. */
  readonly blockedBy: readonly string[]
  /** What the workshop would have to do, each once: what a cost rests on. */
  readonly works: readonly Work[]
}

/** The proposed verdict. A rule that looks at an unknown fact neither holds nor is passed over: it is listed. */
export function triage(report: HardwareReport, observed: Observed, rules: readonly TriageRule[]): Triage {
  const facts = factsOf(report, observed)
  const judged = rules.filter(({ on }) => on).map((rule) => ({ rule, missing: missingFor(rule, facts) }))
  const holding = judged
    .flatMap(({ rule, missing }) => (missing !== 'doesNotHold' && missing.length === 0 ? [rule] : []))
    .sort((a, b) => severity(b.verdict) - severity(a.verdict))
  const open = judged.flatMap(({ rule, missing }) =>
    missing === 'doesNotHold' || missing.length === 0 ? [] : [{ rule, missing }],
  )
  const verdict = holding[0]?.verdict ?? 'reuse'
  return {
    verdict,
    reasons: holding.map((rule) => reasonOf(rule, facts)),
    unknowns: unknownsOf(open),
    firm: open.every(({ rule }) => severity(rule.verdict) <= severity(verdict) && !rule.blocks),
    blockedBy: holding.filter(({ blocks }) => blocks).map(({ id }) => id),
    works: [...new Set(holding.flatMap(({ works }) => works))],
  }
}

export function severity(verdict: Verdict): number {
  return VERDICTS.indexOf(verdict)
}

const COMPARE: Readonly<Record<Comparison, (seen: FactValue, value: Condition['value']) => boolean>> = {
  below: (seen, value) => seen < value,
  atMost: (seen, value) => seen <= value,
  above: (seen, value) => seen > value,
  atLeast: (seen, value) => seen >= value,
  is: (seen, value) => seen === value,
  isNot: (seen, value) => seen !== value,
  oneOf: (seen, value) => Array.isArray(value) && value.includes(seen),
}

/** The facts a rule still waits for: none = it holds. One condition known to fail is enough for it not to hold. */
function missingFor(rule: TriageRule, facts: TriageFacts): readonly FieldId[] | 'doesNotHold' {
  const kinds: readonly Condition[] = rule.kinds.length > 0 ? [{ field: 'kind', is: 'oneOf', value: rule.kinds }] : []
  const missing: FieldId[] = []
  for (const { field, is, value } of [...kinds, ...rule.when]) {
    const seen = facts[field]
    if (seen === null) missing.push(field)
    else if (!COMPARE[is](seen, value)) return 'doesNotHold'
  }
  return missing
}

function reasonOf({ id, verdict, reason, source, when }: TriageRule, facts: TriageFacts): TriageReason {
  const fields = [...new Set(when.map(({ field }) => field))]
  const seen = fields.flatMap((field) => {
    const value = facts[field]
    return value === null ? [] : [{ field, value }]
  })
  return { rule: id, verdict, source, seen, ...reason }
}

function unknownsOf(open: readonly { rule: TriageRule; missing: readonly FieldId[] }[]): TriageUnknown[] {
  const fields = [...new Set(open.flatMap(({ missing }) => missing))]
  return fields
    .map((field) => {
      const waiting = open.filter(({ missing }) => missing.includes(field)).map(({ rule }) => rule)
      const worst = Math.max(...waiting.map(({ verdict }) => severity(verdict)))
      const { fr, en, ask } = FIELDS[field]
      return { field, ask, fr, en, rules: waiting.map(({ id }) => id), couldBe: VERDICTS[worst] ?? 'recycle' }
    })
    .sort((a, b) => severity(b.couldBe) - severity(a.couldBe))
}
