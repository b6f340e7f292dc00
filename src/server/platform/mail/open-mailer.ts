import type { Mailer } from './mailer.ts'
import { type Outbox, outboxMailer } from './outbox.ts'
import { smtpMailer } from './smtp-mailer.ts'

interface MailSettings {
  /** Null where no server is set: the outbox keeps everything. */
  readonly smtpUrl: string | null
  readonly from: string
  /** Where the outbox keeps its messages. */
  readonly outboxFolder: string
  /** Asked before each message: a demonstration territory never sends real mail. */
  demonstration(): Promise<boolean>
}

/** The way mail leaves: the server where one is set and nothing is a demonstration, else the outbox. */
export function openMailer(settings: MailSettings): Mailer & { readonly outbox: Outbox } {
  const outbox = outboxMailer(settings.outboxFolder, settings.from)
  const smtp = settings.smtpUrl ? smtpMailer({ url: settings.smtpUrl, from: settings.from }) : null
  return {
    outbox,
    async send(mail) {
      const way = smtp && !(await settings.demonstration()) ? smtp : outbox
      await way.send(mail)
    },
  }
}
