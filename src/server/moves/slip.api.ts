import { z } from 'zod'
import { placeOptions } from '../fleet/place-options.sql.ts'
import { API_GROUPS } from '../organisation/api-groups.ts'
import { keepFleet, receiveMoves, seeFleet } from '../organisation/permissions.ts'
import { SCOPES } from '../organisation/scopes.ts'
import { type ApiAnswer, type ApiCall, type ApiRoute, apiRoute, ok } from '../platform/api/api-route.ts'
import { said } from '../platform/api/openapi.ts'
import { saidRefusals } from '../platform/api/problem.ts'
import type { Refused } from '../platform/http/answer.ts'
import { civilDate, line, paragraph } from '../platform/http/form.ts'
import { type Done, type HeldSlip, holdSlip } from './held-slip.sql.ts'
import { endReception, receiveOnSlip } from './reception.sql.ts'
import { prepareSlip, putOnSlip, sendSlip } from './slip.sql.ts'
import { OUTCOMES, type Outcome, REFUSALS, SLIP_STATES } from './slip.ts'
import { listSlips, readSlip, type SlipRow } from './slip-read.sql.ts'

const state = z.enum(SLIP_STATES)
const outcome = z.enum(Object.keys(OUTCOMES) as [Outcome, ...Outcome[]])
const SLIP = z.object({
  number: z.number().int(),
  code: said(z.string(), 'code imprimé du bordereau', 'printed code of the slip'),
  state,
  from: z.string(),
  to: z.string(),
  expectedOn: z.iso.date().nullable(),
  devices: z.number().int(),
  answered: said(z.number().int(), 'appareils déjà contrôlés à l’arrivée', 'devices already checked on arrival'),
})
const WHOLE = SLIP.extend({
  lines: z.array(z.object({ code: z.string(), kit: z.string().nullable(), outcome, decision: z.string().nullable() })),
})
const refusal = z.object({
  rule: z.string(),
  message: z.string(),
  satisfy: z.string(),
  concerns: z.array(z.string()).readonly(),
})
const ANSWERS = z.array(
  z.object({
    asked: said(z.string(), 'le code envoyé', 'the code that was sent'),
    codes: said(z.array(z.string()), 'appareils que ce code désigne', 'devices that this code names'),
    done: z.boolean(),
    outcome: outcome.nullable(),
    refusals: z.array(refusal).readonly(),
  }),
)
const codes = said(
  z.array(line(80)).min(1).max(500),
  'codes d’appareils ou de kits : une réponse pour chacun',
  'codes of devices or kits: an answer for each',
)

const shown = (row: SlipRow): z.infer<typeof SLIP> => ({
  number: row.number,
  code: row.code,
  state: row.state,
  from: row.from,
  to: row.to,
  expectedOn: row.expectedOn,
  devices: row.devices,
  answered: row.answered,
})

async function whole({ tx, params }: Pick<ApiCall<unknown>, 'tx' | 'params'>) {
  const slip = await readSlip(tx, params.number ?? '')
  if (!slip) return null
  const lines = slip.lines.map(({ code, kit, outcome, decision }) => ({ code, kit, outcome, decision }))
  return { ...shown(slip), lines }
}

async function answered(
  call: Pick<ApiCall<unknown>, 'tx' | 'params'>,
): Promise<ApiAnswer<{ slip: z.infer<typeof WHOLE> }>> {
  const slip = await whole(call)
  return slip ? ok({ slip }) : { kind: 'notFound' }
}

/** Holds the slip of the address and does the act, or says every refusal. */
async function onSlip(call: ApiCall<unknown>, act: (slip: HeldSlip) => Promise<readonly Refused[]>) {
  const slip = await holdSlip(call.tx, call.params.number ?? '')
  if (!slip) return { kind: 'notFound' } as const
  const refusals = await act(slip)
  return refusals.length > 0 ? ({ kind: 'refused', refusals } as const) : answered(call)
}

/** One answer for each code; the slip is held anew for each, as its state may change with the one before. */
async function onCodes(
  call: ApiCall<{ readonly codes: readonly string[] }>,
  act: (slip: HeldSlip, text: string) => Promise<Done>,
) {
  const answers: z.infer<typeof ANSWERS> = []
  for (const asked of call.input.codes) {
    const slip = await holdSlip(call.tx, call.params.number ?? '')
    if (!slip) return { kind: 'notFound' } as const
    const done = await act(slip, asked)
    answers.push({
      asked,
      codes: done.kind === 'done' ? [...done.codes] : done.code === null ? [] : [done.code],
      done: done.kind === 'done',
      outcome: (done.kind === 'done' ? done.outcome : null) ?? null,
      refusals:
        done.kind === 'refused'
          ? [...saidRefusals(done.refusals, call.lang)].map((one) => ({ ...one, concerns: [...one.concerns] }))
          : [],
    })
  }
  const slip = await whole(call)
  return slip ? ok({ answers, slip }) : ({ kind: 'notFound' } as const)
}

const AFTER_CODES = z.object({ answers: ANSWERS, slip: WHOLE })
const PATH = '/api/v1/move-slips/:number'

