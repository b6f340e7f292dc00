import type { Tx } from '../platform/database/database.ts'
import type { Refused } from '../platform/http/answer.ts'
import {
  collectPallet,
  freezePallet,
  holdPallet,
  openPallet,
  putOnPallet,
  weighPallet,
} from '../recycling/pallet.sql.ts'
import type { Character } from './cast.ts'
import type { Scene } from './stages.ts'

/** A full pallet leaves with the recycler: weighed, frozen, collected. */
export async function sendPallet(tx: Tx, scene: Scene, cast: readonly Character[]): Promise<void> {
  const actor = scene.territory.as('technician')
  const number = await load(tx, scene, cast)
  allow(await weighPallet(tx, actor, await held(tx, number), 8_400 * cast.length))
  allow(await freezePallet(tx, actor, await held(tx, number)))
  const collection = { on: scene.today, slipNumber: 'BSD-20261-0417', carrierId: scene.territory.parties.recycler }
  allow(await collectPallet(tx, actor, await held(tx, number), collection))
}

/** Another one is begun with the first of those that wait. */
export async function beginPallet(tx: Tx, scene: Scene, cast: readonly Character[]): Promise<void> {
  await load(tx, scene, cast.slice(0, 2))
}

async function load(tx: Tx, { territory }: Scene, cast: readonly Character[]): Promise<number> {
  const actor = territory.as('technician')
  const number = await openPallet(tx, actor, {
    placeId: territory.places.store,
    recyclerId: territory.parties.recycler,
  })
  for (const { code } of cast) {
    const put = await putOnPallet(tx, actor, await held(tx, number), code)
    if (put.kind === 'refused') allow(put.refusals)
  }
  return number
}

async function held(tx: Tx, number: number) {
  const pallet = await holdPallet(tx, String(number))
  if (!pallet) throw new Error(`demonstration: there is no pallet ${number}`)
  return pallet
}

function allow(refusals: readonly Refused[]): void {
  if (refusals.length > 0)
    throw new Error(`demonstration: pallet refused (${refusals.map(({ rule }) => rule).join(', ')})`)
}
