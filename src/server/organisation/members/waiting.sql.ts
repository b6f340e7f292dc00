import { everyMember } from '../../platform/http/route.ts'
import type { Waiting } from '../../platform/waiting.ts'
import { handedTo } from '../member.sql.ts'
import { HANDED } from './member.views.tsx'

/** The work that somebody who left handed to whoever looks. */
export const handedWaiting: Waiting = async (tx, member) =>
  (await handedTo(tx, member.personId)).map(({ memberId, name }) => ({
    key: `handed-${memberId}`,
    what: { fr: `${name} vous a transmis son travail`, en: `${name} handed their work to you` },
    why: null,
    label: { fr: 'Lire son mot', en: 'Read the note' },
    href: HANDED,
    on: everyMember,
  }))
