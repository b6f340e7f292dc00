import { z } from 'zod'
import { compactSerial } from '../../domain/hardware/identity.ts'
import { realSerial } from '../../domain/hardware/placeholder.ts'
import type { HardwareReport, Medium } from '../../domain/hardware/report.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'
import { keepPartMove } from './part-move.sql.ts'

export const componentEvents = eventsOf('component', {
  wasAStick: {
    says: { fr: 'Clé USB de passage sortie des pièces', en: 'Passing USB stick left out of the parts' },
    payload: z.strictObject({ deviceId: z.uuid(), kind: z.string().max(20) }),
  },
  seen: {
    says: { fr: 'Pièce trouvée dans l’appareil', en: 'Part found in the device' },
    payload: z.strictObject({ deviceId: z.uuid(), kind: z.string().max(20) }),
  },
  movedIn: {
    says: { fr: 'Pièce prise sur un autre appareil', en: 'Part taken from another device' },
    payload: z.strictObject({ deviceId: z.uuid(), fromDeviceId: z.uuid().nullable(), kind: z.string().max(20) }),
  },
})

/** Serials of the sticks that a report saw plugged in: the bench's own, until a person says otherwise. */
async function sticksOf(tx: Tx, deviceId: string): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('identifier')
    .select('value')
    .where('device_id', '=', deviceId)
    .where('kind', '=', 'stickSerial')
    .execute()
  return new Set(rows.map((row) => row.value))
}

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
  const sticks = await sticksOf(tx, deviceId)
  const parts = partsOf(report).filter(
    (part) => part.kind !== 'medium' || !sticks.has(compactSerial(part.serial ?? '-')),
  )
  const here = await tx
    .selectFrom('component')
    .select(['id', 'kind', 'serial', 'model', 'bytes'])
    .where('device_id', '=', deviceId)
    .where('standing', '=', 'fitted')
    .execute()
  for (const stick of here.filter(
    (one) => one.kind === 'medium' && one.serial && sticks.has(compactSerial(one.serial)),
  )) {
    await tx.updateTable('component').set({ standing: 'absent', subkind: 'usb' }).where('id', '=', stick.id).execute()
    await componentEvents.record(tx, actor, 'wasAStick', stick.id, { deviceId, kind: 'medium' })
  }
  const left = here.filter((one) => !(one.kind === 'medium' && one.serial && sticks.has(compactSerial(one.serial))))
  const added: Part[] = []
  for (const part of parts) {
    // One medium said twice is one: the second finds the first.
    if (added.some((one) => one.serial !== null && one.serial === part.serial))
      await add(tx, actor, deviceId, added.splice(0))
    const at = left.findIndex((one) => one.kind === part.kind && sameHere(one, part))
    const known = at >= 0 ? left.splice(at, 1)[0] : await elsewhere(tx, part)
    if (known) await refresh(tx, actor, deviceId, known.id, part, at < 0)
    else added.push(part)
  }
  await add(tx, actor, deviceId, added)
}

function sameHere(
  one: { readonly serial: string | null; readonly model: string | null; readonly bytes: number | null },
  part: Part,
): boolean {
  if (one.serial && part.serial) return compactSerial(one.serial) === compactSerial(part.serial)
  return sameModel(one.model, part.model) && near(one.bytes, part.bytes, TOLERANCE[part.kind])
}

/** SCSI commands cut a model at 16 characters, so one name may be the beginning of the other. */
const sameModel = (a: string | null, b: string | null): boolean =>
  a === null || b === null || a.startsWith(b) || b.startsWith(a)

/** How much two tools may differ on one capacity: a system keeps part of a memory module for itself. */
const TOLERANCE: Readonly<Record<Kind, number>> = { medium: 0.02, memory: 0.12, battery: 0.02 }
const near = (a: number | null, b: number | null, tolerance: number): boolean =>
  a === null || b === null || Math.abs(a - b) <= Math.max(a, b) * tolerance

async function elsewhere(tx: Tx, part: Part): Promise<{ id: string } | undefined> {
  if (!part.serial || part.subkind === 'usb') return undefined
  return (
    tx
      .selectFrom('component')
      .select('id')
      .where('kind', '=', part.kind)
      .where('serial', '=', part.serial)
      // Modules and batteries of one maker may share a serial: only one that lies in stock is known to have left its device.
      .where('standing', 'in', part.kind === 'medium' ? ['fitted', 'aside', 'stock'] : ['stock'])
      .executeTakeFirst()
  )
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
  if (moved) {
    const wasFitted = before.standing === 'fitted'
    await keepPartMove(tx, actor, newId(), {
      componentId: id,
      fromDevice: wasFitted ? before.device_id : null,
      fromBin: before.bin_id,
      toDevice: deviceId,
      toBin: null,
      standing: 'fitted',
    })
  }
  if (moved && before.device_id !== deviceId) {
    await componentEvents.record(tx, actor, 'movedIn', id, {
      deviceId,
      fromDeviceId: before.device_id,
      kind: part.kind,
    })
  }
}

async function add(tx: Tx, actor: Actor, deviceId: string, parts: readonly Part[]): Promise<void> {
  if (parts.length === 0) return
  const rows = parts.map((part) => ({ id: newId(), part }))
  await tx
    .insertInto('component')
    .values(
      rows.map(({ id, part }) => ({
        organisation_id: actor.organisationId,
        id,
        device_id: deviceId,
        origin_device_id: deviceId,
        ...part,
        // Where it served before we saw it is not known: from our first sight backwards it counts as used.
        last_used_at: part.kind === 'medium' ? new Date() : null,
      })),
    )
    .execute()
  const seen = ({ id, part }: (typeof rows)[number]) =>
    ({ name: 'seen', subjectId: id, payload: { deviceId, kind: part.kind } }) as const
  await componentEvents.recordAll(tx, actor, rows.map(seen))
}

const SMALLEST_MEDIUM = 32 * 1_048_576
/** No computer's own medium is this small and nameless: a virtual machine's helper disk, a flash chip of the board. */
const isTooSmall = (medium: Medium): boolean =>
  medium.bytes !== null && medium.bytes < SMALLEST_MEDIUM && medium.serial === null && medium.model === null

/** Sticks are not the machine's own media: the bench's own stick is in every report, so it is left to a person to add one. */
function partsOf(report: HardwareReport): readonly Part[] {
  const media = (report.media ?? [])
    .filter((medium) => medium.kind !== 'usb' && !isTooSmall(medium))
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
