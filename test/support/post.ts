import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A mail server that keeps what it receives, and has no box for `nobody@…`; `next` takes the first message with such a subject, and waits for it. */
export async function openPost() {
  const received: ParsedMail[] = []
  const waiting: { readonly subject: RegExp; readonly take: (mail: ParsedMail) => void }[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith('nobody@') ? new Error(`no mailbox <${address}> here`) : null),
    onData: (stream, _session, done) => {
      simpleParser(stream).then((mail) => {
        const first = waiting.findIndex(({ subject }) => subject.test(mail.subject ?? ''))
        if (first >= 0) waiting.splice(first, 1)[0]?.take(mail)
        else received.push(mail)
        done()
      }, done)
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    next: (subject: RegExp): Promise<ParsedMail> => {
      const first = received.findIndex((mail) => subject.test(mail.subject ?? ''))
      const mail = first >= 0 ? received.splice(first, 1)[0] : undefined
      return mail ? Promise.resolve(mail) : new Promise((take) => waiting.push({ subject, take }))
    },
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  }
}
