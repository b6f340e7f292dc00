import type { Bilingual } from '../../bilingual.ts'
import type { DeviceKind } from '../../hardware/report.ts'
import type { Act } from '../acts.ts'
import type { Facts } from '../facts.ts'
import type { Policy } from '../policy.ts'
import type { StepId } from '../steps.ts'

/** One rule of the circuit: before which acts, on which kinds, what must hold, and what to say when it does not. */
export interface Gate<Id extends string = string> {
  readonly id: Id
  /** The row of the circuit's table it belongs to. */
  readonly title: Bilingual
  readonly before: readonly Act[]
  readonly kinds: 'all' | readonly DeviceKind[]
  /** Where the rule matters; outside, it stands aside. Left out = always. */
  readonly when?: (facts: Facts, act: Act) => boolean
  readonly holds: (facts: Facts, policy: Policy, act: Act) => boolean
  /** What exactly is at fault (media, serials, programs), in the words printed on it. */
  readonly concerns?: (facts: Facts, policy: Policy, act: Act) => readonly string[]
  readonly says: Bilingual
  readonly satisfy: Bilingual
  /** The step of a programme where one satisfies it. */
  readonly step: StepId
  readonly source: string
}

/** Keeps the literal ids of a list of gates. */
export const gates = <const Id extends string>(rows: readonly Gate<Id>[]): readonly Gate<Id>[] => rows
