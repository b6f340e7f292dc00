import { createBatch } from '../collection/arrival.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { addJob } from '../platform/jobs/add-job.sql.ts'
import { answersOf, countAnswers, forgetAnswers, saveLineAnswers } from './answers.sql.ts'
import { readDeviceLine, type ShownLine } from './device-line.ts'
import { type Import, importById, importEvents, linesOf, setPhase } from './import.sql.ts'
import { AT_WORK, type LineAnswer } from './import.ts'
import { deviceKeys, judgeDevices } from './judge-devices.sql.ts'
import { claimKeys } from './keys.sql.ts'
import { importParties } from './parties.sql.ts'
import { placeIndex } from './place-match.sql.ts'
import { importPlaces } from './places.sql.ts'
import { undoDevices, undoOthers } from './undo.sql.ts'
import { writeDevices } from './write-devices.sql.ts'

export const IMPORT_JOB = 'import.step'

/** Lines of one step, which is one transaction: short, so that the ledger is sealed and others write in between. */
export const STEP_LINES: Readonly<Record<Import['target'], number>> = { devices: 2000, places: 100, parties: 200 }

type Lines = readonly { readonly line: number; readonly cells: readonly string[] }[]
interface Step {
  readonly tx: Tx
  readonly found: Import
  readonly actor: { readonly organisationId: string; readonly personId: string | null }
  readonly today: string
}

/**
 * Carries one import on by one step, and asks for the next. The step and how far the import has come are one transaction: a step that
 * is cut off leaves nothing, and one that is asked twice finds its lines answered.
 */
export async function stepImport(tx: Tx, organisationId: string, importId: string, today: string): Promise<void> {
  const found = await importById(tx, importId, true)
  if (!found) return
  const phase = WORK[found.phase]
  if (!phase) return
  const step = { tx, found, actor: { organisationId, personId: found.receivedBy }, today }
  const answered = await phase.work(step)
  const left = answered !== 'all' && answered < found.lines
  if (left) {
    await tx.updateTable('import').set({ answered }).where('id', '=', found.id).execute()
    await addJob(tx, IMPORT_JOB, { importId: found.id })
    return
  }
  await setPhase(tx, found.id, phase.leadsTo, found.lines)
  if (phase.event)
    await importEvents.record(tx, step.actor, phase.event, found.id, { lines: await phase.counted(step) })
}

interface PhaseWork {
  /** How many lines are answered after this step. */
  readonly work: (step: Step) => Promise<number | 'all'>
  readonly leadsTo: Import['phase']
  readonly event: 'finished' | 'undone' | null
  readonly counted: (step: Step) => Promise<number>
}

const nextLines = ({ tx, found }: Step): Promise<Lines> =>
  linesOf(tx, found.id, found.reading.sheet, found.reading.header + found.answered + 1, STEP_LINES[found.target])

/** Answers each line of a step; writes what it answers where `writes`. */
async function answerLines(step: Step, lines: Lines, writes: boolean): Promise<readonly LineAnswer[]> {
  const { tx, found, actor, today } = step
  const { reading } = found
  if (found.target === 'parties') return importParties(tx, writes ? actor : null, lines, reading)
  const places = await placeIndex(tx)
  if (found.target === 'places') return importPlaces(tx, writes ? actor : null, lines, reading, places)
  const read = lines.map(({ line, cells }) => readDeviceLine(line, cells, reading, today))
  if (!writes) {
    const keyed = read.map((line) => ({ line: line.line, keys: deviceKeys(line) }))
    await claimKeys(tx, actor.organisationId, found.id, keyed)
    return (await judgeDevices(tx, found.id, read, reading, places)).map(({ answer }) => answer)
  }
  const judged = []
  for (const one of await judgeDevices(tx, found.id, read, reading, places)) {
    const made = one.answer.outcome === 'new' && one.line.place.length > 0 && one.placeId === null
    judged.push(made ? { ...one, placeId: await places.make(tx, actor, one.line.place) } : one)
  }
  const arrives = judged.some(
    ({ line, answer }) => answer.outcome === 'new' && (line.standing === 'received' || line.standing === 'announced'),
  )
  const batchId = found.batchId ?? (arrives ? await openBatch(step) : null)
  return writeDevices(tx, actor, { importId: found.id, reading, batchId }, judged)
}

