import type { Grade, SoftwareItem } from '../../domain/circuit/facts.ts'
import { DEVICE_KINDS } from '../../domain/hardware/report.ts'
import { unitValue } from '../../domain/law/unit-value.ts'
import { type Performed, perform } from '../circuit/perform.sql.ts'
import { deviceByCode } from '../fleet/device.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { type Actor, writeNote } from '../platform/ledger/ledger.ts'
import { ageYears } from '../triage/triage.ts'
import { saveCheck, workedOn } from './conduct/check.sql.ts'
import { readCriteria, readModels } from './models/model.sql.ts'
import { GRADED, type Graded } from './models/model.ts'
import { type Grading, type Snapshot, snapshotOf } from './order.ts'
import { result, type TestResult, workEvents } from './order-events.ts'
import { CARRIED, type Carried } from './profiles/profile.ts'
import {
  enterTime,
  runningTimer,
  type Stopped,
  startTimer,
  stopTimer,
  type TimeLine,
  timeLines,
} from './time/time.sql.ts'

/** The answer of one test, and what was measured or seen beside it: « 78 % ». */
export interface Tested {
  readonly result: TestResult
  readonly remark: string | null
  readonly at: Date
  readonly by: string | null
}

export interface Order {
  readonly id: string
  readonly openedAt: Date
  readonly closedAt: Date | null
  readonly outcome: string | null
  readonly assignedTo: string | null
  readonly assignedName: string | null
  readonly supervisorId: string | null
  readonly supervisorName: string | null
  readonly benchId: string | null
  readonly benchName: string | null
  readonly waitsFor: string | null
  /** The life that the work prepares. */
  readonly life: number
  readonly snapshot: Snapshot
  readonly software: readonly SoftwareItem[] | null
  readonly profile: Carried
  /** The grade given on this order, with its criterion on that day. */
  readonly graded: Graded | null
  readonly steps: readonly { step: string; doneAt: Date; doneBy: string | null }[]
  /** Every stretch of work on this order, oldest first. */
  readonly times: readonly TimeLine[]
  readonly tests: Readonly<Record<string, Tested>>
}

/** The device of this code on the bench, its open order or its last one, and how many it had. */
export async function readBench(tx: Tx, code: string) {
  const found = await deviceByCode(tx, code)
  if (!found) return null
  const device = await tx
    .selectFrom('device')
    .select([
      'id',
      'code',
      'kind',
      'state',
      'maker',
      'model',
      'name',
      'life',
      'grade',
      'unit_value_eur as unitValueEur',
      'bought_on as boughtOn',
      'built_year as builtYear',
    ])
    .where('id', '=', found.id)
    .executeTakeFirstOrThrow()
  const orders = await tx
    .selectFrom('work_order as w')
    .leftJoin('person_name as p', (join) =>
      join.onRef('p.person_id', '=', 'w.assigned_to').on('p.valid_to', 'is', null),
    )
    .leftJoin('person_name as s', (join) =>
      join.onRef('s.person_id', '=', 'w.supervisor_id').on('s.valid_to', 'is', null),
    )
    .leftJoin('equipment as e', (join) =>
      join.onRef('e.id', '=', 'w.bench_id').onRef('e.organisation_id', '=', 'w.organisation_id'),
    )
    .select([
      'w.id',
      'w.bench_id as benchId',
      'e.name as benchName',
      'w.waits_for as waitsFor',
      'w.opened_at as openedAt',
      'w.closed_at as closedAt',
      'w.outcome',
      'w.assigned_to as assignedTo',
      'p.name as assignedName',
      'w.supervisor_id as supervisorId',
      's.name as supervisorName',
      'w.life_before',
      'w.software',
      'w.software_profile',
      'w.grading',
      'w.steps',
    ])
    .where('w.device_id', '=', found.id)
    .orderBy('w.opened_at', 'desc')
    .orderBy('w.id', 'desc')
    .execute()
  const [last] = orders
  return { device, order: last ? await orderOf(tx, last, device.life) : null, count: orders.length }
}
export type Bench = NonNullable<Awaited<ReturnType<typeof readBench>>>

