import { sql } from 'kysely'
import { z } from 'zod'
import { type Answer, json, page, redirect } from '../http/answer.ts'
import { freshForm, line, type Problem } from '../http/form.ts'
import { membershipsOf } from '../http/membership.ts'
import type { Route } from '../http/route.ts'
import { accountText } from './account.text.ts'
import { AccountPage } from './account.views.tsx'
import { deviceName } from './device-name.ts'
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './library.ts'
import { type OwnCall, ownRoute } from './own-route.ts'
import { PATHS } from './paths.ts'
import { signInText } from './sign-in.text.ts'

const PATH = PATHS.account

type Problems = Readonly<Partial<Record<'name' | 'password' | 'passkey', Problem>>>

async function accountPage(call: OwnCall, problems: Problems = {}, status: 200 | 422 | 429 = 200): Promise<Answer> {
  const { viewer, who, services, database, request } = call
  const state = await services.signIn.account.state(who)
  const memberships = await database.outside((tx) => membershipsOf(tx, who.userId))
  const keyName = deviceName(request.headers.get('user-agent') ?? '')
  return page(
    <AccountPage
      viewer={viewer}
      who={who}
      state={state}
      severalOrganisations={memberships.length > 1}
      forms={{
        name: freshForm(viewer, problems.name, { name: who.name }),
        password: freshForm(viewer, problems.password),
        passkey: freshForm(viewer, problems.passkey, { keyName }),
      }}
    />,
    status,
  )
}

/** The name of the day, in each organisation the person works for; the ledger holds references only, so nothing signed changes. */
async function renameEverywhere({ database, who }: OwnCall, name: string): Promise<void> {
  for (const { organisationId, member } of await database.outside((tx) => membershipsOf(tx, who.userId)))
    await database.inOrganisation(organisationId, async (tx) => {
      await sql`update person_name set valid_to = now() where person_id = ${member.personId} and valid_to is null`.execute(
        tx,
      )
      await sql`insert into person_name (organisation_id, person_id, name) values (${organisationId}, ${member.personId}, ${name})`.execute(
        tx,
      )
    })
}

const identity = [
  ownRoute({ method: 'GET', path: PATH, handle: (call) => accountPage(call) }),
  ownRoute({
    method: 'POST',
    path: `${PATH}/nom`,
    form: z.object({ name: line() }),
    async handle(call) {
      await call.services.signIn.account.rename(call.who, call.form.name)
      await renameEverywhere(call, call.form.name)
      return redirect(PATH, accountText(call.viewer.lang).name.done)
    },
    invalid: (call, { values }) =>
      accountPage(call, { name: { values, errors: { name: accountText(call.viewer.lang).name.wrong } } }, 422),
  }),
  ownRoute({
    method: 'POST',
    path: `${PATH}/mot-de-passe`,
    form: z.object({ current: z.string().max(1000), next: z.string().min(SHORTEST_PASSWORD).max(LONGEST_PASSWORD) }),
    async handle(call) {
      const text = accountText(call.viewer.lang)
      const changed = await call.services.signIn.account.changePassword(call.who, call.form, call.asker)
      if (changed.kind === 'done') return redirect(PATH, text.password.done)
      const tooMany = changed.kind === 'tooMany'
      const current = tooMany ? signInText(call.viewer.lang).tooMany : text.wrongPassword
      return accountPage(call, { password: { values: {}, errors: { current } } }, tooMany ? 429 : 422)
    },
    invalid: (call) => {
      const next = signInText(call.viewer.lang).passwordWrong(SHORTEST_PASSWORD, LONGEST_PASSWORD)
      return accountPage(call, { password: { values: {}, errors: { next } } }, 422)
    },
  }),
]

const passkeys = [
  ownRoute({
    method: 'POST',
    path: `${PATH}/cles/defi`,
    async handle({ services, asker }) {
      const challenge = await services.signIn.account.passkeyChallenge(asker)
      return challenge ? json(challenge.options, 200, challenge.cookies) : json({ error: 'stale' }, 403)
    },
  }),
  ownRoute({
    method: 'POST',
    path: `${PATH}/cles`,
    form: z.object({ keyName: line(60), credential: z.string().max(50_000) }),
    async handle(call) {
      const { viewer, who, form, services, asker } = call
      const text = accountText(viewer.lang).passkeys
      const given = { name: form.keyName, credential: form.credential }
      const added = await services.signIn.account.addPasskey(who, given, asker)
      if (added === 'added') return redirect(PATH, text.done)
      const problem = { values: { keyName: form.keyName }, errors: { '': text.refused } }
      return accountPage(call, { passkey: problem }, 422)
    },
    invalid: (call, { values }) => {
      const errors = { keyName: accountText(call.viewer.lang).passkeys.nameWrong }
      return accountPage(call, { passkey: { values, errors } }, 422)
    },
  }),
  ownRoute({
    method: 'POST',
    path: `${PATH}/cles/:id/retrait`,
    async handle({ viewer, services, who, params }) {
      await services.signIn.account.removePasskey(who, params.id ?? '')
      return redirect(PATH, accountText(viewer.lang).passkeys.removed)
    },
  }),
]

const devices = [
  ownRoute({
    method: 'POST',
    path: `${PATH}/connexions/:id/fin`,
    async handle({ viewer, services, who, params }) {
      await services.signIn.account.end(who, { id: params.id ?? '' })
      return redirect(PATH, accountText(viewer.lang).devices.ended)
    },
  }),
  ownRoute({
    method: 'POST',
    path: `${PATH}/connexions/fin`,
    async handle({ viewer, services, who }) {
      await services.signIn.account.end(who, 'others')
      return redirect(PATH, accountText(viewer.lang).devices.othersEnded)
    },
  }),
]

/** What a person does with their own account; the second factor has its own pages. */
export const accountRoutes: readonly Route[] = [...identity, ...passkeys, ...devices]
