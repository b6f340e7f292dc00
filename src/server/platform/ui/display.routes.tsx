import { z } from 'zod'
import { redirect } from '../http/answer.ts'
import { preferenceCookie } from '../http/cookies.ts'
import { localPath } from '../http/form.ts'
import { openRoute, type Route } from '../http/route.ts'
import { LANGS } from '../text/text.ts'
import { ADDRESSES } from './addresses.ts'

export const displayRoutes: readonly Route[] = [
  openRoute({
    method: 'GET',
    path: ADDRESSES.language,
    open: 'The language is chosen before signing in too.',
    form: z.object({ langue: z.enum(LANGS).catch('fr'), retour: localPath }),
    handle: async ({ form }) => redirect(form.retour, undefined, [preferenceCookie('lang', form.langue)]),
  }),
]
