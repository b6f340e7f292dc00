import { z } from 'zod'
import { API_GROUPS } from '../organisation/api-groups.ts'
import { seeFleet, work } from '../organisation/permissions.ts'
import { SCOPES } from '../organisation/scopes.ts'
import { type ApiCall, type ApiRoute, apiRoute, ok } from '../platform/api/api-route.ts'
import { said } from '../platform/api/openapi.ts'
import { openCards } from './board/board.sql.ts'
import { STAGES } from './board/board.ts'
import { beginStep, openOrder, readBench, type StepSaid, saveSteps } from './order.sql.ts'
import { result, WAITS } from './order-events.ts'
import { opened } from './order-opened.ts'
import { MINUTES } from './time/time.ts'

const minutes = said(z.number().int(), 'minutes entières', 'whole minutes')
const LISTED = z.object({
  code: said(z.string(), 'appareil sur la fiche', 'device of the order'),
  stage: z.enum(STAGES),
  since: z.iso.datetime(),
  person: said(z.string().nullable(), 'qui s’en charge', 'who has it'),
  bench: z.string().nullable(),
  waitsFor: z.enum(WAITS).nullable(),
  stepsDone: z.number().int(),
  steps: z.number().int(),
  minutesSpent: minutes,
  minutesLeft: said(z.number().int(), 'durée habituelle des étapes qui restent', 'usual time of the steps left'),
})

const ORDER = z.object({
  code: z.string(),
  openedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  outcome: z.string().nullable(),
  life: said(z.number().int(), 'vie que le travail prépare', 'life that the work prepares'),
  person: z.string().nullable(),
  supervisor: z.string().nullable(),
  bench: z.string().nullable(),
  waitsFor: z.string().nullable(),
  steps: z.array(
    z.object({
      step: z.string(),
      name: z.string(),
      doneAt: z.iso.datetime().nullable(),
      doneBy: z.string().nullable(),
      minutes,
    }),
  ),
  tests: z.array(
    z.object({ test: z.string(), name: z.string(), result: result.nullable(), remark: z.string().nullable() }),
  ),
})

/** The order of the address as a program reads it: the open one, or else the last one. */
async function read({ tx, params, lang }: Pick<ApiCall<unknown>, 'tx' | 'params' | 'lang'>) {
  const bench = await readBench(tx, params.code ?? '')
  if (!bench?.order) return null
  const { device, order } = bench
  return {
    code: device.code,
    openedAt: order.openedAt.toISOString(),
    closedAt: order.closedAt?.toISOString() ?? null,
    outcome: order.outcome,
    life: order.life,
    person: order.assignedName,
    supervisor: order.supervisorName,
    bench: order.benchName,
    waitsFor: order.waitsFor,
    steps: order.snapshot.steps.map((step) => {
      const done = order.steps.find((one) => one.step === step.id)
      const spent = order.times.filter((time) => time.step === step.id)
      return {
        step: step.id,
        name: step[lang],
        doneAt: done?.doneAt.toISOString() ?? null,
        doneBy: done?.doneBy ?? null,
        minutes: spent.reduce((sum, time) => sum + (time.minutes ?? 0), 0),
      }
    }),
    tests: order.snapshot.tests.map((test) => ({
      test: test.id,
      name: test[lang],
      result: order.tests[test.id]?.result ?? null,
      remark: order.tests[test.id]?.remark ?? null,
    })),
  } satisfies z.infer<typeof ORDER>
}

async function answered(call: Pick<ApiCall<unknown>, 'tx' | 'params' | 'lang'>) {
  const order = await read(call)
  return order ? ok({ order }) : ({ kind: 'notFound' } as const)
}

export const orderApi: readonly ApiRoute[] = [
  apiRoute({
    method: 'GET',
    path: '/api/v1/work-orders',
    group: API_GROUPS.workshop,
    says: { fr: 'Les fiches d’atelier ouvertes, la plus ancienne d’abord.', en: 'Open work orders, oldest first.' },
    scope: SCOPES.read,
    access: seeFleet,
    input: z.strictObject({}),
    output: z.object({ orders: z.array(LISTED) }),
    example: { as: 'technician' },
    handle: async ({ tx }) => {
      const orders = (await openCards(tx)).map((card) =>
        LISTED.parse({
          ...card,
          since: card.since.toISOString(),
          stepsDone: card.done,
          steps: card.of,
          minutesSpent: card.spent,
          minutesLeft: card.left,
        }),
      )
      return ok({ orders })
    },
  }),
  apiRoute({
    method: 'GET',
    path: '/api/v1/work-orders/:code',
    group: API_GROUPS.workshop,
    says: {
      fr: 'La fiche d’un appareil, ouverte ou la dernière : étapes, essais, temps.',
      en: 'The order of a device, open or the last one: steps, tests, time.',
    },
    scope: SCOPES.read,
    access: seeFleet,
    input: z.strictObject({}),
    output: z.object({ order: ORDER }),
    example: { as: 'technician', params: { code: '{work.open}' } },
    handle: answered,
  }),
  apiRoute({
    method: 'POST',
    path: '/api/v1/work-orders/:code/open',
    group: API_GROUPS.workshop,
    says: {
      fr: 'Ouvre la fiche d’un appareil trié, à votre nom.',
      en: 'Opens the order of a sorted device, in your name.',
    },
    scope: SCOPES.work,
    access: work,
    input: z.strictObject({}),
    output: z.object({ order: ORDER }),
    example: { as: 'technician', params: { code: '{work.triaged}' }, json: {} },
    handle: async (call) => {
      const bench = await readBench(call.tx, call.params.code ?? '')
      if (!bench) return { kind: 'notFound' }
      const done = await openOrder(call.tx, call.member, bench.device)
      if (done.kind === 'refused') return done
      return done.kind === 'done' ? answered(call) : { kind: 'notFound' }
    },
  }),
  apiRoute({
    method: 'POST',
    path: '/api/v1/work-orders/:code/steps/:step',
    group: API_GROUPS.workshop,
    says: {
      fr: 'Commence une étape au chronomètre, la dit faite ou à refaire, ou y ajoute des minutes.',
      en: 'Starts the timer of a step, says it done or not, or adds minutes to it.',
    },
    scope: SCOPES.work,
    access: work,
    input: z.strictObject({
      says: said(
        z.enum(['begin', 'done', 'undone', 'asItWas']).default('asItWas'),
        'begin lance votre chronomètre',
        'begin starts your timer',
      ),
      minutes: said(MINUTES.optional(), 'minutes à ajouter', 'minutes to add'),
    }),
    output: z.object({ order: ORDER }),
    example: {
      as: 'technician',
      params: { code: '{work.open}', step: 'dusting' },
      json: { says: 'done', minutes: 12 },
    },
    handle: async (call) => {
      const { tx, member, params, input } = call
      const at = await opened(call)
      if ('answer' in at) return at.answer
      const { device } = at.bench
      const step = at.order.snapshot.steps.find(({ id }) => id === params.step)?.id
      if (step === undefined) return { kind: 'notFound' }
      const what: StepSaid['what'] = input.says === 'begin' ? 'asItWas' : input.says
      await saveSteps(tx, member, device.id, at.order, [{ step, what, minutes: input.minutes ?? null }])
      if (input.says === 'begin') await beginStep(tx, member, device.id, at.order, step)
      return answered(call)
    },
  }),
]
