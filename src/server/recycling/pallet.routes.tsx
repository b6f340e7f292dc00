import { z } from 'zod'
import { showCode } from '../fleet/code.ts'
import { placeOptions } from '../fleet/place-options.sql.ts'
import { keepPallets } from '../organisation/permissions.ts'
import { partyOptions } from '../parties/party-options.sql.ts'
import { saveAnswers } from '../platform/bulk/bulk.sql.ts'
import type { BulkLine } from '../platform/bulk/bulk.ts'
import { scanType } from '../platform/files/media-type.ts'
import { type Answer, file, notFound, page, type Refused, redirect, refused } from '../platform/http/answer.ts'
import { civilDate, freshForm, line, optional, type Problem, uuid } from '../platform/http/form.ts'
import { actRoute, pageRoute, type Route, type TenantCall, type Upload } from '../platform/http/route.ts'
import { historyOf } from '../platform/ledger/history.sql.ts'
import { format } from '../platform/text/format.ts'
import type { Option } from '../platform/ui/field.tsx'
import {
  certifyPallet,
  collectPallet,
  entrustPallet,
  freezePallet,
  holdPallet,
  openPallet,
  putOnPallet,
  takeOffPallet,
  weighPallet,
} from './pallet.sql.ts'
import { palletText } from './pallet.text.ts'
import { CODES, PALLET_STATES, readGrams } from './pallet.ts'
import { PalletDetailPage } from './pallet.views.tsx'
import type { PalletForms } from './pallet-forms.views.tsx'
import { PalletListPage } from './pallet-list.views.tsx'
import { palletLabel, palletSheet } from './pallet-print.ts'
import { listPallets, readPallet } from './pallet-read.sql.ts'
import { countOnNoPallet } from './waiting.sql.ts'

const MOST_DOCUMENT = 10 * 1_048_576
const MOST_UPLOAD = MOST_DOCUMENT + 65_536

async function list({ tx, viewer, query }: TenantCall, problem?: Problem): Promise<Answer> {
  const state = PALLET_STATES.find((one) => one === query.etat) ?? ''
  const found = await listPallets(tx, { state, before: query.avant ?? '', after: query.apres ?? '' })
  return page(
    <PalletListPage
      viewer={viewer}
      query={query}
      found={found}
      waiting={await countOnNoPallet(tx)}
      form={freshForm(viewer, problem)}
      places={await placeOptions(tx)}
      parties={await partyOptions(tx)}
    />,
    problem ? 422 : 200,
  )
}

/** The page of a pallet; `form` is the one that was sent and is wrong. */
async function pallet(call: TenantCall, form?: keyof PalletForms, problem?: Problem): Promise<Answer> {
  const { tx, viewer, params } = call
  const found = await readPallet(tx, params.number ?? '')
  if (!found) return notFound()
  const stateOf = (name: keyof PalletForms) => freshForm(viewer, name === form ? problem : undefined)
  return page(
    <PalletDetailPage
      viewer={viewer}
      pallet={found}
      forms={{
        put: stateOf('put'),
        takeOff: stateOf('takeOff'),
        weigh: stateOf('weigh'),
        entrust: stateOf('entrust'),
        freeze: stateOf('freeze'),
        collect: stateOf('collect'),
        certificate: stateOf('certificate'),
      }}
      parties={await partyOptions(tx)}
      history={await historyOf(tx, found.id)}
    />,
    problem ? 422 : 200,
  )
}

const wrong =
  (form: keyof PalletForms) =>
  (call: TenantCall, problem: Problem): Promise<Answer> =>
    pallet(call, form, problem)

const offered = (options: readonly Option[], id: string | null) =>
  id === null || options.some(({ value }) => value === id)

/** Back to the pallet with a word, or every refusal. */
const settled = (call: TenantCall, refusals: readonly Refused[], done: string): Answer =>
  refusals.length > 0 ? refused(refusals) : redirect(`/palettes/${call.params.number}`, done)

const example = (name: string) => ({ as: 'technician', params: { number: `{${name}}` } })

