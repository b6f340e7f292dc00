import type { Tx } from '../platform/database/database.ts'
import type { Member } from '../platform/http/permission.ts'
import type { Bilingual, Lang } from '../platform/text/text.ts'
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
  takeOrder,
} from '../workshop/order.sql.ts'
import type { TestResult } from '../workshop/order-events.ts'
import { readProfiles } from '../workshop/profiles/profile.sql.ts'
import { profilesFor, softwareOf } from '../workshop/profiles/profile.ts'
import { type Asked, gone, told } from './bench-acts.sql.ts'
import { type Answered, both, no, type Wrote } from './scan.ts'
import type { Awaits } from './scan-session.ts'
import { type Subject, subjectOf } from './subject.sql.ts'
import { ofItem } from './work-items.text.ts'
import type { Item, ItemAnswer } from './work-items.ts'

const noOrder = (subject: Subject): Answered =>
  no(
    subject.shown,
    both((text) => text.noOrder),
    both((text) => text.noOrderHow),
  )

/** What is still to be said of an order, each by itself: steps not done, tests without a result or failed, the software where none is listed. */
async function itemsLeft(tx: Tx, kind: string, { snapshot, steps, tests, software }: Order): Promise<readonly Item[]> {
  const ranked = (what: Item['what'], all: readonly (Bilingual & { readonly id: string })[]) =>
    all.map(({ id, fr, en }, at): Item => ({ what, id, fr, en, nth: at + 1, of: all.length }))
  const profiles = software === null ? profilesFor(kind, await readProfiles(tx)) : []
  const named = profiles.map(({ id, name }) => ({ id, fr: `Profil « ${name} »`, en: `Profile “${name}”` }))
  return [
    ...ranked('step', snapshot.steps).filter(({ id }) => !steps.some((one) => one.step === id)),
    ...ranked('test', snapshot.tests).filter(({ id }) => tests[id] === undefined || tests[id].result === 'failed'),
    ...ranked('software', named),
  ]
}

const asking = (items: readonly Item[]): { readonly awaits?: Awaits } =>
  items.length > 0 ? { awaits: { kind: 'items', items } } : {}

/** Opens the order of a device, or takes it; what is still to be said of it is asked, one item after the other. */
export async function work(tx: Tx, member: Member, { code }: Asked<'work'>): Promise<Answered> {
  const subject = await subjectOf(tx, code)
  const bench = subject && (await readBench(tx, subject.code))
  if (!subject || !bench) return gone(code)
  const { device, order } = bench
  const how = both((text) => text.workHow)
  if (!order || order.closedAt !== null) {
    const says = both((text) => text.workOpened)
    const opened = await told(tx, subject, await openOrder(tx, member, device), says, how)
    const begun = opened.kind === 'done' ? (await readBench(tx, subject.code))?.order : null
    return opened.kind === 'done' && begun ? { ...opened, ...asking(await itemsLeft(tx, device.kind, begun)) } : opened
  }
  const items = await itemsLeft(tx, device.kind, order)
  if (order.assignedTo !== member.personId) {
    await takeOrder(tx, member, device.id, order)
    return { kind: 'done', code: subject.shown, says: both((text) => text.workTaken), how, ...asking(items) }
  }
  if (items.length === 0)
    return {
      kind: 'seen',
      code: subject.shown,
      says: both((text) => text.workDone),
      how: both((text) => text.gradeNext),
    }
  return {
    kind: 'asks',
    code: subject.shown,
    says: ofItem((text) => text.left(items.length)),
    how: null,
    awaits: { kind: 'items', items },
  }
}

const RESULTS: Readonly<Record<ItemAnswer, TestResult | null>> = {
  yes: 'passed',
  no: 'failed',
  none: 'notApplicable',
  skip: null,
}

/** Writes what the person said of one item; whatever is not said of it stays as it was. */
async function write(
  tx: Tx,
  member: Member,
  { device, order }: { readonly device: Bench['device']; readonly order: Order },
  { item, said }: Asked<'answer'>,
): Promise<Wrote> {
  if (item.what === 'test') {
    const result = RESULTS[said]
    if (result === null) return { kind: 'nothing' }
    const tested = order.tests[item.id]
    const before = tested ? { result: tested.result, remark: tested.remark } : null
    await saveTests(tx, member, device.id, order, { [item.id]: result })
    return { kind: 'result', result, before }
  }
  if (said !== 'yes') return { kind: 'nothing' }
  if (item.what === 'step') {
    if (order.steps.some(({ step }) => step === item.id)) return { kind: 'nothing' }
    await saveSteps(tx, member, device.id, order, [{ step: item.id, what: 'done', minutes: null }])
    return { kind: 'done' }
  }
  const profile = (await readProfiles(tx)).find(({ id }) => id === item.id)
  if (!profile || order.software !== null) return { kind: 'nothing' }
  const items = softwareOf(profile)
  const { id, name, version } = profile
  await saveSoftware(tx, member, device.id, order, items, { id, name, version, items: items.map((one) => one.name) })
  return { kind: 'done' }
}

const MOST_NAMED = 4
const named = (items: readonly Item[], lang: Lang): string =>
  [
    ...items.slice(0, MOST_NAMED).map((one) => one[lang].toLowerCase()),
    ...(items.length > MOST_NAMED ? ['…'] : []),
  ].join(', ')

/** One item of the order in hand, answered by one card; once nothing more is asked, what is left is named. */
export async function answerItem(tx: Tx, member: Member, asked: Asked<'answer'>): Promise<Answered> {
  const { item, said } = asked
  const subject = await subjectOf(tx, asked.code)
  const bench = subject && (await readBench(tx, subject.code))
  if (!subject || !bench) return gone(asked.code)
  const { device, order } = bench
  if (!order || order.closedAt !== null) return noOrder(subject)
  const wrote = await write(tx, member, { device, order }, asked)
  const now = (await readBench(tx, subject.code))?.order ?? order
  const left = await itemsLeft(tx, device.kind, now)
  const already = said === 'yes' && wrote.kind === 'nothing'
  return {
    kind: wrote.kind === 'nothing' ? 'seen' : 'done',
    code: subject.shown,
    says: ofItem((text, lang) => (already ? text.already(item[lang]) : text.said[item.what][said](item[lang]))),
    how: left.length === 0 ? both((text) => text.gradeNext) : ofItem((text, lang) => text.stillLeft(named(left, lang))),
    undo: { kind: 'item', code: subject.code, item, wrote },
  }
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
