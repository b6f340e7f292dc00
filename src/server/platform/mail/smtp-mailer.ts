import { createTransport } from 'nodemailer'
import type { Mailer } from './mailer.ts'

/** Sends through the server of `url` (`smtp://user:password@host:587`, `smtps://…`), as `from`. */
export function smtpMailer({ url, from }: { readonly url: string; readonly from: string }): Mailer {
  const transport = createTransport(url, { from })
  return {
    async send({ to, subject, text, html }) {
      await transport.sendMail({ to, subject, text, ...(html ? { html } : {}), headers: AUTOMATIC })
    },
  }
}

/** RFC 3834 §5: absence notices do not answer a message that a program wrote. */
export const AUTOMATIC = { 'Auto-Submitted': 'auto-generated' } as const
