import { decide, type Refusal } from '../circuit/decide.ts'
import { bareFacts, type MediumFacts } from '../circuit/facts.ts'
import { KINDS } from '../circuit/kinds.ts'
import type { Policy } from '../circuit/policy.ts'
import type { DeviceKind } from '../hardware/report.ts'

/** Where a part that leaves its device goes. `aside`: under lock, with each rule that keeps it from the stock and how to satisfy it. */
export type Shelf =
  | { readonly to: 'stock' }
  | { readonly to: 'aside'; readonly because: readonly Refusal[] }
  /** Destroyed or found absent: there is nothing to put anywhere. */
  | { readonly to: 'nowhere' }

/**
 * A medium enters the stock as the circuit's gate before `takePart` lets it: a proof newer than its last use, of a source, a level
 * and exceptions that the organisation accepts. Anything else holds no data.
 */
export function shelfOf(
  part: { readonly kind: string; readonly medium: MediumFacts | null },
  from: DeviceKind,
  policy: Policy,
): Shelf {
  if (part.kind !== 'medium') return { to: 'stock' }
  const { medium } = part
  if (medium?.state === 'destroyed' || medium?.state === 'absent') return { to: 'nowhere' }
  const decision = decide(
    'takePart',
    {
      // The medium is judged by itself: a device that knows no gate of erasure lends it none.
      ...bareFacts('toParts', KINDS.rows[from].media ? from : 'unknown'),
      owner: 'organisation',
      inventory: 'decommissioned',
      media: medium === null ? { kind: 'notLookedAt' } : { kind: 'listed', media: [medium] },
    },
    policy,
  )
  return decision.allowed ? { to: 'stock' } : { to: 'aside', because: decision.refusals }
}
