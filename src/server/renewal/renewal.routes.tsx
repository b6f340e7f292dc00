import { z } from 'zod'
import { recoverableSchema } from '../../domain/triage/recoverable.ts'
import { showCode } from '../fleet/code.ts'
import { readDeviceQuery } from '../fleet/device-query.ts'
import { placeOptions } from '../fleet/place-options.sql.ts'
import { keepFleet, setRules } from '../organisation/permissions.ts'
import { saveAnswers } from '../platform/bulk/bulk.sql.ts'
import type { BulkLine } from '../platform/bulk/bulk.ts'
import { type Answer, notFound, page, redirect, refused } from '../platform/http/answer.ts'
import { freshForm, line, optional, type Problem, several, uuid, type Values } from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { versionsPart } from '../platform/setting/versions.tsx'
import { format } from '../platform/text/format.ts'
import { address } from '../platform/ui/addresses.ts'
import { decideRecoverable, listCandidates, VIEWS } from './candidates.sql.ts'
import { CandidatesPage } from './candidates.views.tsx'
import { alreadyKnown, answerOf, declareInUse, receiveStock } from './decommission.sql.ts'
import { DeclarePage, RenewalSettingsPage } from './forms.views.tsx'
import { both, renewalText } from './renewal.text.ts'
import { DECLARATION, editedRules, MODELS_RULE, RENEWAL_SETTINGS } from './renewal.ts'
import { readOwnRules, readRenewalRules, saveRenewalRules } from './rules.sql.ts'
import { listStock, totalsByService } from './stock.sql.ts'
import { StockPageView } from './stock.views.tsx'

const IDS = several(uuid)

async function stock({ tx, viewer, query }: TenantCall, problem?: Problem): Promise<Answer> {
  return page(
    <StockPageView
      viewer={viewer}
      query={query}
      found={await listStock(tx, readDeviceQuery(query), new Date().getFullYear())}
      totals={await totalsByService(tx)}
      form={freshForm(viewer, problem)}
      places={await placeOptions(tx)}
    />,
    problem ? 422 : 200,
  )
}

async function candidates({ tx, viewer, query }: TenantCall, problem?: Problem): Promise<Answer> {
  const view = VIEWS.find((one) => one === query.liste) ?? 'candidates'
  const today = format(viewer).calendarDay(new Date())
  return page(
    <CandidatesPage
      viewer={viewer}
      query={query}
      view={view}
      found={await listCandidates(tx, view, readDeviceQuery(query), await readRenewalRules(tx), today)}
      form={freshForm(viewer, problem)}
      places={await placeOptions(tx)}
    />,
    problem ? 422 : 200,
  )
}

async function declare({ tx, viewer }: TenantCall, problem?: Problem): Promise<Answer> {
  const view = (
    <DeclarePage
      viewer={viewer}
      form={freshForm(viewer, problem, { kind: 'desktop' })}
      places={await placeOptions(tx)}
    />
  )
  return page(view, problem ? 422 : 200)
}

const settingVersions = async (call: TenantCall) => {
  const text = renewalText(call.viewer.lang)
  return (
    <>
      {await versionsPart(call, 'renewal', text.agesSetting)}
      {await versionsPart(call, 'recoverable', text.recoverableSetting)}
    </>
  )
}

async function settings(call: TenantCall, problem?: Problem): Promise<Answer> {
  const { tx, viewer, member } = call
  const { renewal, recoverable } = await readOwnRules(tx)
  const models = recoverable.find((rule) => rule.id === MODELS_RULE)
  const years = (value: number) => String(value).replace('.', ',')
  const values: Values = {
    ...Object.fromEntries(renewal.map((rule) => [rule.kind, years(rule.years)])),
    on: recoverable.filter((rule) => rule.on).map((rule) => rule.id),
    models: models?.models.join('\n') ?? '',
    modelYears: typeof models?.age === 'object' ? years(models.age.atLeastYears) : '',
  }
  return page(
    <RenewalSettingsPage
      viewer={viewer}
      form={freshForm(viewer, problem, values)}
      rules={recoverable}
      seesCandidates={allows(member, keepFleet)}
      versions={await settingVersions(call)}
    />,
    problem ? 422 : 200,
  )
}

