import type { Grade, SoftwareItem } from '../../domain/circuit/facts.ts'
import { kindsWith } from '../../domain/circuit/kinds.ts'
import { sampleLog } from '../../domain/erasure/nwipe-sample.ts'
import { recordLog } from '../erasure/nwipe.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import {
  type Bench,
  finishOrder,
  type Order,
  openOrder,
  readBench,
  saveGrading,
  saveSoftware,
  saveSteps,
  saveTests,
} from '../workshop/order.sql.ts'
import { FREE_PROFILE } from '../workshop/work-models.ts'
import type { Character } from './cast.ts'
import type { Scene } from './stages.ts'

/** Drives that the bench erases side by side, in one run and one log. */
const AT_ONCE = 8

/** nwipe overwrites their disks and reads them back; its log is kept, and each drive recorded on the medium it names. */
export async function erase(tx: Tx, { territory, today, files }: Scene, cast: readonly Character[]): Promise<void> {
  const disks = cast.flatMap(({ machine }) => (machine ? [machine.disk] : []))
  for (let first = 0; first < disks.length; first += AT_ONCE) {
    const drives = disks.slice(first, first + AT_ONCE).map(({ model, serial, bytes }, at) => ({
      device: `/dev/sd${'abcdefgh'[at]}`,
      model,
      serial,
      bytes,
    }))
    const text = sampleLog({ drives, version: '0.39', day: today.replaceAll('-', '/') })
    const log = { name: `nwipe-${today}-${first / AT_ONCE + 1}.log`, bytes: new TextEncoder().encode(text) }
    const lines = await recordLog(tx, files, territory.as('trainee'), log, { deviceId: null, mediumId: null })
    const left = lines.find((line) => !line.done)
    if (left) throw new Error(`demonstration: ${left.item}: ${left.what.fr}`)
  }
}

/** A work order is opened for each, and its first step done. */
export async function startWork(tx: Tx, { territory }: Scene, cast: readonly Character[]): Promise<void> {
  const actor = territory.as('trainee')
  for (const one of cast) {
    const { device } = await onTheBench(tx, one)
    const opened = await openOrder(tx, actor, device)
    if (opened.kind !== 'done') throw new Error(`demonstration: no work order for ${one.serial}`)
    const { order } = await onTheBench(tx, one)
    if (!order) throw new Error(`demonstration: no work order for ${one.serial}`)
    await doSteps(tx, actor, device, order, 1)
  }
}

const doSteps = (tx: Tx, actor: Actor, device: Bench['device'], order: Order, most: number) =>
  saveSteps(
    tx,
    actor,
    device.id,
    order,
    order.snapshot.steps.slice(0, most).map(({ id }, at) => ({ step: id, what: 'done', minutes: 5 + 4 * at })),
  )

const GRADES: readonly Grade[] = ['B', 'A', 'B', 'C']

/** Steps, tests, software, grade: the checklist of the circuit lets them out. */
export async function finishWork(tx: Tx, { territory }: Scene, cast: readonly Character[]): Promise<void> {
  const actor = territory.as('technician')
  for (const [at, one] of cast.entries()) {
    const { device, order } = await onTheBench(tx, one)
    if (!order) throw new Error(`demonstration: no work order for ${one.serial}`)
    await doSteps(tx, actor, device, order, order.snapshot.steps.length)
    await saveTests(
      tx,
      actor,
      device.id,
      order,
      Object.fromEntries(order.snapshot.tests.map((test) => [test, 'passed'])),
    )
    const profile: readonly SoftwareItem[] | null = kindsWith('software').includes(one.model.kind) ? FREE_PROFILE : null
    await saveSoftware(tx, actor, device.id, order, profile)
    const grade = GRADES[at % GRADES.length] ?? 'B'
    await saveGrading(tx, actor, device, order, { grade, soughtAfter: false, value: null, valueReason: null })
    const done = await finishOrder(tx, actor, device.id, order)
    if (done.kind !== 'done') {
      const rules = done.kind === 'refused' ? done.refusals.map(({ rule }) => rule) : ['missing']
      throw new Error(`demonstration: ${one.cohort.label} is not ready (${rules.join(', ')})`)
    }
  }
}

async function onTheBench(tx: Tx, one: Character): Promise<Bench> {
  const bench = await readBench(tx, one.code)
  if (!bench) throw new Error(`demonstration: ${one.code} is not on the bench`)
  return bench
}
