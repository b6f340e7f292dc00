import { z } from 'zod'
import { showCode } from '../fleet/code.ts'
import { placeOptions } from '../fleet/place-options.sql.ts'
import { keepFleet, receiveMoves, seeFleet } from '../organisation/permissions.ts'
import { saveAnswers } from '../platform/bulk/bulk.sql.ts'
import type { BulkLine } from '../platform/bulk/bulk.ts'
import { type Answer, file, notFound, page, type Refused, redirect, refused } from '../platform/http/answer.ts'
import {
  civilDate,
  freshForm,
  line,
  optional,
  type Problem,
  paragraph,
  uuid,
  type Values,
} from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { historyOf } from '../platform/ledger/history.sql.ts'
import type { Bilingual } from '../platform/text/text.ts'
import { CODES } from '../recycling/pallet.ts'
import { giveSlip } from './charge.sql.ts'
import { type Done, type HeldSlip, holdSlip } from './held-slip.sql.ts'
import { decideLine, endReception, receiveOnSlip } from './reception.sql.ts'
import { cancelSlip, prepareSlip, putOnSlip, sendSlip, takeOffSlip } from './slip.sql.ts'
import { slipText } from './slip.text.ts'
import { DECISION_KEYS, REFUSALS, SLIP_STATES } from './slip.ts'
import { MOVES, NEW_SLIP, NewSlipPage, SlipListPage, SlipPage, slipHref } from './slip.views.tsx'
import { slipSheet } from './slip-print.ts'
import { listSlips, readSlip } from './slip-read.sql.ts'

const PATH = `${MOVES}/:number`

/** What the address of the list asks. */
export const readSlipQuery = (query: Readonly<Record<string, string>>) => ({
  state: SLIP_STATES.find((one) => one === query.etat) ?? '',
  placeId: z.uuid().safeParse(query.lieu).data ?? '',
  after: query.apres ?? '',
})

async function newPage({ tx, viewer, query }: TenantCall, problem?: Problem): Promise<Answer> {
  const form = freshForm(viewer, problem, { from: query.de ?? '', to: query.vers ?? '' })
  return page(<NewSlipPage viewer={viewer} form={form} places={await placeOptions(tx)} />, problem ? 422 : 200)
}

async function slipPage(call: TenantCall, problem?: Problem): Promise<Answer> {
  const { tx, viewer, params, member } = call
  const slip = await readSlip(tx, params.number ?? '')
  if (!slip) return notFound()
  return page(
    <SlipPage
      viewer={viewer}
      slip={slip}
      personId={member.personId}
      mayKeep={allows(member, keepFleet)}
      mayReceive={allows(member, receiveMoves)}
      form={freshForm(viewer, problem, { condition: 'arrived' })}
      plain={() => freshForm(viewer)}
      history={await historyOf(tx, slip.id)}
    />,
    problem ? 422 : 200,
  )
}

/** Holds the slip of the address, does the act, and goes back to it with a word, or with every refusal. */
async function onSlip(
  call: TenantCall,
  act: (slip: HeldSlip) => Promise<readonly Refused[] | null>,
  done: string,
): Promise<Answer> {
  const slip = await holdSlip(call.tx, call.params.number ?? '')
  const refusals = slip ? await act(slip) : null
  if (!slip || refusals === null) return notFound()
  return refusals.length > 0 ? refused(refusals) : redirect(slipHref(slip.number), done)
}

