import { papersOf } from '../circuit/papers.sql.ts'
import type { Tx } from '../platform/database/database.ts'

/** A request whose devices are reserved: what is to be handed over, to whom, under which papers. */
export async function readPreparation(tx: Tx, requestId: string) {
  const request = await tx
    .selectFrom('request as r')
    .leftJoin('party as t', (join) =>
      join.onRef('t.id', '=', 'r.party_id').onRef('t.organisation_id', '=', 'r.organisation_id'),
    )
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'r.place_id').onRef('p.organisation_id', '=', 'r.organisation_id'),
    )
    .leftJoin('person_name as n', (join) => join.onRef('n.person_id', '=', 'r.person_id').on('n.valid_to', 'is', null))
    .select((q) => [
      'r.id',
      'r.number',
      'r.transfer',
      'r.place_id',
      'r.party_id',
      'r.person_id',
      q.fn.coalesce('t.name', 'n.name', 'p.name').as('holder'),
    ])
    .where('r.id', '=', requestId)
    .executeTakeFirst()
  if (!request) return null
  const devices = await tx
    .selectFrom('allocation as a')
    .innerJoin('device as d', (join) =>
      join.onRef('d.id', '=', 'a.device_id').onRef('d.organisation_id', '=', 'a.organisation_id'),
    )
    .select([
      'a.id as allocationId',
      'd.id',
      'd.code',
      'd.maker',
      'd.model',
      'd.name',
      'd.serial',
      'd.life',
      'd.reconditioned_at as reconditionedAt',
      'd.kind',
      'd.state',
      'd.grade',
    ])
    .where('a.request_id', '=', requestId)
    .where('a.ended_at', 'is', null)
    .orderBy('d.code')
    .execute()
  const paperOf = await papersOf(tx, [request])
  return {
    request: { ...request, holder: request.holder ?? '' },
    devices: devices.map((device) => ({ ...device, paper: paperOf(request.id, device.id) })),
  }
}
export type Preparation = NonNullable<Awaited<ReturnType<typeof readPreparation>>>