/** The first lines as they will be, with nothing written nor claimed. */
export async function previewLines(tx: Tx, found: Import, most: number, today: string): Promise<readonly ShownLine[]> {
  const { reading } = found
  const lines = await linesOf(tx, found.id, reading.sheet, reading.header + 1, most)
  if (reading.columns.every((field) => field === '')) return []
  if (found.target === 'parties')
    return (await importParties(tx, null, lines, reading)).map((answer) => ({ answer, device: null }))
  const places = await placeIndex(tx)
  if (found.target === 'places')
    return (await importPlaces(tx, null, lines, reading, places)).map((answer) => ({ answer, device: null }))
  const read = lines.map(({ line, cells }) => readDeviceLine(line, cells, reading, today))
  const judged = await judgeDevices(tx, found.id, read, reading, places)
  return judged.map(({ answer, line }) => ({ answer, device: line }))
}

/** What arrives with this file is one batch, named after it. */
async function openBatch({ tx, actor, found }: Step): Promise<string> {
  const batchId = await createBatch(tx, actor, { label: found.name, from: null, at: found.reading.placeId, devices: 0 })
  await tx.updateTable('import').set({ batch_id: batchId }).where('id', '=', found.id).execute()
  return batchId
}

const answering = (writes: boolean) => async (step: Step) => {
  const lines = await nextLines(step)
  const answers = await answerLines(step, lines, writes)
  await saveLineAnswers(step.tx, step.actor.organisationId, step.found.id, writes ? 'run' : 'check', answers)
  return lines.length === 0 ? ('all' as const) : step.found.answered + lines.length
}

/** Undoes line after line, in the order of the file; `answered` is the last line looked at, less the headings. */
async function undoing(step: Step): Promise<number | 'all'> {
  const { tx, found, actor } = step
  const done = await answersOf(tx, found.id, 'run', {
    after: found.answered + found.reading.header,
    most: STEP_LINES[found.target],
    outcomes: ['new', 'changed'],
  })
  const undo = found.target === 'devices' ? undoDevices : undoOthers
  await saveLineAnswers(tx, actor.organisationId, found.id, 'undo', await undo(tx, actor, found, done))
  const last = done.at(-1)
  return last === undefined ? 'all' : last.line - found.reading.header
}

const WORK: Readonly<Partial<Record<Import['phase'], PhaseWork>>> = {
  checking: { work: answering(false), leadsTo: 'checked', event: null, counted: async () => 0 },
  running: {
    work: answering(true),
    leadsTo: 'done',
    event: 'finished',
    counted: async ({ tx, found }) => {
      const counts = await countAnswers(tx, found.id, 'run')
      return (counts.new ?? 0) + (counts.changed ?? 0)
    },
  },
  undoing: {
    work: undoing,
    leadsTo: 'undone',
    event: 'undone',
    counted: async ({ tx, found }) => (await countAnswers(tx, found.id, 'undo')).undone ?? 0,
  },
}

/** Begins a phase that a job carries on. */
export async function beginPhase(tx: Tx, found: Import, phase: 'checking' | 'running' | 'undoing'): Promise<void> {
  if (phase === 'checking') {
    await forgetAnswers(tx, found.id, ['check'])
    await tx.deleteFrom('import_key').where('import_id', '=', found.id).execute()
  }
  await setPhase(tx, found.id, phase)
  await addJob(tx, IMPORT_JOB, { importId: found.id })
}

/** Asks again for the imports that were at work: a job whose program was killed stays locked to it for hours. */
export async function askUnfinishedImports(tx: Tx): Promise<void> {
  const rows = await tx.selectFrom('import').select('id').where('phase', 'in', Object.keys(WORK)).execute()
  for (const { id } of rows) await addJob(tx, IMPORT_JOB, { importId: id })
}

const KEPT_DAYS = 30

/** Forgets the lines of files, and what was answered of them, a month after the last step. */
export async function forgetOldImports(tx: Tx): Promise<void> {
  const old = await tx
    .selectFrom('import as i')
    .select('i.id')
    .where('i.phase', 'not in', [...AT_WORK])
    .where('i.phase_since', '<', new Date(Date.now() - KEPT_DAYS * 86_400_000))
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('import_line as l').select('l.line').whereRef('l.import_id', '=', 'i.id').limit(1)),
    )
    .limit(20)
    .execute()
  for (const { id } of old) {
    await tx.deleteFrom('import_line').where('import_id', '=', id).execute()
    await tx.deleteFrom('import_key').where('import_id', '=', id).execute()
    await forgetAnswers(tx, id, ['check'])
  }
}