export const renewalRoutes: readonly Route[] = [
  pageRoute({ path: '/reforme', access: keepFleet, example: { as: 'technician' }, handle: (call) => stock(call) }),
  actRoute({
    path: '/reforme/recevoir',
    access: keepFleet,
    form: z.object({ ids: IDS, at: optional(uuid), label: optional(line(120)) }),
    example: { as: 'technician', form: { ids: ['{device.decommissioned}'] } },
    invalid: (call, problem) => stock(call, problem),
    handle: async (call) => {
      const { tx, member, viewer, form } = call
      const text = renewalText(viewer.lang)
      if (form.ids.length === 0) return stock(call, { values: {}, errors: { '': text.chooseOne } })
      const ours = await tx.selectFrom('device').select('id').where('id', 'in', form.ids).execute()
      const places = await placeOptions(tx)
      const known = form.at === null || places.some(({ value }) => value === form.at)
      if (ours.length !== new Set(form.ids).size || !known) return notFound()
      const label = form.label ?? text.defaultLabel(format(viewer).date(new Date()))
      const answers = await receiveStock(tx, member, form.ids, { label, at: form.at })
      if (answers.every(({ done }) => done.kind !== 'done'))
        return refused(answers.flatMap(({ done }) => (done.kind === 'refused' ? done.refusals : [])).slice(0, 1))
      const received = both((one) => one.received)
      const notThere = both((one) => one.notThere)
      const lines = answers.map(({ id, done }) => answerOf(id, done, received, notThere))
      return redirect(
        await saveAnswers(
          tx,
          member,
          both((one) => one.collectedTitle),
          lines,
        ),
      )
    },
  }),
  pageRoute({
    path: '/reforme/candidats',
    access: keepFleet,
    example: { as: 'technician' },
    handle: (call) => candidates(call),
  }),
  actRoute({
    path: '/reforme/candidats',
    access: keepFleet,
    form: z.object({
      ids: IDS,
      decision: z.enum(['confirmed', 'rejected', 'decommission']),
      reason: optional(line(500)),
    }),
    example: { as: 'technician', form: { ids: ['{device.decommissioned}'], decision: 'confirmed' } },
    invalid: (call, problem) => candidates(call, problem),
    handle: async (call) => {
      const { tx, member, viewer, form } = call
      const text = renewalText(viewer.lang)
      const values: Values = { ids: form.ids, reason: form.reason ?? '' }
      if (form.ids.length === 0) return candidates(call, { values, errors: { '': text.chooseOne } })
      if (form.decision === 'decommission')
        return redirect(address('/actes/nouveau', { choix: 'coches', acte: 'decommission', ids: form.ids.join(',') }))
      if (form.decision === 'rejected' && form.reason === null)
        return candidates(call, { values, errors: { reason: text.reasonNeeded } })
      const devices = await tx.selectFrom('device').select(['id', 'code']).where('id', 'in', form.ids).execute()
      if (devices.length !== new Set(form.ids).size) return notFound()
      const { decision } = form
      const lines: BulkLine[] = []
      for (const device of devices) {
        const done = await decideRecoverable(tx, member, device.id, decision, form.reason)
        const what = both((one) => (done ? one.decided[decision] : one.notThere))
        lines.push({ item: showCode(device.code), href: `/parc/${device.code}`, done, what })
      }
      return redirect(
        await saveAnswers(
          tx,
          member,
          both((one) => one.decidedTitle[decision]),
          lines,
        ),
      )
    },
  }),
  pageRoute({
    path: '/reforme/declarer',
    access: keepFleet,
    example: { as: 'technician' },
    handle: (call) => declare(call),
  }),
  actRoute({
    path: '/reforme/declarer',
    access: keepFleet,
    form: DECLARATION,
    example: { as: 'technician', form: { kind: 'desktop', placeId: '{place.service}', boughtOn: '2019-09-01' } },
    invalid: (call, problem) => declare(call, problem),
    handle: async (call) => {
      const { tx, member, viewer, form } = call
      const text = renewalText(viewer.lang)
      const places = await placeOptions(tx)
      if (!places.some(({ value }) => value === form.placeId)) return notFound()
      const before = await alreadyKnown(tx, form)
      if (before) {
        const values = Object.fromEntries(Object.entries(form).map(([name, value]) => [name, value ?? '']))
        return declare(call, { values, errors: { serial: text.known(showCode(before)) } })
      }
      const code = await declareInUse(tx, member, form)
      return redirect(`/parc/${code}`, text.declared(showCode(code)))
    },
  }),
  pageRoute({
    path: '/reglages/renouvellement',
    access: setRules,
    example: { as: 'coordinator' },
    handle: (call) => settings(call),
  }),
  actRoute({
    path: '/reglages/renouvellement',
    access: setRules,
    form: RENEWAL_SETTINGS,
    example: { as: 'coordinator', form: { any: '5', on: ['decommissioned'], models: 'Latitude 5480' } },
    invalid: (call, problem) => settings(call, withMessages(problem, renewalText(call.viewer.lang))),
    handle: async (call) => {
      const { tx, member, viewer, form } = call
      const text = renewalText(viewer.lang)
      const edited = editedRules(form, (await readOwnRules(tx)).recoverable)
      const recoverable = recoverableSchema.safeParse(edited.recoverable)
      if (!recoverable.success) {
        const values = Object.fromEntries(
          Object.entries(form).map(([name, value]) => [name, Array.isArray(value) ? value : String(value ?? '')]),
        )
        return settings(call, { values, errors: { models: text.badRules } })
      }
      await saveRenewalRules(tx, member, { ...edited, recoverable: recoverable.data })
      return redirect('/reglages/renouvellement', text.saved)
    },
  }),
]

/** Every number of this form is a number of years: one message for all. */
const withMessages = (problem: Problem, text: ReturnType<typeof renewalText>): Problem => ({
  ...problem,
  errors: Object.fromEntries(
    Object.keys(problem.errors).map((name) => [name, name === 'models' ? text.badRules : text.badYears]),
  ),
})
