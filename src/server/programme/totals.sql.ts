import { sql } from 'kysely'
import { NO_DEVICE } from '../../domain/circuit/states.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Indicator } from './programme.ts'

/** Devices, each counted once, as the tables say at this instant. */
export interface Totals {
  /** Those that came in, wherever they are now. */
  readonly received: number
  /** In use, by the rank of the life they are in. */
  readonly inUse: readonly { readonly life: number; readonly n: number }[]
  /** Hand-overs that changed the owner: gift, to a public body, solidarity sale. */
  readonly given: number
  readonly recycled: number
  /** Residents and families who hold one. */
  readonly households: number
}

/** A device in one of these never came, or is counted under the one it was merged into. */
const NEVER_CAME = ['announced', 'decommissioned', 'refused', ...NO_DEVICE] as const
const GIVEN = ['gift', 'publicBody', 'solidaritySale'] as const

export async function readTotals(tx: Tx): Promise<Totals> {
  const states = await tx
    .selectFrom('tally')
    .select((of) => ['bucket', of.fn.sum<number>('delta').as('n')])
    .where('name', '=', 'device.state')
    .groupBy('bucket')
    .execute()
  const inState = new Map(states.map((row) => [row.bucket, Number(row.n)]))
  const received = [...inState].reduce(
    (sum, [state, n]) => (NEVER_CAME.some((one) => one === state) ? sum : sum + n),
    0,
  )
  const inUse = await tx
    .selectFrom('holding')
    .select((of) => ['life', of.fn.countAll<number>().as('n')])
    .where('ended_at', 'is', null)
    .groupBy('life')
    .orderBy('life')
    .execute()
  const given = await tx
    .selectFrom('holding')
    .select((of) => of.fn.countAll<number>().as('n'))
    .where('transfer', 'in', [...GIVEN])
    .where((or) => or.or([or('ending', 'is', null), or('ending', '!=', 'corrected')]))
    .executeTakeFirstOrThrow()
  const households = await tx
    .selectFrom('holding as h')
    .innerJoin('party as p', (join) =>
      join.onRef('p.id', '=', 'h.holder_party').onRef('p.organisation_id', '=', 'h.organisation_id'),
    )
    .select((of) => of.fn.count<number>('p.id').distinct().as('n'))
    .where('h.ended_at', 'is', null)
    .where('p.recipient_kind', '=', 'household')
    .executeTakeFirstOrThrow()
  return {
    received,
    inUse: inUse.map((row) => ({ life: row.life, n: Number(row.n) })),
    given: Number(given.n),
    recycled: inState.get('recycled') ?? 0,
    households: Number(households.n),
  }
}

/** The first identifier a UUIDv7 can have at an instant: ids of events sort by the millisecond they were made. */
const firstIdAt = (instant: Date): string => {
  const hex = instant.getTime().toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

/** What was done in a calendar year, by indicator, in the organisation's time zone. */
export async function doneIn(tx: Tx, year: number, timeZone: string): Promise<Readonly<Record<Indicator, number>>> {
  const { rows } = await sql<{ from: Date; to: Date }>`select
    make_timestamptz(${year}::int, 1, 1, 0, 0, 0, ${timeZone}) as from,
    make_timestamptz(${year + 1}::int, 1, 1, 0, 0, 0, ${timeZone}) as to`.execute(tx)
  const { from, to } = rows[0] ?? { from: new Date(), to: new Date() }
  /** Acts of the year that no later event corrected: each of them, or each device once. */
  const acts = async (kind: string, each: 'act' | 'device'): Promise<number> => {
    const row = await tx
      .selectFrom('event as e')
      .select((of) =>
        each === 'act' ? of.fn.countAll<number>().as('n') : of.fn.count<number>('e.subject_id').distinct().as('n'),
      )
      .where('e.kind', '=', kind)
      .where('e.id', '>=', firstIdAt(from))
      .where('e.id', '<', firstIdAt(to))
      .where(
        sql<boolean>`not exists (select 1 from event c where c.subject_id = e.subject_id and c.kind = 'device.correct'
          and c.payload ->> 'correctedEventId' = e.id::text)`,
      )
      .executeTakeFirstOrThrow()
    return Number(row.n)
  }
  const handed = await tx
    .selectFrom('holding as h')
    .leftJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'h.holder_place').onRef('p.organisation_id', '=', 'h.organisation_id'),
    )
    .select((of) => [
      sql<number>`count(*) filter (where p.kind in ('nursery', 'primary', 'school', 'college'))`.as('schools'),
      sql<number>`count(*) filter (where h.transfer = 'internalUse' and h.holder_person is not null)`.as('interns'),
      of.fn
        .countAll<number>()
        .filterWhere('h.transfer', 'in', [...GIVEN])
        .as('given'),
    ])
    .where('h.told', '=', false)
    .where('h.started_at', '>=', from)
    .where('h.started_at', '<', to)
    .where((or) => or.or([or('h.ending', 'is', null), or('h.ending', '!=', 'corrected')]))
    .executeTakeFirstOrThrow()
  return {
    collected: await acts('device.receive', 'device'),
    reconditioned: await acts('device.finish', 'act'),
    schools: Number(handed.schools),
    interns: Number(handed.interns),
    given: Number(handed.given),
    recycled: await acts('device.collectPallet', 'device'),
  }
}
