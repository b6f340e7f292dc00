import { z } from 'zod'
import { showCode } from '../fleet/code.ts'
import { deviceName } from '../fleet/device-name.ts'
import { placeOptions } from '../fleet/place-options.sql.ts'
import { keepFleet } from '../organisation/permissions.ts'
import { type Answer, type Inside, notFound, page, redirect, refused, stream } from '../platform/http/answer.ts'
import { freshForm, optional, type Problem, several, uuid } from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import { actRoute, type FormCall, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { MEDIA_TYPES, SHEET_FORMATS, type SheetColumn } from '../platform/sheets/sheet.ts'
import { sheetFile } from '../platform/sheets/sheet-file.ts'
import type { Bilingual } from '../platform/text/text.ts'
import { REASONS } from '../renewal/renewal.ts'
import { KINDS_OF_ACT } from './acts.sql.ts'
import { answersAfter, countOutcomes, countRefusals, type DeviceAnswer } from './answers.sql.ts'
import {
  type BulkAct,
  bulkActById,
  bulkActEvents,
  type Choice,
  chooseDevices,
  countChosen,
  listBulkActs,
  setPhase,
} from './bulk-act.sql.ts'
import { bulkActText } from './bulk-act.text.ts'
import { BULK_ACTS, filtersIn, filtersOf, MOST_DEVICES, OUTCOMES, PASS_OF, type Pass, type Phase } from './bulk-act.ts'
import { ACTS, actHref, BulkActPage, BulkActsPage, NEW_ACT, NewBulkActPage } from './bulk-act.views.tsx'
import { beginPhase } from './step.sql.ts'

const SHOWN = 25
/** Devices ticked in a list: those of a few of its pages. */
const MOST_TICKED = 200
const thisYear = () => new Date().getFullYear()

const said = (say: (text: ReturnType<typeof bulkActText>) => string): Bilingual => ({
  fr: say(bulkActText('fr')),
  en: say(bulkActText('en')),
})

const choiceOf = (ids: readonly string[], filters: string): Choice =>
  ids.length > 0 ? { ids } : { query: filtersOf(filters) }

/** The devices ticked in a list, from its address. */
const tickedIn = (said: string | undefined) =>
  (said ?? '')
    .split(',')
    .filter((id) => uuid.safeParse(id).success)
    .slice(0, MOST_TICKED)

async function newAct({ tx, viewer, query }: TenantCall, problem?: Problem): Promise<Answer> {
  const { ids: said, choix, acte = '', motif = '', ...list } = query
  const typed = problem?.values
  const ids = typed ? [typed.ids ?? []].flat().filter((id) => uuid.safeParse(id).success) : tickedIn(said)
  const ticked = choix === 'coches' || ids.length > 0
  const filters = typed ? String(typed.filters ?? '') : ticked ? '' : filtersIn(list)
  return page(
    <NewBulkActPage
      viewer={viewer}
      form={freshForm(viewer, problem, { act: acte, reason: motif })}
      devices={await countChosen(tx, ticked ? { ids } : choiceOf(ids, filters), thisYear())}
      ids={ids}
      filters={filters}
      places={await placeOptions(tx)}
    />,
    problem ? 422 : 200,
  )
}

const NEW = z.object({
  act: z.enum(BULK_ACTS),
  placeId: optional(uuid),
  reason: optional(z.enum(REASONS)),
  filters: z.string().max(2000).default(''),
  ids: several(uuid).refine((ids) => ids.length <= MOST_TICKED),
})

async function ask(call: TenantCall & FormCall<z.infer<typeof NEW>>): Promise<Answer> {
  const { tx, member, viewer, form } = call
  const text = bulkActText(viewer.lang)
  const { act, filters, ids } = form
  const placeId = act === 'decommission' ? null : form.placeId
  const reason = act === 'decommission' ? form.reason : null
  const values = { act, filters, ids, placeId: form.placeId ?? '', reason: form.reason ?? '' }
  const wrong = (errors: Problem['errors']) => newAct(call, { values, errors })
  if (act === 'move' && placeId === null) return wrong({ placeId: text.placeNeeded })
  if (act === 'decommission' && reason === null) return wrong({ reason: text.reasonNeeded })
  const choice = choiceOf([...new Set(ids)], filters)
  const places = await placeOptions(tx)
  if (placeId !== null && !places.some(({ value }) => value === placeId)) return notFound()
  const devices = await countChosen(tx, choice, thisYear())
  if ('ids' in choice && devices !== choice.ids.length) return notFound()
  if (devices === 0 || devices > MOST_DEVICES) return wrong({})
  const chosen = await chooseDevices(tx, member, { act, placeId, reason }, choice, filters, thisYear())
  if (!chosen) return refused([says('noneTitle', 'none')])
  await beginPhase(tx, member, chosen, 'checking')
  return redirect(actHref(chosen.id))
}

type Key = 'noneTitle' | 'none' | 'notNow' | 'notNowHow'
const says = (message: Key, satisfy: Key) => {
  const both = (key: Key) => ({ fr: bulkActText('fr')[key], en: bulkActText('en')[key] })
  return { rule: 'bulkAct', message: both(message), satisfy: both(satisfy) }
}

async function oneAct({ tx, viewer, member, params, query }: TenantCall): Promise<Answer> {
  const found = await bulkActById(tx, params.id ?? '')
  if (!found) return notFound()
  const pass = PASS_OF[found.phase]
  const outcome = OUTCOMES.find((one) => one === query.reponse) ?? null
  const after = /^\d{1,7}$/.test(query.apres ?? '') ? Number(query.apres) : 0
  const answers = await answersAfter(tx, found.id, pass, { after, most: SHOWN + 1, outcome })
  return page(
    <BulkActPage
      viewer={viewer}
      query={query}
      found={found}
      counts={await countOutcomes(tx, found.id, pass)}
      why={await countRefusals(tx, found.id, pass)}
      outcome={outcome}
      answers={answers.slice(0, SHOWN)}
      after={answers.length > SHOWN ? String(answers[SHOWN - 1]?.line) : null}
      mayUndo={allows(member, KINDS_OF_ACT[found.act].undoneBy)}
      form={() => freshForm(viewer)}
    />,
  )
}

/** An act that moves a bulk act on from one phase. */
const moving = (
  path: string,
  from: Phase,
  example: string,
  move: (call: TenantCall, found: BulkAct) => Promise<string | null>,
): Route =>
  actRoute({
    path: `${ACTS}/:id/${path}`,
    access: keepFleet,
    form: z.object({}),
    example: { as: 'technician', params: { id: example } },
    async handle(call) {
      const found = await bulkActById(call.tx, call.params.id ?? '', true)
      if (!found) return notFound()
      if (found.phase !== from) return refused([says('notNow', 'notNowHow')])
      const said = await move(call, found)
      return said === null ? notFound() : redirect(actHref(found.id), said)
    },
  })

const ANSWER_COLUMNS: readonly SheetColumn<DeviceAnswer>[] = [
  { label: said((text) => text.code), type: 'text', of: ({ code }) => showCode(code) },
  {
    label: said((text) => text.device),
    type: 'text',
    of: (row) => [deviceName(row, ''), row.serial].filter(Boolean).join(' '),
  },
  { label: said((text) => text.answer), type: 'text', of: ({ outcome }, lang) => bulkActText(lang).outcomes[outcome] },
  {
    label: said((text) => text.why),
    type: 'text',
    of: ({ refusals }, lang) => refusals.map(({ message }) => message[lang]).join(' '),
  },
  {
    label: said((text) => text.what),
    type: 'text',
    of: ({ refusals }, lang) => refusals.map(({ satisfy }) => satisfy[lang]).join(' '),
  },
]

/** The answer of each device, as it stood on the page, thousand after thousand. */
async function* everyAnswer(id: string, pass: Pass, inside: Inside): AsyncGenerator<readonly DeviceAnswer[]> {
  for (let after = 0; ; ) {
    const from = after
    const answers = await inside((tx) => answersAfter(tx, id, pass, { after: from, most: 1000 }))
    if (answers.length === 0) return
    yield answers
    after = answers.at(-1)?.line ?? 0
  }
}

export const bulkActRoutes: readonly Route[] = [
  pageRoute({
    path: ACTS,
    access: keepFleet,
    example: { as: 'technician' },
    handle: async ({ tx, viewer, query }) =>
      page(<BulkActsPage viewer={viewer} query={query} {...(await listBulkActs(tx, query.apres ?? ''))} />),
  }),
  pageRoute({
    path: NEW_ACT,
    access: keepFleet,
    example: { as: 'technician', query: '?etat=inUse' },
    handle: (call) => newAct(call),
  }),
  actRoute({
    path: ACTS,
    access: keepFleet,
    form: NEW,
    example: {
      as: 'technician',
      form: { act: 'decommission', reason: 'obsolete', ids: ['{device.inService.id}'] },
    },
    invalid: (call, problem) => newAct(call, problem),
    handle: ask,
  }),
  pageRoute({
    path: `${ACTS}/:id`,
    access: keepFleet,
    example: { as: 'technician', params: { id: '{bulkAct.checked}' } },
    handle: oneAct,
  }),
  ...SHEET_FORMATS.map((format) =>
    pageRoute({
      path: `${ACTS}/:id/reponses.${format}`,
      access: keepFleet,
      example: { as: 'technician', params: { id: '{bulkAct.done}' } },
      async handle({ tx, viewer, params }) {
        const found = await bulkActById(tx, params.id ?? '')
        if (!found) return notFound()
        const text = bulkActText(viewer.lang)
        return stream(
          (inside) =>
            sheetFile(
              format,
              text.acts[found.act].label,
              ANSWER_COLUMNS,
              everyAnswer(found.id, PASS_OF[found.phase], inside),
              viewer,
            ),
          MEDIA_TYPES[format],
          `${found.act}-${text.answersFile}.${format}`,
        )
      },
    }),
  ),
  moving('lancer', 'checked', '{bulkAct.checked}', async ({ tx, member, viewer }, found) => {
    await bulkActEvents.record(tx, member, 'started', found.id, { act: found.act, devices: found.devices })
    await beginPhase(tx, member, found, 'running')
    return bulkActText(viewer.lang).started
  }),
  moving('abandonner', 'checked', '{bulkAct.checked}', async ({ tx, member, viewer }, found) => {
    await setPhase(tx, found.id, 'abandoned')
    await bulkActEvents.record(tx, member, 'abandoned', found.id, { act: found.act, devices: found.devices })
    return bulkActText(viewer.lang).abandoned
  }),
  moving('annuler', 'done', '{bulkAct.done}', async ({ tx, member, viewer }, found) => {
    if (!allows(member, KINDS_OF_ACT[found.act].undoneBy)) return null
    await bulkActEvents.record(tx, member, 'undoing', found.id, { act: found.act, devices: found.devices })
    await beginPhase(tx, member, found, 'undoing')
    return bulkActText(viewer.lang).undoing
  }),
]
