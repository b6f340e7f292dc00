import { type Answer, notFound, page } from '../http/answer.ts'
import { type OpenCall, openRoute, type Route } from '../http/route.ts'
import type { Outbox } from './outbox.ts'
import { CaughtMailPage, OUTBOX, OutboxPage } from './outbox.views.tsx'

const OPEN =
  'The outbox holds links that sign in: it answers to this very machine only, and where no mail server is set.'
const THIS_MACHINE = /^(127\.|::1$|::ffff:127\.)/

const kept = async ({ services, address }: OpenCall, read: (outbox: Outbox) => Promise<Answer>): Promise<Answer> =>
  services.outbox && THIS_MACHINE.test(address) ? read(services.outbox) : notFound()

/** Mail that did not leave: development and demonstration. */
export const outboxRoutes: readonly Route[] = [
  openRoute({
    method: 'GET',
    path: OUTBOX,
    open: OPEN,
    handle: (call) =>
      kept(call, async (outbox) => page(<OutboxPage viewer={call.viewer} mails={await outbox.list()} />)),
  }),
  openRoute({
    method: 'GET',
    path: `${OUTBOX}/:id`,
    open: OPEN,
    handle: (call) =>
      kept(call, async (outbox) => {
        const mail = await outbox.one(call.params.id ?? '')
        return mail ? page(<CaughtMailPage viewer={call.viewer} mail={mail} />) : notFound()
      }),
  }),
]
