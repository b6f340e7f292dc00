import type { Tx } from '../../src/server/platform/database/database.ts'
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
  return {
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
