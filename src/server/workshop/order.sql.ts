import { z } from 'zod'
import { GRADES, type Grade, type SoftwareItem } from '../../domain/circuit/facts.ts'
import { DEVICE_KINDS } from '../../domain/hardware/report.ts'
import { unitValue } from '../../domain/law/unit-value.ts'
import { type Performed, perform } from '../circuit/perform.sql.ts'
import { deviceByCode } from '../fleet/device.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { type Actor, eventsOf, writeNote } from '../platform/ledger/ledger.ts'
import { ageYears } from '../triage/triage.ts'
import { type Grading, type Snapshot, snapshotOf } from './order.ts'
import { CARRIED, type Carried } from './profiles/profile.ts'
import { readModel } from './steps.sql.ts'
import { GROUP_OF, testsOf } from './work-models.ts'

const result = z.enum(['passed', 'failed', 'notApplicable'])
export type TestResult = z.infer<typeof result>
const stepId = z.string().max(40)

export const workEvents = eventsOf('work', {
  taken: {
    says: { fr: 'Fiche d’atelier prise', en: 'Work order taken' },
    payload: z.strictObject({ workOrderId: z.uuid() }),
  },
  given: {
    says: { fr: 'Fiche d’atelier passée à une autre personne, ou rendue', en: 'Work order given to another, or freed' },
    payload: z.strictObject({ workOrderId: z.uuid(), to: z.uuid().nullable() }),
  },
  step: {
    says: { fr: 'Étape d’atelier faite', en: 'Workshop step done' },
    payload: z.strictObject({
      workOrderId: z.uuid(),
      step: stepId,
      what: z.enum(['begun', 'done', 'undone']),
      minutes: z.number().int().optional(),
    }),
  },
  tested: {
    says: { fr: 'Essai de fonctionnement fait', en: 'Functional test done' },
    payload: z.strictObject({ workOrderId: z.uuid(), test: stepId, result }),
  },
  software: {
    says: { fr: 'Logiciels de la machine notés', en: 'Software of the machine noted' },
    payload: z.strictObject({
      workOrderId: z.uuid(),
      items: z.number().int(),
      proprietary: z.number().int(),
      profile: z.string().max(36).optional(),
      profileVersion: z.number().int().optional(),
    }),
  },
  graded: {
    says: { fr: 'Classe et valeur données', en: 'Grade and value given' },
    payload: z.strictObject({
      workOrderId: z.uuid(),
      grade: z.enum(GRADES),
      eur: z.number().nullable(),
      basis: z.enum(['estimated', 'presumedUnderCap', 'decidedByAPerson', 'notValued']),
      noteHash: z.string().length(64).optional(),
    }),
  },
})

export interface Order {
  readonly id: string
  readonly openedAt: Date
  readonly closedAt: Date | null
  readonly outcome: string | null
  readonly assignedTo: string | null
  readonly assignedName: string | null
  readonly snapshot: Snapshot
  readonly software: readonly SoftwareItem[] | null
  readonly profile: Carried
  readonly steps: readonly { step: string; startedAt: Date | null; doneAt: Date | null; minutes: number | null }[]
  readonly tests: Readonly<Record<string, TestResult>>
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
    .select([
      'w.id',
      'w.opened_at as openedAt',
      'w.closed_at as closedAt',
      'w.outcome',
      'w.assigned_to as assignedTo',
      'p.name as assignedName',
      'w.software',
      'w.software_profile',
      'w.steps',
    ])
    .where('w.device_id', '=', found.id)
    .orderBy('w.opened_at', 'desc')
    .orderBy('w.id', 'desc')
    .execute()
  const [last] = orders
  return { device, order: last ? await orderOf(tx, last) : null, count: orders.length }
}
export type Bench = NonNullable<Awaited<ReturnType<typeof readBench>>>

async function orderOf(
  tx: Tx,
  row: Omit<Order, 'snapshot' | 'profile' | 'steps' | 'tests'> & { steps: unknown; software_profile: unknown },
): Promise<Order> {
  const steps = await tx
    .selectFrom('work_step')
    .select(['step', 'started_at as startedAt', 'done_at as doneAt', 'minutes'])
    .where('work_order_id', '=', row.id)
    .execute()
  const tests = await tx
    .selectFrom('functional_test')
    .select(['test', 'result'])
    .where('work_order_id', '=', row.id)
    .execute()
  return {
    ...row,
    snapshot: snapshotOf(row.steps),
    software: row.software,
    profile: CARRIED.parse(row.software_profile),
    steps,
    tests: Object.fromEntries(tests.map((one) => [one.test, result.parse(one.result)])),
  }
}

