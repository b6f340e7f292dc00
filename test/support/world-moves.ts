import { createDevice } from '../../src/server/fleet/device.sql.ts'
import { addPlace } from '../../src/server/fleet/place.sql.ts'
import { holdSlip } from '../../src/server/moves/held-slip.sql.ts'
import { endReception } from '../../src/server/moves/reception.sql.ts'
import { prepareSlip, putOnSlip, sendSlip } from '../../src/server/moves/slip.sql.ts'
import type { Tx } from '../../src/server/platform/database/database.ts'
import type { Actor } from '../../src/server/platform/ledger/ledger.ts'

/** A slip between a store and a workshop, with one device, brought as far as asked. */
export async function slipAt(
  tx: Tx,
  actor: Actor,
  stage: 'prepared' | 'sent' | 'settling',
): Promise<{ readonly number: string; readonly device: { readonly id: string; readonly code: string } }> {
  const fields = { parentId: null, inseeCode: null, renewalYears: null }
  const from = await addPlace(tx, actor, { ...fields, kind: 'store', name: 'Réserve du sous-sol' })
  const to = await addPlace(tx, actor, { ...fields, kind: 'workshop', name: 'Atelier du parc' })
  const device = await createDevice(tx, actor, { kind: 'desktop', state: 'received', placeId: from })
  const { number } = await prepareSlip(tx, actor, { from, to, expectedOn: null })
  const held = async () => {
    const slip = await holdSlip(tx, String(number))
    if (!slip) throw new Error(`no slip ${number}`)
    return slip
  }
  const put = await putOnSlip(tx, actor, await held(), device.code)
  if (put.kind === 'refused') throw new Error(JSON.stringify(put))
  if (stage !== 'prepared') {
    const refusals = await sendSlip(tx, actor, await held())
    if (refusals.length > 0) throw new Error(JSON.stringify(refusals))
  }
  if (stage === 'settling') await endReception(tx, actor, await held())
  return { number: String(number), device }
}

export async function movesWorld(tx: Tx, actor: Actor): Promise<Readonly<Record<string, string>>> {
  const prepared = await slipAt(tx, actor, 'prepared')
  const sent = await slipAt(tx, actor, 'sent')
  const settling = await slipAt(tx, actor, 'settling')
  return {
    'slip.prepared': prepared.number,
    'slip.device': prepared.device.code,
    'slip.sent': sent.number,
    'slip.awaited': sent.device.code,
    'slip.settling': settling.number,
    'slip.missing': settling.device.id,
  }
}
