import type { ErasureException } from './exceptions.ts'
import { type DriveLines, modelAndSerial, shortName } from './nwipe-drive.ts'
import { type Rows, type RunFacts, saysError } from './nwipe-facts.ts'
import type { Ending, SummaryRow } from './nwipe-lines.ts'
import { type FailureCode, type FailureReason, failure } from './nwipe-reasons.ts'

const STATUSES: ReadonlyMap<string, 'erased' | 'failedStatus' | 'aborted'> = new Map([
  ['Erased', 'erased'],
  ['-FAILED-', 'failedStatus'],
  ['UABORTED', 'aborted'],
])

type Check = (drive: DriveLines, facts: RunFacts) => readonly (FailureReason | false | undefined)[]

/** Every reason why this drive is not proven erased; none means that the log proves it. */
export function failuresOf(drive: DriveLines, facts: RunFacts): FailureReason[] {
  const reasons = CHECKS.flatMap((check) => check(drive, facts)).filter(
    (reason) => reason !== undefined && reason !== false,
  )
  const codes = new Set<string>()
  return reasons.filter(({ code }) => !codes.has(code) && codes.add(code))
}

const CHECKS: readonly Check[] = [started, ending, status, counters, lines, lengths, consistency, technique]

function started({ lines: own }: DriveLines): FailureReason[] {
  const says = (pattern: RegExp) => own.find(({ text }) => pattern.test(text))?.text
  const notBlock = says(/is not a block device/)
  const missing = says(/^Device \S+ not found/)
  const busy = says(/reported as IN USE/)
  return [
    ...(notBlock ? [failure('notBlockDevice', notBlock)] : []),
    ...(missing ? [failure('notFound', missing)] : []),
    ...(busy ? [failure('inUse', busy)] : []),
  ]
}

const ENDING_FAILURES: Readonly<Record<Ending, FailureCode | null>> = {
  completed: null,
  withErrors: 'endedWithErrors',
  aborted: 'aborted',
  noDevice: 'notFound',
  none: 'incomplete',
}

function ending(_: DriveLines, { run, errorRows, statusRows }: RunFacts) {
  const code = ENDING_FAILURES[run.ending]
  const tablesDue = run.ending !== 'noDevice'
  return [
    code !== null && failure(code, run.ending === 'none' ? '' : run.lines.at(-1)?.text),
    tablesDue && (errorRows === null || statusRows === null) && failure('incomplete'),
  ]
}

function rowsOf(drive: DriveLines, rows: Rows | null): readonly SummaryRow[] {
  return rows?.get(shortName(drive.device)) ?? []
}

function status(drive: DriveLines, facts: RunFacts) {
  const rows = rowsOf(drive, facts.statusRows)
  const said = rows[0]?.cells[1]
  const known = STATUSES.get(said ?? '')
  return [
    facts.statusRows !== null && said === undefined && failure('notInTables', 'Drive Status'),
    rows.length > 1 && failure('contradiction', `Drive Status: ${drive.device} × ${rows.length}`),
    said !== undefined && known === undefined && failure('unknownStatus', said),
    known !== undefined && known !== 'erased' && failure(known, said),
    known === 'erased' && rows[0]?.marked === true && failure('contradiction', '! Erased'),
  ]
}

const COUNTERS = ['passErrors', 'verifyErrors', 'syncErrors'] as const

/** The third counter appears with nwipe 0.33; a counter that is no plain number is never zero. */
function counters(drive: DriveLines, { errorRows }: RunFacts) {
  const rows = rowsOf(drive, errorRows)
  const row = rows[0]
  return [
    errorRows !== null && row === undefined && failure('notInTables', 'Error Summary'),
    rows.length > 1 && failure('contradiction', `Error Summary: ${drive.device} × ${rows.length}`),
    row !== undefined && row.cells.length < 3 && failure('incomplete'),
    row?.marked === true && row.cells.slice(1).every((cell) => cell === '0') && failure('contradiction', '! 0'),
    ...COUNTERS.map((code, index) => {
      const said = row?.cells[index + 1]
      return said !== undefined && said !== '0' && failure(code, said)
    }),
  ]
}

function lines(drive: DriveLines, { nobodysError }: RunFacts) {
  const own = drive.lines.find(saysError)
  const result = drive.lines.find(({ text }) => /^Status: .*(result=-?[1-9]|errors=[1-9])/.test(text))
  const said = own ?? result ?? nobodysError
  return [said !== null && failure('ioError', said.text)]
}

function lengths(drive: DriveLines, { technique: used, erasureRows }: RunFacts) {
  const overwrites = used === 'overwrite' || used === 'multiplePasses'
  const all = [...drive.written, ...drive.readBack]
  const size = drive.bytes ?? Math.max(0, ...all)
  const row = rowsOf(drive, erasureRows)[0]
  const short = row !== undefined && row.cells[1] !== row.cells[2] && hiddenSectors(drive).length === 0
  return [
    overwrites && drive.written.length === 0 && failure('notFinished'),
    drive.passesStarted !== drive.passesFinished && failure('notFinished'),
    all.some((bytes) => bytes !== size) && failure('wrongLength', `${Math.min(...all)} / ${size}`),
    short && failure('wrongLength', `${row.cells[1]} / ${row.cells[2]}`),
  ]
}

/** Model and serial are cut to 17 and 20 characters in the table: one must begin the other. */
function consistency(drive: DriveLines, { statusRows, methods, verifies, rounds }: RunFacts) {
  const row = modelAndSerial(rowsOf(drive, statusRows)[0]?.cells.slice(4).join('|') ?? '')
  const serials = [...drive.serials, ...(row.serial === null ? [] : [row.serial])]
  return [
    serials.some((one) => serials.some((other) => !one.startsWith(other) && !other.startsWith(one))) &&
      failure('contradiction', serials.join(' / ')),
    ...[methods, verifies, rounds].map((said) => said.length > 1 && failure('contradiction', said.join(' / '))),
  ]
}

function technique(_: DriveLines, { technique: used, methods, run }: RunFacts) {
  return [
    used === 'unknown' && (methods.length > 0 || run.ending === 'completed') && failure('unknownTechnique', methods[0]),
    used === 'readCheck' && failure('checkOnly', methods[0]),
  ]
}

/** Hidden sectors (HPA, DCO) that nwipe reports from 0.35 on, or that its own figures show. */
export function hiddenSectors({ lines: own }: DriveLines): ErasureException[] {
  const said = own.filter(({ text }) => HIDDEN.test(text) || hides(text))
  return said.slice(0, 1).map(({ text }) => ({ kind: 'hiddenSectors', detail: text.trim() }))
}

const HIDDEN = /HIDDEN (SECTORS|AREA) DETECTED/

/** "HPA values 7814037160 / 7814037168": seen, then real. A real value of 0 or 1 is a drive that does not answer. */
function hides(text: string): boolean {
  const [, seen, real] = /^HPA values (\d+) \/ (\d+) /.exec(text) ?? []
  return seen !== undefined && Number(real) > 1 && Number(real) > Number(seen)
}

export function badBlocks({ lines: own }: DriveLines): ErasureException[] {
  const said = own.find(({ text }) => /\b(bad|failed|unwritable) (block|sector)s?\b.*\bskipp/i.test(text))
  return said ? [{ kind: 'badBlocks', detail: said.text }] : []
}

/** Did this run look for hidden sectors on the drive, with an answer? */
export function hiddenSectorsChecked({ lines: own }: DriveLines): boolean {
  return own.some(({ text }) => /No hidden (sectors|areas) on|may not support HPA/.test(text) || HIDDEN.test(text))
}
