import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A mail server that keeps what it receives; `next` waits for the next message. */
export async function openPost() {
  const received: ParsedMail[] = []
  const waiting: ((mail: ParsedMail) => void)[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      simpleParser(stream).then((mail) => {
        const first = waiting.shift()
        if (first) first(mail)
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
    next: () => {
      const mail = received.shift()
      return mail ? Promise.resolve(mail) : new Promise<ParsedMail>((resolve) => waiting.push(resolve))
    },
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  }
}