async function orderOf(
  tx: Tx,
  row: Omit<Order, 'snapshot' | 'profile' | 'graded' | 'steps' | 'tests' | 'times' | 'life'> & {
    steps: unknown
    software_profile: unknown
    grading: unknown
    life_before: number | null
  },
  lifeToday: number,
): Promise<Order> {
  const steps = await tx
    .selectFrom('work_step as s')
    .leftJoin('person_name as p', (join) => join.onRef('p.person_id', '=', 's.done_by').on('p.valid_to', 'is', null))
    .select(['s.step', 's.done_at as doneAt', 'p.name as doneBy'])
    .where('s.work_order_id', '=', row.id)
    .execute()
  const tests = await tx
    .selectFrom('functional_test as t')
    .leftJoin('person_name as p', (join) => join.onRef('p.person_id', '=', 't.tested_by').on('p.valid_to', 'is', null))
    .select(['t.test', 't.result', 't.remark', 't.tested_at as at', 'p.name as by'])
    .where('t.work_order_id', '=', row.id)
    .execute()
  return {
    ...row,
    snapshot: snapshotOf(row.steps),
    software: row.software,
    profile: CARRIED.parse(row.software_profile),
    graded: GRADED.safeParse(row.grading).data ?? null,
    life: (row.life_before ?? lifeToday) + 1,
    steps,
    times: await timeLines(tx).where('t.work_order_id', '=', row.id).orderBy('t.id').execute(),
    tests: Object.fromEntries(tests.map(({ test, ...one }) => [test, { ...one, result: result.parse(one.result) }])),
  }
}

/** Opens a work order with the steps and tests of the day, for whoever opens it; the circuit says whether it may begin. */
export async function openOrder(tx: Tx, actor: Actor, device: Bench['device']): Promise<Performed> {
  const id = newId()
  const done = await perform(tx, actor, 'startWork', device.id, { payload: { workOrderId: id } })
  if (done.kind !== 'done') return done
  const kind = DEVICE_KINDS.find((one) => one === device.kind) ?? 'unknown'
  const { steps, tests } = (await readModels(tx))[kind]
  const snapshot: Snapshot = { steps: [...steps], tests: [...tests] }
  await tx
    .insertInto('work_order')
    .values({
      organisation_id: actor.organisationId,
      id,
      device_id: device.id,
      opened_at: new Date(),
      opened_by: actor.personId,
      assigned_to: actor.personId,
      steps: JSON.stringify(snapshot),
    })
    .execute()
  return done
}

export async function takeOrder(tx: Tx, actor: Actor, deviceId: string, order: Order): Promise<void> {
  await tx.updateTable('work_order').set({ assigned_to: actor.personId }).where('id', '=', order.id).execute()
  await workEvents.record(tx, actor, 'taken', deviceId, { workOrderId: order.id })
}

/** What is said of one step: done or not, and minutes to add to it; `as it was` where a form does not speak of it. */
export interface StepSaid {
  readonly step: string
  readonly what: 'done' | 'undone' | 'asItWas'
  readonly minutes: number | null
}

/** What an order is, for whoever works on it at one of its steps. */
const workOn = (deviceId: string, order: Order, step: string | null) => ({
  deviceId,
  workOrderId: order.id,
  ticketId: null,
  step,
  life: order.life,
  supervisorId: order.supervisorId,
})

type Person = Actor & { readonly personId: string }

/** Writes the steps that changed and the minutes that were typed; the timer of whoever ends a step stops with it. */
export async function saveSteps(
  tx: Tx,
  actor: Person,
  deviceId: string,
  order: Order,
  said: readonly StepSaid[],
): Promise<void> {
  for (const { step, what, minutes } of said) {
    const wasDone = order.steps.some((one) => one.step === step)
    if (minutes !== null) await enterTime(tx, actor, workOn(deviceId, order, step), minutes)
    if (what === 'asItWas' || (what === 'done') === wasDone) continue
    if (what === 'done') {
      await tx
        .insertInto('work_step')
        .values({
          organisation_id: actor.organisationId,
          work_order_id: order.id,
          step,
          done_at: new Date(),
          done_by: actor.personId,
        })
        .onConflict((same) => same.columns(['organisation_id', 'work_order_id', 'step']).doNothing())
        .execute()
      const timer = await runningTimer(tx, actor.personId, true)
      if (timer?.workOrderId === order.id && timer.step === step) await stopTimer(tx, actor, timer)
    } else await tx.deleteFrom('work_step').where('work_order_id', '=', order.id).where('step', '=', step).execute()
    await workEvents.record(tx, actor, 'step', deviceId, { workOrderId: order.id, step, what })
  }
}

/** Starts the timer of whoever acts on one step of an order; answers what became of the timer that ran before. */
export const beginStep = async (
  tx: Tx,
  actor: Person,
  deviceId: string,
  order: Order,
  step: string,
): Promise<Stopped | null> => (await startTimer(tx, actor, workOn(deviceId, order, step))).before