/** Several codes: one answer each, on a page of their own where one was refused. */
async function onCodes(
  call: TenantCall,
  codes: readonly string[],
  act: (slip: HeldSlip, text: string) => Promise<Done>,
  said: {
    readonly title: (number: number) => Bilingual
    readonly one: (done: Done) => Bilingual
    readonly done: string
  },
): Promise<Answer> {
  const { tx, member, params } = call
  const slip = await holdSlip(tx, params.number ?? '')
  if (!slip) return notFound()
  const answers: { readonly text: string; readonly done: Done }[] = []
  for (const text of codes) {
    const now = await holdSlip(tx, params.number ?? '')
    if (now) answers.push({ text, done: await act(now, text) })
  }
  const wrong = answers.filter(({ done }) => done.kind === 'refused')
  if (wrong.length === 0) return redirect(slipHref(slip.number), said.done)
  if (answers.length === 1) return refused(wrong.flatMap(({ done }) => (done.kind === 'refused' ? done.refusals : [])))
  const lines = answers.map(({ text, done }): BulkLine => {
    const code = done.kind === 'refused' ? done.code : (done.codes[0] ?? null)
    const base = { item: code === null ? text : showCode(code), href: code === null ? null : `/parc/${code}` }
    if (done.kind === 'done') return { ...base, done: true, what: said.one(done) }
    const [first] = done.refusals
    return {
      ...base,
      done: false,
      what: first?.message ?? { fr: '', en: '' },
      ...(first ? { how: first.satisfy } : {}),
    }
  })
  return redirect(await saveAnswers(tx, member, said.title(slip.number), lines))
}

const both = (say: (text: ReturnType<typeof slipText>) => string): Bilingual => ({
  fr: say(slipText('fr')),
  en: say(slipText('en')),
})

const CHECKED = z.object({
  codes: CODES,
  condition: z.enum(['arrived', 'damaged']).default('arrived'),
  note: optional(paragraph(1000)),
})

const receivedOne = (done: Done): Bilingual =>
  both(({ outcomeOne }) =>
    done.kind === 'done' && done.outcome !== undefined && done.outcome in outcomeOne
      ? outcomeOne[done.outcome as keyof typeof outcomeOne]
      : outcomeOne.arrived,
  )

const example = (name: string) => ({ as: 'technician', params: { number: `{${name}}` } })

