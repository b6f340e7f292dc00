import { z } from 'zod'
import { judgeFleet, seeFleet } from '../organisation/permissions.ts'
import { type Answer, notFound, page, redirect } from '../platform/http/answer.ts'
import { freshForm, type Problem } from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { kitText } from './kit.text.ts'
import { formOf, MODEL, recipeOf } from './kit.ts'
import { ModelPage, ModelsPage } from './kit-list.views.tsx'
import { addModel, changeModel, listModels, modelById, retireModel } from './kit-model.sql.ts'
import { MODELS } from './kit-paths.ts'

const known = async ({ tx, params }: Pick<TenantCall, 'tx' | 'params'>) => {
  const id = z.uuid().safeParse(params.id)
  return id.success ? modelById(tx, id.data) : null
}

async function modelPage(call: TenantCall, problem?: Problem): Promise<Answer> {
  const { viewer, params } = call
  const model = params.id === undefined ? null : await known(call)
  if (params.id !== undefined && !model) return notFound()
  return page(
    <ModelPage
      viewer={viewer}
      model={model}
      form={freshForm(viewer, problem, model ? formOf(model.name, model.recipe) : { kinds: ['desktop', 'mini'] })}
      retire={freshForm(viewer)}
    />,
    problem ? 422 : 200,
  )
}

const RECIPE = { name: 'Poste complet', kinds: ['desktop'], memoryGb: '4', diskGb: '120', 'supply-keyboard': '1' }

/** Kit models: a recipe each, in versions. Listed before the kits: their address is not a code. */
export const kitModelRoutes: readonly Route[] = [
  pageRoute({
    path: MODELS,
    access: seeFleet,
    example: { as: 'technician' },
    handle: async ({ tx, viewer, member }) =>
      page(<ModelsPage viewer={viewer} models={await listModels(tx)} mayWrite={allows(member, judgeFleet)} />),
  }),
  pageRoute({
    path: `${MODELS}/nouveau`,
    access: judgeFleet,
    example: { as: 'technician' },
    handle: (call) => modelPage(call),
  }),
  actRoute({
    path: `${MODELS}/nouveau`,
    access: judgeFleet,
    form: MODEL,
    example: { as: 'technician', form: RECIPE },
    invalid: (call, problem) => modelPage(call, problem),
    handle: async ({ tx, member, form, viewer }) => {
      await addModel(tx, member, form.name, recipeOf(form))
      return redirect(MODELS, kitText(viewer.lang).saved)
    },
  }),
  pageRoute({
    path: `${MODELS}/:id`,
    access: judgeFleet,
    example: { as: 'technician', params: { id: '{kit.model}' } },
    handle: (call) => modelPage(call),
  }),
  actRoute({
    path: `${MODELS}/:id`,
    access: judgeFleet,
    form: MODEL,
    example: { as: 'technician', params: { id: '{kit.model}' }, form: RECIPE },
    invalid: (call, problem) => modelPage(call, problem),
    handle: async (call) => {
      const { tx, member, form, viewer } = call
      const model = await known(call)
      if (!model) return notFound()
      await changeModel(tx, member, model, form.name, recipeOf(form))
      return redirect(MODELS, kitText(viewer.lang).saved)
    },
  }),
  actRoute({
    path: `${MODELS}/:id/retrait`,
    access: judgeFleet,
    form: z.object({}),
    example: { as: 'technician', params: { id: '{kit.model}' } },
    handle: async (call) => {
      const { tx, member, viewer } = call
      const model = await known(call)
      if (!model) return notFound()
      await retireModel(tx, member, model.id)
      return redirect(MODELS, kitText(viewer.lang).retired)
    },
  }),
]
