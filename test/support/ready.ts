import type { DeviceKind } from '../../src/domain/hardware/report.ts'
import { createDevice } from '../../src/server/fleet/device.sql.ts'
import type { Tx } from '../../src/server/platform/database/database.ts'
import { newId } from '../../src/server/platform/database/id.ts'
import { nextNumber } from '../../src/server/platform/database/series.sql.ts'
import type { Actor } from '../../src/server/platform/ledger/ledger.ts'

interface Made {
  readonly id: string
  readonly code: string
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
  const medium = newId()
  await tx
    .insertInto('component')
    .values({
      organisation_id,
      id: medium,
      kind: 'medium',
      subkind: 'hdd',
      device_id: device.id,
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
        device_id: device.id,
        source: 'toolLog',
        technique: 'overwrite',
        level: 'clear',
        outcome: 'erased',
        operator: actor.personId,
        details: JSON.stringify({ readBack: true }),
      })
      .execute()
  }
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

/** A school's confirmed request with devices reserved for it. */
export async function reserveForSchool(tx: Tx, actor: Actor, devices: readonly Made[]): Promise<string> {
  const organisation_id = actor.organisationId
  const school = newId()
  await tx
    .insertInto('place')
    .values({ organisation_id, id: school, kind: 'primary', name: 'École Jules-Ferry' })
    .execute()
  return reserve(tx, actor, devices, { recipient_kind: 'townSchool', transfer: 'internalUse', place_id: school })
}

/** An association's confirmed request for a gift, with devices reserved for it. */
export async function reserveForAssociation(tx: Tx, actor: Actor, devices: readonly Made[]): Promise<string> {
  const party = newId()
  await tx
    .insertInto('party')
    .values({ organisation_id: actor.organisationId, id: party, name: 'Cap Lecture', roles: ['association'] })
    .execute()
  return reserve(tx, actor, devices, { recipient_kind: 'tutoringAssociation', transfer: 'gift', party_id: party })
}

interface Asked {
  readonly recipient_kind: string
  readonly transfer: string
  readonly place_id?: string
  readonly party_id?: string
}

async function reserve(tx: Tx, actor: Actor, devices: readonly Made[], asked: Asked): Promise<string> {
  const id = newId()
  await tx
    .insertInto('request')
    .values({
      organisation_id: actor.organisationId,
      id,
      number: await nextNumber(tx, actor.organisationId, 'request'),
      ...asked,
      wanted: JSON.stringify([]),
      status: 'confirmed',
      right_route: 'eligible',
      confirmed_by: actor.personId,
      confirmed_at: new Date(),
    })
    .execute()
  for (const device of devices) {
    await tx
      .insertInto('allocation')
      .values({
        organisation_id: actor.organisationId,
        id: newId(),
        request_id: id,
        device_id: device.id,
        expires_on: '2099-01-01',
      })
      .execute()
    await tx.updateTable('device').set({ state: 'reserved' }).where('id', '=', device.id).execute()
  }
  return id
}
