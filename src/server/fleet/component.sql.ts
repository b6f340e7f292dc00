import { z } from 'zod'
import { realSerial } from '../../domain/hardware/placeholder.ts'
import type { HardwareReport, Medium } from '../../domain/hardware/report.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'

export const componentEvents = eventsOf('component', {
  seen: {
    says: { fr: 'Pièce trouvée dans l’appareil', en: 'Part found in the device' },
    payload: z.strictObject({ deviceId: z.uuid(), kind: z.string().max(20) }),
  },
  movedIn: {
    says: { fr: 'Pièce venue d’un autre appareil', en: 'Part come from another device' },
    payload: z.strictObject({ deviceId: z.uuid(), fromDeviceId: z.uuid().nullable(), kind: z.string().max(20) }),
  },
})

type Kind = 'medium' | 'memory' | 'battery'

interface Part {
  readonly kind: Kind
  readonly maker: string | null
  readonly model: string | null
  readonly serial: string | null
  readonly bytes: number | null
  readonly subkind: string | null
  readonly health: Medium['health'] | null
  readonly hours: number | null
  readonly level: number | null
}

/**
 * Brings the parts of a device up to date with what a report saw. A part is recognised by its serial wherever it was; one
 * without a serial by its model in this device. A part the report does not name stays: a report may be partial.
 */
export async function syncComponents(tx: Tx, actor: Actor, deviceId: string, report: HardwareReport): Promise<void> {
  const parts = partsOf(report)
  const here = await tx
    .selectFrom('component')
    .select(['id', 'kind', 'serial', 'model', 'bytes'])
    .where('device_id', '=', deviceId)
    .where('standing', '=', 'fitted')
    .execute()
  const left = [...here]
  for (const part of parts) {
    const at = left.findIndex((one) => one.kind === part.kind && sameHere(one, part))
    const known = at >= 0 ? left.splice(at, 1)[0] : await elsewhere(tx, part)
    if (known) await refresh(tx, actor, deviceId, known.id, part, at < 0)
    else await add(tx, actor, deviceId, part)
  }
}

function sameHere(
  one: { readonly serial: string | null; readonly model: string | null; readonly bytes: number | null },
  part: Part,
): boolean {
  if (one.serial && part.serial) return fold(one.serial) === fold(part.serial)
  return (
    (!one.serial || !part.serial) &&
    (one.model === part.model || one.model === null || part.model === null) &&
    near(one.bytes, part.bytes)
  )
}

const fold = (text: string) => text.trim().toUpperCase()
/** Two tools round a capacity differently. */
const near = (a: number | null, b: number | null): boolean =>
  a === null || b === null || Math.abs(a - b) <= Math.max(a, b) * 0.02

async function elsewhere(tx: Tx, part: Part): Promise<{ id: string } | undefined> {
  if (part.kind !== 'medium' || !part.serial || part.subkind === 'usb') return undefined
  return tx
    .selectFrom('component')
    .select('id')
    .where('kind', '=', 'medium')
    .where('serial', '=', part.serial)
    .where('standing', 'in', ['fitted', 'aside', 'stock'])
    .executeTakeFirst()
}

async function refresh(tx: Tx, actor: Actor, deviceId: string, id: string, part: Part, moved: boolean): Promise<void> {
  const before = await tx.selectFrom('component').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  await tx
    .updateTable('component')
    .set({
      device_id: deviceId,
      standing: 'fitted',
      maker: part.maker ?? before.maker,
      model: part.model ?? before.model,
      serial: before.serial ?? part.serial,
      bytes: part.bytes ?? before.bytes,
      subkind: part.subkind && part.subkind !== 'unknown' ? part.subkind : before.subkind,
      health: part.health && part.health !== 'unknown' ? part.health : before.health,
      hours: part.hours ?? before.hours,
      level: part.level ?? before.level,
    })
    .where('id', '=', id)
    .execute()
  if (moved && before.device_id !== deviceId) {
    await componentEvents.record(tx, actor, 'movedIn', id, {
      deviceId,
      fromDeviceId: before.device_id,
      kind: part.kind,
    })
  }
}

async function add(tx: Tx, actor: Actor, deviceId: string, part: Part): Promise<void> {
  const id = newId()
  await tx
    .insertInto('component')
    .values({
      organisation_id: actor.organisationId,
      id,
      kind: part.kind,
      device_id: deviceId,
      origin_device_id: deviceId,
      maker: part.maker,
      model: part.model,
      serial: part.serial,
      bytes: part.bytes,
      subkind: part.subkind,
      health: part.health,
      hours: part.hours,
      level: part.level,
      // Where it served before we saw it is not known: from our first sight backwards it counts as used.
      last_used_at: part.kind === 'medium' ? new Date() : null,
    })
    .execute()
  await componentEvents.record(tx, actor, 'seen', id, { deviceId, kind: part.kind })
}

/** Sticks are not the machine's own media: the bench's own stick is in every report, so it is left to a person to add one. */
function partsOf(report: HardwareReport): readonly Part[] {
  const media = (report.media ?? [])
    .filter((medium) => medium.kind !== 'usb')
    .map(
      (medium): Part => ({
        kind: 'medium',
        maker: medium.maker,
        model: medium.model,
        serial: realSerial(medium.serial),
        bytes: medium.bytes,
        subkind: medium.kind,
        health: medium.health,
        hours: medium.hours,
        level: medium.wear,
      }),
    )
  const memory = (report.memory?.modules ?? []).map(
    (module): Part => ({
      ...NOTHING,
      kind: 'memory',
      maker: module.maker,
      serial: realSerial(module.serial),
      bytes: module.bytes,
      subkind: module.type,
    }),
  )
  const batteries = (report.batteries ?? []).map(
    (battery): Part => ({
      ...NOTHING,
      kind: 'battery',
      maker: battery.maker,
      model: battery.model,
      serial: realSerial(battery.serial),
      level: battery.health,
    }),
  )
  return [...media, ...memory, ...batteries]
}

const NOTHING = {
  maker: null,
  model: null,
  serial: null,
  bytes: null,
  subkind: null,
  health: null,
  hours: null,
  level: null,
}
