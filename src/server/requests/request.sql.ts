import type { Wanted } from '../../domain/circuit/papers.ts'
import type { Route } from '../../domain/law/eligibility/rule.ts'
import type { EvidenceKind } from '../../domain/law/evidence.ts'
import type { RecipientKind } from '../../domain/law/recipients.ts'
import type { RouteAnswer } from '../../domain/law/routes.ts'
import { answersToday } from '../circuit/right.sql.ts'
import { todayOf } from '../circuit/today.sql.ts'
import { addParty } from '../parties/party.sql.ts'
import { rolesOf } from '../parties/party.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { nextNumber } from '../platform/database/series.sql.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { type NewRequest, recipientOfPlace, wantedCount, wantedOf } from './request.ts'
import { requestEvents } from './request-events.ts'

/** One request with whoever asks, by name. */
export interface RequestFile {
  readonly id: string
  readonly number: number
  readonly asker: string
  readonly partyId: string | null
  readonly placeId: string | null
  readonly personId: string | null
  readonly recipientKind: RecipientKind
  readonly transfer: Route
  readonly purpose: string
  readonly usedWhere: string
  readonly wanted: readonly Wanted[]
  readonly neededOn: string | null
  readonly returnOn: string | null
  readonly receivedOn: string
  readonly status: RequestStatus
  readonly rule: string | null
  readonly article: string | null
  readonly judgedOn: string | null
  readonly legalOpinion: 'none' | 'favourable' | 'unfavourable'
  readonly confirmedBy: string | null
  /** Who follows it; null where nobody does. */
  readonly inCharge: { readonly personId: string; readonly name: string } | null
  readonly refusal: string | null
}

export const REQUEST_STATUSES = ['open', 'confirmed', 'served', 'refused', 'withdrawn'] as const
export type RequestStatus = (typeof REQUEST_STATUSES)[number]

/** Requests joined with the one name of whoever asks: a person, a party, or a place. */
const asked = (tx: Tx) =>
  tx
    .selectFrom('request as r')
    .leftJoin('party as t', (join) =>
      join.onRef('t.id', '=', 'r.party_id').onRef('t.organisation_id', '=', 'r.organisation_id'),
    )
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'r.place_id').onRef('p.organisation_id', '=', 'r.organisation_id'),
    )
    .leftJoin('person_name as n', (join) => join.onRef('n.person_id', '=', 'r.person_id').on('n.valid_to', 'is', null))
    .leftJoin('person_name as c', (join) =>
      join.onRef('c.person_id', '=', 'r.confirmed_by').on('c.valid_to', 'is', null),
    )
    .leftJoin('person_name as f', (join) => join.onRef('f.person_id', '=', 'r.in_charge').on('f.valid_to', 'is', null))

/** The request of that number in this organisation; `lock` makes other writers of the same request wait. */
export async function requestByNumber(tx: Tx, number: number, lock = false): Promise<RequestFile | null> {
  let query = asked(tx)
    .selectAll('r')
    .select((q) => [
      q.fn.coalesce('n.name', 't.name', 'p.name').as('asker'),
      'c.name as confirmer',
      'f.name as follower',
    ])
    .where('r.number', '=', number)
  if (lock) query = query.forUpdate('r')
  const row = await query.executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    number: row.number,
    asker: row.asker ?? '',
    partyId: row.party_id,
    placeId: row.place_id,
    personId: row.person_id,
    recipientKind: row.recipient_kind as RecipientKind,
    transfer: row.transfer as Route,
    purpose: row.purpose,
    usedWhere: row.used_where,
    wanted: row.wanted,
    neededOn: row.needed_on,
    returnOn: row.return_on,
    receivedOn: row.received_on,
    status: row.status as RequestStatus,
    rule: row.right_rule,
    article: row.right_article,
    judgedOn: row.judged_on,
    legalOpinion: row.legal_opinion as RequestFile['legalOpinion'],
    confirmedBy: row.confirmer,
    inCharge: row.in_charge === null ? null : { personId: row.in_charge, name: row.follower ?? '' },
    refusal: row.decided_reason,
  }
}

/** What the law answers today for each route of this request. */
export const lawOn = (tx: Tx, request: RequestFile): Promise<readonly RouteAnswer[]> =>
  answersToday(tx, { id: request.id, recipient_kind: request.recipientKind })

/** Enters a request; answers its number, or null where the place or the party is not of this organisation. */
export async function enterRequest(tx: Tx, actor: Actor, form: NewRequest): Promise<number | null> {
  const place = 'placeId' in form && form.placeId ? await placeOf(tx, form.placeId) : null
  const party = form.audience === 'party' ? await partyFor(tx, actor, form) : null
  if (('placeId' in form && form.placeId && !place) || (form.audience === 'party' && !party)) return null
  const id = newId()
  const number = await nextNumber(tx, actor.organisationId, 'request')
  const wanted = wantedOf(form)
  const recipientKind = form.audience === 'place' ? recipientOfPlace(place?.kind ?? '') : form.recipientKind
  const transfer: Route = form.audience === 'place' ? 'internalUse' : form.transfer
  const personId = form.audience === 'person' ? await namePerson(tx, actor, form.personName) : null
  await tx
    .insertInto('request')
    .values({
      organisation_id: actor.organisationId,
      id,
      number,
      party_id: party?.id ?? null,
      place_id: place?.id ?? null,
      person_id: personId,
      recipient_kind: recipientKind,
      transfer,
      purpose: form.purpose,
      used_where: form.usedWhere ?? '',
      wanted: JSON.stringify(wanted),
      needed_on: form.neededOn,
      return_on: 'returnOn' in form ? form.returnOn : null,
      received_on: await todayOf(tx),
      entered_by: actor.personId,
      in_charge: actor.personId,
    })
    .execute()
  await requestEvents.record(tx, actor, 'entered', id, {
    number,
    recipientKind,
    transfer,
    devices: wantedCount(wanted),
    ...(place ? { placeId: place.id } : {}),
    ...(party ? { partyId: party.id } : {}),
    ...(personId ? { personId } : {}),
  })
  return number
}

