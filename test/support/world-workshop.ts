import { perform } from '../../src/server/circuit/perform.sql.ts'
import { createDevice, type NewDevice } from '../../src/server/fleet/device.sql.ts'
import type { Tx } from '../../src/server/platform/database/database.ts'
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
  return { 'tri.device': device.code, 'tri.gift': gift.code, 'tri.look': look?.id ?? '' }
}
