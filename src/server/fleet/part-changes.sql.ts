import { sql } from 'kysely'
import { z } from 'zod'
import { compareReports, type Difference } from '../../domain/hardware/compare.ts'
import { compactSerial } from '../../domain/hardware/identity.ts'
import type { HardwareReport } from '../../domain/hardware/report.ts'
import type { Tx } from '../platform/database/database.ts'
import { PREPARED } from '../platform/database/prepared.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'

const PAYLOAD = z.strictObject({
  part: z.enum(['cpu', 'memory', 'medium', 'battery']),
  componentId: z.uuid().optional(),
})

/** What two reports of one device say came and went between them; the subject is the device. */
export const partEvents = eventsOf('part', {
  came: {
    says: { fr: 'Pièce apparue entre deux relevés', en: 'Part appeared between two reports' },
    payload: PAYLOAD,
  },
  went: {
    says: { fr: 'Pièce disparue entre deux relevés', en: 'Part gone between two reports' },
    payload: PAYLOAD,
  },
})

/** The last report of each device in that format: reports of two tools never agree on everything. */
export async function lastReports(
  tx: Tx,
  asked: readonly { readonly deviceId: string; readonly format: string }[],
): Promise<ReadonlyMap<string, HardwareReport>> {
  if (asked.length === 0) return new Map()
  const { rows } = await sql<{
    device_id: string
    report: HardwareReport
  }>`${PREPARED} select asked.id as device_id, last.report
    from unnest(${asked.map(({ deviceId }) => deviceId)}::uuid[], ${asked.map(({ format }) => format)}::text[]) as asked(id, format)
    cross join lateral (select report from evidence where device_id = asked.id and format = asked.format
      order by received_at desc, id desc limit 1) last`.execute(tx)
  return new Map(rows.map(({ device_id, report }) => [device_id, report]))
}

/**
 * Records what changed since the earlier report. A part that went leaves the device's list, but for a medium: it stays, unproven
 * or not, until a person says where it is.
 */
export async function recordPartChanges(
  tx: Tx,
  actor: Actor,
  deviceId: string,
  before: HardwareReport,
  after: HardwareReport,
): Promise<void> {
  for (const difference of compareReports(before, after).differences) {
    if (await isRecorded(tx, deviceId, difference)) continue
    const componentId = await componentOf(tx, deviceId, difference)
    await partEvents.record(tx, actor, difference.change, deviceId, {
      part: difference.part,
      ...(componentId ? { componentId } : {}),
    })
    if (difference.change === 'went' && difference.part !== 'medium' && componentId) {
      await tx.updateTable('component').set({ standing: 'absent' }).where('id', '=', componentId).execute()
    }
  }
}

/** A change that a person recorded when they made it, fitting or taking a part, is no discovery. */
async function isRecorded(tx: Tx, deviceId: string, { change, part, item }: Difference): Promise<boolean> {
  if (part === 'cpu') return false
  const rows = await tx
    .selectFrom('part_move as m')
    .innerJoin('component as c', (join) =>
      join.onRef('c.id', '=', 'm.component_id').onRef('c.organisation_id', '=', 'm.organisation_id'),
    )
    .select(['c.serial', 'c.bytes'])
    .where(change === 'came' ? 'm.to_device' : 'm.from_device', '=', deviceId)
    .where('c.kind', '=', part)
    .execute()
  const bytes = 'bytes' in item ? item.bytes : null
  return rows.some((row) =>
    item.serial && row.serial ? compactSerial(row.serial) === compactSerial(item.serial) : row.bytes === bytes,
  )
}

async function componentOf(tx: Tx, deviceId: string, difference: Difference): Promise<string | null> {
  if (difference.part === 'cpu') return null
  const { serial } = difference.item
  const rows = await tx
    .selectFrom('component')
    .select(['id', 'serial', 'bytes'])
    .where('device_id', '=', deviceId)
    .where('kind', '=', difference.part)
    .where('standing', '=', 'fitted')
    .execute()
  const bytes = 'bytes' in difference.item ? difference.item.bytes : null
  const same = rows.find((row) =>
    serial && row.serial
      ? compactSerial(row.serial) === compactSerial(serial)
      : !serial && row.serial === null && row.bytes === bytes,
  )
  return same?.id ?? null
}
