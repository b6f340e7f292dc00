import { createBatch, receiveBatch } from '../../src/server/collection/arrival.sql.ts'
import { writeDown } from '../../src/server/collection/drop.sql.ts'
import { createDevice } from '../../src/server/fleet/device.sql.ts'
import { ingest } from '../../src/server/fleet/evidence.sql.ts'
import { recordPrint, reserveCodes } from '../../src/server/labels/label.sql.ts'
import { saveAnswers } from '../../src/server/platform/bulk/bulk.sql.ts'
import { newId } from '../../src/server/platform/database/id.ts'
import type { TestHouse } from './house.ts'
import { bulkActsWorld } from './world-bulk-acts.ts'
import { handoversWorld } from './world-handovers.ts'
import { importsWorld } from './world-imports.ts'
import { kitsWorld } from './world-kits.ts'
import { movesWorld } from './world-moves.ts'
import { organisationWorld } from './world-organisation.ts'
import { partsWorld } from './world-parts.ts'
import { correctionWorld, recyclingWorld } from './world-recycling.ts'
import { requestsWorld } from './world-requests.ts'
import { stocktakeWorld } from './world-stocktake.ts'
import { tokensWorld } from './world-tokens.ts'
import { workshopWorld } from './world-workshop.ts'

/** Ids and codes of one small organisation with something in every room, by the names that the routes' examples use. */
export type World = Readonly<Record<string, string>>

/** A dump of an invented machine. */
export const DUMP = [
  '# dmidecode 3.4',
  'Handle 0x0001, DMI type 1, 27 bytes',
  'System Information',
  '\tManufacturer: Dell Inc.',
  '\tProduct Name: OptiPlex 3050',
  '\tSerial Number: 9QX4T99',
  '\tUUID: 4c4c4544-0051-5810-8034-b9c04f543939',
  '',
].join('\n')

export async function buildWorld(house: TestHouse): Promise<World> {
  const organisationId = house.sample.organisationId
  const actor = { organisationId, personId: house.sample.people.technician ?? null }
  const technician = { ...actor, personId: actor.personId ?? '', memberId: '', userId: '', roles: ['technician'] }
  return house.inside(async (tx) => {
    const received = await createDevice(tx, actor, { kind: 'laptop', state: 'received', maker: 'Lenovo' })
    const dump = { name: 'releve.txt', bytes: new TextEncoder().encode(DUMP.replaceAll('9QX4T99', '9QX4T98')) }
    const identified = await ingest(tx, actor, dump, { batchId: null, placeId: null, owner: 'organisation' })
    const evidence = await tx.selectFrom('evidence').select('id').executeTakeFirstOrThrow()
    const document = newId()
    const bytes = new TextEncoder().encode('%PDF-1.7')
    const hash = await house.services.files.put(organisationId, bytes)
    await tx
      .insertInto('file')
      .values({
        organisation_id: organisationId,
        id: document,
        hash,
        name: 'récépissé.pdf',
        media_type: 'application/pdf',
        bytes: bytes.length,
        subject_kind: 'device',
        subject_id: received.id,
        kind: 'receipt',
      })
      .execute()
    const answer = await saveAnswers(tx, technician, { fr: 'Réponse', en: 'Answer' }, [])
    const batchId = await createBatch(tx, actor, { label: 'Dépôt', from: null, at: null, devices: 0 })
    const unread = { name: 'note.txt', bytes: new TextEncoder().encode('bonjour') }
    const drop = await writeDown(tx, technician, [unread], { batchId, placeId: null, owner: 'organisation' })
    const [free = ''] = await reserveCodes(tx, technician, 1)
    const printing = { format: 'roll57', symbol: 'qr', start: 1, codes: [received.code, free] } as const
    const print = await recordPrint(tx, technician, printing, null)
    return {
      drop,
      'batch.byMistake': await receiveBatch(
        tx,
        actor,
        { counts: [{ kind: 'laptop', count: 1 }], from: null, at: null, owner: 'organisation', label: null },
        'Par erreur',
      ),
      print,
      'label.free': free,
      ...(await recyclingWorld(tx, actor)),
      ...(await organisationWorld(house, tx, actor)),
      ...(await movesWorld(tx, actor)),
      ...(await stocktakeWorld(tx, actor)),
      ...(await tokensWorld(tx, technician)),
      dump: DUMP,
      'device.received': received.code,
      'device.ready': 'code' in identified ? identified.code : '',
      'device.identified': 'code' in identified ? identified.code : '',
      evidence: evidence.id,
      document,
      answer: answer.split('/').at(-1) ?? '',
      ...(await kitsWorld(tx, actor)),
      ...(await partsWorld(tx, technician)),
      ...(await workshopWorld(house, tx)),
      ...(await handoversWorld(house, tx, actor)),
      ...(await requestsWorld(house, tx)),
      ...(await correctionWorld(house, tx, actor)),
      ...(await importsWorld(tx, actor)),
      ...(await bulkActsWorld(tx, technician)),
    }
  })
}
