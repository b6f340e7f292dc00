import { z } from 'zod'
import { readCode } from '../../fleet/code.ts'
import { deviceByCode } from '../../fleet/device.sql.ts'
import { readScan } from '../../labels/scan-text.ts'
import { seeFleet, work } from '../../organisation/permissions.ts'
import { type Answer, notFound, page, redirect, refused } from '../../platform/http/answer.ts'
import { freshForm, line, optional, type Problem } from '../../platform/http/form.ts'
import { allows } from '../../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../../platform/http/route.ts'
import type { Bilingual } from '../../platform/text/text.ts'
import { binByCode, listBins } from '../bin.sql.ts'
import { fittedIn, movesOfDevice, partBy } from '../part.sql.ts'
import { partText } from '../part.text.ts'
import { benchHref, NEEDS, PARTS } from '../part.ts'
import { fitPart, type Moved, takePart } from '../stock.sql.ts'
import { modelsOf, needOfDevice, readNeeds } from './needs.sql.ts'
import { needsText } from './needs.text.ts'
import { BenchPartsPage, NeedsPage } from './needs.views.tsx'

const BENCH = `${PARTS}/appareil/:code`

async function benchPage({ tx, viewer, member, params }: TenantCall, problem?: Problem): Promise<Answer> {
  const found = await deviceByCode(tx, params.code ?? '')
  if (!found) return notFound()
  const device = await tx
    .selectFrom('device')
    .select(['id', 'code', 'maker', 'model', 'name', 'state', 'kind'])
    .where('id', '=', found.id)
    .executeTakeFirstOrThrow()
  const models = await modelsOf(tx)
  const model = models.find(({ kinds }) => kinds.some((kind) => kind === device.kind)) ?? null
  const { line: need, kept, stock } = await needOfDevice(tx, device, model)
  return page(
    <BenchPartsPage
      viewer={viewer}
      device={device}
      fitted={await fittedIn(tx, device.id)}
      kept={kept}
      line={need}
      stock={stock}
      bins={await listBins(tx)}
      moves={await movesOfDevice(tx, device.id)}
      mount={freshForm(viewer, problem)}
      small={() => freshForm(viewer)}
      mayWork={allows(member, work)}
    />,
    problem ? 422 : 200,
  )
}

const answered = (moved: Moved, to: string, said: string): Answer =>
  moved.kind === 'done' ? redirect(to, said) : moved.kind === 'refused' ? refused(moved.refusals) : notFound()

/** Why a medium went under lock, in the words of the first rule. */
const asideFor = (moved: Moved): Bilingual | null =>
  moved.kind === 'done' && moved.shelf.to === 'aside' ? (moved.shelf.because[0]?.message ?? null) : null

export const needsRoutes: readonly Route[] = [
  pageRoute({
    path: NEEDS,
    access: seeFleet,
    example: { as: 'technician' },
    handle: async ({ tx, viewer, member, query }) => {
      const models = await modelsOf(tx)
      const model = models.find(({ id }) => id === query.modele) ?? models[0] ?? null
      return page(
        <NeedsPage
          viewer={viewer}
          needs={await readNeeds(tx, model)}
          models={models}
          model={model}
          small={() => freshForm(viewer)}
          mayWork={allows(member, work)}
        />,
      )
    },
  }),
  pageRoute({
    path: BENCH,
    access: seeFleet,
    example: { as: 'technician', params: { code: '{part.bench}' } },
    handle: (call) => benchPage(call),
  }),
  actRoute({
    path: `${BENCH}/monter`,
    access: work,
    form: z.object({ part: line(60), reason: optional(line(300)) }),
    example: { as: 'trainee', params: { code: '{part.bench}' }, form: { part: '{part.other}' } },
    invalid: (call, problem) => benchPage(call, problem),
    handle: async (call) => {
      const { tx, member, viewer, params, form } = call
      const device = await deviceByCode(tx, params.code ?? '')
      const read = readScan(form.part)
      const part = await partBy(tx, read.kind === 'code' ? read.code : form.part)
      if (!device) return notFound()
      if (!part) {
        if (readCode(form.part) !== null || z.uuid().safeParse(form.part).success) return notFound()
        const values = { part: form.part, reason: form.reason ?? '' }
        return benchPage(call, { values, errors: { part: needsText(viewer.lang).unknownPart } })
      }
      const moved = await fitPart(tx, member, part.id, device.id, { reason: form.reason })
      return answered(moved, benchHref(device.code), needsText(viewer.lang).mounted)
    },
  }),
  actRoute({
    path: `${BENCH}/prelever`,
    access: work,
    form: z.object({ part: z.uuid(), bin: optional(z.string().max(20)) }),
    example: { as: 'trainee', params: { code: '{part.bench}' }, form: { part: '{part.fitted}' } },
    handle: async ({ tx, member, viewer, params, form }) => {
      const device = await deviceByCode(tx, params.code ?? '')
      const part = await partBy(tx, form.part)
      const bin = form.bin === null ? null : await binByCode(tx, form.bin)
      if (!device || part?.deviceId !== device.id || (form.bin !== null && !bin)) return notFound()
      // A medium without proof goes under lock wherever it was sent: in that bin only if it locks.
      const bins = { stock: bin?.holds === 'stock' ? bin : null, locked: bin?.holds === 'locked' ? bin : null }
      const moved = await takePart(tx, member, part.id, bins)
      const text = partText(viewer.lang)
      const why = asideFor(moved)
      return answered(moved, benchHref(device.code), why ? text.aside(why[viewer.lang]) : text.taken)
    },
  }),
]
