import type { AgreementContent, AnnexLine } from '../../domain/circuit/papers.ts'
import { TRANSFERS } from '../../domain/circuit/transfers.ts'
import type { RouteAnswer } from '../../domain/law/routes.ts'
import { solidarityCeiling } from '../../domain/law/solidarity-prices.ts'
import { annexOf, annexStands } from '../circuit/papers.sql.ts'
import { todayOf } from '../circuit/today.sql.ts'
import { decisionsOnFile } from '../council/council.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { nextNumber } from '../platform/database/series.sql.ts'
import type { Refused } from '../platform/http/answer.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { format } from '../platform/text/format.ts'
import type { Option } from '../platform/ui/field.tsx'
import { lawOn, type RequestFile } from '../requests/request.sql.ts'
import { showRequestNumber } from '../requests/request.ts'
import { notConfirmed, stillStands } from '../requests/standing.sql.ts'
import { endAgreement } from './agreement.sql.ts'
import { contentOf, type Draw, frozenHash, needsPaper, needsReturn } from './agreement.ts'
import { agreementEvents } from './agreement-events.ts'
import { drawRefusals } from './draw-refusals.ts'

/** Council decisions on file, the latest first, for a picker. */
export async function decisionOptions(tx: Tx): Promise<readonly Option[]> {
  const f = format({ lang: 'fr', timeZone: 'UTC' })
  return (await decisionsOnFile(tx)).map(({ id, number, decidedOn, scope }) => ({
    value: id,
    label: `n° ${number} du ${f.date(decidedOn)} : ${scope.slice(0, 80)}`,
  }))
}

/** The devices a new paper would list: allocated, and not under a paper that both sides signed. */
async function linesToSign(tx: Tx, requestId: string): Promise<readonly AnnexLine[]> {
  const open = await annexOf(tx, requestId, 'open')
  const all = await annexOf(tx, requestId, 'all')
  const signed = await tx
    .selectFrom('agreement')
    .select('annex')
    .where('request_id', '=', requestId)
    .where('status', '=', 'signed')
    .execute()
  const covered = signed
    .map((row) => row.annex)
    .filter((annex) => annexStands(annex, all))
    .flatMap((annex) => annex.map((line) => line.deviceId))
  return open.filter((line) => !covered.includes(line.deviceId))
}

/** A paper ready to be drawn: its text as it would be, and every rule that refuses it today. */
export interface Draft {
  readonly content: AgreementContent
  readonly refusals: readonly Refused[]
  readonly needsDecision: boolean
  readonly needsReturn: boolean
  readonly needsPrice: boolean
}

/** The text as it would be drawn today under `number`; null where this request has no paper of its own. */
export async function draftOf(tx: Tx, request: RequestFile, draw: Draw, number: string): Promise<Draft | null> {
  const toPerson = request.personId !== null || request.recipientKind === 'household'
  if (!needsPaper(request.transfer, toPerson)) return null
  const today = await todayOf(tx)
  const answer = (await lawOn(tx, request)).find((one) => one.route === request.transfer)
  const annex = await linesToSign(tx, request.id)
  const decision = draw.decisionId
    ? await tx.selectFrom('council_decision').selectAll().where('id', '=', draw.decisionId).executeTakeFirst()
    : undefined
  const asks = {
    decision: TRANSFERS.rows[request.transfer].councilDecision,
    returnOn: needsReturn(request.transfer, toPerson),
    price: TRANSFERS.rows[request.transfer].priceCeiling,
  }
  const refusals = [
    ...((await stillStands(tx, request)) && request.status === 'confirmed' ? [] : [notConfirmed]),
    ...drawRefusals({
      annex,
      cap: TRANSFERS.rows[request.transfer].valueCapEur,
      asks,
      decision: decision
        ? {
            decidedOn: decision.decided_on,
            ceilingEur: decision.ceiling_eur === null ? null : Number(decision.ceiling_eur),
          }
        : null,
      returnOn: draw.returnOn,
      priceEur: draw.priceEur,
      ceilings: annex.map((line) => solidarityCeiling(line.kind, today)),
      today,
    }),
  ]
  const content = await textOf(tx, request, { draw, number, annex, answer, toPerson, decision: decision ?? null })
  return {
    content,
    refusals,
    needsDecision: asks.decision,
    needsReturn: asks.returnOn,
    needsPrice: asks.price,
  }
}

