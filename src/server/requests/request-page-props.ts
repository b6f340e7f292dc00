import type { RouteAnswer } from '../../domain/law/routes.ts'
import type { HistoryLine } from '../platform/ledger/history.sql.ts'
import type { FormState } from '../platform/ui/form.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { Allocated, Candidate } from './allocation.sql.ts'
import type { EvidenceCheck, RequestFile } from './request.sql.ts'

export interface RequestPageProps {
  readonly viewer: Viewer
  readonly request: RequestFile
  readonly answers: readonly RouteAnswer[]
  readonly seen: readonly EvidenceCheck[]
  readonly allocated: readonly Allocated[]
  readonly candidates: readonly Candidate[]
  readonly expiresOn: string
  readonly history: readonly HistoryLine[]
  /** Who looks. */
  readonly personId: string
  readonly mayDecide: boolean
  /** True where the right that was confirmed is still the right of today. */
  readonly stands: boolean
  readonly now: Date
  /** One state for each form of the page: what was typed comes back in the form it was typed in. */
  readonly form: (name: FormName) => FormState
}
export type FormName = 'evidence' | 'opinion' | 'refusal' | 'allocation' | 'other'
