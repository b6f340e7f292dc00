import { FIELDS } from '../../domain/triage/fields.ts'
import { type TriageRule, VERDICTS } from '../../domain/triage/rule.ts'
import { rulesSchema } from '../../domain/triage/rules-schema.ts'
import { setRules } from '../organisation/permissions.ts'
import { type Answer, page, redirect } from '../platform/http/answer.ts'
import { entries, freshForm, type Problem, type Values } from '../platform/http/form.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { versionsPart } from '../platform/setting/versions.tsx'
import { RULES, readRules, saveRules } from './rules.sql.ts'
import { rulesText } from './rules.text.ts'
import { editedRules, thresholdsOf } from './rules.ts'
import { RulesPage } from './rules.views.tsx'

async function rulesPage(call: TenantCall, problem?: Problem): Promise<Answer> {
  const { tx, viewer } = call
  const rules = await readRules(tx)
  return page(
    <RulesPage
      viewer={viewer}
      rules={rules}
      form={freshForm(viewer, problem, valuesOf(rules))}
      versions={await versionsPart(call, RULES)}
    />,
    problem ? 422 : 200,
  )
}

const valuesOf = (rules: readonly TriageRule[]): Values => ({
  ...Object.fromEntries(
    VERDICTS.map((verdict) => [
      `on.${verdict}`,
      rules.filter((rule) => rule.on && rule.verdict === verdict).map((rule) => rule.id),
    ]),
  ),
  ...Object.fromEntries(
    rules.flatMap(thresholdsOf).map(({ field, condition }) => [field, String(condition.value).replace('.', ',')]),
  ),
})

/** One message a field: which threshold does not fit, or what cannot be turned off. */
function errorsOf(viewer: TenantCall['viewer'], edited: readonly TriageRule[]): Record<string, string> {
  const text = rulesText(viewer.lang)
  const wrong = edited.flatMap(thresholdsOf).filter(({ condition }) => {
    const field = FIELDS[condition.field]
    return field.type === 'number' && !(condition.value >= field.min && condition.value <= field.max)
  })
  if (wrong.length === 0) return { 'on.parts': text.staysOn }
  return Object.fromEntries(
    wrong.map(({ field, condition }) => [field, text.badNumber(FIELDS[condition.field][viewer.lang])]),
  )
}

export const rulesRoutes: readonly Route[] = [
  pageRoute({
    path: '/reglages/tri',
    access: setRules,
    example: { as: 'coordinator' },
    handle: (call) => rulesPage(call),
  }),
  actRoute({
    path: '/reglages/tri',
    access: setRules,
    form: entries,
    example: { as: 'coordinator', form: { 'on.parts': ['batterySwollen'], 'on.refurbish': ['memorySmall'] } },
    handle: async (call) => {
      const { tx, member, viewer, form } = call
      const on = VERDICTS.flatMap((verdict) => form[`on.${verdict}`] ?? [])
      const typed = Object.fromEntries(
        Object.entries(form).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
      )
      const edited = editedRules(await readRules(tx), on, typed)
      const parsed = rulesSchema.safeParse(edited)
      if (!parsed.success) return rulesPage(call, { values: form, errors: errorsOf(viewer, edited) })
      await saveRules(tx, member, parsed.data)
      return redirect('/reglages/tri', rulesText(viewer.lang).saved)
    },
  }),
]
