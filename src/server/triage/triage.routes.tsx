import { z } from 'zod'
import { perform } from '../circuit/perform.sql.ts'
import { showCode } from '../fleet/code.ts'
import { judgeFleet, keepFleet, seeFleet, setRules, work } from '../organisation/permissions.ts'
import { type Answer, notFound, page, redirect, refused } from '../platform/http/answer.ts'
import { freshForm, type Problem, type Values } from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { type Settled, settle } from './judgement.sql.ts'
import { openLook, waitingLooks } from './second-look.sql.ts'
import { type Judged, judgeDevice, observe, triageQueue } from './triage.sql.ts'
import { triageText } from './triage.text.ts'
import { JUDGEMENT, type Judgement, OBSERVATION } from './triage.ts'
import { TriagePage, TriageQueuePage } from './triage.views.tsx'

interface Problems {
  readonly observation?: Problem
  readonly judgement?: Problem
  readonly gift?: Problem
}

async function triagePage(call: TenantCall, problems: Problems = {}): Promise<Answer> {
  const { tx, viewer, member, params } = call
  const judged = await judgeDevice(tx, params.code ?? '', new Date())
  if (!judged) return notFound()
  return page(
    <TriagePage
      viewer={viewer}
      judged={judged}
      look={await openLook(tx, { deviceId: judged.device.id })}
      observation={freshForm(viewer, problems.observation, seenValues(judged))}
      judgement={freshForm(viewer, problems.judgement, { verdict: judged.proposal.verdict })}
      gift={freshForm(viewer, problems.gift)}
      back={freshForm(viewer)}
      mayWork={allows(member, work)}
      mayJudge={allows(member, judgeFleet)}
      mayKeep={allows(member, keepFleet)}
    />,
    Object.keys(problems).length > 0 ? 422 : 200,
  )
}

/** The form of what is seen starts from what was seen last. */
const seenValues = ({ device, observed }: Judged): Values => ({
  works: device.works,
  boots: observed.boots,
  locked: observed.locked,
  looked: observed.damage === 'notLookedAt' ? [] : ['yes'],
  damage: observed.damage === 'notLookedAt' ? [] : observed.damage,
  account: device.account,
  management: device.management,
  simAndCard: device.simAndCard,
})

async function judgement(call: TenantCall & { form: Judgement }): Promise<Answer> {
  const { tx, member, viewer, params, form } = call
  const judged = await judgeDevice(tx, params.code ?? '', new Date())
  if (!judged) return notFound()
  const text = triageText(viewer.lang)
  const settled = await settle(tx, member, judged, form)
  const by: { readonly [K in Settled['kind']]: (one: Extract<Settled, { kind: K }>) => Answer | Promise<Answer> } = {
    missing: notFound,
    refused: (one) => refused(one.refusals),
    reasonDue: ({ why }) =>
      triagePage(call, { judgement: { values: { verdict: form.verdict }, errors: { reason: text[why] } } }),
    lookAsked: () => redirect(`/tri/${judged.device.code}`, text.lookAsked),
    done: () => redirect('/tri', text.confirmed(showCode(judged.device.code), text.verdicts[form.verdict])),
  }
  return (by[settled.kind] as (one: Settled) => Answer | Promise<Answer>)(settled)
}

export const triageRoutes: readonly Route[] = [
  pageRoute({
    path: '/tri',
    access: seeFleet,
    example: { as: 'technician' },
    handle: async ({ tx, viewer, member }) => {
      const now = new Date()
      const { rows, more } = await triageQueue(tx, now)
      const looks = (await waitingLooks(tx)).filter((look) => look.askedBy !== member.personId)
      return page(
        <TriageQueuePage
          viewer={viewer}
          rows={rows}
          more={more}
          looks={allows(member, judgeFleet) ? looks.length : 0}
          mayReceive={allows(member, work)}
          mayEditRules={allows(member, setRules)}
          now={now}
        />,
      )
    },
  }),
  pageRoute({
    path: '/tri/:code',
    access: seeFleet,
    example: { as: 'technician', params: { code: '{device.identified}' } },
    handle: (call) => triagePage(call),
  }),
  actRoute({
    path: '/tri/:code',
    access: judgeFleet,
    form: JUDGEMENT,
    example: {
      as: 'technician',
      params: { code: '{tri.device}' },
      form: { verdict: 'refurbish', reason: 'Bon état général.' },
    },
    invalid: (call, judgement) => triagePage(call, { judgement }),
    handle: judgement,
  }),
  actRoute({
    path: '/tri/:code/constat',
    access: work,
    form: OBSERVATION,
    example: {
      as: 'trainee',
      params: { code: '{tri.device}' },
      form: { works: 'working', boots: 'yes', locked: 'no', looked: 'yes' },
    },
    invalid: (call, observation) => triagePage(call, { observation }),
    handle: async ({ tx, member, viewer, params, form }) => {
      const judged = await judgeDevice(tx, params.code ?? '', new Date())
      if (!judged) return notFound()
      await observe(tx, member, judged.device, form)
      return redirect(`/tri/${judged.device.code}`, triageText(viewer.lang).kept)
    },
  }),
  actRoute({
    path: '/tri/:code/accepter',
    access: keepFleet,
    form: z.object({ acceptance: z.enum(['council', 'mayorWithoutCharge', 'mayorWithCharge']) }),
    example: { as: 'coordinator', params: { code: '{tri.gift}' }, form: { acceptance: 'council' } },
    invalid: (call, gift) => triagePage(call, { gift }),
    handle: async ({ tx, member, viewer, params, form }) => {
      const judged = await judgeDevice(tx, params.code ?? '', new Date())
      if (!judged) return notFound()
      const done = await perform(tx, member, 'accept', judged.device.id, {
        facts: { acceptance: form.acceptance },
        set: { acceptance: form.acceptance, owner: 'organisation' },
      })
      if (done.kind !== 'done') return done.kind === 'refused' ? refused(done.refusals) : notFound()
      return redirect(`/tri/${judged.device.code}`, triageText(viewer.lang).accepted)
    },
  }),
  actRoute({
    path: '/tri/:code/rendre',
    access: keepFleet,
    form: z.object({}),
    example: { as: 'coordinator', params: { code: '{tri.gift}' }, form: {} },
    handle: async ({ tx, member, viewer, params }) => {
      const judged = await judgeDevice(tx, params.code ?? '', new Date())
      if (!judged) return notFound()
      const done = await perform(tx, member, 'giveBack', judged.device.id)
      if (done.kind !== 'done') return done.kind === 'refused' ? refused(done.refusals) : notFound()
      return redirect('/tri', triageText(viewer.lang).givenBack)
    },
  }),
]
