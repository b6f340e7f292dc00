import { z } from 'zod'
import { type Answer, page, redirect } from '../http/answer.ts'
import { freshForm } from '../http/form.ts'
import type { Route } from '../http/route.ts'
import { accountText } from './account.text.ts'
import { type OwnCall, ownRoute } from './own-route.ts'
import { PATHS } from './paths.ts'
import { BackupCodesPage, EnrolPage, SecondFactorPage } from './second-factor.views.tsx'
import { signInText } from './sign-in.text.ts'

const PATH = `${PATHS.account}/code`

type Act = 'start' | 'renew' | 'stop'

async function settingsPage(call: OwnCall, refused?: { readonly act: Act; readonly kind: 'wrong' | 'tooMany' }) {
  const { viewer, who, services } = call
  const said = refused?.kind === 'tooMany' ? signInText(viewer.lang).tooMany : accountText(viewer.lang).wrongPassword
  const form = (act: Act) =>
    freshForm(viewer, refused?.act === act ? { values: {}, errors: { [`${act}Password`]: said } } : undefined)
  const forms = { start: form('start'), renew: form('renew'), stop: form('stop') }
  const view = <SecondFactorPage viewer={viewer} state={await services.signIn.account.state(who)} forms={forms} />
  return page(view, refused ? (refused.kind === 'tooMany' ? 429 : 422) : 200)
}

const password = z.string().max(1000).default('')

/** Enrolment, backup codes and the end of a second factor. */
export const secondFactorRoutes: readonly Route[] = [
  ownRoute({ method: 'GET', path: PATH, handle: (call) => settingsPage(call) }),
  ownRoute({
    method: 'POST',
    path: PATH,
    form: z.object({ startPassword: password }),
    async handle(call): Promise<Answer> {
      const { viewer, services, who, form, asker } = call
      const started = await services.signIn.account.startSecondFactor(who, form.startPassword, asker)
      if (started.kind !== 'started') return settingsPage(call, { act: 'start', kind: started.kind })
      return page(<EnrolPage viewer={viewer} form={freshForm(viewer)} uri={started.uri} />)
    },
  }),
  ownRoute({
    method: 'POST',
    path: `${PATH}/confirmation`,
    form: z.object({
      code: z.string().max(100),
      uri: z
        .string()
        .max(500)
        .regex(/^otpauth:\/\/totp\/\S+$/)
        .catch(''),
    }),
    async handle({ viewer, services, who, form, asker }): Promise<Answer> {
      const confirmed = await services.signIn.account.confirmSecondFactor(who, form.code, asker)
      if (confirmed.kind === 'on')
        return page(<BackupCodesPage viewer={viewer} codes={confirmed.backupCodes} />, 200, confirmed.cookies)
      if (form.uri === '') return redirect(PATH)
      const tooMany = confirmed.kind === 'tooMany'
      const code = tooMany ? signInText(viewer.lang).tooMany : accountText(viewer.lang).secondFactor.wrongCode
      const again = freshForm(viewer, { values: {}, errors: { code } })
      return page(<EnrolPage viewer={viewer} form={again} uri={form.uri} />, tooMany ? 429 : 422)
    },
  }),
  ownRoute({
    method: 'POST',
    path: `${PATH}/secours`,
    form: z.object({ renewPassword: password }),
    async handle(call): Promise<Answer> {
      const { viewer, services, who, form, asker } = call
      const renewed = await services.signIn.account.renewBackupCodes(who, form.renewPassword, asker)
      if (renewed.kind !== 'renewed') return settingsPage(call, { act: 'renew', kind: renewed.kind })
      return page(<BackupCodesPage viewer={viewer} codes={renewed.backupCodes} />)
    },
  }),
  ownRoute({
    method: 'POST',
    path: `${PATH}/retrait`,
    form: z.object({ stopPassword: password }),
    async handle(call): Promise<Answer> {
      const { viewer, services, who, form, asker } = call
      const stopped = await services.signIn.account.stopSecondFactor(who, form.stopPassword, asker)
      if (stopped.kind !== 'off') return settingsPage(call, { act: 'stop', kind: stopped.kind })
      return redirect(PATHS.account, accountText(viewer.lang).secondFactor.stopped, stopped.cookies)
    },
  }),
]
