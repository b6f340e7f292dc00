import { z } from 'zod'
import { page, redirect } from '../http/answer.ts'
import { preferenceCookie, readCookies } from '../http/cookies.ts'
import { freshForm, localPath, uuid } from '../http/form.ts'
import { membershipsOf } from '../http/membership.ts'
import type { Route } from '../http/route.ts'
import { type OwnCall, ownRoute } from './own-route.ts'
import { PATHS } from './paths.ts'
import { OrganisationsPage } from './sign-in.views.tsx'

/** The cookie that names the chosen organisation; the kernel checks it against the memberships at each request. */
const CHOSEN = 'collectivite'

const organisationsOf = ({ database, who }: OwnCall) => database.outside((tx) => membershipsOf(tx, who.userId))

/** The choice of the organisation one works for. */
export const organisationRoutes: readonly Route[] = [
  ownRoute({
    method: 'GET',
    path: PATHS.organisations,
    form: z.object({ retour: localPath }),
    async handle(call) {
      const { viewer, form, request } = call
      const memberships = await organisationsOf(call)
      if (memberships.length < 2) return redirect(form.retour)
      const before = readCookies(request)[CHOSEN]
      const chosen = memberships.find((one) => one.organisationId === before) ?? memberships[0]
      return page(
        <OrganisationsPage
          viewer={viewer}
          form={freshForm(viewer, undefined, { organisation: chosen?.organisationId ?? '' })}
          back={form.retour}
          organisations={memberships.map((one) => ({ id: one.organisationId, name: one.organisationName }))}
        />,
      )
    },
  }),
  ownRoute({
    method: 'POST',
    path: PATHS.organisations,
    form: z.object({ retour: localPath, organisation: uuid.catch('') }),
    async handle(call) {
      const { form } = call
      const memberships = await organisationsOf(call)
      const chosen = memberships.find((one) => one.organisationId === form.organisation)
      if (!chosen) return redirect(PATHS.organisations)
      return redirect(form.retour, undefined, [preferenceCookie(CHOSEN, chosen.organisationId)])
    },
  }),
]
