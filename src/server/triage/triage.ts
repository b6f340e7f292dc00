import { z } from 'zod'
import type { Act } from '../../domain/circuit/acts.ts'
import { DEVICE_KINDS } from '../../domain/hardware/report.ts'
import { DAMAGES } from '../../domain/triage/facts.ts'
import { VERDICTS, type Verdict } from '../../domain/triage/rule.ts'
import { optional, paragraph, several } from '../platform/http/form.ts'

const asked = z.enum(['yes', 'no', 'unknown'])

/** What a person sees of a device. `looked` says that the damages were looked for: none ticked then means none. */
export const OBSERVATION = z.object({
  kind: optional(z.enum(DEVICE_KINDS)),
  works: z.enum(['working', 'notWorking', 'unknown']),
  boots: asked,
  looked: z.preprocess((value) => value === 'yes', z.boolean()),
  damage: several(z.enum(DAMAGES)),
  locked: asked,
  account: z.enum(['removed', 'present', 'unknown']).default('unknown'),
  management: z.enum(['removed', 'present', 'unknown']).default('unknown'),
  simAndCard: z.enum(['out', 'inside', 'unknown']).default('unknown'),
})
export type Observation = z.infer<typeof OBSERVATION>

export const JUDGEMENT = z.object({ verdict: z.enum(VERDICTS), reason: optional(paragraph(1000)) })
export type Judgement = z.infer<typeof JUDGEMENT>

/** The act that a verdict is, for the circuit. */
export const ACT_OF: Readonly<Record<Verdict, Extract<Act, 'triage' | 'sendToParts' | 'scrap'>>> = {
  reuse: 'triage',
  refurbish: 'triage',
  parts: 'sendToParts',
  recycle: 'scrap',
}

/** What may be decided of a device in each state: once kept, it can still leave; for parts, it can still go to waste. */
export const VERDICTS_FROM: Readonly<Record<string, readonly Verdict[]>> = {
  identified: VERDICTS,
  triaged: ['parts', 'recycle'],
  inWork: ['parts', 'recycle'],
  toParts: ['recycle'],
}

export type WayOut = Extract<Verdict, 'parts' | 'recycle'>
export const isWayOut = (verdict: Verdict): verdict is WayOut => verdict === 'parts' || verdict === 'recycle'

const YEAR_MS = 365.25 * 24 * 3600 * 1000

/** Years since the purchase, else since the middle of the year it was built, to a tenth. */
export function ageYears(
  device: { readonly boughtOn: string | null; readonly builtYear: number | null },
  now: Date,
): number | 'unknown' {
  const since = device.boughtOn ?? (device.builtYear ? `${device.builtYear}-07-01` : null)
  return since ? Math.max(0, Math.round(((now.getTime() - Date.parse(since)) / YEAR_MS) * 10) / 10) : 'unknown'
}
