import { DISK, sampleLog } from '../../src/domain/erasure/nwipe-sample.ts'
import { perform } from '../../src/server/circuit/perform.sql.ts'
import { addMedium, findNone, recordErasure } from '../../src/server/erasure/erasure.sql.ts'
import { createDevice, type NewDevice } from '../../src/server/fleet/device.sql.ts'
import type { Tx } from '../../src/server/platform/database/database.ts'
import type { Actor } from '../../src/server/platform/ledger/ledger.ts'
import { askLook } from '../../src/server/triage/second-look.sql.ts'
import type { TestHouse } from './house.ts'

/** What triage, erasure and the workshop need of the sample world. */
export async function workshopWorld(house: TestHouse, tx: Tx): Promise<Readonly<Record<string, string>>> {
  const { organisationId, people } = house.sample
  const actor = { organisationId, personId: people.technician ?? '' }
  const identified = async (set: NewDevice['set'] = {}) => {
    const device = await createDevice(tx, actor, { kind: 'laptop', state: 'received', maker: 'Dell', set })
    await perform(tx, actor, 'identify', device.id)
    return device
  }
  const device = await identified()
  const gift = await createDevice(tx, actor, { kind: 'laptop', state: 'received', owner: 'donor' })
  const leaving = await identified({ works: 'working' })
  await askLook(tx, actor, leaving.id, 'recycle', 'Trop vieille pour le programme.')
  const look = await tx.selectFrom('second_look').select('id').where('device_id', '=', leaving.id).executeTakeFirst()
  return {
    'tri.device': device.code,
    'tri.gift': gift.code,
    'tri.look': look?.id ?? '',
    ...(await erasureWorld(tx, actor, await identified(), await identified())),
  }
}

type Made = { readonly id: string; readonly code: string }

async function erasureWorld(
  tx: Tx,
  actor: Actor,
  erased: Made,
  empty: Made,
): Promise<Readonly<Record<string, string>>> {
  const phone = await createDevice(tx, actor, { kind: 'phone', state: 'received' })
  const found = { maker: null, model: null, serial: null, gigabytes: null }
  const medium = await addMedium(tx, actor, erased.id, { ...found, subkind: 'hdd', serial: DISK.serial })
  const card = await addMedium(tx, actor, erased.id, { ...found, subkind: 'card' })
  const absence = await recordErasure(tx, actor, card, {
    source: 'absence',
    technique: 'unknown',
    outcome: 'absent',
    details: {},
  })
  await findNone(tx, actor, empty.id, 'onePerson')
  const finding = await tx.selectFrom('media_finding').select('id').executeTakeFirstOrThrow()
  return {
    'erasure.device': erased.code,
    'erasure.medium': medium.id,
    'erasure.phone': phone.code,
    'erasure.absence': absence.kind === 'done' ? absence.erasureId : '',
    'erasure.finding': finding.id,
    'erasure.log': sampleLog(),
  }
}
