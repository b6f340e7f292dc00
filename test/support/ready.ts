import type { DeviceKind } from '../../src/domain/hardware/report.ts'
import { createDevice } from '../../src/server/fleet/device.sql.ts'
import type { Tx } from '../../src/server/platform/database/database.ts'
import { newId } from '../../src/server/platform/database/id.ts'
import type { Actor } from '../../src/server/platform/ledger/ledger.ts'
import { requestByNumber } from '../../src/server/requests/request.sql.ts'
import { allocated, newParty, newPlace, partyRequest, schoolRequest } from './requests.ts'

interface Made {
  readonly id: string
  readonly code: string
}

/** A disk in a device, with the proof of its erasure or without. */
export async function fitMedium(
  tx: Tx,
  actor: Actor,
  deviceId: string,
  serial: string,
  proven: boolean,
): Promise<void> {
  const organisation_id = actor.organisationId
  const medium = newId()
  await tx
    .insertInto('component')
    .values({
      organisation_id,
      id: medium,
      kind: 'medium',
      subkind: 'hdd',
      device_id: deviceId,
      serial: `D-${serial}`,
      bytes: 500_107_862_016,
      last_used_at: new Date(Date.now() - 60_000),
    })
    .execute()
  if (proven) {
    await tx
      .insertInto('erasure')
      .values({
        organisation_id,
        id: newId(),
        medium_id: medium,
        device_id: deviceId,
        source: 'toolLog',
        technique: 'overwrite',
        level: 'clear',
        outcome: 'erased',
        operator: actor.personId,
        details: JSON.stringify({ readBack: true }),
      })
      .execute()
  }
}

/** A device as the workshop leaves it: one medium with its proof (or without), tests passed, free software, a grade, on the shelf. */
export async function makeReady(tx: Tx, actor: Actor, kind: DeviceKind, serial: string, proven = true): Promise<Made> {
  const organisation_id = actor.organisationId
  const device = await createDevice(tx, actor, {
    kind,
    state: 'received',
    maker: 'Dell',
    model: 'OptiPlex 3050',
    serial,
    set: { inventory: 'neverListed' },
  })
  await fitMedium(tx, actor, device.id, serial, proven)
  const order = newId()
  await tx
    .insertInto('work_order')
    .values({
      organisation_id,
      id: order,
      device_id: device.id,
      closed_at: new Date(),
      outcome: 'ready',
      software: JSON.stringify([{ name: 'Debian 12', licence: 'free', proofOfLicence: true }]),
    })
    .execute()
  await tx
    .insertInto('functional_test')
    .values({ organisation_id, work_order_id: order, test: 'keyboard', result: 'passed' })
    .execute()
  await tx
    .updateTable('device')
    .set({ state: 'ready', grade: 'B', works: 'working', unit_value_eur: 90, reconditioned_at: new Date() })
    .where('id', '=', device.id)
    .execute()
  return device
}

/** A school's confirmed request with devices reserved for it; answers the request's id. */
export async function reserveForSchool(tx: Tx, actor: Actor, devices: readonly Made[]): Promise<string> {
  const school = await newPlace(tx, actor, 'École Jules-Ferry', 'primary')
  return reserve(tx, actor, await schoolRequest(tx, actor, school), devices)
}

/** An association's confirmed request for a gift, with devices reserved for it; answers the request's id. */
export async function reserveForAssociation(tx: Tx, actor: Actor, devices: readonly Made[]): Promise<string> {
  const party = await newParty(tx, actor, 'Cap Lecture', 'tutoringAssociation')
  return reserve(tx, actor, await partyRequest(tx, actor, party, 'tutoringAssociation', 'gift'), devices)
}

async function reserve(tx: Tx, actor: Actor, number: number, devices: readonly Made[]): Promise<string> {
  await allocated(
    tx,
    actor,
    number,
    devices.map((device) => device.code),
  )
  const request = await requestByNumber(tx, number)
  if (!request) throw new Error('sample: no such request')
  return request.id
}
