import { z } from 'zod'
import { keepFleet, keepRounds, takeRequests, work } from '../organisation/permissions.ts'
import { entry, optional, paragraph, uuid } from '../platform/http/form.ts'
import { allows, type Permission } from '../platform/http/permission.ts'

/** What stays when somebody leaves, and what a person must be allowed to take it over. */
export const CHARGES = {
  order: work,
  request: takeRequests,
  slip: keepFleet,
  round: keepRounds,
} as const satisfies Readonly<Record<string, Permission>>
export type ChargeKind = keyof typeof CHARGES

/** One thing in somebody's charge. */
export interface Charge {
  readonly kind: ChargeKind
  readonly id: string
}

export const fieldOf = ({ kind, id }: Charge): string => `${kind}.${id}`

/** Whoever takes the work over, the note, and a choice for each thing: the same person, nobody, or another person. */
export const LEAVE_FORM = z.object({ handTo: optional(uuid), note: paragraph().default('') }).catchall(entry)
export type Leave = z.infer<typeof LEAVE_FORM>

/** What a thing's own choice says for nobody; an empty choice follows whoever takes over. */
export const NOBODY = 'nobody'

interface Colleague {
  readonly personId: string
  readonly roles: readonly string[]
}

export const mayTake = (who: Pick<Colleague, 'roles'>, kind: ChargeKind): boolean => allows(who, CHARGES[kind])

/**
 * Where a thing goes by what the form says of it: the person chosen for it; else whoever takes over, where their roles allow it; else
 * nobody. `unknown`: a person who cannot hold it was written into the form.
 */
export function destinationOf(
  charge: Charge,
  form: Leave,
  colleagues: readonly Colleague[],
): { readonly to: string | null } | 'unknown' {
  const may = (to: unknown) => colleagues.find((one) => one.personId === to && mayTake(one, charge.kind))?.personId
  const chosen = form[fieldOf(charge)] || null
  if (chosen === NOBODY) return { to: null }
  if (chosen === null) return { to: may(form.handTo) ?? null }
  const to = may(chosen)
  return to === undefined ? 'unknown' : { to }
}
