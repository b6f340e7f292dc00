import type { MediumFacts } from '../../domain/circuit/facts.ts'
import type { ExceptionKind } from '../../domain/erasure/exceptions.ts'
import type { MediumState } from '../../domain/erasure/medium-state.ts'
import type { ProofSource } from '../../domain/erasure/policy.ts'
import type { Level } from '../../domain/erasure/techniques.ts'

interface MediumRow {
  readonly maker: string | null
  readonly model: string | null
  readonly serial: string | null
  readonly last_used_at: Date | null
}

interface AttemptRow {
  readonly outcome: string
  readonly source: string
  readonly level: string
  readonly exceptions: readonly string[]
  readonly recorded_at: Date
}

/** What is known of one medium: its latest attempt decides, and the server's clock dates it. */
export function mediumFacts(medium: MediumRow, latest: AttemptRow | undefined, ours: boolean): MediumFacts {
  return {
    name: mediumName(medium),
    state: (latest?.outcome ?? 'unknown') as MediumState,
    exceptions: (latest?.exceptions ?? []) as ExceptionKind[],
    proof:
      latest && latest.outcome !== 'failed'
        ? { source: latest.source as ProofSource, level: latest.level as Level, at: latest.recorded_at.toISOString() }
        : 'none',
    lastUsed: medium.last_used_at?.toISOString() ?? 'never',
    dataOf: ours ? 'anybody' : 'owner',
  }
}

/** What a person can read on a medium. */
export const mediumName = (medium: Pick<MediumRow, 'maker' | 'model' | 'serial'>): string =>
  [medium.maker, medium.model, medium.serial].filter(Boolean).join(' ') || '?'
