import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { readCode } from '../fleet/code.ts'
import { placeOptions } from '../fleet/place-options.sql.ts'
import { readScan } from '../labels/scan-text.ts'
import { judgeFleet, seeFleet, work } from '../organisation/permissions.ts'
import { type Answer, file, notFound, page, redirect, refused } from '../platform/http/answer.ts'
import { freshForm, type Problem, uuid } from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { historyOf } from '../platform/ledger/history.sql.ts'
import {
  completeKit,
  KIT_STATES,
  kitByCode,
  listKits,
  openKit,
  putInKit,
  recordSeen,
  takeOut,
  undoKit,
} from './kit.sql.ts'
import { kitText } from './kit.text.ts'
import { OPEN, SCAN, SEEN } from './kit.ts'
import { KitPage } from './kit.views.tsx'
import { KitListPage } from './kit-list.views.tsx'
import { listModels } from './kit-model.sql.ts'
import { KITS, kitHref } from './kit-paths.ts'
import { kitSheet } from './kit-print.ts'

const KIT = `${KITS}/:code`
const codeOf = (params: Readonly<Record<string, string>>): string => readCode(params.code ?? '') ?? ''

async function list({ tx, viewer, member, query }: TenantCall, problem?: Problem): Promise<Answer> {
  const state = KIT_STATES.find((one) => one === query.etat) ?? 'open'
  return page(
    <KitListPage
      viewer={viewer}
      state={state}
      kits={await listKits(tx, state, query.apres ?? '')}
      models={await listModels(tx)}
      places={await placeOptions(tx)}
      form={freshForm(viewer, problem)}
      mayWork={allows(member, work)}
      mayWrite={allows(member, judgeFleet)}
    />,
    problem ? 422 : 200,
  )
}

async function kitPage({ tx, viewer, member, params }: TenantCall, problem?: Problem): Promise<Answer> {
  const kit = await kitByCode(tx, codeOf(params))
  if (!kit) return notFound()
  return page(
    <KitPage
      viewer={viewer}
      kit={kit}
      scan={freshForm(viewer, problem)}
      once={() => randomUUID()}
      history={await historyOf(tx, kit.id)}
      mayWork={allows(member, work)}
    />,
    problem ? 422 : 200,
  )
}

export const kitRoutes: readonly Route[] = [
  pageRoute({ path: KITS, access: seeFleet, example: { as: 'technician' }, handle: (call) => list(call) }),
  actRoute({
    path: KITS,
    access: work,
    form: OPEN,
    example: { as: 'trainee', form: { recipe: '{kit.recipe}' } },
    invalid: (call, problem) => list(call, problem),
    handle: async ({ tx, member, form, viewer }) => {
      const model = (await listModels(tx)).find((one) => one.recipeId === form.recipe)
      const place = form.place && (await placeOptions(tx)).some((one) => one.value === form.place)
      if (!model || (form.place && !place)) return notFound()
      const code = await openKit(tx, member, model.recipeId, form.place)
      return redirect(kitHref(code), kitText(viewer.lang).opened)
    },
  }),
  pageRoute({
    path: KIT,
    access: seeFleet,
    example: { as: 'technician', params: { code: '{kit}' } },
    handle: (call) => kitPage(call),
  }),
  pageRoute({
    path: `${KIT}/fiche.pdf`,
    access: seeFleet,
    example: { as: 'technician', params: { code: '{kit}' } },
    handle: async ({ tx, viewer, params, services }) => {
      const kit = await kitByCode(tx, codeOf(params))
      if (!kit) return notFound()
      return file(await kitSheet(viewer, kit, services.origin), 'application/pdf', `kit-${kit.code}.pdf`, true)
    },
  }),
  actRoute({
    path: `${KIT}/scan`,
    access: work,
    form: SCAN,
    example: { as: 'trainee', params: { code: '{kit}' }, form: { code: '{supply}' } },
    invalid: (call, problem) => kitPage(call, problem),
    handle: async (call) => {
      const { tx, member, form, viewer, params } = call
      const kit = await kitByCode(tx, codeOf(params), true)
      if (!kit) return notFound()
      const scanned = readScan(form.code)
      const put = await putInKit(tx, member, kit, scanned.kind === 'code' ? scanned.code : form.code)
      if (put.kind === 'put') return redirect(kitHref(kit.code), kitText(viewer.lang).putDone(put.name))
      const why = put.refusals.map((one) => `${one.message[viewer.lang]} ${one.satisfy[viewer.lang]}`).join(' ')
      return kitPage(call, { values: { code: form.code }, errors: { code: why } })
    },
  }),
  actRoute({
    path: `${KIT}/retrait`,
    access: work,
    form: z.object({ item: uuid }),
    example: { as: 'trainee', params: { code: '{kit}' }, form: { item: '{kit.item}' } },
    handle: async ({ tx, member, form, viewer, params }) => {
      const kit = await kitByCode(tx, codeOf(params), true)
      if (!kit || !(await takeOut(tx, member, kit, form.item))) return notFound()
      return redirect(kitHref(kit.code), kitText(viewer.lang).takenOut)
    },
  }),
  actRoute({
    path: `${KIT}/prises`,
    access: work,
    form: SEEN,
    example: { as: 'trainee', params: { code: '{kit}' }, form: { device: '{kit.device}', sockets: ['vga'] } },
    handle: async ({ tx, member, form, viewer, params }) => {
      const kit = await kitByCode(tx, codeOf(params))
      if (!kit?.items.some((one) => one.deviceId === form.device)) return notFound()
      await recordSeen(tx, member, form.device, { sockets: form.sockets, inches: form.inches })
      return redirect(kitHref(kit.code), kitText(viewer.lang).recorded)
    },
  }),
  actRoute({
    path: `${KIT}/complet`,
    access: work,
    form: z.object({}),
    example: { as: 'trainee', params: { code: '{kit.full}' } },
    handle: async ({ tx, member, viewer, params }) => {
      const kit = await kitByCode(tx, codeOf(params), true)
      if (!kit) return notFound()
      const refusals = await completeKit(tx, member, kit)
      if (refusals.length > 0) return refused(refusals)
      return redirect(kitHref(kit.code), kitText(viewer.lang).completed)
    },
  }),
  actRoute({
    path: `${KIT}/defaire`,
    access: work,
    form: z.object({}),
    example: { as: 'trainee', params: { code: '{kit}' } },
    handle: async ({ tx, member, viewer, params }) => {
      const kit = await kitByCode(tx, codeOf(params), true)
      if (!kit || !(await undoKit(tx, member, kit))) return notFound()
      return redirect(kitHref(kit.code), kitText(viewer.lang).undone)
    },
  }),
]
