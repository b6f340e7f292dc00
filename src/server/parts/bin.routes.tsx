import { z } from 'zod'
import { placeOptions } from '../fleet/place-options.sql.ts'
import { judgeFleet, seeFleet, work } from '../organisation/permissions.ts'
import { type Answer, notFound, page, redirect, refused } from '../platform/http/answer.ts'
import { freshForm, type Problem } from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { historyOf } from '../platform/ledger/history.sql.ts'
import { addBin, binByCode, listBins, retireBin } from './bin.sql.ts'
import { BinPage, BinsPage, NewBinPage } from './bin.views.tsx'
import { listParts } from './part.sql.ts'
import { partText } from './part.text.ts'
import { BIN_FORM, BINS, binHref, PART_QUERY } from './part.ts'
import { both } from './part-refusals.ts'

const newBin = async ({ tx, viewer }: TenantCall, problem?: Problem): Promise<Answer> =>
  page(
    <NewBinPage
      viewer={viewer}
      form={freshForm(viewer, problem, { holds: 'stock' })}
      places={await placeOptions(tx)}
    />,
    problem ? 422 : 200,
  )

export const binRoutes: readonly Route[] = [
  pageRoute({
    path: BINS,
    access: seeFleet,
    example: { as: 'technician' },
    handle: async ({ tx, viewer, member }) =>
      page(<BinsPage viewer={viewer} bins={await listBins(tx)} mayAdd={allows(member, judgeFleet)} />),
  }),
  pageRoute({
    path: `${BINS}/nouveau`,
    access: judgeFleet,
    example: { as: 'technician' },
    handle: (call) => newBin(call),
  }),
  actRoute({
    path: `${BINS}/nouveau`,
    access: judgeFleet,
    form: BIN_FORM,
    example: { as: 'technician', form: { name: 'DDR4 portables', holds: 'stock' } },
    invalid: (call, problem) => newBin(call, problem),
    handle: async ({ tx, member, form, viewer }) =>
      redirect(binHref(await addBin(tx, member, form)), partText(viewer.lang).binAdded),
  }),
  pageRoute({
    path: `${BINS}/:code`,
    access: seeFleet,
    example: { as: 'technician', params: { code: '{bin}' } },
    handle: async ({ tx, viewer, member, params }) => {
      const bin = await binByCode(tx, params.code ?? '')
      if (!bin) return notFound()
      const query = PART_QUERY.parse({ bac: bin.code, etat: 'toutes' })
      return page(
        <BinPage
          viewer={viewer}
          bin={bin}
          parts={(await listParts(tx, query)).rows}
          history={await historyOf(tx, bin.id)}
          retire={freshForm(viewer)}
          mayRetire={allows(member, judgeFleet)}
          mayPrint={allows(member, work)}
        />,
      )
    },
  }),
  actRoute({
    path: `${BINS}/:code/retrait`,
    access: judgeFleet,
    form: z.object({}),
    example: { as: 'technician', params: { code: '{bin.empty}' } },
    handle: async ({ tx, member, viewer, params }) => {
      const bin = await binByCode(tx, params.code ?? '')
      if (!bin) return notFound()
      if (await retireBin(tx, member, bin)) return redirect(BINS, partText(viewer.lang).binRetired)
      return refused([
        {
          rule: 'bin.notEmpty',
          message: both((text) => text.binNotEmpty),
          satisfy: both((text) => text.binNotEmptyHow),
        },
      ])
    },
  }),
]
