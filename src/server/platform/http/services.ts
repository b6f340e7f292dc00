import type { Files } from '../files/files.ts'
import type { Mailer } from '../mail/mailer.ts'
import type { Outbox } from '../mail/outbox.ts'
import type { Secrets } from '../secrets.ts'
import type { SignIn } from '../sign-in/sign-in.ts'

/** What handlers may use beside the transaction. */
export interface Services {
  readonly files: Files
  readonly mailer: Mailer
  /** Where mail that does not leave can be read; null off this machine, or where a mail server is set. */
  readonly outbox: Outbox | null
  readonly signIn: SignIn
  readonly secrets: Secrets
  /** The address people reach the application at, without a final slash. */
  readonly origin: string
  /** What the first visit asks off localhost, printed in the terminal; null where only this machine can come. */
  readonly firstVisitCode: string | null
}
