import { deviceByCode } from '../fleet/device.sql.ts'
import { slipOfDevice } from '../moves/slip-read.sql.ts'
import type { Tx } from '../platform/database/database.ts'

/** Everything the device page shows, read in one transaction; null where the code names nothing here. */
export async function readDevicePage(tx: Tx, code: string) {
  const found = await deviceByCode(tx, code)
  if (!found) return null
  const device = await tx
    .selectFrom('device as d')
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'd.place_id').onRef('p.organisation_id', '=', 'd.organisation_id'),
    )
    .leftJoin('batch as b', (join) =>
      join.onRef('b.id', '=', 'd.batch_id').onRef('b.organisation_id', '=', 'd.organisation_id'),
    )
    .selectAll('d')
    .select(['p.name as place', 'b.label as batch', 'b.arrived_at as arrivedAt'])
    .where('d.id', '=', found.id)
    .executeTakeFirstOrThrow()
  return {
    device,
    slip: device.slip_id === null ? null : await slipOfDevice(tx, found.id),
    parts: await readParts(tx, found.id),
    holdings: await readHoldings(tx, found.id),
    evidence: await tx
      .selectFrom('evidence')
      .select(['id', 'name', 'format', 'size', 'received_at as receivedAt'])
      .where('device_id', '=', found.id)
      .orderBy('received_at', 'desc')
      .limit(50)
      .execute(),
    files: await tx
      .selectFrom('file')
      .select(['id', 'name', 'media_type as mediaType', 'bytes', 'kind', 'subject_kind as about'])
      .where((or) =>
        or.or([
          or('subject_id', '=', found.id),
          or(
            'subject_id',
            'in',
            or
              .selectFrom('holding')
              .select('handover_id')
              .where('device_id', '=', found.id)
              .where('handover_id', 'is not', null)
              .$castTo<{ handover_id: string }>(),
          ),
          or(
            'id',
            'in',
            or
              .selectFrom('erasure')
              .select('file_id')
              .where('device_id', '=', found.id)
              .where('file_id', 'is not', null)
              .$castTo<{ file_id: string }>(),
          ),
        ]),
      )
      .orderBy('added_at', 'desc')
      .limit(50)
      .execute(),
  }
}

export type DevicePageData = NonNullable<Awaited<ReturnType<typeof readDevicePage>>>

async function readParts(tx: Tx, deviceId: string) {
  return tx
    .selectFrom('component as c')
    .leftJoin('device as o', (join) =>
      join.onRef('o.id', '=', 'c.origin_device_id').onRef('o.organisation_id', '=', 'c.organisation_id'),
    )
    .selectAll('c')
    .select('o.code as originCode')
    .where('c.device_id', '=', deviceId)
    .where((or) =>
      or.or([
        or('c.standing', '=', 'fitted'),
        or.and([or('c.kind', '=', 'medium'), or('c.standing', 'in', ['absent', 'destroyed'])]),
      ]),
    )
    .orderBy('c.kind')
    .orderBy('c.first_seen_at')
    .orderBy('c.id')
    .execute()
}

async function readHoldings(tx: Tx, deviceId: string) {
  return tx
    .selectFrom('holding as h')
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'h.holder_place').onRef('p.organisation_id', '=', 'h.organisation_id'),
    )
    .leftJoin('party as t', (join) =>
      join.onRef('t.id', '=', 'h.holder_party').onRef('t.organisation_id', '=', 'h.organisation_id'),
    )
    .leftJoin('person_name as n', (join) =>
      join.onRef('n.person_id', '=', 'h.holder_person').on('n.valid_to', 'is', null),
    )
    .select((q) => [
      'h.id',
      'h.life',
      'h.transfer',
      'h.started_at as startedAt',
      'h.ended_at as endedAt',
      'h.due_on as dueOn',
      'h.told',
      'h.ending',
      'h.handover_id as handoverId',
      q.fn.coalesce('p.name', 't.name', 'n.name').as('holder'),
    ])
    .where('h.device_id', '=', deviceId)
    .orderBy('h.started_at')
    .execute()
}
