import type { Tx } from '../platform/database/database.ts'
import { snapshotOf } from './order.ts'

export interface BoardRow {
  readonly id: string
  readonly code: string
  readonly kind: string
  readonly state: string
  readonly maker: string | null
  readonly model: string | null
  readonly name: string | null
  readonly since: Date
  readonly assignedTo: string | null
  readonly assignedName: string | null
  readonly done: number
  readonly of: number
}

/** Devices kept at triage and those on the bench, longest waiting first; with how many there are of each. */
export async function readBoard(tx: Tx, most = 50) {
  const rows = await tx
    .selectFrom('device as d')
    .leftJoin('work_order as w', (join) =>
      join
        .onRef('w.device_id', '=', 'd.id')
        .onRef('w.organisation_id', '=', 'd.organisation_id')
        .on('w.closed_at', 'is', null),
    )
    .leftJoin('person_name as p', (join) =>
      join.onRef('p.person_id', '=', 'w.assigned_to').on('p.valid_to', 'is', null),
    )
    .select((q) => [
      'd.id',
      'd.code',
      'd.kind',
      'd.state',
      'd.maker',
      'd.model',
      'd.name',
      'd.state_since as since',
      'w.assigned_to as assignedTo',
      'p.name as assignedName',
      'w.steps',
      q
        .selectFrom('work_step as s')
        .select((count) => count.fn.countAll<number>().as('n'))
        .whereRef('s.work_order_id', '=', 'w.id')
        .as('done'),
    ])
    .where('d.state', 'in', ['triaged', 'inWork'])
    .orderBy('d.state_since')
    .orderBy('d.id')
    .execute()
  const all = rows.map(
    ({ steps, ...row }): BoardRow => ({ ...row, done: Number(row.done ?? 0), of: snapshotOf(steps).steps.length }),
  )
  const inWork = all.filter((row) => row.state === 'inWork')
  const load = new Map<string, number>()
  for (const row of inWork) load.set(row.assignedName ?? '', (load.get(row.assignedName ?? '') ?? 0) + 1)
  const triaged = all.filter((row) => row.state === 'triaged')
  return { inWork: inWork.slice(0, most), triaged: triaged.slice(0, most), waiting: triaged.length, load: [...load] }
}
