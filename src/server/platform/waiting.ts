import type { Tx } from './database/database.ts'
import type { Member, Permission } from './http/permission.ts'
import type { Bilingual } from './text/text.ts'

/** One thing that waits on someone: what, why, and where the decision is taken. */
export interface WaitingItem {
  readonly key: string
  readonly what: Bilingual
  readonly why: Bilingual | null
  readonly label: Bilingual
  readonly href: string
  /** Shown to whoever holds this permission. */
  readonly on: Permission
}

/** What a room offers the home page: what waits in it, most urgent first. */
export type Waiting = (tx: Tx, member: Member) => Promise<readonly WaitingItem[]>

/** « 1 appareil attend », « 3 appareils attendent »: the sentence for a count, in both languages. */
export const counted = (n: number, one: Bilingual, many: (n: number) => Bilingual): Bilingual =>
  n === 1 ? one : many(n)
