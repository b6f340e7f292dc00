import { perform } from '../../src/server/circuit/perform.sql.ts'
import { createDevice } from '../../src/server/fleet/device.sql.ts'
import { ingest } from '../../src/server/fleet/evidence.sql.ts'
import { handOverDevices } from '../../src/server/handovers/handover.sql.ts'
import { askCorrection, lastAct } from '../../src/server/losses/correct.sql.ts'
import { declareLost } from '../../src/server/losses/loss.sql.ts'
import type { Tx } from '../../src/server/platform/database/database.ts'
import { newId } from '../../src/server/platform/database/id.ts'
import type { Actor } from '../../src/server/platform/ledger/ledger.ts'
import {
  collectPallet,
  freezePallet,
  holdPallet,
  openPallet,
  putOnPallet,
  weighPallet,
} from '../../src/server/recycling/pallet.sql.ts'
import { declareInUse, decommission } from '../../src/server/renewal/decommission.sql.ts'
import type { TestHouse } from './house.ts'
import { makeReady, reserveForSchool } from './ready.ts'

type Made = { readonly id: string; readonly code: string }

/** A broken device that is nobody's inventory, scrapped; with a disk of that serial where one is given, which nobody erased. */
export async function toRecycling(tx: Tx, actor: Actor, disk?: string): Promise<Made> {
  const device = await createDevice(tx, actor, {
    kind: disk ? 'laptop' : 'screen',
    state: 'received',
    maker: 'Iiyama',
    serial: `S-${newId().slice(-8).toUpperCase()}`,
    set: { works: 'notWorking', inventory: 'neverListed' },
  })
  if (disk)
    await tx
      .insertInto('component')
      .values({
        organisation_id: actor.organisationId,
        id: newId(),
        kind: 'medium',
        device_id: device.id,
        subkind: 'hdd',
        serial: disk,
        last_used_at: new Date(),
      })
      .execute()
  for (const act of ['identify', 'scrap'] as const) {
    const done = await perform(tx, actor, act, device.id)
    if (done.kind !== 'done') throw new Error(`the sample could not ${act}: ${JSON.stringify(done)}`)
  }
  return device
}

/** A pallet with one device, brought as far as asked; answers its number and the device. */
export async function palletAt(
  tx: Tx,
  actor: Actor,
  stage: 'open' | 'weighed' | 'frozen' | 'collected',
): Promise<{ readonly number: string; readonly device: Made }> {
  const number = String(await openPallet(tx, actor, { placeId: null, recyclerId: null }))
  const device = await toRecycling(tx, actor)
  const held = async () => {
    const pallet = await holdPallet(tx, number)
    if (!pallet) throw new Error(`no pallet ${number}`)
    return pallet
  }
  const ok = (refusals: readonly unknown[]) => {
    if (refusals.length > 0) throw new Error(JSON.stringify(refusals))
  }
  await putOnPallet(tx, actor, await held(), device.code)
  if (stage === 'open') return { number, device }
  ok(await weighPallet(tx, actor, await held(), 12_500))
  if (stage === 'weighed') return { number, device }
  ok(await freezePallet(tx, actor, await held()))
  if (stage === 'frozen') return { number, device }
  const on = new Date().toISOString().slice(0, 10)
  ok(await collectPallet(tx, actor, await held(), { on, slipNumber: 'BSD-1', carrierId: null }))
  return { number, device }
}

/** A place of the town's own, where its inventory serves. */
export async function service(tx: Tx, actor: Actor, name: string): Promise<string> {
  const id = newId()
  await tx.insertInto('place').values({ organisation_id: actor.organisationId, id, kind: 'service', name }).execute()
  return id
}

/** A device of the inventory that serves there since that day. */
export async function inService(tx: Tx, actor: Actor, placeId: string, boughtOn: string): Promise<Made> {
  const code = await declareInUse(tx, actor, {
    kind: 'desktop',
    maker: 'HP',
    model: 'ProDesk 400 G3',
    serial: null,
    inventoryNumber: null,
    placeId,
    boughtOn,
  })
  return tx.selectFrom('device').select(['id', 'code']).where('code', '=', code).executeTakeFirstOrThrow()
}