export const slipRoutes: readonly Route[] = [
  pageRoute({
    path: MOVES,
    access: seeFleet,
    example: { as: 'technician' },
    handle: async ({ tx, viewer, query, member }) => {
      const asked = readSlipQuery(query)
      return page(
        <SlipListPage
          viewer={viewer}
          query={query}
          found={await listSlips(tx, asked)}
          places={await placeOptions(tx)}
          mayPrepare={allows(member, keepFleet)}
          narrowed={asked.state !== '' || asked.placeId !== '' || asked.after !== ''}
        />,
      )
    },
  }),
  pageRoute({ path: NEW_SLIP, access: keepFleet, example: { as: 'technician' }, handle: (call) => newPage(call) }),
  actRoute({
    path: NEW_SLIP,
    access: keepFleet,
    form: z.object({ from: uuid, to: uuid, expectedOn: optional(civilDate) }),
    example: { as: 'technician', form: { from: '{place.service}', to: '{place}' } },
    invalid: (call, problem) => newPage(call, problem),
    handle: async (call) => {
      const { tx, member, form, viewer } = call
      const places = await placeOptions(tx)
      const known = (id: string) => places.some(({ value }) => value === id)
      if (!known(form.from) || !known(form.to)) return notFound()
      const text = slipText(viewer.lang)
      const values: Values = { from: form.from, to: form.to, expectedOn: form.expectedOn ?? '' }
      if (form.from === form.to)
        return newPage(call, { values, errors: { to: REFUSALS.samePlace.message[viewer.lang] } })
      const { number } = await prepareSlip(tx, member, form)
      return redirect(slipHref(number), text.opened(number))
    },
  }),
  pageRoute({ path: PATH, access: seeFleet, example: example('slip.prepared'), handle: (call) => slipPage(call) }),
  pageRoute({
    path: `${PATH}/bordereau.pdf`,
    access: seeFleet,
    example: example('slip.sent'),
    handle: async ({ tx, viewer, params, query, services }) => {
      const slip = await readSlip(tx, params.number ?? '')
      if (!slip) return notFound()
      const bytes = await slipSheet(viewer, slip, services.origin, query.noms === 'oui')
      return file(bytes, 'application/pdf', `bordereau-${slip.number}.pdf`, true)
    },
  }),
  actRoute({
    path: `${PATH}/ajouter`,
    access: keepFleet,
    form: z.object({ codes: CODES }),
    example: { ...example('slip.prepared'), form: { codes: '{device.twin}' } },
    invalid: slipPage,
    handle: (call) =>
      onCodes(call, call.form.codes, (slip, text) => putOnSlip(call.tx, call.member, slip, text), {
        title: (number) => both((text) => text.addedTitle(number)),
        one: () => both((text) => text.addedOne),
        done: slipText(call.viewer.lang).added,
      }),
  }),
  actRoute({
    path: `${PATH}/retirer`,
    access: keepFleet,
    form: z.object({ code: line(80) }),
    example: { ...example('slip.prepared'), form: { code: '{slip.device}' } },
    handle: (call) =>
      onSlip(
        call,
        async (slip) => {
          const done = await takeOffSlip(call.tx, call.member, slip, call.form.code)
          return done.kind === 'refused' ? done.refusals : []
        },
        slipText(call.viewer.lang).removed,
      ),
  }),
  actRoute({
    path: `${PATH}/suivre`,
    access: keepFleet,
    form: z.object({}),
    example: { ...example('slip.sent'), form: {} },
    handle: (call) =>
      onSlip(
        call,
        async (slip) => {
          if (slip.state === 'closed' || slip.state === 'cancelled') return [REFUSALS.over]
          await giveSlip(call.tx, call.member, slip.id, call.member.personId)
          return []
        },
        slipText(call.viewer.lang).followed,
      ),
  }),
  actRoute({
    path: `${PATH}/envoyer`,
    access: keepFleet,
    form: z.object({}),
    example: { ...example('slip.prepared'), form: {} },
    handle: (call) => onSlip(call, (slip) => sendSlip(call.tx, call.member, slip), slipText(call.viewer.lang).sent),
  }),
  actRoute({
    path: `${PATH}/annuler`,
    access: keepFleet,
    form: z.object({}),
    example: { ...example('slip.sent'), form: {} },
    handle: (call) =>
      onSlip(call, (slip) => cancelSlip(call.tx, call.member, slip), slipText(call.viewer.lang).cancelled),
  }),
  actRoute({
    path: `${PATH}/recevoir`,
    access: receiveMoves,
    form: CHECKED,
    example: { ...example('slip.sent'), form: { codes: '{slip.awaited}' } },
    invalid: slipPage,
    handle: (call) => {
      const { tx, member, form } = call
      const checked = { damaged: form.condition === 'damaged', note: form.note === '' ? null : form.note }
      return onCodes(call, form.codes, (slip, text) => receiveOnSlip(tx, member, slip, text, checked), {
        title: (number) => both((text) => text.receivedTitle(number)),
        one: receivedOne,
        done: slipText(call.viewer.lang).receivedOne,
      })
    },
  }),
  actRoute({
    path: `${PATH}/recevoir-tout`,
    access: receiveMoves,
    form: z.object({}),
    example: { ...example('slip.sent'), form: {} },
    handle: async (call) => {
      const slip = await readSlip(call.tx, call.params.number ?? '')
      const codes = (slip?.lines ?? []).filter(({ outcome }) => outcome === 'waiting').map(({ code }) => code)
      const checked = { damaged: false, note: null }
      return onCodes(call, codes, (held, text) => receiveOnSlip(call.tx, call.member, held, text, checked), {
        title: (number) => both((text) => text.receivedTitle(number)),
        one: receivedOne,
        done: slipText(call.viewer.lang).receivedOne,
      })
    },
  }),
  actRoute({
    path: `${PATH}/terminer`,
    access: receiveMoves,
    form: z.object({}),
    example: { ...example('slip.sent'), form: {} },
    handle: (call) =>
      onSlip(call, (slip) => endReception(call.tx, call.member, slip), slipText(call.viewer.lang).ended),
  }),
  actRoute({
    path: `${PATH}/decider`,
    access: keepFleet,
    form: z.object({ device: uuid, decision: z.enum(DECISION_KEYS) }),
    example: { ...example('slip.settling'), form: { device: '{slip.missing}', decision: 'cameBack' } },
    handle: (call) =>
      onSlip(
        call,
        (slip) => decideLine(call.tx, call.member, slip, call.form.device, call.form.decision),
        slipText(call.viewer.lang).decided,
      ),
  }),
]
