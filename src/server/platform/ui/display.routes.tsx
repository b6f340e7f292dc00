import { z } from 'zod'
import { redirect } from '../http/answer.ts'
import { preferenceCookie } from '../http/cookies.ts'
import { openRoute, type Route } from '../http/route.ts'
import { LANGS } from '../text/text.ts'
import { ADDRESSES } from './addresses.ts'

/** A path of this site only: never an address elsewhere. */
const localPath = z
  .string()
  .max(500)
  .transform((path) => (/^\/(?![/\\])/.test(path) ? path : '/'))
  .catch('/')

export const displayRoutes: readonly Route[] = [
  openRoute({
    method: 'GET',
    path: ADDRESSES.language,
    open: 'The language is chosen before signing in too.',
    form: z.object({ langue: z.enum(LANGS).catch('fr'), retour: localPath }),
    handle: async ({ form }) => redirect(form.retour, undefined, [preferenceCookie('lang', form.langue)]),
  }),
]