export async function recyclingWorld(tx: Tx, actor: Actor): Promise<Readonly<Record<string, string>>> {
  const open = await palletAt(tx, actor, 'open')
  const weighed = await palletAt(tx, actor, 'weighed')
  const placeId = await service(tx, actor, 'État civil')
  const decommissioned = await inService(tx, actor, placeId, '2018-03-01')
  await decommission(tx, actor, decommissioned.id, 'obsolete', '2026-10-01')
  const served = await inService(tx, actor, placeId, '2019-09-01')
  const lost = await inService(tx, actor, placeId, '2020-09-01')
  await declareLost(tx, actor, lost.id, { stolen: true, on: '2026-11-01', statement: 'Bureau forcé.' })
  return {
    'device.lost': lost.code,
    'device.twin': (await createDevice(tx, actor, { kind: 'desktop', state: 'received' })).code,
    ...(await twoReports(tx, actor)),
    'place.service': placeId,
    'device.inService': served.code,
    'device.inService.id': served.id,
    'device.decommissioned': decommissioned.id,
    today: new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' }).format(new Date()),
    'pallet.open': open.number,
    'pallet.weighed': weighed.number,
    'device.onPallet': weighed.device.code,
    'pallet.frozen': (await palletAt(tx, actor, 'frozen')).number,
    'pallet.collected': (await palletAt(tx, actor, 'collected')).number,
    'device.toRecycling': (await toRecycling(tx, actor)).code,
  }
}

/** A computer of a reserved request, handed over to a school a moment ago. */
export async function handedOver(house: TestHouse, tx: Tx, actor: Actor, serial: string): Promise<Made> {
  const device = await makeReady(tx, actor, 'desktop', serial)
  const request = await reserveForSchool(tx, actor, [device])
  const said = { receivedBy: 'Une directrice', session: 'declined', sessionPlace: null, sessionWish: null } as const
  const counter = { files: house.services.files, timeZone: 'Europe/Paris', at: new Date() }
  const done = await handOverDevices(tx, actor, request, { ...said, deviceIds: [device.id] }, counter)
  if (done.kind !== 'done') throw new Error(`the sample hand-over was refused: ${JSON.stringify(done)}`)
  return device
}

/** A hand-over whose correction is asked, and waits for a second person. */
export async function correctionWorld(
  house: TestHouse,
  tx: Tx,
  actor: Actor,
): Promise<Readonly<Record<string, string>>> {
  const { id, code } = await handedOver(house, tx, actor, 'CORR-1')
  const last = await lastAct(tx, id)
  if (last === null || actor.personId === null) throw new Error('the sample has no hand-over to correct')
  await askCorrection(tx, { ...actor, personId: actor.personId }, id, last, 'Mauvaise personne.')
  return { 'device.toCorrect': code }
}

/** A device that two reports of two machines were dropped on. */
async function twoReports(tx: Tx, actor: Actor): Promise<Readonly<Record<string, string>>> {
  const device = await createDevice(tx, actor, { kind: 'desktop', state: 'received' })
  const reception = { batchId: null, placeId: null, owner: 'organisation' } as const
  for (const serial of ['MIX1A2B', 'MIX3C4D'])
    await ingest(tx, actor, { name: `${serial}.txt`, bytes: dumpOf(serial) }, reception, device.id)
  const [first] = await tx.selectFrom('evidence').select('id').where('device_id', '=', device.id).execute()
  return { 'device.mixed': device.code, 'evidence.mixed': first?.id ?? '' }
}

/** A report of an invented machine with that serial. */
export const dumpOf = (serial: string): Uint8Array =>
  new TextEncoder().encode(
    [
      '# dmidecode 3.4',
      'Handle 0x0001, DMI type 1, 27 bytes',
      'System Information',
      '\tManufacturer: Dell Inc.',
      '\tProduct Name: OptiPlex 3050',
      `\tSerial Number: ${serial}`,
      '',
    ].join('\n'),
  )
