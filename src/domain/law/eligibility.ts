import type { Table } from '../rules.ts'
import { GIFTS } from './eligibility/gifts.ts'
import { INTERNAL, LOANS, PUBLIC, SALES } from './eligibility/other-routes.ts'
import type { EligibilityRule } from './eligibility/rule.ts'

/** Every route of every recipient, answered once at each date. The table proposes, a person confirms. */
export const ELIGIBILITY: Table<readonly EligibilityRule[]> = {
  version: 1,
  inForceFrom: '2026-11-22',
  rows: [...INTERNAL, ...PUBLIC, ...GIFTS, ...LOANS, ...SALES],
}
