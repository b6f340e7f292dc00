import { z } from 'zod'
import { GRADES } from '../../../domain/circuit/facts.ts'
import { KINDS } from '../../../domain/circuit/kinds.ts'
import type { DeviceKind } from '../../../domain/hardware/report.ts'
import { readPolicy } from '../../circuit/policy.sql.ts'
import { POLICY } from '../../erasure/lot/lot.sql.ts'
import { setRules } from '../../organisation/permissions.ts'
import { type Answer, notFound, page, redirect } from '../../platform/http/answer.ts'
import { entries, freshForm, type Problem, type Values } from '../../platform/http/form.ts'
import { actRoute, type FormCall, pageRoute, type Route, type TenantCall } from '../../platform/http/route.ts'
import { versionsPart } from '../../platform/setting/versions.tsx'
import {
  readCriteria,
  readModels,
  SECOND_CHECKS,
  saveModel,
  saveRules,
  WORK_GRADES,
  WORK_STEPS,
  WORK_TESTS,
} from './model.sql.ts'
import { modelText } from './model.text.ts'
import { type KindModel, KNOWN, MODEL_KINDS, MOST_ROWS, rowsOf, SPARE_ROWS, saidAs } from './model.ts'
import { KIND_MODEL, KindModelPage, kindHref, MODELS, WorkRulesPage } from './model.views.tsx'

const criterion = z
  .string()
  .max(300)
  .transform((text) => text.trim().replace(/\s+/g, ' '))
  .refine((text) => text !== '')
const RULES = z.object({
  A: criterion,
  B: criterion,
  C: criterion,
  D: criterion,
  gradeFloor: z.enum(GRADES),
  secondCheck: z.enum(SECOND_CHECKS),
})

async function rulesPage(call: TenantCall, problem?: Problem): Promise<Answer> {
  const { tx, viewer } = call
  const text = modelText(viewer.lang)
  const criteria = await readCriteria(tx)
  const { gradeFloor, secondCheck } = await readPolicy(tx)
  const values = {
    ...Object.fromEntries(GRADES.map((grade) => [grade, criteria[grade][viewer.lang]])),
    gradeFloor,
    secondCheck,
  }
  return page(
    <WorkRulesPage
      viewer={viewer}
      models={await readModels(tx)}
      form={freshForm(viewer, problem, values)}
      versions={
        <>
          {await versionsPart(call, WORK_GRADES, text.aboutGrades)}
          {await versionsPart(call, POLICY, text.aboutPolicy)}
        </>
      }
    />,
    problem ? 422 : 200,
  )
}

/** The kind that an address or a form names; a laptop where it names none. */
const kindNamed = (name: string | string[] | undefined): DeviceKind | undefined =>
  MODEL_KINDS.find((kind) => kind === (name ?? 'laptop'))

const valuesOf = ({ steps, tests }: KindModel, lang: 'fr' | 'en'): Values =>
  Object.fromEntries(
    (['steps', 'tests'] as const).flatMap((table) =>
      (table === 'steps' ? steps : tests).flatMap((row, index) => [
        [`${table}.id.${index}`, row.id],
        [`${table}.name.${index}`, row[lang]],
        [`${table}.rank.${index}`, String(index + 1)],
        ...('minutes' in row && row.minutes !== undefined ? [[`${table}.minutes.${index}`, String(row.minutes)]] : []),
      ]),
    ),
  )

async function kindPage(call: TenantCall, kind: DeviceKind, problem?: Problem): Promise<Answer> {
  const { tx, viewer } = call
  const text = modelText(viewer.lang)
  const model = (await readModels(tx))[kind]
  const rows = {
    steps: Math.min(MOST_ROWS, model.steps.length + SPARE_ROWS),
    tests: Math.min(MOST_ROWS, model.tests.length + SPARE_ROWS),
  }
  return page(
    <KindModelPage
      viewer={viewer}
      kind={kind}
      rows={rows}
      form={freshForm(viewer, problem, valuesOf(model, viewer.lang))}
      versions={
        <>
          {await versionsPart(call, WORK_STEPS, text.aboutSteps)}
          {await versionsPart(call, WORK_TESTS, text.aboutTests)}
        </>
      }
    />,
    problem ? 422 : 200,
  )
}

async function saveKind(call: TenantCall & FormCall<z.infer<typeof entries>>): Promise<Answer> {
  const { tx, member, viewer, form } = call
  const kind = kindNamed(form.kind)
  if (!kind) return notFound()
  const text = modelText(viewer.lang)
  const before = (await readModels(tx))[kind]
  const typed = Object.fromEntries(Object.entries(form).map(([name, value]) => [name, [value].flat()[0] ?? '']))
  const steps = rowsOf(typed, 'steps', [...before.steps, ...KNOWN.steps])
  const tests = rowsOf(typed, 'tests', [...before.tests, ...KNOWN.tests])
  const errors = {
    ...Object.fromEntries(steps.wrong.map((name) => [name, text.badMinutes])),
    ...(tests.rows.length === 0 ? { 'tests.name.0': text.testDue } : {}),
  }
  if (Object.keys(errors).length > 0) return kindPage(call, kind, { values: form, errors })
  const alike = MODEL_KINDS.filter((one) => one !== kind && [form.alike ?? []].flat().includes(one))
  const said = { steps: steps.rows, tests: tests.rows.map(({ id, fr, en }) => ({ id, fr, en })) }
  await saveModel(tx, member, kind, said, alike)
  return redirect(kindHref(kind), text.saved(KINDS.rows[kind].name[viewer.lang]))
}

/** What an order begins with, what a grade asks for and who is looked at: settings with their versions. */
export const modelRoutes: readonly Route[] = [
  pageRoute({ path: MODELS, access: setRules, example: { as: 'coordinator' }, handle: (call) => rulesPage(call) }),
  actRoute({
    path: MODELS,
    access: setRules,
    form: RULES,
    example: {
      as: 'coordinator',
      form: {
        A: 'Comme neuf.',
        B: 'Traces légères.',
        C: 'Marqué.',
        D: 'Gêné.',
        gradeFloor: 'C',
        secondCheck: 'everybody',
      },
    },
    invalid: (call, problem) => rulesPage(call, problem),
    handle: async ({ tx, member, viewer, form }) => {
      const before = await readCriteria(tx)
      const { gradeFloor, secondCheck } = form
      const said = (grade: (typeof GRADES)[number]) => saidAs(form[grade], before[grade])
      const criteria = { A: said('A'), B: said('B'), C: said('C'), D: said('D') }
      await saveRules(tx, member, criteria, { gradeFloor, secondCheck })
      return redirect(MODELS, modelText(viewer.lang).rulesSaved)
    },
  }),
  pageRoute({
    path: KIND_MODEL,
    access: setRules,
    example: { as: 'coordinator' },
    handle: async (call) => {
      const kind = kindNamed(call.query.nature)
      return kind ? kindPage(call, kind) : notFound()
    },
  }),
  actRoute({
    path: KIND_MODEL,
    access: setRules,
    form: entries,
    example: {
      as: 'coordinator',
      form: {
        kind: 'laptop',
        'steps.name.0': 'Graver le numéro',
        'steps.minutes.0': '4',
        'tests.name.0': 'démarrage et arrêt',
      },
    },
    handle: saveKind,
  }),
]
