import type { Role } from '../../organisation/roles.ts'

/** Who acts: references of people, as the ledger names them. */
export interface Town {
  readonly name: string
  /** Who signs for the town, with the function of that day. */
  readonly signer: { readonly name: string; functionOn(day: string): string }
  readonly people: Readonly<Record<Role, string>>
  readonly technicians: readonly [string, ...string[]]
  readonly names: ReadonlyMap<string, string>
  /** 1 = the town that was measured: 2000 devices in service, 35 schools, 300 reconditioned a year. */
  readonly size: number
}
