import { z } from 'zod'
import { type DeviceQuery, readDeviceQuery } from '../fleet/device-query.ts'
import type { Refused } from '../platform/http/answer.ts'
import type { Reason } from '../renewal/renewal.ts'

/** Acts that can be asked of thousands of devices at once. */
export const BULK_ACTS = ['move', 'decommission', 'receive'] as const
export type BulkActName = (typeof BULK_ACTS)[number]

/** `checking`, `running` and `undoing` are at work: a job carries them on. */
export const PHASES = ['checking', 'checked', 'running', 'done', 'undoing', 'undone', 'abandoned'] as const
export type Phase = (typeof PHASES)[number]
export type AtWork = 'checking' | 'running' | 'undoing'
export const AT_WORK: readonly Phase[] = ['checking', 'running', 'undoing'] satisfies readonly AtWork[]
export const isAtWork = (phase: Phase): phase is AtWork => AT_WORK.includes(phase)

/** The answers of each pass are kept apart: what would be, what was done, what was undone. */
export type Pass = 'check' | 'run' | 'undo'
/** Which answers a phase shows. */
export const PASS_OF: Readonly<Record<Phase, Pass>> = {
  checking: 'check',
  checked: 'check',
  running: 'run',
  done: 'run',
  undoing: 'undo',
  undone: 'undo',
  abandoned: 'check',
}

/** `same`: nothing was left to do; `kept`: something was done to it since, it is not undone. */
export const OUTCOMES = ['done', 'same', 'refused', 'kept'] as const
export type Outcome = (typeof OUTCOMES)[number]

export const REFUSALS = z.array(
  z.object({
    rule: z.string(),
    message: z.object({ fr: z.string(), en: z.string() }),
    satisfy: z.object({ fr: z.string(), en: z.string() }),
    concerns: z.array(z.string()).default([]),
  }),
)

/** What became, or would become, of one device. */
export interface BulkAnswer {
  readonly line: number
  readonly outcome: Outcome
  readonly refusals: readonly Refused[]
  /** The place it was in, where the act moved it; null otherwise. */
  readonly fromPlace: string | null
}

/** What is asked with an act; null where that act asks nothing of the kind. */
export interface Asked {
  readonly act: BulkActName
  readonly placeId: string | null
  readonly reason: Reason | null
}

/** More devices than this are not chosen at once: filters make several acts of them. */
export const MOST_DEVICES = 20_000

/** The question of the list of devices, from its own address kept as text. */
export const filtersOf = (text: string): DeviceQuery => readDeviceQuery(Object.fromEntries(new URLSearchParams(text)))

/** Names of an address that choose no device: where in the list, in which order. */
const ARRANGES: ReadonlySet<string> = new Set(['tri', 'lignes', 'avant', 'apres'])

/** The part of the address of the list that chooses devices. */
export function filtersIn(query: Readonly<Record<string, string>>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (!ARRANGES.has(name) && value !== '') search.set(name, value)
  return search.toString()
}
