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

/** What changed in an account and its owner should hear of, in case it was not they who did it. */
export type Change = 'password' | 'secondFactorOn' | 'secondFactorOff' | 'passkey'

/** Written in both languages: nobody asked for it in one. */
export function changeLetter(change: Change, { origin, to, name }: { origin: string; to: string; name: string }): Mail {
  const texts = LANGS.map((lang) => signInText(lang).letters.change)
  return {
    to,
    subject: texts.map((text) => text.subject).join(' · '),
    text: texts.map((text) => text.body(name, text.what[change], `${origin}${PATHS.account}`)).join('\n'),
  }
}
