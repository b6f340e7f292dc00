import { z } from 'zod'
import type { Mail } from '../mail/mailer.ts'
import { LANGS } from '../text/text.ts'
import { LINK_MINUTES } from './library.ts'
import { PATHS, withBack } from './paths.ts'
import { signInText } from './sign-in.text.ts'

const ABOUT = z.object({ lang: z.enum(LANGS), back: z.string() })

/** The message that carries a link, in the language of whoever asked. Throws when `about` is not what `mailLink` gave. */
export function letter(
  kind: 'link' | 'reset',
  {
    origin,
    to,
    name,
    token,
    about,
  }: {
    readonly origin: string
    readonly to: string
    readonly name: string
    readonly token: string
    readonly about: unknown
  },
): Mail {
  const { lang, back } = ABOUT.parse(about)
  const text = signInText(lang).letters[kind]
  const path = kind === 'link' ? PATHS.link : PATHS.forgotten
  const link = `${origin}${withBack(`${path}/${token}`, back)}`
  return { to, subject: text.subject, text: text.body(name, link, LINK_MINUTES) }
}
