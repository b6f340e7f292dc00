import type { Tx } from '../database/database.ts'

/** One line of the ledger as a screen shows it; `position` is null until the sealer has passed. */
export interface HistoryLine {
  readonly id: string
  readonly at: Date
  readonly kind: string
  readonly actorName: string | null
  readonly payload: Readonly<Record<string, unknown>>
  readonly position: number | null
}

/** The events of one subject, last first: what is not sealed yet, then by position. */
export async function historyOf(tx: Tx, subjectId: string, most = 100): Promise<readonly HistoryLine[]> {
  const rows = await tx
    .selectFrom('event as e')
    .leftJoin('event_position as p', (join) =>
      join.onRef('p.event_id', '=', 'e.id').onRef('p.organisation_id', '=', 'e.organisation_id'),
    )
    .leftJoin('person_name as n', (join) => join.onRef('n.person_id', '=', 'e.actor').on('n.valid_to', 'is', null))
    .select(['e.id', 'e.at', 'e.kind', 'e.payload', 'n.name as actorName', 'p.position'])
    .where('e.subject_id', '=', subjectId)
    .orderBy('p.position', (order) => order.desc().nullsFirst())
    .orderBy('e.id', 'desc')
    .limit(most)
    .execute()
  return rows.map((row) => ({ ...row, payload: row.payload as Record<string, unknown> }))
}
