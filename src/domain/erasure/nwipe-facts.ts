import { squeeze } from '../hardware/placeholder.ts'
import { type LogLine, type RawRun, type SummaryRow, summaryTable } from './nwipe-lines.ts'
import type { Technique } from './techniques.ts'

/** Labels of nwipe's method.c. A label that is not here proves nothing until a row says what it does. */
const METHODS: ReadonlyMap<string, Technique> = new Map(
  Object.entries<Technique>({
    'Fill With Zeros': 'overwrite',
    'Fill With Ones': 'overwrite',
    'Zero Fill': 'overwrite',
    'Quick Erase': 'overwrite',
    'PRNG Stream': 'overwrite',
    'DoD Short': 'multiplePasses',
    'DoD 5220.22-M': 'multiplePasses',
    'Gutmann Wipe': 'multiplePasses',
    'RCMP TSSIT OPS-II': 'multiplePasses',
    'HMG IS5 Enhanced': 'multiplePasses',
    'Bruce Schneier 7-Pass': 'multiplePasses',
    'BMB21-2019': 'multiplePasses',
    'Secure Erase (ATA/NVMe)': 'firmwareErase',
    'Secure Erase + PRNG + Verify': 'firmwareErase',
    'Sanitize Crypto Erase (ATA/SCSI/NVMe)': 'firmwareSanitize',
    'Sanitize Block Erase (ATA/SCSI/NVMe)': 'firmwareSanitize',
    'Sanitize Overwrite (ATA/SCSI/NVMe)': 'firmwareSanitize',
    'Verify Zeros (0x00)': 'readCheck',
    'Verify Ones (0xFF)': 'readCheck',
  }),
)

const VERIFIES = { '0': 'off', '1': 'last', '2': 'all', NV: 'off', VL: 'last', VA: 'all' } as const
type VerifyMark = keyof typeof VERIFIES

export type Verify = 'off' | 'last' | 'all'

/** The rows of a final table by the short name of their drive. */
export type Rows = ReadonlyMap<string, readonly SummaryRow[]>

/** What a run prints of itself: its settings, each distinct value kept, and its final tables (`null`: not whole). */
export interface RunFacts {
  readonly technique: Technique
  readonly methods: readonly string[]
  readonly verifies: readonly Verify[]
  readonly rounds: readonly string[]
  readonly errorRows: Rows | null
  readonly statusRows: Rows | null
  readonly erasureRows: Rows
  readonly run: RawRun
  /** The stamped lines that name each device or path. */
  readonly linesOf: ReadonlyMap<string, readonly LogLine[]>
  /** An error line that names no drive: held against each drive of the run. */
  readonly nobodysError: LogLine | null
}

/** The final tables, each whole, and followed by the ending. */
function finalTables(run: RawRun): Pick<RunFacts, 'errorRows' | 'statusRows' | 'erasureRows'> {
  const errors = summaryTable(run.lines, 'Error Summary')
  const status = summaryTable(run.lines, 'Drive Status')
  const whole = status?.columns[1] === 'Status' && run.lines.some((line) => TOTAL.test(line.text))
  return {
    errorRows: errors?.columns[1] === 'Pass Errors' ? byName(errors.rows) : null,
    statusRows: whole ? byName(status.rows) : null,
    erasureRows: byName(summaryTable(run.lines, 'Erasure Summary')?.rows ?? []),
  }
}

function byName(rows: readonly SummaryRow[]): Rows {
  return grouped(rows.map((row) => [row.cells[0] ?? '', row]))
}

function grouped<T>(pairs: Iterable<readonly [string, T]>): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const [key, value] of pairs) {
    const group = groups.get(key)
    if (group) group.push(value)
    else groups.set(key, [value])
  }
  return groups
}

/** "Total Throughput 0 B/s, Fill With Zeros, 1R+NB+VL": method, rounds, final blanking, verification. */
const TOTAL = /^Total Throughput\s+.*?\/s, (.+), (\d+)R\+N?B\+(NV|VL|VA)$/

/** Reads once what all drives of a run share. */
export function factsOf(run: RawRun): RunFacts {
  const total = run.lines.map(({ text }) => TOTAL.exec(text)).find((match) => match !== null)
  const verifies = [...allOf(run, /^verify\s*=\s*(\d)/), total?.[3] ?? '']
    .filter((mark): mark is VerifyMark => mark in VERIFIES)
    .map((mark) => VERIFIES[mark])
  const rounds = [...allOf(run, /^rounds\s*=\s*(\d+)/), total?.[2] ?? ''].filter((one) => one !== '')
  const methods = [
    ...allOf(run, /^method\s*=\s*(.+)$/),
    ...allOf(run, /^Invoking method '(.+)' on /),
    total?.[1] ?? '',
  ].map(squeeze)
  const method = methods.find((one) => one !== '') ?? ''
  return {
    technique: METHODS.get(method) ?? 'unknown',
    methods: distinct(methods.filter((one) => one !== '')),
    verifies: distinct(verifies),
    rounds: distinct(rounds),
    ...finalTables(run),
    run,
    linesOf: linesByDevice(run),
    nobodysError:
      run.lines.find((line) => line.at !== null && saysError(line) && !/\/(dev|tmp)\//.test(line.text)) ?? null,
  }
}

const PATH = /\/[\w/.:+@-]*\w/g

function linesByDevice({ lines }: RawRun): Map<string, LogLine[]> {
  const stamped = lines.filter(({ at }) => at !== null)
  return grouped(stamped.flatMap((line) => distinct(line.text.match(PATH) ?? []).map((path) => [path, line] as const)))
}

const IO_ERROR =
  /fdatasync:|fsync|Buffer flush failure|Input\/output error|\bshort\b.*bytes|bytes short|verification errors? on|may not be blanked|has not been|\[FAILURE\]|exited with errors on device|Unable to (open|stat|determine|reset)|Partial (write|read)|giving up/i
const SERIOUS = new Set(['error', 'fatal', 'sanity'])

/** Does this line tell an error of reading or writing? */
export function saysError(line: LogLine): boolean {
  return IO_ERROR.test(line.text) && (SERIOUS.has(line.level ?? '') || /flush failure|short/i.test(line.text))
}

export function allOf({ lines }: RawRun, pattern: RegExp): string[] {
  return lines.flatMap(({ at, text }) => (at === null ? [] : (pattern.exec(text.trimStart())?.[1] ?? [])))
}

export function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}
