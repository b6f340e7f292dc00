import type { Bilingual } from '../bilingual.ts'
import type { DeviceKind } from '../hardware/report.ts'
import type { FactValue } from './facts.ts'
import type { FieldId } from './fields.ts'

/** Least severe first. */
export const VERDICTS = ['reuse', 'refurbish', 'parts', 'recycle'] as const
export type Verdict = (typeof VERDICTS)[number]

export const COMPARISONS = ['below', 'atMost', 'above', 'atLeast', 'is', 'isNot', 'oneOf'] as const
export type Comparison = (typeof COMPARISONS)[number]

export interface Condition {
  readonly field: FieldId
  readonly is: Comparison
  readonly value: FactValue | readonly string[]
}

/** What the workshop would have to do or say; the organisation gives each its price. */
export const WORKS = [
  'addMemory',
  'fitSsd',
  'replaceMedium',
  'destroyMedium',
  'secondMediumOnly',
  'replaceBattery',
  'hazardousBattery',
  'shortBattery',
  'installLinux',
  'askWhereMediumWent',
  'askRelease',
  'eraseBeforeParts',
] as const
export type Work = (typeof WORKS)[number]

export interface TriageRule {
  readonly id: string
  readonly on: boolean
  /** The kinds it looks at; empty = all. */
  readonly kinds: readonly DeviceKind[]
  /** All must hold. */
  readonly when: readonly Condition[]
  /** `reuse` = told, and nothing more. */
  readonly verdict: Verdict
  /** Nothing may be done until this is lifted. */
  readonly blocks: boolean
  readonly works: readonly Work[]
  readonly reason: Bilingual
  readonly source: string
}

/** A row of the default table, on, without exception of kind unless said. */
export function rule(
  id: string,
  verdict: Verdict,
  conditions: readonly Condition[],
  reason: readonly [fr: string, en: string],
  source: string,
  more: Partial<Pick<TriageRule, 'kinds' | 'works' | 'blocks'>> = {},
): TriageRule {
  const [fr, en] = reason
  return {
    id,
    on: true,
    kinds: [],
    when: conditions,
    verdict,
    blocks: false,
    works: [],
    reason: { fr, en },
    source,
    ...more,
  }
}

export function when(field: FieldId, is: Comparison, value: Condition['value']): Condition {
  return { field, is, value }
}
