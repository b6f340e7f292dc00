import { addPlace } from '../../src/server/fleet/place.sql.ts'
import { addCommunes } from '../../src/server/organisation/organisation.sql.ts'
import type { Tx } from '../../src/server/platform/database/database.ts'
import type { Actor } from '../../src/server/platform/ledger/ledger.ts'
import { createProgramme, keepFormerName } from '../../src/server/programme/programme.sql.ts'

/** The organisation of the sample as a group of communes, with places. */
export async function organisationWorld(tx: Tx, actor: Actor): Promise<Readonly<Record<string, string>>> {
  await tx.updateTable('organisation').set({ kind: 'epci', insee_code: '200039204' }).execute()
  await addCommunes(tx, actor, [{ code: '64430', name: 'Orthez' }])
  const fields = { parentId: null, inseeCode: null, renewalYears: null }
  const programme = { name: 'Seconde vie', aims: '', reasons: '', startedOn: '2018-03-01', status: 'running' } as const
  const programmeId = await createProgramme(tx, actor, programme)
  await keepFormerName(tx, actor, programmeId, { name: '5000 micros', validTo: '2020-12-31' })
  return {
    formerName: '5000 micros',
    memberCommune: '64430',
    place: await addPlace(tx, actor, { ...fields, kind: 'epn', name: 'Cyber-base' }),
  }
}
