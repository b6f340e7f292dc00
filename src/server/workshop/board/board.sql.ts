import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database.ts'
import { snapshotOf } from '../order.ts'
import type { Card, Load } from './board.ts'
import { stageOf } from './board.ts'

/** Cards of one column at most; the others are counted. */
export const MOST_CARDS = 30

/** Every order that is open, as a card of the board: longest in work first. */
export async function openCards(tx: Tx): Promise<readonly Card[]> {
  const rows = await tx
    .selectFrom('work_order as w')
    .innerJoin('device as d', (join) =>
      join.onRef('d.id', '=', 'w.device_id').onRef('d.organisation_id', '=', 'w.organisation_id'),
    )
    .leftJoin('person_name as p', (join) =>
      join.onRef('p.person_id', '=', 'w.assigned_to').on('p.valid_to', 'is', null),
    )
    .leftJoin('equipment as e', (join) =>
      join.onRef('e.id', '=', 'w.bench_id').onRef('e.organisation_id', '=', 'w.organisation_id'),
    )
    .select([
      'd.id',
      'd.code',
      'd.kind',
      'd.maker',
      'd.model',
      'd.name',
      'w.opened_at as since',
      'w.assigned_to as personId',
      'p.name as person',
      'e.name as bench',
      'w.waits_for as waitsFor',
      'w.steps',
      sql<
        string[]
      >`array(select step from work_step s where s.organisation_id = w.organisation_id and s.work_order_id = w.id)`.as(
        'done',
      ),
      sql<number>`(select count(*)::integer from functional_test t where t.organisation_id = w.organisation_id and t.work_order_id = w.id)`.as(
        'tested',
      ),
      sql<number>`(select coalesce(sum(t.minutes), 0)::integer from work_time t where t.organisation_id = w.organisation_id and t.work_order_id = w.id)`.as(
        'spent',
      ),
      sql<boolean>`exists(select 1 from work_time t where t.organisation_id = w.organisation_id and t.work_order_id = w.id and t.ended_at is null)`.as(
        'timed',
      ),
    ])
    .where('w.closed_at', 'is', null)
    .orderBy('w.opened_at')
    .orderBy('w.id')
    .limit(400)
    .execute()
  return rows.map(({ steps, done, tested, ...row }): Card => {
    const asked = snapshotOf(steps)
    const left = asked.steps.filter(({ id }) => !done.includes(id))
    const progress = {
      done: asked.steps.length - left.length,
      of: asked.steps.length,
      left: left.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0),
    }
    const over = left.length === 0 && tested >= asked.tests.length
    return { ...row, ...progress, stage: stageOf({ waits: row.waitsFor !== null, over }) }
  })
}

/** Devices kept at triage that wait for an order, longest waiting first, or that were called ready, latest first. */
export async function cardsInState(tx: Tx, state: 'triaged' | 'ready'): Promise<readonly Card[]> {
  const rows = await tx
    .selectFrom('device as d')
    .select(['d.id', 'd.code', 'd.kind', 'd.maker', 'd.model', 'd.name', 'd.state_since as since'])
    .where('d.state', '=', state)
    .orderBy('d.state_since', state === 'ready' ? 'desc' : 'asc')
    .orderBy('d.id')
    .limit(MOST_CARDS)
    .execute()
  const blank = { personId: null, person: null, bench: null, waitsFor: null, timed: false }
  const work = { done: 0, of: 0, left: 0, spent: 0 }
  return rows.map((row) => ({ ...row, ...blank, ...work, stage: state === 'ready' ? 'ready' : 'toStart' }))
}

/** How many devices are in each state that the board shows, from the sums that are kept. */
export async function countsOfBoard(tx: Tx): Promise<Readonly<Record<'triaged' | 'inWork' | 'ready', number>>> {
  const rows = await tx
    .selectFrom('tally')
    .select((of) => ['bucket', of.fn.sum<number>('delta').as('n')])
    .where('name', '=', 'device.state')
    .where('bucket', 'in', ['triaged', 'inWork', 'ready'])
    .groupBy('bucket')
    .execute()
  const said = Object.fromEntries(rows.map((row) => [row.bucket, Number(row.n)]))
  return { triaged: said.triaged ?? 0, inWork: said.inWork ?? 0, ready: said.ready ?? 0 }
}

/** The time of each person since a day (`YYYY-MM-DD`), and the team and the weekly time that were said of them. */
export async function loadOf(tx: Tx, since: string, cards: readonly Card[]): Promise<readonly Load[]> {
  const { rows } = await sql<{
    personId: string
    name: string | null
    team: string | null
    capacity: number | null
    spent: number
  }>`
    select m.person_id as "personId", n.name, p.team, p.weekly_minutes as capacity,
      (select coalesce(sum(t.minutes), 0)::integer from work_time t where t.organisation_id = m.organisation_id
        and t.person_id = m.person_id and t.worked_on >= ${since}::date) as spent
    from member m
      left join person_name n on n.organisation_id = m.organisation_id and n.person_id = m.person_id and n.valid_to is null
      left join workshop_person p on p.organisation_id = m.organisation_id and p.person_id = m.person_id
    where m.left_at is null and m.roles && array['technician', 'trainee', 'tutor', 'itManager', 'coordinator']
    order by n.name collate french`.execute(tx)
  return rows
    .map((row): Load => {
      const own = cards.filter((card) => card.personId === row.personId)
      return { ...row, orders: own.length, left: own.reduce((sum, card) => sum + card.left, 0) }
    })
    .filter(({ orders, spent, capacity }) => orders > 0 || spent > 0 || capacity !== null)
}
