import { handOverDevices } from '../../src/server/handovers/handover.sql.ts'
import type { Tx } from '../../src/server/platform/database/database.ts'
import type { Actor } from '../../src/server/platform/ledger/ledger.ts'
import type { TestHouse } from './house.ts'
import { makeReady, reserveForSchool } from './ready.ts'

/** A device waiting at the counter, another already handed over. */
export async function handoversWorld(
  house: TestHouse,
  tx: Tx,
  actor: Actor,
): Promise<Readonly<Record<string, string>>> {
  const waiting = await makeReady(tx, actor, 'desktop', 'HO-1')
  const request = await reserveForSchool(tx, actor, [waiting])
  const used = await makeReady(tx, actor, 'desktop', 'HO-2')
  const served = await reserveForSchool(tx, actor, [used])
  const said = {
    deviceIds: [used.id],
    receivedBy: 'Une directrice',
    session: 'declined',
    sessionPlace: null,
    sessionWish: null,
  } as const
  const done = await handOverDevices(
    tx,
    actor,
    served,
    { ...said, deviceIds: [...said.deviceIds] },
    { files: house.services.files, timeZone: 'Europe/Paris', at: new Date() },
  )
  if (done.kind !== 'done') throw new Error(`the sample hand-over was refused: ${JSON.stringify(done)}`)
  return { 'request.reserved': request, 'device.reserved': waiting.id, handover: done.id, 'device.inUse': used.code }
}
