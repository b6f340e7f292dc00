import { sql } from 'kysely'
import { lockDevices } from '../circuit/device-row.sql.ts'
import { judgeAll, type Performed, performAll } from '../circuit/perform.sql.ts'
import { todayOf } from '../circuit/today.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Refused } from '../platform/http/answer.ts'
import { addJob } from '../platform/jobs/add-job.sql.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { type Carried, KINDS_OF_ACT, type Line } from './acts.sql.ts'
import { answersAfter, countOutcomes, saveAnswersOf } from './answers.sql.ts'
import { type BulkAct, bulkActById, bulkActEvents, setPhase } from './bulk-act.sql.ts'
import { bulkActText } from './bulk-act.text.ts'
import { AT_WORK, type AtWork, type BulkAnswer, isAtWork, PASS_OF, type Phase } from './bulk-act.ts'

export const BULK_ACT_JOB = 'bulkAct.step'

/** Devices of one step, which is one transaction: short, so that the ledger is sealed and others write in between. */
const STEP_DEVICES = 2000
/** Devices that are not worth a job: they are answered with the page. */
const AT_ONCE = 200

interface Step {
  readonly tx: Tx
  readonly asked: Carried
  readonly actor: Actor
}

/** Begins a phase: a job carries it on, step by step; a handful of devices is answered at once. */
export async function beginPhase(
  tx: Tx,
  { organisationId, personId }: Actor & { readonly personId: string },
  asked: BulkAct,
  phase: AtWork,
): Promise<void> {
  await setPhase(tx, asked.id, phase)
  await tx.updateTable('bulk_act').set({ carried_by: personId }).where('id', '=', asked.id).execute()
  if (asked.devices <= AT_ONCE) await stepBulkAct(tx, organisationId, asked.id)
  else await addJob(tx, BULK_ACT_JOB, { bulkActId: asked.id })
}

/**
 * Carries one bulk act on by one step, and asks for the next. The step and how far the act has come are one transaction: a step that is cut
 * off leaves nothing, and one that is asked twice finds its devices answered.
 */
export async function stepBulkAct(tx: Tx, organisationId: string, id: string): Promise<void> {
  const found = await bulkActById(tx, id, true)
  if (!found || !isAtWork(found.phase)) return
  const actor = { organisationId, personId: found.carriedBy }
  const to = found.placeId
    ? await tx.selectFrom('place').select(['id', 'kind']).where('id', '=', found.placeId).executeTakeFirst()
    : undefined
  const asked: Carried = { ...found, to, today: await todayOf(tx) }
  const { work, leadsTo, event } = PHASE_WORK[found.phase]
  const last = await work({ tx, asked, actor })
  if (last < found.devices) {
    await tx.updateTable('bulk_act').set({ answered: last }).where('id', '=', id).execute()
    await addJob(tx, BULK_ACT_JOB, { bulkActId: id })
    return
  }
  await setPhase(tx, id, leadsTo)
  if (event) {
    const { done = 0 } = await countOutcomes(tx, id, PASS_OF[leadsTo])
    await bulkActEvents.record(tx, actor, event, id, { act: found.act, devices: done })
  }
}

async function nextLines(tx: Tx, { id, answered }: BulkAct): Promise<readonly Line[]> {
  return tx
    .selectFrom('bulk_act_device as s')
    .innerJoin('device as d', (join) =>
      join.onRef('d.organisation_id', '=', 's.organisation_id').onRef('d.id', '=', 's.device_id'),
    )
    .select(['s.line', 's.device_id as deviceId', 'd.place_id as placeId'])
    .where('s.bulk_act_id', '=', id)
    .where('s.line', '>', answered)
    .where('s.line', '<=', answered + STEP_DEVICES)
    .orderBy('s.line')
    .execute()
}

const lineAfter = ({ answered }: BulkAct) => answered + STEP_DEVICES

const answerOf = (line: Line, became: Performed | { readonly kind: 'same' | 'followed' }): BulkAnswer => ({
  line: line.line,
  outcome: OUTCOME_OF[became.kind],
  refusals: became.kind === 'refused' ? became.refusals : became.kind === 'missing' ? [GONE] : [],
  fromPlace: line.placeId,
})

const OUTCOME_OF = { done: 'done', same: 'same', refused: 'refused', missing: 'refused', followed: 'kept' } as const

const both = (key: 'gone' | 'goneHow') => ({ fr: bulkActText('fr')[key], en: bulkActText('en')[key] })
const GONE: Refused = { rule: 'deviceGone', message: both('gone'), satisfy: both('goneHow') }
const SAME = { kind: 'same' } as const