interface Given {
  readonly draw: Draw
  readonly number: string
  readonly annex: readonly AnnexLine[]
  readonly answer: RouteAnswer | undefined
  readonly toPerson: boolean
  readonly decision: { readonly number: string; readonly decided_on: string; readonly scope: string } | null
}

const BLANK = '…'

async function textOf(tx: Tx, request: RequestFile, given: Given): Promise<AgreementContent> {
  const { draw, annex, answer, decision } = given
  const organisation = await tx.selectFrom('organisation').select(['name', 'time_zone']).executeTakeFirstOrThrow()
  const f = format({ lang: 'fr', timeZone: organisation.time_zone })
  const party = request.partyId
    ? await tx.selectFrom('party').select(['siret', 'rna']).where('id', '=', request.partyId).executeTakeFirst()
    : undefined
  const collectBy = await tx
    .selectFrom('allocation')
    .select((q) => q.fn.min('expires_on').as('day'))
    .where('request_id', '=', request.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return contentOf({
    number: given.number,
    subject: {
      transfer: request.transfer,
      undertaking: answer?.undertaking ?? 'agreement',
      resale: answer?.resale ?? 'notApplicable',
      toPerson: given.toPerson,
      organisation: organisation.name,
      recipient: request.asker,
      devices: annex.length,
      returnDay: draw.returnOn ? f.date(draw.returnOn) : BLANK,
      collectBy: collectBy?.day ? f.date(collectBy.day) : BLANK,
      price: draw.priceEur === null ? BLANK : f.euros(draw.priceEur),
    },
    answer: { article: answer?.article ?? '' },
    identifier: party?.siret ? `SIRET ${party.siret}` : party?.rna ? `RNA ${party.rna}` : '',
    decision: decision ? { number: decision.number, day: f.date(decision.decided_on), scope: decision.scope } : null,
    request: {
      number: showRequestNumber(request.number),
      receivedDay: f.date(request.receivedOn),
      judgedDay: request.judgedOn ? f.date(request.judgedOn) : BLANK,
    },
    annex,
  })
}

export type Drawn =
  | { readonly kind: 'drawn'; readonly number: string }
  | { readonly kind: 'refused'; readonly refusals: readonly Refused[] }
  | { readonly kind: 'noPaper' }

/** Draws the paper and freezes its text and annex under their hashes; an unsigned one of the same request is replaced. */
export async function drawAgreement(tx: Tx, actor: Actor, request: RequestFile, draw: Draw): Promise<Drawn> {
  const year = (await todayOf(tx)).slice(0, 4)
  const number = `CONV-${year}-${await nextNumber(tx, actor.organisationId, `agreement.${year}`)}`
  const draft = await draftOf(tx, request, draw, number)
  if (!draft) return { kind: 'noPaper' }
  if (draft.refusals.length > 0) return { kind: 'refused', refusals: draft.refusals }
  const former = await tx
    .selectFrom('agreement')
    .select('id')
    .where('request_id', '=', request.id)
    .where('status', '=', 'drawn')
    .execute()
  for (const one of former) await endAgreement(tx, actor, one.id, 'redrawn')
  const id = newId()
  const { content } = draft
  const contentHash = frozenHash(content)
  const annexHash = frozenHash(content.annex)
  await tx
    .insertInto('agreement')
    .values({
      organisation_id: actor.organisationId,
      id,
      number,
      request_id: request.id,
      transfer: request.transfer,
      template_version: content.template,
      decision_id: draft.needsDecision ? draw.decisionId : null,
      return_on: draft.needsReturn ? draw.returnOn : null,
      price_eur: draft.needsPrice && draw.priceEur !== null ? draw.priceEur.toString() : null,
      annex: JSON.stringify(content.annex),
      annex_hash: annexHash,
      content: JSON.stringify(content),
      content_hash: contentHash,
      drawn_by: actor.personId,
    })
    .execute()
  await agreementEvents.record(tx, actor, 'drawn', id, {
    number,
    requestId: request.id,
    transfer: request.transfer,
    template: content.template,
    devices: content.annex.length,
    contentHash,
    annexHash,
    ...(draft.needsDecision && draw.decisionId ? { decisionId: draw.decisionId } : {}),
  })
  return { kind: 'drawn', number }
}
