import { z } from 'zod'
import { communeField, communeLabels } from '../organisation/commune-field.ts'
import { memberCodes, organisationNow } from '../organisation/organisation.sql.ts'
import { keepFleet, seeFleet } from '../organisation/permissions.ts'
import { type Answer, notFound, page, redirect, refused } from '../platform/http/answer.ts'
import {
  civilDate,
  freshForm,
  line,
  optional,
  type Problem,
  several,
  uuid,
  type Values,
  wholeNumber,
} from '../platform/http/form.ts'
import { pageOf } from '../platform/http/page-of.ts'
import { allows } from '../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { historyOf } from '../platform/ledger/history.sql.ts'
import { dates } from '../platform/text/dates.ts'
import type { Option } from '../platform/ui/field.tsx'
import { addPlace, allPlaces, changePlace, closePlace, heldIn, type PlaceFields, reopenPlace } from './place.sql.ts'
import { placeText } from './place.text.ts'
import {
  branchOf,
  LEVEL_KEYS,
  levelsOf,
  narrow,
  PLACE_KIND_KEYS,
  type PlaceLine,
  readPlaceQuery,
  treeOf,
} from './place.ts'
import { NEW_PLACE, NewPlacePage, PLACES, PlaceListPage, PlacePage, placeHref } from './place.views.tsx'
import { contactOf, eraseContact, openingOf } from './site.sql.ts'

const FORM = z.object({
  name: line(),
  kind: z.enum(PLACE_KIND_KEYS),
  parent: optional(uuid),
  commune: optional(line()),
  renewal: optional(wholeNumber(1, 20)),
  levels: several(z.enum(LEVEL_KEYS)),
})
type Given = z.infer<typeof FORM>

const optionOf = (place: PlaceLine): Option => ({
  value: place.id,
  label: `${'\u2003'.repeat(place.depth)}${place.name}`,
})
/** Open places that one may be put under: not itself, nor what stands under it. */
const parentsFor = (lines: readonly PlaceLine[], branch: ReadonlySet<string> = new Set()): readonly Option[] =>
  lines.filter((place) => place.closedOn === null && !branch.has(place.id)).map(optionOf)

async function newPage(call: TenantCall, values: Values, problem?: Problem): Promise<Answer> {
  const lines = treeOf(await allPlaces(call.tx))
  const { viewer } = call
  return page(
    <NewPlacePage viewer={viewer} form={freshForm(viewer, problem, values)} parents={parentsFor(lines)} />,
    problem ? 422 : 200,
  )
}

async function onePage(call: TenantCall, problems: { form?: Problem; closing?: Problem } = {}): Promise<Answer> {
  const { tx, viewer, params, member } = call
  const lines = treeOf(await allPlaces(tx))
  const place = lines.find((one) => one.id === params.id)
  if (!place) return notFound()
  const under = lines.filter((one) => one.parentId === place.id)
  const communes = await communeLabels([place, ...under].map((one) => one.inseeCode))
  const today = dates(viewer.lang, viewer.timeZone).calendarDay(new Date())
  const values = {
    name: place.name,
    kind: place.kind,
    parent: place.parentId ?? '',
    commune: (place.inseeCode && communes[place.inseeCode]) || '',
    renewal: place.renewalYears === null ? '' : String(place.renewalYears),
    levels: place.levels,
  }
  return page(
    <PlacePage
      viewer={viewer}
      place={place}
      under={under}
      communes={communes}
      devices={(await heldIn(tx, place.id)).devices}
      mayKeep={allows(member, keepFleet)}
      parents={parentsFor(lines, branchOf(lines, place.id))}
      form={freshForm(viewer, problems.form, values)}
      closing={freshForm(viewer, problems.closing, { on: today })}
      site={{ opening: await openingOf(tx, place.id), contact: await contactOf(tx, place.id) }}
      history={await historyOf(tx, place.id, 20)}
    />,
    problems.form || problems.closing ? 422 : 200,
  )
}

const typed = (form: Given): Values => ({
  name: form.name,
  kind: form.kind,
  parent: form.parent ?? '',
  commune: form.commune ?? '',
  renewal: form.renewal === null ? '' : String(form.renewal),
  levels: form.levels,
})

/** The commune that was typed becomes its code; namesakes among the member communes are preferred. */
async function fieldsOf(call: TenantCall, form: Given): Promise<{ fields: PlaceFields } | { problem: Problem }> {
  const commune = await communeField(form.commune, call.viewer.lang, await memberCodes(call.tx))
  if ('error' in commune) return { problem: { values: typed(form), errors: { commune: commune.error } } }
  const { name, kind, parent, renewal } = form
  // A school whose levels are not ticked has those of its kind.
  const levels = form.levels.length > 0 ? form.levels : levelsOf(kind)
  return { fields: { name, kind, parentId: parent, inseeCode: commune.code, renewalYears: renewal, levels } }
}

async function add(call: TenantCall & { readonly form: Given }): Promise<Answer> {
  const { tx, member, form, viewer } = call
  const places = await allPlaces(tx)
  if (form.parent !== null && !places.some((place) => place.id === form.parent)) return notFound()
  const read = await fieldsOf(call, form)
  if ('problem' in read) return newPage(call, {}, read.problem)
  const id = await addPlace(tx, member, read.fields)
  return redirect(placeHref(id), placeText(viewer.lang).added(form.name))
}