/** Whether each device would be done; kept for those that would not. */
async function check({ tx, asked, actor }: Step): Promise<number> {
  const { act, deed, same } = KINDS_OF_ACT[asked.act]
  const lines = await nextLines(tx, asked)
  const judged = await judgeAll(
    tx,
    act,
    lines.map((line) => ({ ...deed(asked, line), deviceId: line.deviceId })),
  )
  const answers = lines.map((line) => answerOf(line, same(asked, line) ? SAME : became(judged, line)))
  const notDone = answers.filter(({ outcome }) => outcome !== 'done')
  await saveAnswersOf(tx, actor.organisationId, asked.id, 'check', notDone)
  return lineAfter(asked)
}

const became = (answers: ReadonlyMap<string, Performed>, line: Line): Performed =>
  answers.get(line.deviceId) ?? { kind: 'missing' }

/** Judges each device again, by what it is at this instant, and does what is allowed. */
async function carryOut({ tx, asked: before, actor }: Step): Promise<number> {
  const { act, deed, same, begin } = KINDS_OF_ACT[before.act]
  const asked = begin && before.batchId === null ? { ...before, batchId: await begin(tx, actor, before) } : before
  if (asked.batchId !== before.batchId)
    await tx.updateTable('bulk_act').set({ batch_id: asked.batchId }).where('id', '=', asked.id).execute()
  await lockLines(tx, asked)
  const lines = await nextLines(tx, asked)
  const left = lines.filter((line) => !same(asked, line))
  const done = await performAll(
    tx,
    actor,
    act,
    left.map((line) => ({ ...deed(asked, line), deviceId: line.deviceId })),
  )
  const answers = lines.map((line) => answerOf(line, same(asked, line) ? SAME : became(done, line)))
  await saveAnswersOf(tx, actor.organisationId, asked.id, 'run', answers)
  return lineAfter(asked)
}

/** What stands beside a device is read once nobody else can change it. */
const lockLines = async (tx: Tx, asked: BulkAct) =>
  lockDevices(
    tx,
    (await nextLines(tx, asked)).map(({ deviceId }) => deviceId),
  )

/** Puts back what was done, in the same order; `answered` is the last line looked at. */
async function putBack({ tx, asked, actor }: Step): Promise<number> {
  const done = await answersAfter(tx, asked.id, 'run', { after: asked.answered, most: STEP_DEVICES, outcome: 'done' })
  await lockDevices(
    tx,
    done.map(({ deviceId }) => deviceId),
  )
  const lines = done.map(({ line, deviceId, fromPlace }) => ({ line, deviceId, placeId: fromPlace }))
  const back = await KINDS_OF_ACT[asked.act].undo(tx, actor, asked, lines)
  await saveAnswersOf(
    tx,
    actor.organisationId,
    asked.id,
    'undo',
    lines.map((line) => answerOf(line, back.get(line.deviceId) ?? { kind: 'followed' })),
  )
  return done.length < STEP_DEVICES ? asked.devices : (done.at(-1)?.line ?? asked.devices)
}

const PHASE_WORK: Readonly<
  Record<
    AtWork,
    {
      /** Answers the last line that this step answered. */
      readonly work: (step: Step) => Promise<number>
      readonly leadsTo: Phase
      readonly event: 'finished' | 'undone' | null
    }
  >
> = {
  checking: { work: check, leadsTo: 'checked', event: null },
  running: { work: carryOut, leadsTo: 'done', event: 'finished' },
  undoing: { work: putBack, leadsTo: 'undone', event: 'undone' },
}

/** Asks again for the bulk acts that were at work: a job whose program was killed stays locked to it for hours. */
export async function askUnfinishedBulkActs(tx: Tx): Promise<void> {
  const rows = await tx
    .selectFrom('bulk_act')
    .select('id')
    .where('phase', 'in', [...AT_WORK])
    .execute()
  for (const { id } of rows) await addJob(tx, BULK_ACT_JOB, { bulkActId: id })
}

const KEPT_DAYS = 90

/** Forgets the devices of bulk acts and the answers of each, three months after the last step. */
export async function forgetOldBulkActs(tx: Tx): Promise<void> {
  const old = await tx
    .selectFrom('bulk_act as b')
    .select('b.id')
    .where('b.phase', 'not in', [...AT_WORK])
    .where('b.phase_since', '<', sql<Date>`now() - make_interval(days => ${KEPT_DAYS})`)
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('bulk_act_device as s').select('s.line').whereRef('s.bulk_act_id', '=', 'b.id').limit(1)),
    )
    .limit(20)
    .execute()
  for (const { id } of old) {
    await tx.deleteFrom('bulk_act_answer').where('bulk_act_id', '=', id).execute()
    await tx.deleteFrom('bulk_act_device').where('bulk_act_id', '=', id).execute()
  }
}
