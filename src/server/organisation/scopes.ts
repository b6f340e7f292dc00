import type { Scope } from '../platform/api/api-route.ts'

const scope = (name: string, fr: string, en: string): Scope => ({ name, says: { fr, en } })

/** What a token may be used for, within the roles of whoever made it. */
export const SCOPES = {
  read: scope('read', 'lire ce que vous pouvez lire', 'read what you can read'),
  identify: scope('identify', 'déposer des relevés matériels', 'send hardware reports'),
  work: scope('work', 'enregistrer effacements et travaux', 'record erasures and work'),
  fleet: scope('fleet', 'recevoir et déplacer des appareils', 'receive and move devices'),
} as const satisfies Record<string, Scope>

export type ScopeName = keyof typeof SCOPES
export const SCOPE_NAMES = Object.keys(SCOPES) as ScopeName[]
/** What a bench may be allowed: nothing of people, nothing of agreements. */
export const BENCH_SCOPES: readonly ScopeName[] = ['read', 'identify', 'work']
/** The role a bench acts under: it sees and does what a technician does at the bench. */
export const BENCH_ROLES = ['technician'] as const
