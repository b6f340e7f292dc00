import { work } from '../../organisation/permissions.ts'
import { modelsOf, readNeeds } from '../../parts/needs/needs.sql.ts'
import { benchHref } from '../../parts/part.ts'
import { type Answer, notFound, page, redirect, refused } from '../../platform/http/answer.ts'
import { freshForm, type Problem } from '../../platform/http/form.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../../platform/http/route.ts'
import { readBench } from '../order.sql.ts'
import { type Composed, composeFromStock, composeInCase } from './compose.sql.ts'
import { composeText } from './compose.text.ts'
import { BARE_CASE, COMPOSE, FROM_STOCK } from './compose.ts'
import { ComposePage } from './compose.views.tsx'

async function composePage({ tx, viewer, query }: TenantCall, problem?: Problem): Promise<Answer> {
  const models = await modelsOf(tx)
  const model = models.find(({ id }) => id === query.modele) ?? models[0] ?? null
  const { possible, stock } = await readNeeds(tx, model)
  return page(
    <ComposePage
      viewer={viewer}
      lines={possible.filter(({ device }) => device.state === 'triaged')}
      stock={stock}
      models={models}
      model={model}
      bare={freshForm(viewer, problem)}
      small={() => freshForm(viewer)}
    />,
    problem ? 422 : 200,
  )
}

const answered = (composed: Composed, said: string): Answer => {
  if (composed.kind === 'missing') return notFound()
  return composed.kind === 'done' ? redirect(benchHref(composed.code), said) : refused(composed.refusals)
}

export const composeRoutes: readonly Route[] = [
  pageRoute({
    path: COMPOSE,
    access: work,
    example: { as: 'technician' },
    handle: (call) => composePage(call),
  }),
  actRoute({
    path: COMPOSE,
    access: work,
    form: FROM_STOCK,
    example: { as: 'trainee', form: { device: '{part.base}', part: '{part.forBase}' } },
    invalid: (call, problem) => composePage(call, problem),
    handle: async ({ tx, member, viewer, form }) => {
      const bench = await readBench(tx, form.device)
      if (!bench) return notFound()
      return answered(await composeFromStock(tx, member, bench.device, form.part), composeText(viewer.lang).composed)
    },
  }),
  actRoute({
    path: `${COMPOSE}/boitier`,
    access: work,
    form: BARE_CASE,
    example: { as: 'trainee', form: { kind: 'desktop', maker: '', model: '' } },
    invalid: (call, problem) => composePage(call, problem),
    handle: async ({ tx, member, viewer, form }) =>
      answered(await composeInCase(tx, member, form), composeText(viewer.lang).begun),
  }),
]
