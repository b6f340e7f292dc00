import type { Role } from '../organisation/roles.ts'
import { DEMONSTRATION_PASSWORD, emailOf, PEOPLE } from './territory.ts'

export interface Account {
  readonly role: Role
  readonly name: string
  readonly email: string
  readonly password: string
}

/** One account for each role, as the page of the demonstration shows them. */
export const ACCOUNTS: readonly Account[] = PEOPLE.map(({ role, name }) => ({
  role,
  name,
  email: emailOf(name),
  password: DEMONSTRATION_PASSWORD,
}))
