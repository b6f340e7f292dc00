import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../platform/database/database.ts'
import { newId } from '../../platform/database/id.ts'
import { PREPARED } from '../../platform/database/prepared.ts'
import { type Actor, eventsOf, type Line } from '../../platform/ledger/ledger.ts'
import { keepPartMove } from '../part-move.sql.ts'
import { type KnownPart, type Part, type PartPlan, saysMore } from './parts.ts'

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

const PART = sql.raw(
  'id, device_id, bin_id, standing, kind, maker, model, serial, bytes, subkind, health, hours, level::float8 as level',
)

/** The parts fitted in these devices. */
export async function fittedIn(tx: Tx, devices: readonly string[]): Promise<readonly KnownPart[]> {
  if (devices.length === 0) return []
  const { rows } = await sql<KnownPart>`${PREPARED} select ${PART} from component
    where device_id = any(${devices}::uuid[]) and standing = 'fitted' order by id`.execute(tx)
  return rows
}

/**
 * The parts that bear one of these serials, wherever they are. Modules and batteries of one maker may share a serial: only one that lies
 * in stock is known to have left its device.
 */
export async function partsBearing(tx: Tx, serials: readonly string[]): Promise<readonly KnownPart[]> {
  if (serials.length === 0) return []
  const { rows } = await sql<KnownPart>`${PREPARED} select ${PART} from component
    where serial = any(${serials}::text[]) and (standing = 'stock' or (kind = 'medium' and standing in ('fitted', 'aside'))) order by id`.execute(
    tx,
  )
  return rows
}

/** What one report changes of the parts of a device: rows to write, and the lines that say so. */
export interface PartChange {
  readonly actor: Actor
  readonly deviceId: string
  readonly plan: PartPlan
  readonly added: readonly { readonly id: string; readonly part: Part }[]
  readonly lines: readonly Line[]
}

export function partChange(actor: Actor, deviceId: string, plan: PartPlan): PartChange {
  const added = plan.added.map((part) => ({ id: newId(), part }))
  const stickLines = plan.sticks.map(({ id }) =>
    componentEvents.line(actor, 'wasAStick', id, { deviceId, kind: 'medium' }),
  )
  const movedLines = plan.seen
    .filter(({ before, moved }) => moved && before.device_id !== deviceId)
    .map(({ before: { id, device_id: fromDeviceId, kind } }) =>
      componentEvents.line(actor, 'movedIn', id, { deviceId, fromDeviceId, kind }),
    )
  const seenLines = added.map(({ id, part }) => componentEvents.line(actor, 'seen', id, { deviceId, kind: part.kind }))
  return { actor, deviceId, plan, added, lines: [...stickLines, ...movedLines, ...seenLines] }
}

const COLUMNS = sql.raw('maker, model, serial, bytes, subkind, health, hours, level')
const TYPED = sql.raw(
  'maker text, model text, serial text, bytes bigint, subkind text, health text, hours integer, level numeric',
)

/** Writes what these reports change, a statement for each kind of change. */
export async function writeParts(tx: Tx, changes: readonly PartChange[]): Promise<void> {
  const sticks = changes.flatMap(({ plan }) => plan.sticks.map(({ id }) => id))
  const seen = changes.flatMap(({ deviceId, plan }) =>
    plan.seen.flatMap(({ before, part, moved }) =>
      moved || saysMore(before, part) ? [{ id: before.id, device: deviceId, ...part }] : [],
    ),
  )
  const added = changes.flatMap(({ actor, deviceId, added }) =>
    added.map(({ id, part }) => ({ organisation: actor.organisationId, id, device: deviceId, ...part })),
  )
  const moves = changes.flatMap(({ actor, deviceId, plan }) =>
    plan.seen
      .filter(({ moved }) => moved)
      .map(({ before }) => keepPartMove(tx, actor, newId(), moveOf(before, deviceId))),
  )
  await Promise.all([
    ...moves,
    sticks.length > 0 &&
      sql`${PREPARED} update component set standing = 'absent', subkind = 'usb' where id = any(${sticks}::uuid[])`.execute(
        tx,
      ),
    seen.length > 0 &&
      sql`${PREPARED} update component c set device_id = x.device, standing = 'fitted', (${COLUMNS}) = row (
          x.maker, x.model, x.serial, x.bytes, x.subkind, x.health, x.hours, x.level)
        from json_to_recordset(${JSON.stringify(seen)}::json) as x(id uuid, device uuid, ${TYPED}) where c.id = x.id and c.id = any(${seen.map(({ id }) => id)}::uuid[])`.execute(
        tx,
      ),
    // Where a medium served before we saw it is not known: from our first sight backwards it counts as used.
    added.length > 0 &&
      sql`${PREPARED} insert into component (organisation_id, id, device_id, origin_device_id, kind, last_used_at, ${COLUMNS})
        select organisation, id, device, device, kind, case kind when 'medium' then now() end, ${COLUMNS}
        from json_to_recordset(${JSON.stringify(added)}::json) as x(organisation uuid, id uuid, device uuid, kind text, ${TYPED})`.execute(
        tx,
      ),
  ])
}

const moveOf = (before: KnownPart, toDevice: string) =>
  ({
    componentId: before.id,
    fromDevice: before.standing === 'fitted' ? before.device_id : null,
    fromBin: before.bin_id,
    toDevice,
    toBin: null,
    standing: 'fitted',
  }) as const
