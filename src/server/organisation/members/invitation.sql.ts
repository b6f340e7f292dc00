import type { Tx } from '../../platform/database/database.ts'
import type { Services } from '../../platform/http/services.ts'
import { addJob } from '../../platform/jobs/add-job.sql.ts'
import type { Job } from '../../platform/jobs/jobs.ts'
import type { Actor } from '../../platform/ledger/ledger.ts'
import { withoutAddresses } from '../../platform/mail/without-addresses.ts'
import { LANGS } from '../../platform/text/text.ts'
import { memberEvents } from '../member.sql.ts'
import { ROLES, type Role } from '../roles.ts'
import { memberText } from './member.text.ts'
import { roleNames } from './member.ts'

export const INVITATION_JOB = 'invitation'
export type InvitationServices = Pick<Services, 'mailer' | 'signIn' | 'origin'>

/** Asks for the invitation of a member in the caller's transaction: it leaves after the commit, and never without one. */
export async function askInvitation(tx: Tx, actor: Actor, memberId: string, roles: readonly Role[]): Promise<void> {
  await memberEvents.record(tx, actor, 'invited', memberId, { roles: [...roles] })
  await addJob(tx, INVITATION_JOB, { memberId })
}

/** True from the moment an invitation is asked until a mail server has taken it. */
export async function invitationPending(tx: Tx, memberId: string): Promise<boolean> {
  const last = await tx
    .selectFrom('event')
    .select('kind')
    .where('subject_id', '=', memberId)
    .where('kind', 'in', ['member.invited', 'member.invitationSent'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.kind === 'member.invited'
}

/**
 * Mails an invitation to whoever is still a member. It holds no secret: the page it names asks for the address at which it is read,
 * and mails a link that serves once. Throws, naming nobody, when the server refuses: the job is tried again.
 */
export const sendInvitation =
  ({ mailer, signIn, origin }: InvitationServices): Job =>
  async (tx, { organisationId, memberId }) => {
    const member = await tx
      .selectFrom('member as m')
      .innerJoin('organisation as o', 'o.organisation_id', 'm.organisation_id')
      .innerJoin('person_name as n', (join) =>
        join
          .onRef('n.person_id', '=', 'm.person_id')
          .onRef('n.organisation_id', '=', 'm.organisation_id')
          .on('n.valid_to', 'is', null),
      )
      .select(['m.user_id as userId', 'm.roles', 'm.lang', 'n.name', 'o.name as organisation'])
      .where('m.id', '=', String(memberId))
      .where('m.left_at', 'is', null)
      .executeTakeFirst()
    const to = member && (await signIn.addressOf(member.userId))
    if (!member || !to) return
    const lang = LANGS.find((one) => one === member.lang) ?? 'fr'
    const { mail } = memberText(lang)
    const roles = roleNames(
      ROLES.filter((role) => member.roles.includes(role)),
      lang,
    )
    const text = mail.body(member.name, member.organisation, roles, `${origin}/connexion/lien`)
    await mailer.send({ to, subject: mail.subject(member.organisation), text }).catch((error: Error) => {
      throw new Error(withoutAddresses(error.message))
    })
    const actor = { organisationId: String(organisationId), personId: null }
    await memberEvents.record(tx, actor, 'invitationSent', String(memberId), {})
  }
