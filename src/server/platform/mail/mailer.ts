/** A message to one person. The text is complete without the HTML. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html?: string
}

/** Sends mail, or keeps it in the development outbox where no server is set. Throws when the server refuses. */
export interface Mailer {
  send(mail: Mail): Promise<void>
}
