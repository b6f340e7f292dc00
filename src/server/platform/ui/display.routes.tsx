import { z } from 'zod'
import { page, redirect } from '../http/answer.ts'
import { preferenceCookie } from '../http/cookies.ts'
import { freshForm, localPath } from '../http/form.ts'
import { openRoute, type Route } from '../http/route.ts'
import { LANGS } from '../text/text.ts'
import { ADDRESSES } from './addresses.ts'
import { DEFAULT_DISPLAY, DISPLAY_COOKIE, readDisplayForm, serialiseDisplay } from './display.ts'
import { DisplayPage } from './display.views.tsx'
import { KitPage } from './kit.views.tsx'

const answer = z.string().max(40).optional()

export const displayRoutes: readonly Route[] = [
  openRoute({
    method: 'GET',
    path: ADDRESSES.language,
    open: 'The language is chosen before signing in too.',
    form: z.object({ langue: z.enum(LANGS).catch('fr'), retour: localPath }),
    handle: async ({ form }) => redirect(form.retour, undefined, [preferenceCookie('lang', form.langue)]),
  }),
  openRoute({
    method: 'GET',
    path: ADDRESSES.display,
    open: 'Who cannot read the page cannot sign in to change it.',
    form: z.object({ retour: localPath }),
    handle: async ({ viewer, form }) =>
      page(<DisplayPage viewer={viewer} once={freshForm(viewer).once} back={form.retour} />),
  }),
  openRoute({
    method: 'POST',
    path: ADDRESSES.display,
    open: 'Who cannot read the page cannot sign in to change it.',
    form: z.object({
      retour: localPath,
      reset: answer,
      contrast: answer,
      size: answer,
      spacing: answer,
      plain: answer,
      images: answer,
      theme: answer,
    }),
    handle: async ({ form: { retour, reset, ...answers } }) => {
      const display = reset === undefined ? readDisplayForm(answers) : DEFAULT_DISPLAY
      return redirect(retour, undefined, [preferenceCookie(DISPLAY_COOKIE, serialiseDisplay(display))])
    },
  }),
  openRoute({
    method: 'GET',
    path: '/kit',
    open: 'It shows the pieces of the pages, with invented words only.',
    handle: async ({ viewer }) => page(<KitPage viewer={viewer} />),
  }),
]
