import type { Tx } from '../platform/database/database.ts'
import type { Member } from '../platform/http/permission.ts'
import type { Lang } from '../platform/text/text.ts'
import {
  finishOrder,
  type Order,
  openOrder,
  readBench,
  saveGrading,
  saveSoftware,
  saveSteps,
  saveTests,
  takeOrder,
} from '../workshop/order.sql.ts'
import { readProfiles } from '../workshop/profiles/profile.sql.ts'
import { type Profile, profilesFor, softwareOf } from '../workshop/profiles/profile.ts'
import { type Asked, gone, told } from './bench-acts.sql.ts'
import { type Answered, both, no } from './scan.ts'
import { type Subject, subjectOf } from './subject.sql.ts'

const noOrder = (subject: Subject): Answered =>
  no(
    subject.shown,
    both((text) => text.noOrder),
    both((text) => text.noOrderHow),
  )

/** What is left on an order: steps not done, tests without a result. */
const leftOf = (order: Order) => ({
  steps: order.snapshot.steps.filter(({ id }) => !order.steps.some((one) => one.step === id && one.doneAt)),
  tests: order.snapshot.tests.filter(({ id }) => order.tests[id] === undefined),
})

/** The one profile that suits a machine whose software is not listed yet. */
async function profileDue(tx: Tx, kind: string, order: Order): Promise<Profile | null> {
  if (order.software !== null) return null
  const [one, ...others] = profilesFor(kind, await readProfiles(tx))
  return one && others.length === 0 ? one : null
}

const MOST_NAMED = 4
const names = (all: readonly { readonly fr: string; readonly en: string }[], lang: Lang): string =>
  [...all.slice(0, MOST_NAMED).map((one) => one[lang].toLowerCase()), ...(all.length > MOST_NAMED ? ['…'] : [])].join(
    ', ',
  )

/** Opens the order of a device, or takes it; one that is in work is asked whether its steps and tests are over. */
export async function work(tx: Tx, member: Member, { code }: Asked<'work'>): Promise<Answered> {
  const subject = await subjectOf(tx, code)
  const bench = subject && (await readBench(tx, subject.code))
  if (!subject || !bench) return gone(code)
  const { device, order } = bench
  const how = both((text) => text.workHow)
  if (!order || order.closedAt !== null)
    return told(
      tx,
      subject,
      await openOrder(tx, member, device),
      both((text) => text.workOpened),
      how,
    )
  if (order.assignedTo !== member.personId) {
    await takeOrder(tx, member, device.id, order)
    return { kind: 'done', code: subject.shown, says: both((text) => text.workTaken), how }
  }
  const { steps, tests } = leftOf(order)
  if (steps.length + tests.length === 0)
    return {
      kind: 'seen',
      code: subject.shown,
      says: both((text) => text.workDone),
      how: both((text) => text.gradeNext),
    }
  const profile = await profileDue(tx, device.kind, order)
  const asks = (lang: Lang) =>
    both(
      (text) =>
        text.workLeftHow(names(steps, lang), names(tests, lang)) + (profile ? text.andProfile(profile.name) : ''),
    )[lang]
  return {
    kind: 'asks',
    code: subject.shown,
    says: both((text) => text.workLeft(steps.length, tests.length)),
    how: { fr: asks('fr'), en: asks('en') },
    awaits: { kind: 'yes', yes: { do: 'worked', code: subject.code }, no: null },
  }
}

/** What the person said yes to: the steps left are done, the tests left passed, the usual software is on the machine. */
export async function worked(tx: Tx, member: Member, { code }: Asked<'worked'>): Promise<Answered> {
  const subject = await subjectOf(tx, code)
  const bench = subject && (await readBench(tx, subject.code))
  if (!subject || !bench) return gone(code)
  const { device, order } = bench
  if (!order || order.closedAt !== null) return noOrder(subject)
  const { steps, tests } = leftOf(order)
  await saveSteps(
    tx,
    member,
    device.id,
    order,
    steps.map(({ id }) => ({ step: id, what: 'done', minutes: null })),
  )
  await saveTests(tx, member, device.id, order, Object.fromEntries(tests.map(({ id }) => [id, 'passed' as const])))
  const profile = await profileDue(tx, device.kind, order)
  if (profile) {
    const items = softwareOf(profile)
    const { id, name, version } = profile
    await saveSoftware(tx, member, device.id, order, items, { id, name, version, items: items.map((one) => one.name) })
  }
  return { kind: 'done', code: subject.shown, says: both((text) => text.worked), how: both((text) => text.gradeNext) }
}

export async function grade(tx: Tx, member: Member, { code, grade: given }: Asked<'grade'>): Promise<Answered> {
  const subject = await subjectOf(tx, code)
  const bench = subject && (await readBench(tx, subject.code))
  if (!subject || !bench) return gone(code)
  const { device, order } = bench
  if (!order || order.closedAt !== null) return noOrder(subject)
  await saveGrading(tx, member, device, order, { grade: given, soughtAfter: false, value: null, valueReason: null })
  return {
    kind: 'done',
    code: subject.shown,
    says: both((text) => text.graded(given)),
    how: both((text) => text.gradedHow),
  }
}

export async function finish(tx: Tx, member: Member, { code }: Asked<'finish'>): Promise<Answered> {
  const subject = await subjectOf(tx, code)
  const bench = subject && (await readBench(tx, subject.code))
  if (!subject || !bench) return gone(code)
  const { device, order } = bench
  if (!order || order.closedAt !== null) return noOrder(subject)
  return told(
    tx,
    subject,
    await finishOrder(tx, member, device.id, order),
    both((text) => text.finished),
  )
}
