import { z } from 'zod'
import { readCode } from '../fleet/code.ts'
import { placeOptions } from '../fleet/place-options.sql.ts'
import { judgeFleet, seeFleet, work } from '../organisation/permissions.ts'
import { type Answer, notFound, page, redirect } from '../platform/http/answer.ts'
import { freshForm, type Problem } from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { historyOf } from '../platform/ledger/history.sql.ts'
import { addSupply, listSupplies, recordMove, retireSupply, supplyByCode } from './supply.sql.ts'
import { supplyText } from './supply.text.ts'
import { MOVE, SUPPLY } from './supply.ts'
import { NewSupplyPage, SUPPLIES, SuppliesPage, SupplyPage } from './supply.views.tsx'

const newSupply = async ({ tx, viewer }: TenantCall, problem?: Problem): Promise<Answer> =>
  page(
    <NewSupplyPage
      viewer={viewer}
      form={freshForm(viewer, problem, { count: '0', wanted: '0' })}
      places={await placeOptions(tx)}
    />,
    problem ? 422 : 200,
  )

async function supplyPage({ tx, viewer, member, params }: TenantCall, problem?: Problem): Promise<Answer> {
  const supply = await supplyByCode(tx, readCode(params.code ?? '') ?? '')
  if (!supply) return notFound()
  return page(
    <SupplyPage
      viewer={viewer}
      supply={supply}
      form={freshForm(viewer, problem)}
      retire={freshForm(viewer)}
      history={await historyOf(tx, supply.id)}
      mayMove={allows(member, work)}
      mayRetire={allows(member, judgeFleet)}
    />,
    problem ? 422 : 200,
  )
}

/** Supplies: counted in bins, each with its code. */
export const supplyRoutes: readonly Route[] = [
  pageRoute({
    path: SUPPLIES,
    access: seeFleet,
    example: { as: 'technician' },
    handle: async ({ tx, viewer, member }) =>
      page(<SuppliesPage viewer={viewer} supplies={await listSupplies(tx)} mayAdd={allows(member, judgeFleet)} />),
  }),
  pageRoute({
    path: `${SUPPLIES}/nouvelle`,
    access: judgeFleet,
    example: { as: 'technician' },
    handle: (call) => newSupply(call),
  }),
  actRoute({
    path: `${SUPPLIES}/nouvelle`,
    access: judgeFleet,
    form: SUPPLY,
    example: { as: 'technician', form: { kind: 'keyboard', name: 'Clavier AZERTY', count: '12', wanted: '5' } },
    invalid: (call, problem) => newSupply(call, problem),
    handle: async ({ tx, member, form, viewer }) =>
      redirect(`${SUPPLIES}/${await addSupply(tx, member, form)}`, supplyText(viewer.lang).added),
  }),
  pageRoute({
    path: `${SUPPLIES}/:code`,
    access: seeFleet,
    example: { as: 'technician', params: { code: '{supply}' } },
    handle: (call) => supplyPage(call),
  }),
  actRoute({
    path: `${SUPPLIES}/:code`,
    access: work,
    form: MOVE,
    example: { as: 'trainee', params: { code: '{supply}' }, form: { what: 'received', count: '3' } },
    invalid: (call, problem) => supplyPage(call, problem),
    handle: async (call) => {
      const { tx, member, form, viewer, params } = call
      const text = supplyText(viewer.lang)
      const code = readCode(params.code ?? '') ?? ''
      const supply = await supplyByCode(tx, code)
      if (!supply) return notFound()
      const moved = await recordMove(tx, member, supply, form)
      if (moved.kind === 'tooFew') {
        const values = { what: form.what, count: String(form.count) }
        return supplyPage(call, { values, errors: { count: text.tooFew(moved.left) } })
      }
      const left = (await supplyByCode(tx, code))?.count ?? 0
      return redirect(`${SUPPLIES}/${code}`, text.recorded(left))
    },
  }),
  actRoute({
    path: `${SUPPLIES}/:code/retrait`,
    access: judgeFleet,
    form: z.object({}),
    example: { as: 'technician', params: { code: '{supply}' } },
    handle: async ({ tx, member, viewer, params }) => {
      const supply = await supplyByCode(tx, readCode(params.code ?? '') ?? '')
      if (!supply) return notFound()
      await retireSupply(tx, member, supply.id)
      return redirect(SUPPLIES, supplyText(viewer.lang).retired)
    },
  }),
]
