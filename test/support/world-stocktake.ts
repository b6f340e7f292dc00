import { createDevice } from '../../src/server/fleet/device.sql.ts'
import { addPlace } from '../../src/server/fleet/place.sql.ts'
import type { Tx } from '../../src/server/platform/database/database.ts'
import type { Actor } from '../../src/server/platform/ledger/ledger.ts'
import { countDevice, decideRest, findRound, openRound } from '../../src/server/stocktake/round.sql.ts'

/** A round over a place with two devices, one of which was counted with a label that names nothing. */
async function roundOver(tx: Tx, actor: Actor, name: string) {
  const fields = { parentId: null, inseeCode: null, renewalYears: null }
  const placeId = await addPlace(tx, actor, { ...fields, kind: 'store', name })
  const device = () => createDevice(tx, actor, { kind: 'screen', state: 'received', placeId })
  const [here, missing] = [await device(), await device()]
  const opened = await openRound(tx, actor, placeId)
  const round = 'number' in opened ? await findRound(tx, String(opened.number)) : null
  if (!round) throw new Error(JSON.stringify(opened))
  for (const text of [here.code, 'ETIQUETTE-1']) await countDevice(tx, actor, round, text)
  return { round, missing }
}

export async function stocktakeWorld(tx: Tx, actor: Actor): Promise<Readonly<Record<string, string>>> {
  const open = await roundOver(tx, actor, 'Réserve comptée')
  const settled = await roundOver(tx, actor, 'Réserve décidée')
  await decideRest(tx, actor, settled.round)
  return {
    'round.open': String(open.round.number),
    'round.device': open.missing.code,
    'round.missing': open.missing.id,
    'round.stray': 'ETIQUETTE-1',
    'round.settled': String(settled.round.number),
  }
}
