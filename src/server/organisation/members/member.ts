import { z } from 'zod'
import { civilDate, line, optional, several } from '../../platform/http/form.ts'
import type { MemberRow } from '../member.sql.ts'
import { ROLE_NAMES, ROLES, type Role } from '../roles.ts'

export const INVITATION = z.object({
  name: line(),
  email: z.string().trim().max(320).pipe(z.email()),
  roles: several(z.enum(ROLES)),
  lang: z.enum(['fr', 'en']).catch('fr'),
  title: optional(line()),
  from: optional(civilDate),
})
export const ROLES_FORM = z.object({ roles: several(z.enum(ROLES)) })
export const FUNCTION_FORM = z.object({ title: line(), from: civilDate, to: optional(civilDate) })

/** An organisation without an administrator could never invite one again. */
export const lastAdministrator = {
  rule: 'lastAdministrator',
  message: {
    fr: 'C’est la dernière personne qui administre la collectivité.',
    en: 'This is the last person who administers the organisation.',
  },
  satisfy: {
    fr: 'Donnez d’abord le rôle d’administrateur à quelqu’un d’autre.',
    en: 'First give the role of administrator to someone else.',
  },
} as const

export const roleNames = (roles: readonly Role[], lang: 'fr' | 'en') =>
  roles.map((role) => ROLE_NAMES[role][lang]).join(', ')

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** The members whose name or functions hold every word, at work or gone. */
export function findMembers(
  members: readonly MemberRow[],
  { words, gone }: { readonly words: string; readonly gone: boolean },
): readonly MemberRow[] {
  const wanted = fold(words).split(/\s+/).filter(Boolean)
  return members.filter((member) => {
    const said = fold([member.name, ...member.functions.map((one) => one.title)].join(' '))
    return (member.leftAt !== null) === gone && wanted.every((word) => said.includes(word))
  })
}

/** The functions in force on a day. */
export const functionsOn = (member: MemberRow, day: string): readonly string[] =>
  member.functions.filter(({ from, to }) => from <= day && (to === null || to >= day)).map(({ title }) => title)
