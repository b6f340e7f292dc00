import { z } from 'zod'
import { TRANSFERS } from '../../domain/circuit/transfers.ts'
import { ROUTES } from '../../domain/law/eligibility/rule.ts'
import { placeOptions } from '../fleet/place-options.sql.ts'
import { decideRequests, takeRequests } from '../organisation/permissions.ts'
import { partyOptions } from '../parties/party-options.sql.ts'
import { type Answer, notFound, page, redirect, refused } from '../platform/http/answer.ts'
import { freshForm, type Problem, paragraph } from '../platform/http/form.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { allocatedTo, releaseDevice } from './allocation.sql.ts'
import { giveRequest } from './charge.sql.ts'
import { confirmable } from './confirmable.ts'
import { ChooseAudiencePage, NewRequestPage } from './new-request.views.tsx'
import {
  chooseRoute,
  confirmRight,
  enterRequest,
  giveOpinion,
  lawOn,
  refuseRequest,
  seeEvidence,
  withdrawRequest,
} from './request.sql.ts'
import { requestText } from './request.text.ts'
import { AUDIENCES, EVIDENCE_SEEN, NEW_REQUEST, showRequestNumber } from './request.ts'
import { evidenceName } from './request.views.tsx'
import { listRequests } from './request-list.sql.ts'
import { RequestListPage } from './request-list.views.tsx'
import { requestPage } from './request-page.tsx'
import { notOpen, requestOf } from './standing.sql.ts'

async function newRequest({ tx, viewer, query }: TenantCall, problem?: Problem): Promise<Answer> {
  const asked = problem ? problem.values.audience : query.pour
  const audience = AUDIENCES.find((one) => one === asked)
  if (!audience) return page(<ChooseAudiencePage viewer={viewer} />)
  const view = (
    <NewRequestPage
      viewer={viewer}
      audience={audience}
      form={freshForm(viewer, problem, { count1: '1', transfer: audience === 'person' ? 'internalUse' : 'gift' })}
      places={await placeOptions(tx)}
      parties={audience === 'party' ? await partyOptions(tx) : []}
    />
  )
  return page(view, problem ? 422 : 200)
}

const OPEN = { as: 'coordinator', params: { id: '{request.open}' } } as const

