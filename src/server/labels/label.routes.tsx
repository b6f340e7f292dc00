import { z } from 'zod'
import { deviceConditions } from '../fleet/device-list.sql.ts'
import { readDeviceQuery } from '../fleet/device-query.ts'
import { placeOptions } from '../fleet/place-options.sql.ts'
import { keepFleet, work } from '../organisation/permissions.ts'
import type { Tx } from '../platform/database/database.ts'
import { type Answer, file, notFound, page, redirect } from '../platform/http/answer.ts'
import { freshForm, optional, type Problem, paragraph, several, uuid, type Values } from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { cardLabels } from './card-labels.ts'
import { FORMATS, LABEL_FORMATS, perPage } from './formats.ts'
import {
  codesOfPlaces,
  labelOf,
  latestPrints,
  type Print,
  readPrint,
  recordPrint,
  reserveCodes,
  startAfterLast,
  subjectsOf,
} from './label.sql.ts'
import { labelText } from './label.text.ts'
import { LabelsPage, PrintPage, printPath } from './label.views.tsx'
import { drawLabels } from './label-pdf.ts'
import { readScan } from './scan-text.ts'
import { zplOf } from './zpl.ts'

const MOST = 500
const PAPER = {
  format: z.enum(LABEL_FORMATS),
  start: z.preprocess((value) => (value === '' ? undefined : value), z.coerce.number().int().min(1).max(65).default(1)),
}
const PRINT = z.object({ ...PAPER, codes: paragraph(20_000), symbol: optional(z.enum(['qr', 'datamatrix'])) })

interface Problems {
  readonly print?: Problem
  readonly ahead?: Problem
  readonly places?: Problem
}

async function room(call: TenantCall, problems: Problems = {}): Promise<Answer> {
  const { tx, viewer, member, query } = call
  const paper = { format: 'a4x24', start: String(await startAfterLast(tx, 'a4x24')) }
  // Small parts bear a DataMatrix: it is read from 6 mm on.
  const small = query.pieces?.split(',').filter((code) => readScan(code).kind === 'code') ?? []
  const values: Values =
    small.length > 0
      ? {
          format: 'a4x65',
          start: String(await startAfterLast(tx, 'a4x65')),
          codes: small.join('\n'),
          symbol: 'datamatrix',
        }
      : { ...paper, codes: (await askedCodes(tx, query)).join('\n') }
  const view = (
    <LabelsPage
      viewer={viewer}
      print={freshForm(viewer, problems.print, values)}
      ahead={freshForm(viewer, problems.ahead, { ...paper, count: '24' })}
      placesForm={freshForm(viewer, problems.places, paper)}
      places={await placeOptions(tx)}
      latest={await latestPrints(tx)}
      mayReserve={allows(member, keepFleet)}
    />
  )
  return page(view, Object.keys(problems).length > 0 ? 422 : 200)
}

/** The codes of the devices that the list of devices shows under this very address, oldest first; none where it asks nothing. */
async function askedCodes(tx: Tx, query: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const asked = deviceConditions(readDeviceQuery(query), new Date().getFullYear())
  if (asked.length === 0) return []
  const rows = await tx
    .selectFrom('device as d')
    .select('d.code')
    .where('d.state', '!=', 'merged')
    .where((and) => and.and(asked))
    .orderBy('d.id')
    .limit(MOST)
    .execute()
  return rows.map((row) => row.code)
}

/** A sheet has only so many places: a position past its end is its last one. */
const within = (name: (typeof LABEL_FORMATS)[number], start: number) => Math.min(start, perPage(FORMATS[name]))

async function printOf({ tx, params }: TenantCall): Promise<Print | null> {
  const id = uuid.safeParse(params.id)
  return id.success ? readPrint(tx, id.data) : null
}

