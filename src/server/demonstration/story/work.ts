import type { Grade } from '../../../domain/circuit/facts.ts'
import { kindsWith } from '../../../domain/circuit/kinds.ts'
import { unitValue } from '../../../domain/law/unit-value.ts'
import { ageYears } from '../../triage/triage.ts'
import { type WaitsFor, workEvents } from '../../workshop/order-events.ts'
import { timeEvents } from '../../workshop/time/time.sql.ts'
import { DEFAULT_STEPS, FREE_PROFILE, GROUP_OF, testsOf } from '../../workshop/work-models.ts'
import { TEAMS } from '../territory.ts'
import { dayOf, isoOf } from './calendar.ts'
import { act, keep, type Live } from './live.ts'
import { photograph } from './photos.ts'
import type { Story } from './story.ts'
import type { Grounds } from './town.ts'

const A_MINUTE = 60_000

/** A work order is opened, with the steps and tests of the kind. */
export function startWork(story: Story, grounds: Grounds, live: Live, at: number, actor: string): void {
  const { chance } = story
  const id = story.journal.id(at)
  act(story, live, 'startWork', at, actor, { payload: { workOrderId: id } })
  const snapshot = { steps: DEFAULT_STEPS[GROUP_OF[live.kind]], tests: testsOf(live.kind).map((test) => test.id) }
  const order = {
    id,
    device_id: live.row.id,
    opened_at: isoOf(at),
    opened_by: actor,
    assigned_to: actor,
    supervisor_id: story.town.people.tutor,
    life_before: null,
    closed_at: null,
    outcome: null,
    software: null,
    steps: snapshot as never,
    bench_id: live.kind === 'screen' ? (grounds.benches.at(-1) ?? null) : chance.oneOf(grounds.benches),
    waits_for: null as WaitsFor | null,
  }
  keep(live, 'work_order', order)
  live.order = order
  doStep(story, live, at, actor, 0)
  photograph(story, live, at, actor)
  const rests = live.rests === 'inWork' ? nextOnBench(story) : null
  if (rests === null ? chance.happens(0.06) : rests % 2 === 0) wait(story, order, live, at, actor)
  if (rests === 0) forget(story, live, at + 5 * A_MINUTE)
  for (let rank = 1; rests !== null && rank <= rests; rank += 1) doStep(story, live, at, actor, rank)
}

/** Of the orders that stay open until today, how many each story has begun: one more step is done on each. */
const onBench = new WeakMap<Story, number>()
function nextOnBench(story: Story): number {
  const rank = onBench.get(story) ?? 0
  onBench.set(story, rank + 1)
  return rank
}

const CAUSES = ['part', 'decision', 'part', 'licence'] as const

/** What the order lacks to go on; it has it when it ends. */
function wait(
  { journal, chance, town }: Story,
  order: { id: string; bench_id: string | null; waits_for: WaitsFor | null },
  live: Live,
  at: number,
  actor: string,
): void {
  order.waits_for = chance.oneOf(CAUSES)
  journal.event(workEvents, 'conducted', at, actor, live.row.id, {
    workOrderId: order.id,
    supervisorId: town.people.tutor,
    benchId: order.bench_id,
    waitsFor: order.waits_for,
  })
}

/** A timer that nobody stopped before the next morning: its person still has to say the time. */
function forget(story: Story, live: Live, at: number): void {
  const { journal, town } = story
  const step = DEFAULT_STEPS[GROUP_OF[live.kind]][1]?.id ?? null
  const workOrderId = live.order?.id ?? null
  const [person] = town.technicians
  const timeId = journal.id(at)
  const counted = 16 * 60
  keep(live, 'work_time', {
    id: timeId,
    device_id: live.row.id,
    work_order_id: workOrderId,
    ticket_id: null,
    step,
    person_id: person,
    supervisor_id: null,
    team: TEAMS.bench,
    life: live.row.life + 1,
    worked_on: dayOf(at),
    started_at: isoOf(at),
    ended_at: isoOf(at + counted * A_MINUTE),
    minutes: null,
    counted,
  })
  journal.event(timeEvents, 'forgotten', at + counted * A_MINUTE, person, live.row.id, {
    timeId,
    workOrderId,
    step,
    counted,
  })
}

