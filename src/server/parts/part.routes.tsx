import { z } from 'zod'
import { deviceByCode } from '../fleet/device.sql.ts'
import { readScan } from '../labels/scan-text.ts'
import { judgeFleet, seeFleet, work } from '../organisation/permissions.ts'
import { type Answer, notFound, page, redirect, refused } from '../platform/http/answer.ts'
import { freshForm, type Problem } from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { historyOf } from '../platform/ledger/history.sql.ts'
import { binByCode, listBins } from './bin.sql.ts'
import { originsOf } from './origins.sql.ts'
import { countStock, listParts, type Part, partBy } from './part.sql.ts'
import { partText } from './part.text.ts'
import {
  BIN_CHOICE,
  benchHref,
  DESCRIPTION,
  FIT,
  FOR_DEVICE,
  NEEDS,
  PART_QUERY,
  PARTS,
  partHref,
  SCRAP,
  SEEN,
  TEST,
} from './part.ts'
import { NewPartPage, PartListPage } from './part.views.tsx'
import { PartPage } from './part-page.views.tsx'
import {
  describePart,
  enterParts,
  fitPart,
  type Moved,
  releasePart,
  reservePart,
  scrapPart,
  shelfFor,
  shelvePart,
  testPart,
} from './stock.sql.ts'

const PART = `${PARTS}/:part`
type FormName = 'fit' | 'reserve' | 'scrap'

async function partPage(
  { tx, viewer, member, params }: TenantCall,
  wrong?: { readonly form: FormName; readonly problem: Problem },
): Promise<Answer> {
  const part = await partBy(tx, params.part ?? '')
  if (!part) return notFound()
  const form = (name: FormName) => freshForm(viewer, wrong?.form === name ? wrong.problem : undefined)
  const shelved = part.standing === 'stock' || part.standing === 'aside'
  return page(
    <PartPage
      viewer={viewer}
      part={part}
      shelf={shelved ? await shelfFor(tx, part) : null}
      origins={await originsOf(tx, part)}
      bins={await listBins(tx)}
      history={await historyOf(tx, part.id)}
      forms={{
        fit: form('fit'),
        reserve: form('reserve'),
        scrap: form('scrap'),
        plain: freshForm(viewer, undefined, {
          bin: part.binCode ?? '',
          shape: part.shape ?? '',
          connector: part.connector ?? '',
        }),
      }}
      small={() => freshForm(viewer)}
      mayWork={allows(member, work)}
    />,
    wrong ? 422 : 200,
  )
}

/** The device that a typed or scanned text names. */
async function deviceSaid(call: TenantCall, text: string) {
  const read = readScan(text)
  return deviceByCode(call.tx, read.kind === 'code' ? read.code : text)
}

const told = (moved: Moved, said: (part: Part) => string, to: string | null = null): Answer =>
  moved.kind === 'done'
    ? redirect(to ?? partHref(moved.part.id), said(moved.part))
    : moved.kind === 'refused'
      ? refused(moved.refusals)
      : notFound()

const newPart = async ({ tx, viewer }: TenantCall, problem?: Problem): Promise<Answer> =>
  page(
    <NewPartPage viewer={viewer} form={freshForm(viewer, problem, { count: '1' })} bins={await listBins(tx)} />,
    problem ? 422 : 200,
  )

/** An act on the part of the address, which is of this organisation. */
const onPart = async (call: TenantCall, act: (part: Part) => Promise<Answer>): Promise<Answer> => {
  const part = await partBy(call.tx, call.params.part ?? '')
  return part ? act(part) : notFound()
}