export const requestRoutes: readonly Route[] = [
  pageRoute({
    path: '/demandes',
    access: takeRequests,
    example: { as: 'mediator' },
    handle: async ({ tx, viewer, query }) => {
      const said = (name: string) => (query[name] ?? '').slice(0, 200)
      const found = await listRequests(tx, {
        words: said('q'),
        status: said('statut'),
        transfer: said('voie'),
        unmet: said('manque'),
        before: said('avant'),
        after: said('apres'),
      })
      return page(<RequestListPage viewer={viewer} query={query} found={found} now={new Date()} />)
    },
  }),
  pageRoute({
    path: '/demandes/nouvelle',
    access: takeRequests,
    example: { as: 'mediator', query: '?pour=party' },
    handle: (call) => newRequest(call),
  }),
  actRoute({
    path: '/demandes/nouvelle',
    access: takeRequests,
    form: NEW_REQUEST,
    example: {
      as: 'mediator',
      form: { audience: 'place', placeId: '{place.school}', kind1: 'laptop', count1: '2', purpose: 'Classe mobile' },
    },
    invalid: (call, problem) => newRequest(call, problem),
    handle: async (call) => {
      const { tx, member, viewer, form } = call
      if (form.audience === 'party' && !form.partyId && !form.partyName) {
        const values = Object.fromEntries(Object.entries(form).map(([name, value]) => [name, String(value ?? '')]))
        return newRequest(call, { values, errors: { partyId: requestText(viewer.lang).partyNeeded } })
      }
      const number = await enterRequest(tx, member, form)
      if (number === null) return notFound()
      return redirect(`/demandes/${number}`, requestText(viewer.lang).entered(showRequestNumber(number)))
    },
  }),
  pageRoute({
    path: '/demandes/:id',
    access: takeRequests,
    example: { as: 'mediator', params: { id: '{request.open}' } },
    handle: (call) => requestPage(call),
  }),
  actRoute({
    path: '/demandes/:id/charge',
    access: takeRequests,
    form: z.object({}),
    example: { as: 'mediator', params: { id: '{request.open}' }, form: {} },
    handle: async ({ tx, member, viewer, params }) => {
      const request = await requestOf(tx, params, true)
      if (!request) return notFound()
      if (request.status !== 'open' && request.status !== 'confirmed') return refused([notOpen])
      await giveRequest(tx, member, request.id, member.personId)
      return redirect(`/demandes/${request.number}`, requestText(viewer.lang).followed)
    },
  }),
  actRoute({
    path: '/demandes/:id/voie',
    access: decideRequests,
    form: z.object({ transfer: z.enum(ROUTES) }),
    example: { ...OPEN, form: { transfer: 'loan' } },
    handle: async ({ tx, member, viewer, params, form }) => {
      const request = await requestOf(tx, params, true)
      if (!request) return notFound()
      const text = requestText(viewer.lang)
      if (request.status !== 'open' && request.status !== 'confirmed') return refused([notOpen])
      const held = (await allocatedTo(tx, request.id)).length > 0
      if (held)
        return refused([
          {
            rule: 'heldUnderFormerRoute',
            message: { fr: requestText('fr').heldStill, en: requestText('en').heldStill },
            satisfy: { fr: requestText('fr').heldStillHow, en: requestText('en').heldStillHow },
          },
        ])
      await chooseRoute(tx, member, request, form.transfer)
      return redirect(`/demandes/${request.number}`, text.routeTaken(TRANSFERS.rows[form.transfer].name[viewer.lang]))
    },
  }),
  actRoute({
    path: '/demandes/:id/pieces',
    access: takeRequests,
    form: EVIDENCE_SEEN,
    example: { as: 'mediator', params: { id: '{request.open}' }, form: { kinds: 'identifier' } },
    invalid: (call, problem) => requestPage(call, { form: 'evidence', problem }),
    handle: async ({ tx, member, viewer, params, form }) => {
      const request = await requestOf(tx, params, true)
      if (!request) return notFound()
      if (request.status !== 'open' && request.status !== 'confirmed') return refused([notOpen])
      await seeEvidence(tx, member, request.id, form.kinds, form.validUntil)
      return redirect(`/demandes/${request.number}`, requestText(viewer.lang).seen)
    },
  }),
  actRoute({
    path: '/demandes/:id/avis',
    access: decideRequests,
    form: z.object({ opinion: z.enum(['favourable', 'unfavourable']) }),
    example: { ...OPEN, form: { opinion: 'favourable' } },
    invalid: (call, problem) => requestPage(call, { form: 'opinion', problem }),
    handle: async ({ tx, member, viewer, params, form }) => {
      const request = await requestOf(tx, params, true)
      if (!request) return notFound()
      if (request.status !== 'open' && request.status !== 'confirmed') return refused([notOpen])
      await giveOpinion(tx, member, request, form.opinion)
      return redirect(`/demandes/${request.number}`, requestText(viewer.lang).opinionRecorded)
    },
  }),
  actRoute({
    path: '/demandes/:id/recevabilite',
    access: decideRequests,
    form: z.object({}),
    example: { as: 'coordinator', params: { id: '{request.school}' }, form: {} },
    handle: async ({ tx, member, viewer, params }) => {
      const request = await requestOf(tx, params, true)
      if (!request) return notFound()
      if (request.status !== 'open' && request.status !== 'confirmed') return refused([notOpen])
      const answer = (await lawOn(tx, request)).find((one) => one.route === request.transfer)
      const refusals = confirmable(answer, request.legalOpinion, (kind) => evidenceName(kind, viewer.lang))
      if (refusals.length > 0 || !answer) return refused(refusals)
      await confirmRight(tx, member, request, answer)
      return redirect(`/demandes/${request.number}`, requestText(viewer.lang).confirmed)
    },
  }),
  actRoute({
    path: '/demandes/:id/refus',
    access: decideRequests,
    form: z.object({ reason: paragraph(1000).pipe(z.string().min(1)) }),
    example: { ...OPEN, form: { reason: 'Besoin déjà couvert.' } },
    invalid: (call, problem) => requestPage(call, { form: 'refusal', problem }),
    handle: async ({ tx, member, viewer, params, form }) => {
      const request = await requestOf(tx, params, true)
      if (!request) return notFound()
      if (request.status !== 'open' && request.status !== 'confirmed') return refused([notOpen])
      const answer = (await lawOn(tx, request)).find((one) => one.route === request.transfer)
      await freeAll(tx, member, request.id)
      await refuseRequest(tx, member, request, answer, form.reason)
      return redirect(`/demandes/${request.number}`, requestText(viewer.lang).refused)
    },
  }),
  actRoute({
    path: '/demandes/:id/retrait',
    access: takeRequests,
    form: z.object({}),
    example: { as: 'mediator', params: { id: '{request.open}' }, form: {} },
    handle: async ({ tx, member, viewer, params }) => {
      const request = await requestOf(tx, params, true)
      if (!request) return notFound()
      if (request.status !== 'open' && request.status !== 'confirmed') return refused([notOpen])
      const released = await freeAll(tx, member, request.id)
      await withdrawRequest(tx, member, request, released)
      return redirect(`/demandes/${request.number}`, requestText(viewer.lang).withdrawn)
    },
  }),
]

/** Frees whatever is still allocated; answers how many. */
async function freeAll(tx: TenantCall['tx'], member: TenantCall['member'], requestId: string): Promise<number> {
  let freed = 0
  for (const one of await allocatedTo(tx, requestId)) {
    if (one.ending === null && (await releaseDevice(tx, member, requestId, one.deviceId, 'released'))) freed += 1
  }
  return freed
}
