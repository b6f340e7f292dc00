import type { Bilingual } from '../bilingual.ts'
import { squeeze } from '../hardware/placeholder.ts'
import type { ErasureException } from './exceptions.ts'
import { devicesOf, driveLines, modelAndSerial, shortName } from './nwipe-drive.ts'
import {
  badBlocks,
  failuresOf,
  finalTables,
  hiddenSectors,
  hiddenSectorsChecked,
  type RunFacts,
  TOTAL,
  type Verify,
} from './nwipe-judge.ts'
import { type RawRun, splitRuns } from './nwipe-lines.ts'
import { type FailureReason, type Note, note } from './nwipe-reasons.ts'
import { type LevelByKind, levelsOf, type Technique } from './techniques.ts'

export type DriveOutcome = 'erased' | 'erasedWithExceptions' | 'failed'

export interface DriveResult {
  readonly device: string
  readonly model: string | null
  readonly serial: string | null
  readonly bytes: number | null
  readonly outcome: DriveOutcome
  /** Why it failed; empty when it did not. */
  readonly reasons: readonly FailureReason[]
  readonly exceptions: readonly ErasureException[]
  readonly notes: readonly Note[]
}

export interface NwipeRun {
  readonly tool: 'nwipe'
  readonly version: string | null
  readonly technique: Technique
  /** The method in nwipe's own words. */
  readonly method: string | null
  readonly rounds: number | null
  readonly level: LevelByKind
  readonly verify: Verify | null
  /** The tool's own clock, local time without zone: shown, never compared with ours. */
  readonly startedAt: string | null
  readonly endedAt: string | null
  readonly drives: readonly DriveResult[]
  /** The lines of this run alone: what a proof hashes, since the file may grow by other runs. */
  readonly raw: string
}

export interface NwipeRefusal extends Bilingual {
  readonly code: 'empty' | 'tooLarge' | 'pdf' | 'notNwipe' | 'noDrive'
}
export type NwipeReading = { readonly runs: readonly NwipeRun[] } | { readonly refused: NwipeRefusal }

const LARGEST = 32 * 1024 * 1024

const REFUSALS: readonly (NwipeRefusal & { readonly when: (text: string) => boolean })[] = [
  { code: 'empty', when: (text) => text.trim() === '', fr: 'Le fichier est vide.', en: 'The file is empty.' },
  {
    code: 'tooLarge',
    when: (text) => text.length > LARGEST,
    fr: 'Le fichier dépasse 32 Mo : ce n’est pas un journal d’effacement.',
    en: 'The file is over 32 MB: this is no erasure log.',
  },
  {
    code: 'pdf',
    when: (text) => text.startsWith('%PDF'),
    fr: 'Ceci est le certificat PDF : déposer le journal texte (nwipe --logfile).',
    en: 'This is the PDF certificate: give the text log (nwipe --logfile).',
  },
  {
    code: 'notNwipe',
    when: (text) => !/\bnwipe \d+\.\d+|Invoking method '|\* Drive Status \*|evices not found\./.test(text),
    fr: 'Ce texte n’est pas un journal de nwipe.',
    en: 'This text is no nwipe log.',
  },
]

const NO_DRIVE: NwipeRefusal = {
  code: 'noDrive',
  fr: 'Ce journal ne nomme aucun disque.',
  en: 'This log names no drive.',
}

/**
 * Reads an nwipe text log (0.32 to 0.42), from its log file or its standard output. Each run of the file is judged
 * apart, each drive on its own row, its own lines and the ending of its run. The exit code is not looked at: nwipe
 * gives 0 when it is interrupted.
 */
export function readNwipeLog(text: string): NwipeReading {
  const refusal = REFUSALS.find(({ when }) => when(text))
  if (refusal) return { refused: { code: refusal.code, fr: refusal.fr, en: refusal.en } }
  const runs = splitRuns(text)
    .map(readRun)
    .filter((run) => run.drives.length > 0)
  return runs.length > 0 ? { runs } : { refused: NO_DRIVE }
}

/** Labels of nwipe's method.c. A label that is not here proves nothing until a row says what it does. */
const METHODS: Readonly<Record<string, Technique>> = {
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
}

const VERIFIES = { '0': 'off', '1': 'last', '2': 'all', NV: 'off', VL: 'last', VA: 'all' } as const
type VerifyMark = keyof typeof VERIFIES

function readRun(run: RawRun): NwipeRun {
  const facts = factsOf(run)
  const stamps = run.lines.flatMap(({ at }) => (at === null ? [] : [at]))
  return {
    tool: 'nwipe',
    version: allOf(run, /^(?:banner\s*=\s*)?nwipe (\d+\.\d+\S*)/)[0] ?? null,
    technique: facts.technique,
    method: facts.methods[0] ?? null,
    rounds: facts.rounds.length === 1 ? Number(facts.rounds[0]) : null,
    level: levelsOf(facts.technique),
    verify: facts.verifies.length === 1 ? (facts.verifies[0] ?? null) : null,
    startedAt: stamps[0] ?? null,
    endedAt: stamps.at(-1) ?? null,
    drives: drivesOf(run, facts).map((device) => readDrive(device, facts)),
    raw: run.raw,
  }
}

function factsOf(run: RawRun): RunFacts {
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
    technique: METHODS[method] ?? 'unknown',
    methods: distinct(methods.filter((one) => one !== '')),
    verifies: distinct(verifies),
    rounds: distinct(rounds),
    ...finalTables(run),
    run,
  }
}

/** The drives that the lines name, then those that only a final table names. */
function drivesOf(run: RawRun, { errorRows, statusRows }: RunFacts): string[] {
  const named = devicesOf(run)
  const rows = distinct([...(errorRows ?? []), ...(statusRows ?? [])].map((row) => row.cells[0] ?? ''))
  return [...named, ...rows.filter((name) => name !== '' && !named.some((device) => shortName(device) === name))]
}

function readDrive(device: string, facts: RunFacts): DriveResult {
  const drive = driveLines(facts.run, device)
  const row = facts.statusRows?.find((one) => one.cells[0] === shortName(device))
  const said = modelAndSerial(row?.cells.slice(4).join('|') ?? '')
  const serial = longest([...drive.serials, said.serial])
  const reasons = failuresOf(drive, facts)
  const exceptions = [...hiddenSectors(drive), ...badBlocks(drive)]
  return {
    device,
    model: longest([drive.model, said.model]),
    serial,
    bytes: drive.bytes,
    outcome: reasons.length > 0 ? 'failed' : exceptions.length > 0 ? 'erasedWithExceptions' : 'erased',
    reasons,
    exceptions,
    notes: [
      ...(serial === null ? [note('noSerial')] : []),
      ...(facts.verifies.includes('off') || facts.verifies.length === 0 ? [note('notVerified')] : []),
      ...(hiddenSectorsChecked(drive) || exceptions.length > 0 ? [] : [note('hiddenSectorsUnknown')]),
    ],
  }
}

/** Found lines and table rows cut names at different lengths: the longest says most. */
function longest(names: readonly (string | null)[]): string | null {
  return names.reduce((best, one) => (one !== null && one.length > (best?.length ?? 0) ? one : best), null)
}

function allOf({ lines }: RawRun, pattern: RegExp): string[] {
  return lines.flatMap(({ at, text }) => (at === null ? [] : (pattern.exec(text.trimStart())?.[1] ?? [])))
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}
