import { handOverDevices } from '../../src/server/handovers/handover.sql.ts'
import type { Tx } from '../../src/server/platform/database/database.ts'
import type { Actor } from '../../src/server/platform/ledger/ledger.ts'
import { report } from '../../src/server/tickets/ticket.sql.ts'
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
  const said = {
    receivedBy: 'Une directrice',
    session: 'declined',
    sessionPlace: null,
    sessionWish: null,
  } as const
  const inSchool = async (serial: string) => {
    const device = await makeReady(tx, actor, 'desktop', serial)
    const served = await reserveForSchool(tx, actor, [device])
    const counter = { files: house.services.files, timeZone: 'Europe/Paris', at: new Date() }
    const done = await handOverDevices(tx, actor, served, { ...said, deviceIds: [device.id] }, counter)
    if (done.kind !== 'done') throw new Error(`the sample hand-over was refused: ${JSON.stringify(done)}`)
    return { ...device, handover: done.id }
  }
  const used = await inSchool('HO-2')
  const [broken, working] = [await inSchool('HO-3'), await inSchool('HO-4')]
  const ticket = await report(tx, actor, { device: broken.code, symptom: 'screen', words: 'Écran noir.' })
  if (ticket.kind !== 'reported') throw new Error('the sample breakdown was refused')
  return {
    'ticket.number': String(ticket.number),
    'ticket.working': working.code,
    'request.reserved': request,
    'device.reserved': waiting.id,
    handover: used.handover,
    'device.inUse': used.code,
  }
}