/** Writes the results that changed, each with what was measured or seen beside it. */
export async function saveTests(
  tx: Tx,
  actor: Actor,
  deviceId: string,
  order: Order,
  results: Readonly<Record<string, TestResult>>,
  remarks: Readonly<Record<string, string | null>> = {},
): Promise<void> {
  for (const { id: test } of order.snapshot.tests) {
    const said = results[test]
    const before = order.tests[test]
    const remark = remarks[test] ?? null
    if (said === undefined || (before?.result === said && before.remark === remark)) continue
    const row = { result: said, remark, tested_at: new Date(), tested_by: actor.personId }
    await tx
      .insertInto('functional_test')
      .values({ organisation_id: actor.organisationId, work_order_id: order.id, test, ...row })
      .onConflict((conflict) => conflict.columns(['organisation_id', 'work_order_id', 'test']).doUpdateSet(row))
      .execute()
    await workEvents.record(tx, actor, 'tested', deviceId, { workOrderId: order.id, test, result: said })
  }
}

/** Takes a result back: the test is to be done. */
export async function clearTest(tx: Tx, actor: Actor, deviceId: string, order: Order, test: string): Promise<void> {
  await tx.deleteFrom('functional_test').where('work_order_id', '=', order.id).where('test', '=', test).execute()
  await workEvents.record(tx, actor, 'untested', deviceId, { workOrderId: order.id, test })
}

export async function saveSoftware(
  tx: Tx,
  actor: Actor,
  deviceId: string,
  order: Order,
  items: readonly SoftwareItem[] | null,
  profile: Carried = order.profile,
): Promise<void> {
  await tx
    .updateTable('work_order')
    .set({
      software: items === null ? null : JSON.stringify(items),
      software_profile: profile === null ? null : JSON.stringify(profile),
    })
    .where('id', '=', order.id)
    .execute()
  await workEvents.record(tx, actor, 'software', deviceId, {
    workOrderId: order.id,
    items: items?.length ?? 0,
    proprietary: items?.filter((item) => item.licence === 'proprietary').length ?? 0,
    ...(profile ? { profile: profile.id, profileVersion: profile.version } : {}),
  })
}

/** The value that the ceiling of a gift is compared with, from the device's age and kind; a person may set another. */
export function appraise(
  device: Bench['device'],
  grading: Omit<Grading, 'grade'>,
  now: Date,
): ReturnType<typeof unitValue> {
  return unitValue(
    {
      kind: DEVICE_KINDS.find((one) => one === device.kind) ?? 'unknown',
      ageYears: ageYears(device, now),
      soughtAfter: grading.soughtAfter,
      purchasePriceEur: 'unknown',
    },
    grading.value === null ? 'none' : { eur: grading.value, reason: grading.valueReason ?? '' },
  )
}

/** Grades the device and says what it is worth; the order keeps the words of the criterion on this day. */
export async function saveGrading(
  tx: Tx,
  actor: Person,
  device: Bench['device'],
  order: Order,
  grading: Grading & { readonly grade: Grade },
): Promise<ReturnType<typeof unitValue>> {
  const value = appraise(device, grading, new Date())
  const eur = value.eur === 'notValued' ? null : value.eur
  const note =
    grading.value !== null && grading.valueReason
      ? await writeNote(tx, actor, 'device', device.id, grading.valueReason)
      : null
  await tx
    .updateTable('device')
    .set({ grade: grading.grade, unit_value_eur: eur })
    .where('id', '=', device.id)
    .execute()
  const graded: Graded = {
    grade: grading.grade,
    criterion: (await readCriteria(tx))[grading.grade],
    at: new Date().toISOString(),
    by: actor.personId,
  }
  await tx
    .updateTable('work_order')
    .set({ grading: JSON.stringify(graded) })
    .where('id', '=', order.id)
    .execute()
  await workEvents.record(tx, actor, 'graded', device.id, {
    workOrderId: order.id,
    grade: grading.grade,
    eur,
    basis: 'basis' in value ? value.basis : 'notValued',
    ...(note ? { noteHash: note.hash } : {}),
  })
  return value
}

/** Calls the device ready, as the circuit allows; its order closes with it. From whoever had no hand in the work, it is the second check. */
export async function finishOrder(tx: Tx, actor: Person, deviceId: string, order: Order): Promise<Performed> {
  const checks = !(await workedOn(tx, order.id, actor.personId))
  const done = await perform(tx, actor, 'finish', deviceId, {
    payload: { workOrderId: order.id },
    set: { reconditioned_at: new Date() },
    ...(checks ? { facts: { secondCheck: 'agreed' as const } } : {}),
  })
  if (done.kind === 'done' && checks) await saveCheck(tx, actor, deviceId, order.id, 'agreed', null)
  return done
}
