import { agreementByNumber, filesOf } from '../../src/server/agreements/agreement.sql.ts'
import type { Tx } from '../../src/server/platform/database/database.ts'
import { drawn, newDecision, signBoth } from './agreements.ts'
import type { TestHouse } from './house.ts'
import { makeReady } from './ready.ts'
import { allocated, newParty, newPlace, partyRequest, schoolRequest } from './requests.ts'

/** Places, parties and requests at each step, for the routes' examples. */
export async function requestsWorld(house: TestHouse, tx: Tx): Promise<Readonly<Record<string, string>>> {
  const actor = { organisationId: house.sample.organisationId, personId: house.sample.people.coordinator ?? null }
  const school = await newPlace(tx, actor, 'École Jules-Ferry', 'primary')
  const association = await newParty(tx, actor, 'Cap Lecture', 'tutoringAssociation')
  const spare = await makeReady(tx, actor, 'laptop', 'SPARE01')
  const kept = await makeReady(tx, actor, 'laptop', 'KEPT001')
  const held = await schoolRequest(tx, actor, school)
  await allocated(tx, actor, held, [kept.code])
  const given = await makeReady(tx, actor, 'laptop', 'GIVEN01')
  const gift = await partyRequest(tx, actor, association, 'tutoringAssociation', 'gift')
  await allocated(tx, actor, gift, [given.code])
  const decision = await newDecision(tx, actor, '2026-045')
  const signed = await drawn(tx, actor, association, decision, await makeReady(tx, actor, 'laptop', 'SIGNED01'))
  await signBoth(tx, house.services.files, actor, signed)
  const files = await filesOf(tx, (await agreementByNumber(tx, signed))?.id ?? '')
  const waiting = await drawn(tx, actor, association, decision, await makeReady(tx, actor, 'laptop', 'DRAWN01'))
  return {
    decision,
    'request.gift': String(gift),
    'agreement.drawn': waiting,
    'agreement.hash': (await agreementByNumber(tx, waiting))?.contentHash ?? '',
    'agreement.signed': signed,
    'agreement.file': files[0]?.id ?? '',
    'place.school': school,
    'party.association': association,
    'request.open': String(await partyRequest(tx, actor, association, 'tutoringAssociation', 'gift', false)),
    'request.school': String(await schoolRequest(tx, actor, school, false)),
    'request.confirmed': String(await schoolRequest(tx, actor, school)),
    'request.allocated': String(held),
    'device.toAllocate': spare.code,
    'device.allocated': kept.code,
  }
}