const placeOf = (tx: Tx, id: string) =>
  tx.selectFrom('place').select(['id', 'kind']).where('id', '=', id).executeTakeFirst()

/** The party that was chosen, or a new one under the name that was written; null where neither is there. */
async function partyFor(
  tx: Tx,
  actor: Actor,
  form: Extract<NewRequest, { audience: 'party' }>,
): Promise<{ readonly id: string } | null> {
  if (form.partyId)
    return (await tx.selectFrom('party').select('id').where('id', '=', form.partyId).executeTakeFirst()) ?? null
  if (!form.partyName) return null
  const { partyName: name, recipientKind } = form
  return { id: await addParty(tx, actor, { name, roles: rolesOf(recipientKind), recipientKind }) }
}

/** A random reference for someone who is not a member; the name of the day stands apart. */
async function namePerson(tx: Tx, actor: Actor, name: string): Promise<string> {
  const personId = newId()
  await tx
    .insertInto('person_name')
    .values({ organisation_id: actor.organisationId, person_id: personId, name })
    .execute()
  return personId
}

/** Asks for another route; what was confirmed under the former one does not hold any more. */
export async function chooseRoute(tx: Tx, actor: Actor, request: RequestFile, transfer: Route): Promise<void> {
  await tx
    .updateTable('request')
    .set({
      transfer,
      status: 'open',
      right_route: 'notEligible',
      right_rule: null,
      right_article: null,
      judged_on: null,
      confirmed_by: null,
      confirmed_at: null,
      legal_opinion: 'none',
    })
    .where('id', '=', request.id)
    .execute()
  await requestEvents.record(tx, actor, 'routeChosen', request.id, { from: request.transfer, to: transfer })
}

export interface EvidenceCheck {
  readonly kind: EvidenceKind
  readonly checkedOn: string
  readonly validUntil: string | null
  readonly checkedBy: string | null
}

/** What was seen for this request, last first; the papers themselves are never kept. */
export async function evidenceSeen(tx: Tx, requestId: string): Promise<readonly EvidenceCheck[]> {
  const rows = await tx
    .selectFrom('evidence_check as e')
    .leftJoin('person_name as n', (join) => join.onRef('n.person_id', '=', 'e.checked_by').on('n.valid_to', 'is', null))
    .select(['e.kind', 'e.checked_on as checkedOn', 'e.valid_until as validUntil', 'n.name as checkedBy'])
    .where('e.request_id', '=', requestId)
    .orderBy('e.id', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, kind: row.kind as EvidenceKind }))
}

/** Records that evidence was seen today: its kind, by whom, until when it is good. */
export async function seeEvidence(
  tx: Tx,
  actor: Actor,
  requestId: string,
  kinds: readonly EvidenceKind[],
  validUntil: string | null,
): Promise<void> {
  const checkedOn = await todayOf(tx)
  for (const kind of kinds) {
    await tx
      .insertInto('evidence_check')
      .values({
        organisation_id: actor.organisationId,
        id: newId(),
        request_id: requestId,
        kind,
        checked_on: checkedOn,
        checked_by: actor.personId,
        valid_until: validUntil,
      })
      .execute()
    await requestEvents.record(tx, actor, 'evidenceSeen', requestId, {
      evidence: kind,
      ...(validUntil ? { validUntil } : {}),
    })
  }
}

export async function giveOpinion(
  tx: Tx,
  actor: Actor,
  request: RequestFile,
  opinion: 'favourable' | 'unfavourable',
): Promise<void> {
  await tx.updateTable('request').set({ legal_opinion: opinion }).where('id', '=', request.id).execute()
  await requestEvents.record(tx, actor, 'opinionGiven', request.id, { opinion, transfer: request.transfer })
}

/** Confirms the right under the rule of the day; the caller has asked `confirmable` first. */
export async function confirmRight(tx: Tx, actor: Actor, request: RequestFile, answer: RouteAnswer): Promise<void> {
  const judgedOn = await todayOf(tx)
  await tx
    .updateTable('request')
    .set({
      status: 'confirmed',
      right_route: answer.answer,
      right_rule: answer.rule,
      right_article: answer.article,
      judged_on: judgedOn,
      confirmed_by: actor.personId,
      confirmed_at: new Date(),
    })
    .where('id', '=', request.id)
    .execute()
  await requestEvents.record(tx, actor, 'confirmed', request.id, {
    rule: answer.rule,
    transfer: request.transfer,
    judgedOn,
  })
}

export async function refuseRequest(
  tx: Tx,
  actor: Actor,
  request: RequestFile,
  answer: RouteAnswer | undefined,
  reason: string,
): Promise<void> {
  const judgedOn = await todayOf(tx)
  await tx
    .updateTable('request')
    .set({ status: 'refused', decided_reason: reason, judged_on: judgedOn, right_article: answer?.article ?? null })
    .where('id', '=', request.id)
    .execute()
  await requestEvents.record(tx, actor, 'refused', request.id, {
    ...(answer ? { rule: answer.rule } : {}),
    transfer: request.transfer,
    judgedOn,
  })
}

export async function withdrawRequest(tx: Tx, actor: Actor, request: RequestFile, released: number): Promise<void> {
  await tx.updateTable('request').set({ status: 'withdrawn' }).where('id', '=', request.id).execute()
  await requestEvents.record(tx, actor, 'withdrawn', request.id, { released })
}