export const palletRoutes: readonly Route[] = [
  pageRoute({ path: '/palettes', access: keepPallets, example: { as: 'technician' }, handle: (call) => list(call) }),
  actRoute({
    path: '/palettes',
    access: keepPallets,
    form: z.object({ placeId: optional(uuid), recyclerId: optional(uuid) }),
    example: { as: 'technician', form: {} },
    invalid: (call, problem) => list(call, problem),
    handle: async ({ tx, member, viewer, form }) => {
      const known = offered(await placeOptions(tx), form.placeId) && offered(await partyOptions(tx), form.recyclerId)
      if (!known) return notFound()
      const number = await openPallet(tx, member, form)
      return redirect(`/palettes/${number}`, palletText(viewer.lang).opened(number))
    },
  }),
  pageRoute({
    path: '/palettes/:number',
    access: keepPallets,
    example: example('pallet.weighed'),
    handle: (call) => pallet(call),
  }),
  pageRoute({
    path: '/palettes/:number/feuille.pdf',
    access: keepPallets,
    example: example('pallet.weighed'),
    handle: async ({ tx, viewer, params }) => {
      const found = await readPallet(tx, params.number ?? '')
      if (!found) return notFound()
      return file(await palletSheet(viewer, found), 'application/pdf', `palette-${found.number}.pdf`, true)
    },
  }),
  pageRoute({
    path: '/palettes/:number/etiquette.pdf',
    access: keepPallets,
    example: example('pallet.weighed'),
    handle: async ({ tx, viewer, params, services }) => {
      const found = await readPallet(tx, params.number ?? '')
      if (!found) return notFound()
      const bytes = await palletLabel(viewer, found, services.origin)
      return file(bytes, 'application/pdf', `palette-${found.number}-etiquette.pdf`, true)
    },
  }),
  actRoute({
    path: '/palettes/:number/poser',
    access: keepPallets,
    form: z.object({ codes: CODES }),
    example: { ...example('pallet.open'), form: { codes: '{device.toRecycling}' } },
    invalid: wrong('put'),
    handle: async (call) => {
      const { tx, member, viewer, form } = call
      const held = await holdPallet(tx, call.params.number ?? '')
      if (!held) return notFound()
      const answers = []
      for (const text of form.codes) answers.push({ text, moved: await putOnPallet(tx, member, held, text) })
      const [only] = answers
      if (answers.length === 1 && only) {
        const refusals = only.moved.kind === 'refused' ? only.moved.refusals : []
        return settled(call, refusals, palletText(viewer.lang).putOne)
      }
      const title = { fr: palletText('fr').putTitle(held.number), en: palletText('en').putTitle(held.number) }
      const lines = answers.map(({ text, moved }): BulkLine => {
        const item = moved.code === null ? text : showCode(moved.code)
        const href = moved.code === null ? null : `/parc/${moved.code}`
        if (moved.kind === 'done')
          return { item, href, done: true, what: { fr: palletText('fr').putDone, en: palletText('en').putDone } }
        const [first] = moved.refusals
        return {
          item,
          href,
          done: false,
          what: first?.message ?? { fr: '', en: '' },
          ...(first ? { how: first.satisfy } : {}),
        }
      })
      return redirect(await saveAnswers(tx, member, title, lines))
    },
  }),
  actRoute({
    path: '/palettes/:number/retirer',
    access: keepPallets,
    form: z.object({ code: line(80) }),
    example: { ...example('pallet.weighed'), form: { code: '{device.onPallet}' } },
    invalid: wrong('takeOff'),
    handle: async (call) => {
      const held = await holdPallet(call.tx, call.params.number ?? '')
      if (!held) return notFound()
      const moved = await takeOffPallet(call.tx, call.member, held, call.form.code)
      return settled(call, moved.kind === 'refused' ? moved.refusals : [], palletText(call.viewer.lang).takenOff)
    },
  }),
  actRoute({
    path: '/palettes/:number/peser',
    access: keepPallets,
    form: z.object({ weight: line(20) }),
    example: { ...example('pallet.open'), form: { weight: '412,5' } },
    invalid: wrong('weigh'),
    handle: async (call) => {
      const text = palletText(call.viewer.lang)
      const held = await holdPallet(call.tx, call.params.number ?? '')
      if (!held) return notFound()
      const grams = readGrams(call.form.weight)
      if (grams === null) return pallet(call, 'weigh', { values: call.form, errors: { weight: text.weightWrong } })
      return settled(call, await weighPallet(call.tx, call.member, held, grams), text.weighed)
    },
  }),
  actRoute({
    path: '/palettes/:number/destructeur',
    access: keepPallets,
    form: z.union([
      z.object({ remove: z.literal('yes') }),
      z.object({ remove: z.undefined().optional(), contract: line(120), dueOn: civilDate }),
    ]),
    example: { ...example('pallet.open'), form: { contract: 'C-2026-14', dueOn: '2027-03-31' } },
    invalid: wrong('entrust'),
    handle: async (call) => {
      const text = palletText(call.viewer.lang)
      const { form } = call
      const held = await holdPallet(call.tx, call.params.number ?? '')
      if (!held) return notFound()
      const destroyer = form.remove === 'yes' ? null : { contract: form.contract, dueOn: form.dueOn }
      const refusals = await entrustPallet(call.tx, call.member, held, destroyer)
      return settled(call, refusals, destroyer ? text.entrusted : text.notEntrusted)
    },
  }),
  actRoute({
    path: '/palettes/:number/figer',
    access: keepPallets,
    form: z.object({}),
    example: { ...example('pallet.weighed'), form: {} },
    handle: async (call) => {
      const held = await holdPallet(call.tx, call.params.number ?? '')
      if (!held) return notFound()
      return settled(call, await freezePallet(call.tx, call.member, held), palletText(call.viewer.lang).frozen)
    },
  }),
  actRoute({
    path: '/palettes/:number/enlevement',
    access: keepPallets,
    form: z.object({ on: civilDate, slipNumber: line(80), carrierId: optional(uuid) }),
    example: { ...example('pallet.frozen'), form: { on: '{today}', slipNumber: 'BSD-20261122-A' } },
    invalid: wrong('collect'),
    handle: async (call) => {
      const { tx, member, viewer, form } = call
      const text = palletText(viewer.lang)
      const f = format(viewer)
      const found = await readPallet(tx, call.params.number ?? '')
      const held = await holdPallet(tx, call.params.number ?? '')
      if (!found || !held || !offered(await partyOptions(tx), form.carrierId)) return notFound()
      const early = found.frozenAt !== null && form.on < f.calendarDay(found.frozenAt)
      if (early || form.on > f.calendarDay(new Date()))
        return pallet(call, 'collect', {
          values: { on: form.on, slipNumber: form.slipNumber, carrierId: form.carrierId ?? '' },
          errors: { on: text.notBefore },
        })
      return settled(call, await collectPallet(tx, member, held, form), text.collected)
    },
  }),
  actRoute({
    path: '/palettes/:number/certificat',
    access: keepPallets,
    most: MOST_UPLOAD,
    form: z.object({}),
    example: {
      ...example('pallet.collected'),
      form: {},
      files: [{ field: 'certificate', name: 'certificat.pdf', text: '%PDF-1.7 certificat' }],
    },
    handle: async (call) => {
      const text = palletText(call.viewer.lang)
      const held = await holdPallet(call.tx, call.params.number ?? '')
      if (!held) return notFound()
      const document = documentOf(call.files.find((one) => one.field === 'certificate'))
      if ('problem' in document)
        return pallet(call, 'certificate', { values: {}, errors: { certificate: text[document.problem] } })
      const refusals = await certifyPallet(call.tx, call.services.files, call.member, held, document)
      return settled(call, refusals, text.certified)
    },
  }),
]

type Document = { readonly name: string; readonly bytes: Uint8Array; readonly mediaType: string }

function documentOf(upload: Upload | undefined): Document | { readonly problem: 'noFile' | 'badFile' | 'tooBig' } {
  if (!upload || upload.bytes.length === 0) return { problem: 'noFile' }
  if (upload.bytes.length > MOST_DOCUMENT) return { problem: 'tooBig' }
  const mediaType = scanType(upload.bytes)
  return mediaType ? { name: upload.name, bytes: upload.bytes, mediaType } : { problem: 'badFile' }
}
