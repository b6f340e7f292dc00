import { DEFAULT_POLICY, type Policy } from '../../domain/circuit/policy.ts'
import { ALL_STEPS, type StepId } from '../../domain/circuit/steps.ts'
import type { Tx } from '../platform/database/database.ts'
import { PREPARED } from '../platform/database/prepared.ts'

/** What this organisation decided within the law; what it did not say is the default. */
export async function readPolicy(tx: Tx): Promise<Policy> {
  const rows = await tx
    .selectFrom('setting')
    .modifyFront(PREPARED)
    .select(['name', 'value'])
    .where('name', 'in', ['policy', 'steps'])
    .execute()
  const said = Object.fromEntries(rows.map((row) => [row.name, row.value]))
  const steps = Array.isArray(said.steps) ? ALL_STEPS.filter((step) => (said.steps as unknown[]).includes(step)) : null
  const ordered = steps ? (said.steps as StepId[]).filter((step) => steps.includes(step)) : DEFAULT_POLICY.steps
  return { ...DEFAULT_POLICY, ...((said.policy as Partial<Policy> | undefined) ?? {}), steps: ordered }
}