export const labelRoutes: readonly Route[] = [
  pageRoute({ path: '/etiquettes', access: work, example: { as: 'technician' }, handle: (call) => room(call) }),
  actRoute({
    path: '/etiquettes',
    access: work,
    form: PRINT,
    example: { as: 'technician', form: { codes: '{device.received}', format: 'a4x24', start: '1' } },
    invalid: (call, print) => room(call, { print }),
    handle: async (call) => {
      const { tx, member, viewer, form } = call
      const text = labelText(viewer.lang)
      const again = (codes: string) =>
        room(call, {
          print: {
            values: { codes: form.codes, format: form.format, start: String(form.start), symbol: form.symbol ?? '' },
            errors: { codes },
          },
        })
      const typed = [...new Set(form.codes.split(/[\n,;]+/).map((one) => one.trim()))].filter(Boolean)
      if (typed.length === 0) return again(text.noCode)
      if (typed.length > MOST) return again(text.tooMany)
      const codes = typed.map((one) => {
        const read = readScan(one)
        return read.kind === 'code' ? read.code : one
      })
      const known = new Set((await subjectsOf(tx, codes, viewer.lang)).map((one) => one.code))
      const unknown = codes.filter((code) => !known.has(code))
      if (unknown.length === codes.length && codes.length === 1 && readScan(codes[0] ?? '').kind === 'code')
        return notFound()
      if (unknown.length > 0) return again(text.unknown(unknown.slice(0, 5).join(', ')))
      const symbol = form.symbol ?? FORMATS[form.format].symbol
      const printing = { format: form.format, symbol, start: within(form.format, form.start), codes }
      return redirect(printPath(await recordPrint(tx, member, printing, null)))
    },
  }),
  actRoute({
    path: '/etiquettes/avance',
    access: keepFleet,
    form: z.object({ ...PAPER, count: z.coerce.number().int().min(1).max(MOST) }),
    example: { as: 'technician', form: { count: '3', format: 'roll57', start: '1' } },
    invalid: (call, ahead) => room(call, { ahead }),
    handle: async ({ tx, member, form }) => {
      const codes = await reserveCodes(tx, member, form.count)
      const { symbol } = FORMATS[form.format]
      const printing = { format: form.format, symbol, start: within(form.format, form.start), codes }
      return redirect(printPath(await recordPrint(tx, member, printing, null)))
    },
  }),
  actRoute({
    path: '/etiquettes/lieux',
    access: keepFleet,
    form: z.object({ ...PAPER, places: several(uuid) }),
    example: { as: 'technician', form: { places: '{place}', format: 'a4x24', start: '1' } },
    invalid: (call, places) => room(call, { places }),
    handle: async (call) => {
      const { tx, member, viewer, form } = call
      if (form.places.length === 0)
        return room(call, { places: { values: {}, errors: { places: labelText(viewer.lang).noPlace } } })
      const codes = await codesOfPlaces(tx, member, form.places)
      if (codes.length === 0) return notFound()
      const { symbol } = FORMATS[form.format]
      const printing = { format: form.format, symbol, start: within(form.format, form.start), codes }
      return redirect(printPath(await recordPrint(tx, member, printing, null)))
    },
  }),
  pageRoute({
    path: '/etiquettes/cartes.pdf',
    access: work,
    example: { as: 'technician' },
    handle: async ({ viewer }) => {
      const bytes = await drawLabels({
        format: FORMATS.cards,
        symbol: FORMATS.cards.symbol,
        start: 1,
        labels: cardLabels(viewer.lang),
        organisation: '',
        title: labelText(viewer.lang).cards,
        lang: viewer.lang,
        at: new Date(),
      })
      return file(bytes, 'application/pdf', `${labelText(viewer.lang).cards}.pdf`, true)
    },
  }),
  pageRoute({
    path: '/etiquettes/impressions/:id',
    access: work,
    example: { as: 'technician', params: { id: '{print}' } },
    handle: async (call) => {
      const print = await printOf(call)
      if (!print) return notFound()
      const { tx, viewer } = call
      const subjects = await subjectsOf(tx, print.codes, viewer.lang)
      return page(<PrintPage viewer={viewer} print={print} subjects={subjects} again={freshForm(viewer)} />)
    },
  }),
  actRoute({
    path: '/etiquettes/impressions/:id/refaire',
    access: work,
    form: z.object({}),
    example: { as: 'technician', params: { id: '{print}' }, form: {} },
    handle: async (call) => {
      const print = await printOf(call)
      if (!print) return notFound()
      const id = await recordPrint(call.tx, call.member, { ...print, start: 1 }, print.againOf ?? print.id)
      return redirect(printPath(id))
    },
  }),
  pageRoute({
    path: '/etiquettes/impressions/:id/etiquettes.pdf',
    access: work,
    example: { as: 'technician', params: { id: '{print}' } },
    handle: async (call) => {
      const print = await printOf(call)
      if (!print) return notFound()
      const { tx, viewer, services } = call
      const labels = (await subjectsOf(tx, print.codes, viewer.lang)).map((one) => labelOf(one, services.origin))
      const bytes = await drawLabels({
        ...print,
        format: FORMATS[print.format],
        labels,
        organisation: viewer.organisation?.name ?? '',
        title: labelText(viewer.lang).printTitle(labels.length),
        lang: viewer.lang,
        at: print.printedAt,
      })
      return file(bytes, 'application/pdf', `${labelText(viewer.lang).title}.pdf`, true)
    },
  }),
  pageRoute({
    path: '/etiquettes/impressions/:id/etiquettes.zpl',
    access: work,
    example: { as: 'technician', params: { id: '{print}' } },
    handle: async (call) => {
      const print = await printOf(call)
      if (!print) return notFound()
      const { tx, viewer, services } = call
      const labels = (await subjectsOf(tx, print.codes, viewer.lang)).map((one) => labelOf(one, services.origin))
      const zpl = zplOf(labels, {
        format: FORMATS[print.format],
        symbol: print.symbol,
        organisation: viewer.organisation?.name ?? '',
      })
      return file(new TextEncoder().encode(zpl), 'text/plain; charset=utf-8', `${labelText(viewer.lang).title}.zpl`)
    },
  }),
]