export const partRoutes: readonly Route[] = [
  pageRoute({
    path: PARTS,
    access: seeFleet,
    example: { as: 'technician' },
    handle: async ({ tx, viewer, member, query: asked }) => {
      const query = PART_QUERY.parse(asked)
      return page(
        <PartListPage
          viewer={viewer}
          query={query}
          list={await listParts(tx, query)}
          bins={await listBins(tx)}
          counts={await countStock(tx)}
          mayAdd={allows(member, judgeFleet)}
          mayWork={allows(member, work)}
        />,
      )
    },
  }),
  pageRoute({
    path: `${PARTS}/nouvelle`,
    access: judgeFleet,
    example: { as: 'technician' },
    handle: (call) => newPart(call),
  }),
  actRoute({
    path: `${PARTS}/nouvelle`,
    access: judgeFleet,
    form: DESCRIPTION,
    example: { as: 'technician', form: { kind: 'memory', subkind: 'DDR4', shape: 'sodimm', size: '8', count: '2' } },
    invalid: (call, problem) => newPart(call, problem),
    handle: async ({ tx, member, form, viewer }) => {
      const bin = form.bin === null ? null : await binByCode(tx, form.bin)
      if (form.bin !== null && bin?.holds !== 'stock') return notFound()
      const ids = await enterParts(tx, member, form, bin)
      const to = ids.length === 1 ? partHref(ids[0] ?? '') : `${PARTS}?etat=untested`
      return redirect(to, partText(viewer.lang).added(ids.length))
    },
  }),
  pageRoute({
    path: PART,
    access: seeFleet,
    example: { as: 'technician', params: { part: '{part}' } },
    handle: (call) => partPage(call),
  }),
  actRoute({
    path: `${PART}/essai`,
    access: work,
    form: TEST,
    example: { as: 'trainee', params: { part: '{part}' }, form: { result: 'passed' } },
    handle: (call) =>
      onPart(call, async (part) => {
        await testPart(call.tx, call.member, part, call.form.result)
        return redirect(partHref(part.id), partText(call.viewer.lang).testSaved)
      }),
  }),
  actRoute({
    path: `${PART}/monter`,
    access: work,
    form: FIT,
    example: { as: 'trainee', params: { part: '{part.module}' }, form: { device: '{part.bench}' } },
    invalid: (call, problem) => partPage(call, { form: 'fit', problem }),
    handle: async (call) => {
      const { tx, member, form, viewer } = call
      const text = partText(viewer.lang)
      const device = await deviceSaid(call, form.device)
      if (!device) return notFound()
      return onPart(call, async (part) =>
        told(await fitPart(tx, member, part.id, device.id, { reason: form.reason }), () => text.fitted(device.code)),
      )
    },
  }),
  actRoute({
    path: `${PART}/reserver`,
    access: work,
    form: FOR_DEVICE,
    example: { as: 'trainee', params: { part: '{part}' }, form: { device: '{part.bench}' } },
    invalid: (call, problem) => partPage(call, { form: 'reserve', problem }),
    handle: async (call) => {
      const device = await deviceSaid(call, call.form.device)
      if (!device) return notFound()
      return onPart(call, async (part) =>
        told(
          await reservePart(call.tx, call.member, part.id, device.id),
          () => partText(call.viewer.lang).reserveDone,
          call.form.back && { manques: NEEDS, appareil: benchHref(device.code) }[call.form.back],
        ),
      )
    },
  }),
  actRoute({
    path: `${PART}/liberer`,
    access: work,
    form: z.object({}),
    example: { as: 'trainee', params: { part: '{part}' } },
    handle: (call) =>
      onPart(call, async (part) => {
        await releasePart(call.tx, call.member, part)
        return redirect(partHref(part.id), partText(call.viewer.lang).released)
      }),
  }),
  actRoute({
    path: `${PART}/ranger`,
    access: work,
    form: BIN_CHOICE,
    example: { as: 'trainee', params: { part: '{part}' }, form: { bin: '{bin}' } },
    handle: async (call) => {
      const bin = call.form.bin === null ? null : await binByCode(call.tx, call.form.bin)
      if (call.form.bin !== null && !bin) return notFound()
      return onPart(call, async (part) =>
        told(await shelvePart(call.tx, call.member, part.id, bin), () => partText(call.viewer.lang).shelved),
      )
    },
  }),
  actRoute({
    path: `${PART}/description`,
    access: work,
    form: SEEN,
    example: { as: 'trainee', params: { part: '{part}' }, form: { shape: 'sodimm', connector: '' } },
    handle: (call) =>
      onPart(call, async (part) => {
        await describePart(call.tx, call.member, part, call.form)
        return redirect(partHref(part.id), partText(call.viewer.lang).described)
      }),
  }),
  actRoute({
    path: `${PART}/rebut`,
    access: work,
    form: SCRAP,
    example: { as: 'trainee', params: { part: '{part.spare}' }, form: { reason: 'Contacts abîmés' } },
    invalid: (call, problem) => partPage(call, { form: 'scrap', problem }),
    handle: (call) =>
      onPart(call, async (part) =>
        told(
          await scrapPart(call.tx, call.member, part.id, call.form.reason),
          () => partText(call.viewer.lang).scrapped,
        ),
      ),
  }),
]
