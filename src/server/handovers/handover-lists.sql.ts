import type { Tx } from '../platform/database/database.ts'

/** Requests with reserved devices, those longest ready first. */
export async function toHandOver(tx: Tx) {
  const rows = await tx
    .selectFrom('allocation as a')
    .innerJoin('request as r', (join) =>
      join.onRef('r.id', '=', 'a.request_id').onRef('r.organisation_id', '=', 'a.organisation_id'),
    )
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
      q.fn.coalesce('t.name', 'n.name', 'p.name').as('holder'),
      q.fn.count<number>('a.id').as('devices'),
      q.fn.min('a.expires_on').as('expiresOn'),
    ])
    .where('a.ended_at', 'is', null)
    .groupBy(['r.id', 'r.number', 'r.transfer', 't.name', 'n.name', 'p.name'])
    .orderBy((q) => q.fn.min('a.allocated_at'))
    .limit(100)
    .execute()
  return rows.map((row) => ({ ...row, devices: Number(row.devices), holder: row.holder ?? '' }))
}

/** The latest hand-overs, with their receipts. */
export async function latestHandovers(tx: Tx) {
  return tx
    .selectFrom('handover as h')
    .innerJoin('request as r', (join) =>
      join.onRef('r.id', '=', 'h.request_id').onRef('r.organisation_id', '=', 'h.organisation_id'),
    )
    .leftJoin('party as t', (join) =>
      join.onRef('t.id', '=', 'r.party_id').onRef('t.organisation_id', '=', 'r.organisation_id'),
    )
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'r.place_id').onRef('p.organisation_id', '=', 'r.organisation_id'),
    )
    .leftJoin('person_name as n', (join) => join.onRef('n.person_id', '=', 'r.person_id').on('n.valid_to', 'is', null))
    .select((q) => [
      'h.id',
      'h.number',
      'h.at',
      'r.transfer',
      q.fn.coalesce('t.name', 'n.name', 'p.name').as('holder'),
      'h.receipt_file_id as receipt',
    ])
    .orderBy('h.number', 'desc')
    .limit(25)
    .execute()
}
