import { z } from 'zod'
import { deviceByCode } from '../fleet/device.sql.ts'
import { deviceName } from '../fleet/device-name.ts'
import { seeFleet, work } from '../organisation/permissions.ts'
import { type Answer, notFound, page, redirect, refused } from '../platform/http/answer.ts'
import { freshForm, type Problem, uuid } from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { listBins } from './bin.sql.ts'
import { fittedIn, movesOfAct, movesOfPart } from './part.sql.ts'
import { partText } from './part.text.ts'
import { PARTS } from './part.ts'
import { partRefusal } from './part-refusals.ts'
import { shelfFor } from './stock.sql.ts'
import { takeApart } from './take-apart.sql.ts'
import { sortedOut, TAKE_APART } from './take-apart.ts'
import { PartActPage, TakeApartPage } from './take-apart.views.tsx'
import { undoPartAct } from './undo.sql.ts'

const PATH = `${PARTS}/demonter/:code`

async function apartPage({ tx, viewer, params }: TenantCall, problem?: Problem): Promise<Answer> {
  const found = await deviceByCode(tx, params.code ?? '')
  if (!found) return notFound()
  if (found.state !== 'toParts') return refused([partRefusal('notForParts')])
  const device = await tx
    .selectFrom('device')
    .select(['maker', 'model', 'name'])
    .where('id', '=', found.id)
    .executeTakeFirstOrThrow()
  const bins = await listBins(tx)
  const parts = []
  for (const part of await fittedIn(tx, found.id))
    parts.push({ part, proven: (await shelfFor(tx, part)).to === 'stock' })
  const values = {
    carcass: 'recycle',
    locked: bins.find(({ holds }) => holds === 'locked')?.code ?? '',
    ...Object.fromEntries(parts.map(({ part }) => [`p.${part.id}`, 'stock'])),
  }
  return page(
    <TakeApartPage
      viewer={viewer}
      device={{ code: found.code, name: deviceName(device, '') }}
      parts={parts}
      bins={bins}
      form={freshForm(viewer, problem, values)}
    />,
    problem ? 422 : 200,
  )
}

export const takeApartRoutes: readonly Route[] = [
  pageRoute({
    path: PATH,
    access: work,
    example: { as: 'technician', params: { code: '{part.apart}' } },
    handle: (call) => apartPage(call),
  }),
  actRoute({
    path: PATH,
    access: work,
    form: TAKE_APART,
    example: { as: 'trainee', params: { code: '{part.apart}' }, form: { carcass: 'keep' } },
    invalid: (call, problem) => apartPage(call, problem),
    handle: async ({ tx, member, viewer, params, form }) => {
      const device = await deviceByCode(tx, params.code ?? '')
      if (!device) return notFound()
      const parts = await fittedIn(tx, device.id)
      const sorted = sortedOut(form, parts)
      const done = await takeApart(tx, member, device, { ...sorted, locked: form.locked, carcass: form.carcass })
      if (done.kind === 'refused') return refused(done.refusals)
      if (done.kind === 'missing') return notFound()
      const { apart } = partText(viewer.lang)
      const said = `${apart.doneTitle} : ${apart.done(done.stock, done.aside, done.out)}.`
      const moved = done.stock + done.aside + done.out > 0
      return redirect(moved ? `${PARTS}/acte/${done.actId}` : `/parc/${device.code}`, said)
    },
  }),
  pageRoute({
    path: `${PARTS}/acte/:act`,
    access: seeFleet,
    example: { as: 'technician', params: { act: '{part.act}' } },
    handle: async ({ tx, viewer, member, params }) => {
      const id = uuid.safeParse(params.act)
      const moves = id.success ? await movesOfAct(tx, id.data) : []
      const [first] = moves
      if (!first) return notFound()
      const later = await movesOfPart(tx, first.componentId)
      return page(
        <PartActPage
          viewer={viewer}
          actId={first.actId}
          moves={moves}
          undone={first.undoes !== null || later.some((one) => one.undoes === first.id)}
          form={freshForm(viewer)}
          mayWork={allows(member, work)}
        />,
      )
    },
  }),
  actRoute({
    path: `${PARTS}/acte/:act/annuler`,
    access: work,
    form: z.object({}),
    example: { as: 'trainee', params: { act: '{part.act}' } },
    handle: async ({ tx, member, viewer, params }) => {
      const id = uuid.safeParse(params.act)
      if (!id.success) return notFound()
      const done = await undoPartAct(tx, member, id.data)
      if (done.kind === 'refused') return refused(done.refusals)
      if (done.kind === 'missing') return notFound()
      return redirect(done.device ? `/parc/${done.device}` : PARTS, partText(viewer.lang).apart.undone)
    },
  }),
]
