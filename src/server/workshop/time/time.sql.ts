import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../platform/database/database.ts'
import { newId } from '../../platform/database/id.ts'
import { type Actor, eventsOf, writeNote } from '../../platform/ledger/ledger.ts'
import { isForgotten, minutesBetween } from './time.ts'

const work = { timeId: z.uuid(), workOrderId: z.uuid().nullable(), step: z.string().max(40).nullable() }
const minutes = z.number().int()

export const timeEvents = eventsOf('workTime', {
  started: { says: { fr: 'Chronomètre lancé', en: 'Timer started' }, payload: z.strictObject(work) },
  spent: {
    says: { fr: 'Temps de travail compté', en: 'Working time counted' },
    payload: z.strictObject({ ...work, minutes, way: z.enum(['timer', 'typed']) }),
  },
  forgotten: {
    says: { fr: 'Chronomètre oublié : temps à dire', en: 'Timer forgotten: time to be said' },
    payload: z.strictObject({ ...work, counted: minutes }),
  },
  corrected: {
    says: { fr: 'Temps de travail corrigé', en: 'Working time corrected' },
    payload: z.strictObject({
      timeId: z.uuid(),
      before: minutes.nullable(),
      minutes,
      noteHash: z.string().length(64),
    }),
  },
})

/** What is worked on: an order of the workshop, at one of its steps or at none in particular, or a breakdown. */
export interface Worked {
  readonly deviceId: string
  readonly workOrderId: string | null
  /** The breakdown that is repaired; null on the bench. */
  readonly ticketId: string | null
  readonly step: string | null
  /** The life that the work serves. */
  readonly life: number
  readonly supervisorId: string | null
}

export interface Timer {
  readonly id: string
  readonly deviceId: string
  readonly code: string
  readonly workOrderId: string | null
  readonly ticketId: string | null
  readonly ticketNumber: number | null
  readonly step: string | null
  readonly startedAt: Date
}

/** The page of what is worked on: the order of a device, or a breakdown. */
export const workedAt = ({
  code,
  ticketNumber,
}: {
  readonly code: string
  readonly ticketNumber: number | null
}): string => (ticketNumber === null ? `/atelier/${code}` : `/pannes/${ticketNumber}`)

/** The calendar day of an instant where the organisation is. */
const dayOf = (at: Date) =>
  sql<string>`(${at}::timestamptz at time zone (select time_zone from organisation limit 1))::date`

/** The team of a person today, and the supervisor where the person learns: a trainee works under somebody's eye. */
async function company(tx: Tx, personId: string, supervisorId: string | null) {
  const team = await tx
    .selectFrom('workshop_person')
    .select('team')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  const learns = await tx
    .selectFrom('member')
    .select('id')
    .where('person_id', '=', personId)
    .where(sql<boolean>`'trainee' = any(roles)`)
    .executeTakeFirst()
  return { team: team?.team ?? null, supervisor_id: learns && supervisorId !== personId ? supervisorId : null }
}

/** The timer of a person, wherever it was started; null where none runs. Locked, so that it stops once. */
export async function runningTimer(tx: Tx, personId: string, lock = false): Promise<Timer | null> {
  const query = tx
    .selectFrom('work_time as t')
    .innerJoin('device as d', (join) =>
      join.onRef('d.id', '=', 't.device_id').onRef('d.organisation_id', '=', 't.organisation_id'),
    )
    .leftJoin('ticket as k', (join) =>
      join.onRef('k.id', '=', 't.ticket_id').onRef('k.organisation_id', '=', 't.organisation_id'),
    )
    .select([
      't.id',
      't.device_id as deviceId',
      'd.code',
      't.work_order_id as workOrderId',
      't.ticket_id as ticketId',
      'k.number as ticketNumber',
      't.step',
      't.started_at as startedAt',
    ])
    .where('t.person_id', '=', personId)
    .where('t.ended_at', 'is', null)
  const row = await (lock ? query.forUpdate('t') : query).executeTakeFirst()
  return row?.startedAt ? { ...row, startedAt: row.startedAt } : null
}

/** How a timer ended: with the minutes it counted, or forgotten, its minutes to be said by a person. */
export type Stopped = { readonly kind: 'counted'; readonly minutes: number } | { readonly kind: 'forgotten' }

export async function stopTimer(tx: Tx, actor: Actor, timer: Timer, now = new Date()): Promise<Stopped> {
  const counted = minutesBetween(timer.startedAt, now)
  const forgotten = isForgotten(timer.startedAt, now)
  await tx
    .updateTable('work_time')
    .set({ ended_at: now, minutes: forgotten ? null : counted, counted: forgotten ? counted : null })
    .where('id', '=', timer.id)
    .execute()
  const what = { timeId: timer.id, workOrderId: timer.workOrderId, step: timer.step }
  if (forgotten) {
    await timeEvents.record(tx, actor, 'forgotten', timer.deviceId, { ...what, counted })
    return { kind: 'forgotten' }
  }
  await timeEvents.record(tx, actor, 'spent', timer.deviceId, { ...what, minutes: counted, way: 'timer' })
  return { kind: 'counted', minutes: counted }
}