export const slipApi: readonly ApiRoute[] = [
  apiRoute({
    method: 'GET',
    path: '/api/v1/move-slips',
    group: API_GROUPS.places,
    says: {
      fr: 'Les bordereaux de mouvement, le dernier d’abord, 25 par page.',
      en: 'Move slips, latest first, 25 a page.',
    },
    scope: SCOPES.read,
    access: seeFleet,
    input: z.strictObject({
      state: state.optional(),
      place: said(z.uuid().optional(), 'lieu d’où ils partent ou qui les reçoit', 'place they leave or come to'),
      after: said(z.string().max(12).default(''), '« after » de la page d’avant', '“after” of the page before'),
    }),
    output: z.object({ slips: z.array(SLIP), after: z.string().nullable() }),
    example: { as: 'technician', query: '?state=sent' },
    handle: async ({ tx, input }) => {
      const asked = { state: input.state ?? '', placeId: input.place ?? '', after: input.after }
      const { rows, after } = await listSlips(tx, asked)
      return ok({ slips: rows.map(shown), after })
    },
  }),
  apiRoute({
    method: 'GET',
    path: PATH,
    group: API_GROUPS.places,
    says: { fr: 'Un bordereau et ses appareils.', en: 'A move slip and its devices.' },
    scope: SCOPES.read,
    access: seeFleet,
    input: z.strictObject({}),
    output: z.object({ slip: WHOLE }),
    example: { as: 'technician', params: { number: '{slip.sent}' } },
    handle: answered,
  }),
  apiRoute({
    method: 'POST',
    path: '/api/v1/move-slips',
    group: API_GROUPS.places,
    says: { fr: 'Prépare un bordereau vide entre deux lieux.', en: 'Prepares an empty slip between two places.' },
    scope: SCOPES.fleet,
    access: keepFleet,
    input: z.strictObject({ from: z.uuid(), to: z.uuid(), expectedOn: civilDate.nullable().default(null) }),
    output: z.object({ slip: WHOLE }),
    example: { as: 'technician', json: { from: '{place.service}', to: '{place}' } },
    handle: async ({ tx, member, input }) => {
      const places = new Set((await placeOptions(tx)).map(({ value }) => value))
      if (!places.has(input.from) || !places.has(input.to)) return { kind: 'notFound' }
      if (input.from === input.to) return { kind: 'refused', refusals: [REFUSALS.samePlace] }
      const { number } = await prepareSlip(tx, member, input)
      return answered({ tx, params: { number: String(number) } })
    },
  }),
  apiRoute({
    method: 'POST',
    path: `${PATH}/devices`,
    group: API_GROUPS.places,
    says: {
      fr: 'Met des appareils ou des kits sur un bordereau en préparation.',
      en: 'Puts devices or kits on a slip being prepared.',
    },
    scope: SCOPES.fleet,
    access: keepFleet,
    input: z.strictObject({ codes }),
    output: AFTER_CODES,
    example: { as: 'technician', params: { number: '{slip.prepared}' }, json: { codes: ['{device.twin}'] } },
    handle: (call) => onCodes(call, (slip, text) => putOnSlip(call.tx, call.member, slip, text)),
  }),
  apiRoute({
    method: 'POST',
    path: `${PATH}/send`,
    group: API_GROUPS.places,
    says: {
      fr: 'Envoie un bordereau : ses appareils sont en route.',
      en: 'Sends a slip: its devices are on their way.',
    },
    scope: SCOPES.fleet,
    access: keepFleet,
    input: z.strictObject({}),
    output: z.object({ slip: WHOLE }),
    example: { as: 'technician', params: { number: '{slip.prepared}' }, json: {} },
    handle: (call) => onSlip(call, (slip) => sendSlip(call.tx, call.member, slip)),
  }),
  apiRoute({
    method: 'POST',
    path: `${PATH}/receive`,
    group: API_GROUPS.places,
    says: {
      fr: 'Contrôle à l’arrivée ce que ces codes désignent ; ce qui n’était pas annoncé est noté.',
      en: 'Checks on arrival what these codes name; what was not announced is written down.',
    },
    scope: SCOPES.fleet,
    access: receiveMoves,
    input: z.strictObject({
      codes,
      damaged: said(z.boolean().default(false), 'ils arrivent abîmés', 'they arrive damaged'),
      note: paragraph(1000).nullable().default(null),
    }),
    output: AFTER_CODES,
    example: { as: 'technician', params: { number: '{slip.sent}' }, json: { codes: ['{slip.awaited}'] } },
    handle: (call) => {
      const { damaged } = call.input
      const note = call.input.note || null
      return onCodes(call, (slip, text) => receiveOnSlip(call.tx, call.member, slip, text, { damaged, note }))
    },
  }),
  apiRoute({
    method: 'POST',
    path: `${PATH}/end`,
    group: API_GROUPS.places,
    says: {
      fr: 'Termine la réception : ce qui n’est pas arrivé manque, et une personne en décide.',
      en: 'Ends the reception: what did not arrive is missing, and a person decides.',
    },
    scope: SCOPES.fleet,
    access: receiveMoves,
    input: z.strictObject({}),
    output: z.object({ slip: WHOLE }),
    example: { as: 'technician', params: { number: '{slip.sent}' }, json: {} },
    handle: (call) => onSlip(call, (slip) => endReception(call.tx, call.member, slip)),
  }),
]
