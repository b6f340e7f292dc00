/** The member who acts: which organisation, who (a random reference), with which roles. */
export interface Member {
  readonly organisationId: string
  readonly memberId: string
  readonly personId: string
  readonly userId: string
  readonly roles: readonly string[]
}

/** A named pure predicate, asked by the route and by the view. */
export interface Permission {
  readonly name: string
  readonly roles: readonly string[]
}

/** The administrator alone has no power over devices: each permission names every role that holds it. */
export const permission = <Role extends string>(name: string, ...roles: readonly Role[]): Permission => ({
  name,
  roles,
})

export const allows = (member: Pick<Member, 'roles'> | null, asked: Permission): boolean =>
  member !== null && (asked.roles.includes('*') || member.roles.some((role) => asked.roles.includes(role)))

/** Holds for whoever holds one of the two. */
export const either = (one: Permission, other: Permission): Permission => ({
  name: `${one.name} or ${other.name}`,
  roles: [...new Set([...one.roles, ...other.roles])],
})
