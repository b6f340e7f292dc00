import { fileDecision } from '../../src/server/council/council.sql.ts'
import { addPlace } from '../../src/server/fleet/place.sql.ts'
import { keepContact } from '../../src/server/fleet/site.sql.ts'
import { addMember, allMembers, giveFunction, leave } from '../../src/server/organisation/member.sql.ts'
import { addCommunes } from '../../src/server/organisation/organisation.sql.ts'
import { addParty } from '../../src/server/parties/party.sql.ts'
import type { Tx } from '../../src/server/platform/database/database.ts'
import type { Actor } from '../../src/server/platform/ledger/ledger.ts'
import { createProgramme, keepFormerName } from '../../src/server/programme/programme.sql.ts'
import { savePrices } from '../../src/server/triage/prices.sql.ts'
import type { TestHouse } from './house.ts'

/** The organisation of the sample as a group of communes, with places. */
export async function organisationWorld(
  house: TestHouse,
  tx: Tx,
  actor: Actor,
): Promise<Readonly<Record<string, string>>> {
  await tx.updateTable('organisation').set({ kind: 'epci', insee_code: '200039204' }).execute()
  await addCommunes(tx, actor, [{ code: '64430', name: 'Orthez' }])
  const fields = { parentId: null, inseeCode: null, renewalYears: null }
  const programme = { name: 'Seconde vie', aims: '', reasons: '', startedOn: '2018-03-01', status: 'running' } as const
  const programmeId = await createProgramme(tx, actor, programme)
  await keepFormerName(tx, actor, programmeId, { name: '5000 micros', validTo: '2020-12-31' })
  const stays = await addMember(tx, actor, { userId: 'stays', name: 'Léa Mas', roles: ['elected'], lang: 'fr' })
  const member = { id: stays.memberId, personId: stays.personId }
  await giveFunction(tx, actor, member, { title: '3e adjointe', from: '2026-03-29', to: null })
  const goes = await addMember(tx, actor, { userId: 'goes', name: 'Paul Roy', roles: ['trainee'], lang: 'fr' })
  const members = await allMembers(tx)
  const gone = members.find((one) => one.id === goes.memberId)
  if (gone) await leave(tx, actor, gone, '2026-11-01', { to: stays.personId, note: 'Deux PC sur l’étagère.' })
  await savePrices(tx, actor, { hourEur: 36, works: {} })
  const decided = { number: 'sans texte', decidedOn: '2026-03-20', scope: 'Dons', ceilingEur: null }
  const decision = await fileDecision(tx, house.services.files, actor, decided, null)
  const school = async (name: string, agreedOn: string | null) => {
    const id = await addPlace(tx, actor, { ...fields, kind: 'primary', name })
    await keepContact(tx, actor, id, { name: 'Une directrice', phone: '04 00 00 00 00', email: null, agreedOn })
    return id
  }
  return {
    'place.awaited': await school('École Pergaud', null),
    'place.agreed': await school('École Colette', '2026-10-01'),
    decisionWithoutText: decision.kind === 'done' ? decision.id : '',
    party: await addParty(tx, actor, { name: 'Envie 64', roles: ['recycler'], recipientKind: null }),
    member: member.id,
    memberFunction: members.find((one) => one.id === member.id)?.functions[0]?.id ?? '',
    goneMember: goes.memberId,
    formerName: '5000 micros',
    memberCommune: '64430',
    place: await addPlace(tx, actor, { ...fields, kind: 'epn', name: 'Cyber-base' }),
  }
}
