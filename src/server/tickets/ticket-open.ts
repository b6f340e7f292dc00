import type { Tx } from '../platform/database/database.ts'
import type { Answer, Refused } from '../platform/http/answer.ts'
import { type Ticket, ticketByNumber } from './ticket.sql.ts'
import { ticketText } from './ticket.text.ts'
import { TICKET_NUMBER } from './ticket.ts'

type Says = (text: ReturnType<typeof ticketText>) => { readonly message: string; readonly satisfy: string }
const one = (rule: string, say: Says, concerns: readonly string[] = []): readonly [Refused] => {
  const [fr, en] = [say(ticketText('fr')), say(ticketText('en'))]
  return [
    {
      rule,
      message: { fr: fr.message, en: en.message },
      satisfy: { fr: fr.satisfy, en: en.satisfy },
      concerns,
    },
  ]
}

/** Why a breakdown is not taken: nobody uses the device, it is no longer ours, or one is open already (its number). */
export const notTaken = (
  why: 'notInUse' | 'ownerChanged' | 'already',
  concerns: readonly string[] = [],
): readonly [Refused] => one(why === 'already' ? 'oneBreakdown' : 'supported', (text) => text.refusals[why], concerns)

/** The breakdown of this number; null where there is none, or where the number is no number. */
export async function askedTicket(tx: Tx, number: string | undefined): Promise<Ticket | null> {
  const read = TICKET_NUMBER.safeParse(number)
  return read.success ? ((await ticketByNumber(tx, read.data)) ?? null) : null
}

/** The breakdown of this number while it is open; a closed one is said, with what to do instead. */
export async function openTicket(
  tx: Tx,
  number: string | undefined,
): Promise<{ readonly ticket: Ticket } | { readonly answer: Extract<Answer, { kind: 'refused' | 'notFound' }> }> {
  const ticket = await askedTicket(tx, number)
  if (!ticket) return { answer: { kind: 'notFound' } }
  if (ticket.closedAt === null) return { ticket }
  const refusals = one('ticketOpen', (text) => ({ message: text.closedAlready, satisfy: text.closedAlreadyHow }))
  return { answer: { kind: 'refused', refusals } }
}