/** Opens a work order with the steps and tests of the day, for whoever opens it; the circuit says whether it may begin. */
export async function openOrder(tx: Tx, actor: Actor, device: Bench['device']): Promise<Performed> {
  const id = newId()
  const done = await perform(tx, actor, 'startWork', device.id, { payload: { workOrderId: id } })
  if (done.kind !== 'done') return done
  const kind = DEVICE_KINDS.find((one) => one === device.kind) ?? 'unknown'
  const snapshot: Snapshot = {
    steps: [...(await readModel(tx))[GROUP_OF[kind]]],
    tests: testsOf(kind).map((test) => test.id),
  }
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

/** What the form says of one step: begun, done with its minutes, or not done after all. */
export interface StepSaid {
  readonly step: string
  readonly what: 'begun' | 'done' | 'undone'
  readonly minutes: number | null
}

/** Writes the steps that changed; minutes not typed are counted from the beginning, where there was one. */
export async function saveSteps(
  tx: Tx,
  actor: Actor,
  deviceId: string,
  order: Order,
  said: readonly StepSaid[],
): Promise<void> {
  const now = new Date()
  for (const { step, what, minutes: typed } of said) {
    const before = order.steps.find((one) => one.step === step)
    const key = { organisation_id: actor.organisationId, work_order_id: order.id, step }
    const counted = before?.startedAt ? Math.round((now.getTime() - before.startedAt.getTime()) / 60_000) : null
    const minutes = typed ?? before?.minutes ?? (counted === null ? null : Math.min(counted, 6000))
    const same = before?.doneAt != null && what === 'done' && minutes === before.minutes
    if (same || (what === 'undone' && !before?.doneAt) || (what === 'begun' && before)) continue
    const row = {
      begun: { started_at: now, done_at: null, minutes: null },
      done: { done_at: now, minutes },
      undone: { done_at: null, minutes: null },
    }[what]
    await tx
      .insertInto('work_step')
      .values({ ...key, ...row, done_by: actor.personId })
      .onConflict((conflict) =>
        conflict.columns(['organisation_id', 'work_order_id', 'step']).doUpdateSet({ ...row, done_by: actor.personId }),
      )
      .execute()
    await workEvents.record(tx, actor, 'step', deviceId, {
      workOrderId: order.id,
      step,
      what,
      ...(what === 'done' && minutes !== null ? { minutes } : {}),
    })
  }
}

export async function saveTests(
  tx: Tx,
  actor: Actor,
  deviceId: string,
  order: Order,
  results: Readonly<Record<string, TestResult>>,
): Promise<void> {
  for (const test of order.snapshot.tests) {
    const said = results[test]
    if (said === undefined || order.tests[test] === said) continue
    const row = { result: said, tested_at: new Date(), tested_by: actor.personId }
    await tx
      .insertInto('functional_test')
      .values({ organisation_id: actor.organisationId, work_order_id: order.id, test, ...row })
      .onConflict((conflict) => conflict.columns(['organisation_id', 'work_order_id', 'test']).doUpdateSet(row))
      .execute()
    await workEvents.record(tx, actor, 'tested', deviceId, { workOrderId: order.id, test, result: said })
  }
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

export async function saveGrading(
  tx: Tx,
  actor: Actor,
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
  await workEvents.record(tx, actor, 'graded', device.id, {
    workOrderId: order.id,
    grade: grading.grade,
    eur,
    basis: 'basis' in value ? value.basis : 'notValued',
    ...(note ? { noteHash: note.hash } : {}),
  })
  return value
}

/** Calls the device ready, as the circuit allows; its order closes with it. */
export const finishOrder = (tx: Tx, actor: Actor, deviceId: string, order: Order): Promise<Performed> =>
  perform(tx, actor, 'finish', deviceId, {
    payload: { workOrderId: order.id },
    set: { reconditioned_at: new Date() },
  })

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
        .where('s.done_at', 'is not', null)
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