async function change(call: TenantCall & { readonly form: Given }): Promise<Answer> {
  const { tx, member, form, params, viewer } = call
  const text = placeText(viewer.lang)
  const places = await allPlaces(tx)
  const before = places.find((place) => place.id === params.id)
  if (!before || (form.parent !== null && !places.some((place) => place.id === form.parent))) return notFound()
  if (form.parent !== null && branchOf(places, before.id).has(form.parent))
    return onePage(call, { form: { values: typed(form), errors: { parent: text.ownBranch } } })
  const read = await fieldsOf(call, form)
  if ('problem' in read) return onePage(call, { form: read.problem })
  await changePlace(tx, member, before, read.fields)
  return redirect(placeHref(before.id), text.saved)
}

async function close(call: TenantCall & { readonly form: { readonly on: string } }): Promise<Answer> {
  const { tx, member, form, params, viewer } = call
  const place = (await allPlaces(tx)).find((one) => one.id === params.id)
  if (!place) return notFound()
  const held = await heldIn(tx, place.id)
  const refusals = [
    ...(held.devices > 0
      ? [
          {
            rule: 'placeHoldsDevices',
            message: {
              fr: `Il reste ${held.devices} appareil(s) dans ce lieu.`,
              en: `${held.devices} device(s) are still in this place.`,
            },
            satisfy: {
              fr: 'Envoyez-les ailleurs par un bordereau de mouvement, reprenez ceux qui servent ici, puis fermez le lieu.',
              en: 'Send them elsewhere with a move slip, take back those in use here, then close the place.',
            },
          },
        ]
      : []),
    ...(held.slips > 0
      ? [
          {
            rule: 'placeHasSlips',
            message: {
              fr: `${held.slips} bordereau(x) de mouvement en partent ou y vont.`,
              en: `${held.slips} move slip(s) leave it or lead to it.`,
            },
            satisfy: { fr: 'Recevez-les ou annulez-les.', en: 'Receive them, or cancel them.' },
          },
        ]
      : []),
    ...(held.places > 0
      ? [
          {
            rule: 'placeHoldsPlaces',
            message: {
              fr: `${held.places} lieu(x) ouvert(s) y sont rattachés.`,
              en: `${held.places} open place(s) stand under it.`,
            },
            satisfy: {
              fr: 'Fermez-les, ou rattachez-les ailleurs.',
              en: 'Close them, or put them under another place.',
            },
          },
        ]
      : []),
  ]
  if (refusals.length > 0) return refused(refusals)
  await closePlace(tx, member, place.id, form.on)
  await eraseContact(tx, member, place.id, 'placeClosed')
  return redirect(placeHref(place.id), placeText(viewer.lang).closedDone(place.name))
}

export const placeRoutes: readonly Route[] = [
  pageRoute({
    path: PLACES,
    access: seeFleet,
    example: { as: 'technician' },
    async handle({ tx, viewer, query, member }) {
      const lines = treeOf(await allPlaces(tx))
      return page(
        <PlaceListPage
          viewer={viewer}
          query={query}
          shown={pageOf(narrow(lines, readPlaceQuery(query)), { before: query.avant ?? '', after: query.apres ?? '' })}
          communes={await communeLabels([...new Set(lines.map((place) => place.inseeCode))])}
          mayKeep={allows(member, keepFleet)}
          hasMembers={(await organisationNow(tx)).kind !== 'commune'}
          anyPlace={lines.length > 0}
          anyLevel={lines.some((place) => place.levels.length > 0)}
        />,
      )
    },
  }),
  pageRoute({
    path: NEW_PLACE,
    access: keepFleet,
    example: { as: 'technician' },
    async handle(call) {
      const { kind, code } = await organisationNow(call.tx)
      const own = kind === 'commune' && code !== null ? (await communeLabels([code]))[code] : undefined
      return newPage(call, { parent: call.query.sous ?? '', commune: own ?? '' })
    },
  }),
  actRoute({
    path: NEW_PLACE,
    access: keepFleet,
    form: FORM,
    example: { as: 'technician', form: { name: 'Satellite', kind: 'satellite', parent: '{place}' } },
    handle: add,
    invalid: (call, problem) => newPage(call, {}, problem),
  }),
  pageRoute({
    path: `${PLACES}/:id`,
    access: seeFleet,
    example: { as: 'technician', params: { id: '{place}' } },
    handle: (call) => onePage(call),
  }),
  actRoute({
    path: `${PLACES}/:id`,
    access: keepFleet,
    form: FORM,
    example: { as: 'technician', params: { id: '{place}' }, form: { name: 'Cyber-base', kind: 'epn', renewal: '6' } },
    handle: change,
    invalid: (call, problem) => onePage(call, { form: problem }),
  }),
  actRoute({
    path: `${PLACES}/:id/fermer`,
    access: keepFleet,
    form: z.object({ on: civilDate }),
    example: { as: 'technician', params: { id: '{place}' }, form: { on: '2026-11-22' } },
    handle: close,
    invalid: (call, problem) => onePage(call, { closing: problem }),
  }),
  actRoute({
    path: `${PLACES}/:id/rouvrir`,
    access: keepFleet,
    form: z.object({}),
    example: { as: 'technician', params: { id: '{place}' } },
    async handle({ tx, member, params, viewer }) {
      const place = (await allPlaces(tx)).find((one) => one.id === params.id)
      if (!place) return notFound()
      await reopenPlace(tx, member, place.id)
      return redirect(placeHref(place.id), placeText(viewer.lang).reopened(place.name))
    },
  }),
]