/** A step of the order, and the time it took: the trainee does some of them, under the tutor's eye. */
function doStep({ journal, chance, town }: Story, live: Live, at: number, actor: string, rank: number): void {
  const step = DEFAULT_STEPS[GROUP_OF[live.kind]][rank]
  const workOrderId = live.order?.id
  if (!step || !workOrderId) return
  const learns = rank % 3 === 1
  const person = learns ? town.people.trainee : actor
  const minutes = chance.between(4, 28)
  keep(live, 'work_step', { work_order_id: workOrderId, step: step.id, done_at: isoOf(at), done_by: person })
  journal.event(workEvents, 'step', at, person, live.row.id, { workOrderId, step: step.id, what: 'done' })
  const timeId = journal.id(at)
  const timed = chance.happens(0.6)
  keep(live, 'work_time', {
    id: timeId,
    device_id: live.row.id,
    work_order_id: workOrderId,
    ticket_id: null,
    step: step.id,
    person_id: person,
    supervisor_id: learns ? town.people.tutor : null,
    team: learns ? TEAMS.learning : TEAMS.bench,
    life: live.row.life + 1,
    worked_on: dayOf(at),
    started_at: timed ? isoOf(at - minutes * A_MINUTE) : null,
    ended_at: isoOf(at),
    minutes,
    counted: null,
  })
  const way = timed ? 'timer' : 'typed'
  journal.event(timeEvents, 'spent', at, person, live.row.id, { timeId, workOrderId, step: step.id, minutes, way })
}

/** The tutor, who had no hand in the work, looks at it. */
function secondCheck({ journal, town }: Story, live: Live, at: number): void {
  const workOrderId = live.order?.id
  if (!workOrderId) return
  const by = town.people.tutor
  keep(live, 'work_check', {
    id: journal.id(at),
    work_order_id: workOrderId,
    answer: 'agreed',
    checked_at: isoOf(at),
    checked_by: by,
  })
  journal.event(workEvents, 'checked', at, by, live.row.id, { workOrderId, answer: 'agreed' })
}

/** Steps, tests, software, grade: the circuit lets it out, and its order closes. */
export function finishWork(story: Story, live: Live, at: number, actor: string, grade: Grade): void {
  const { journal } = story
  const { order, row } = live
  if (!order) throw new Error('demonstration: no work order to finish')
  const workOrderId = order.id
  for (let rank = 1; rank < DEFAULT_STEPS[GROUP_OF[live.kind]].length; rank += 1) doStep(story, live, at, actor, rank)
  for (const { id: test } of testsOf(live.kind)) {
    keep(live, 'functional_test', {
      work_order_id: workOrderId,
      test,
      result: 'passed',
      tested_at: isoOf(at),
      tested_by: actor,
    })
    journal.event(workEvents, 'tested', at, actor, row.id, { workOrderId, test, result: 'passed' })
  }
  if (kindsWith('software').includes(live.kind)) {
    order.software = FREE_PROFILE as never
    const items = FREE_PROFILE.length
    journal.event(workEvents, 'software', at, actor, row.id, { workOrderId, items, proprietary: 0 })
  }
  const value = unitValue({
    kind: live.kind,
    ageYears: ageYears({ boughtOn: row.bought_on ?? null, builtYear: row.built_year ?? null }, new Date(at)),
    soughtAfter: false,
    purchasePriceEur: 'unknown',
  })
  const eur = value.eur === 'notValued' ? null : value.eur
  row.grade = grade
  row.unit_value_eur = eur
  const basis = 'basis' in value ? value.basis : 'notValued'
  journal.event(workEvents, 'graded', at, actor, row.id, { workOrderId, grade, eur, basis })
  secondCheck(story, live, at)
  live.tested = true
  act(story, live, 'finish', at, actor, { payload: { workOrderId }, set: { reconditioned_at: isoOf(at) } })
  order.closed_at = isoOf(at)
  order.outcome = 'ready'
  order.waits_for = null
  order.life_before = row.life
  live.order = null
}
