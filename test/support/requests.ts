import type { Route } from '../../src/domain/law/eligibility/rule.ts'
import type { RecipientKind } from '../../src/domain/law/recipients.ts'
import type { Tx } from '../../src/server/platform/database/database.ts'
import { newId } from '../../src/server/platform/database/id.ts'
import type { Actor } from '../../src/server/platform/ledger/ledger.ts'
import { allocate } from '../../src/server/requests/allocation.sql.ts'
import {
  confirmRight,
  enterRequest,
  lawOn,
  requestByNumber,
  seeEvidence,
} from '../../src/server/requests/request.sql.ts'
import { NEW_REQUEST } from '../../src/server/requests/request.ts'

export async function newPlace(tx: Tx, actor: Actor, name: string, kind: string): Promise<string> {
  const id = newId()
  await tx.insertInto('place').values({ organisation_id: actor.organisationId, id, name, kind }).execute()
  return id
}

export async function newParty(tx: Tx, actor: Actor, name: string, recipientKind: RecipientKind): Promise<string> {
  const id = newId()
  await tx
    .insertInto('party')
    .values({ organisation_id: actor.organisationId, id, name, recipient_kind: recipientKind, siret: '35600000000048' })
    .execute()
  return id
}

const WANTED = { kind1: 'laptop', count1: '2', purpose: 'Équiper la salle' }

/** A request of a school for two laptops; confirmed where asked. */
export async function schoolRequest(tx: Tx, actor: Actor, placeId: string, confirmed = true): Promise<number> {
  const form = NEW_REQUEST.parse({ audience: 'place', placeId, ...WANTED })
  return finish(tx, actor, await enterRequest(tx, actor, form), confirmed)
}

/** A request of an outside body by one route; its evidence seen and its right confirmed where asked. */
export async function partyRequest(
  tx: Tx,
  actor: Actor,
  partyId: string,
  recipientKind: RecipientKind,
  transfer: Route,
  confirmed = true,
): Promise<number> {
  const form = NEW_REQUEST.parse({
    audience: 'party',
    partyId,
    recipientKind,
    transfer,
    returnOn: '2099-06-30',
    ...WANTED,
  })
  return finish(tx, actor, await enterRequest(tx, actor, form), confirmed)
}

async function finish(tx: Tx, actor: Actor, number: number | null, confirmed: boolean): Promise<number> {
  const request = number === null ? null : await requestByNumber(tx, number)
  if (!request) throw new Error('sample: the request was not entered')
  if (!confirmed) return request.number
  const answerNow = async () => (await lawOn(tx, request)).find((one) => one.route === request.transfer)
  const before = await answerNow()
  if (before && before.missing.length > 0) await seeEvidence(tx, actor, request.id, before.missing, null)
  const answer = await answerNow()
  if (answer?.answer !== 'eligible') throw new Error(`sample: ${request.transfer} is not eligible`)
  await confirmRight(tx, actor, request, answer)
  return request.number
}

/** Allocates ready devices to a request, each valued at 120 €. */
export async function allocated(tx: Tx, actor: Actor, number: number, codes: readonly string[]): Promise<void> {
  const request = await requestByNumber(tx, number)
  if (!request) throw new Error('sample: no such request')
  const lines = await allocate(
    tx,
    actor,
    request,
    codes.map((code) => ({ code, valueEur: 120 })),
    '2099-12-31',
  )
  const refused = lines.find((line) => !line.done)
  if (refused) throw new Error(`sample: ${refused.item}: ${refused.what.fr}`)
}
