import type { Reason } from '../../domain/parts/fit.ts'
import type { Refused } from '../platform/http/answer.ts'
import { type PartText, partText } from './part.text.ts'

/** A sentence of this room in both languages. */
export const both = (say: (text: PartText) => string) => ({ fr: say(partText('fr')), en: say(partText('en')) })

type Sentence =
  | 'notFitted'
  | 'notInStock'
  | 'testFailed'
  | 'wrongBin'
  | 'notForParts'
  | 'overtaken'
  | 'leftSince'
  | 'sameDevice'

export const partRefusal = (rule: Sentence): Refused => ({
  rule: `part.${rule}`,
  message: both((text) => text.refusals[rule]),
  satisfy: both((text) => text.refusals[`${rule}How`]),
})

export const reservedElsewhere = (code: string): Refused => ({
  rule: 'part.reservedElsewhere',
  message: both((text) => text.refusals.reservedElsewhere(code)),
  satisfy: both((text) => text.refusals.reservedElsewhereHow),
})

/** Why the part does not go into the machine; a doubt may be lifted by who has looked, with a reason. */
export const misfits = (kind: 'no' | 'doubt', reasons: readonly Reason[]): readonly Refused[] =>
  reasons.map(({ rule, says }) => ({
    rule: `fit.${rule}`,
    message: says,
    satisfy: both((text) => (kind === 'no' ? text.refusals.misfitHow : text.refusals.doubtHow)),
  }))