/** Starts the timer of whoever acts; the one that ran stops first, and what became of it is answered. */
export async function startTimer(
  tx: Tx,
  actor: Actor & { readonly personId: string },
  work: Worked,
): Promise<{ readonly id: string; readonly before: Stopped | null }> {
  const running = await runningTimer(tx, actor.personId, true)
  const before = running ? await stopTimer(tx, actor, running) : null
  const id = newId()
  const now = new Date()
  await tx
    .insertInto('work_time')
    .values({
      ...(await rowOf(tx, actor, work)),
      id,
      worked_on: dayOf(now),
      started_at: now,
    })
    .execute()
  const { workOrderId, step } = work
  await timeEvents.record(tx, actor, 'started', work.deviceId, { timeId: id, workOrderId, step })
  return { id, before }
}

const rowOf = async (tx: Tx, actor: Actor & { readonly personId: string }, work: Worked) => ({
  organisation_id: actor.organisationId,
  device_id: work.deviceId,
  work_order_id: work.workOrderId,
  ticket_id: work.ticketId,
  step: work.step,
  person_id: actor.personId,
  life: work.life,
  ...(await company(tx, actor.personId, work.supervisorId)),
})

/** Time that a person types instead of timing it, worked today. */
export async function enterTime(
  tx: Tx,
  actor: Actor & { readonly personId: string },
  work: Worked,
  typed: number,
): Promise<void> {
  const id = newId()
  const now = new Date()
  await tx
    .insertInto('work_time')
    .values({ ...(await rowOf(tx, actor, work)), id, worked_on: dayOf(now), ended_at: now, minutes: typed })
    .execute()
  const { workOrderId, step } = work
  await timeEvents.record(tx, actor, 'spent', work.deviceId, {
    timeId: id,
    workOrderId,
    step,
    minutes: typed,
    way: 'typed',
  })
}

export interface TimeLine {
  readonly id: string
  readonly code: string
  readonly deviceId: string
  readonly ticketNumber: number | null
  readonly step: string | null
  readonly personId: string
  readonly person: string | null
  readonly supervisor: string | null
  readonly team: string | null
  readonly life: number
  readonly day: string
  readonly startedAt: Date | null
  readonly endedAt: Date | null
  readonly minutes: number | null
  /** What the clock said, where a person said otherwise or still has to. */
  readonly counted: number | null
  readonly corrected: boolean
}

/** Stretches of work with the names of the people, to be narrowed by the caller. */
export const timeLines = (tx: Tx) =>
  tx
    .selectFrom('work_time as t')
    .innerJoin('device as d', (join) =>
      join.onRef('d.id', '=', 't.device_id').onRef('d.organisation_id', '=', 't.organisation_id'),
    )
    .leftJoin('ticket as k', (join) =>
      join.onRef('k.id', '=', 't.ticket_id').onRef('k.organisation_id', '=', 't.organisation_id'),
    )
    .leftJoin('person_name as p', (join) => join.onRef('p.person_id', '=', 't.person_id').on('p.valid_to', 'is', null))
    .leftJoin('person_name as s', (join) =>
      join.onRef('s.person_id', '=', 't.supervisor_id').on('s.valid_to', 'is', null),
    )
    .select([
      't.id',
      'd.code',
      't.device_id as deviceId',
      'k.number as ticketNumber',
      't.step',
      't.person_id as personId',
      'p.name as person',
      's.name as supervisor',
      't.team',
      't.life',
      sql<string>`t.worked_on::text`.as('day'),
      't.started_at as startedAt',
      't.ended_at as endedAt',
      't.minutes',
      't.counted',
      sql<boolean>`t.corrected_at is not null`.as('corrected'),
    ])

/** One stretch; `lock` where it is about to be corrected. */
export const timeById = (tx: Tx, id: string, lock: boolean): Promise<TimeLine | undefined> => {
  const query = timeLines(tx).where('t.id', '=', id)
  return (lock ? query.forUpdate('t') : query).executeTakeFirst()
}

/** Says the minutes of a stretch that has ended, and why they are not what was written; what was written stays in the ledger. */
export async function correctTime(
  tx: Tx,
  actor: Actor,
  line: TimeLine,
  { minutes: said, reason }: { readonly minutes: number; readonly reason: string },
): Promise<void> {
  const note = await writeNote(tx, actor, 'workTime', line.id, reason)
  await tx
    .updateTable('work_time')
    .set({
      minutes: said,
      counted: line.counted ?? line.minutes,
      corrected_by: actor.personId,
      corrected_at: new Date(),
      note_id: note.id,
    })
    .where('id', '=', line.id)
    .execute()
  await timeEvents.record(tx, actor, 'corrected', line.deviceId, {
    timeId: line.id,
    before: line.minutes,
    minutes: said,
    noteHash: note.hash,
  })
}

/** Timers of a person that nobody believes and whose time is still to be said, oldest first. */
export const forgottenOf = (tx: Tx, personId: string): Promise<readonly TimeLine[]> =>
  timeLines(tx)
    .where('t.person_id', '=', personId)
    .where('t.ended_at', 'is not', null)
    .where('t.minutes', 'is', null)
    .orderBy('t.id')
    .limit(10)
    .execute()
