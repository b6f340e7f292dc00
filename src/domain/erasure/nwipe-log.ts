import type { ErasureException } from './exceptions.ts'
import { devicesOf, driveLines, modelAndSerial, shortName } from './nwipe-drive.ts'
import { allOf, distinct, factsOf, type RunFacts, type Verify } from './nwipe-facts.ts'
import { badBlocks, failuresOf, hiddenSectors, hiddenSectorsChecked } from './nwipe-judge.ts'
import { type RawRun, splitRuns } from './nwipe-lines.ts'
import { type FailureReason, type Note, note } from './nwipe-reasons.ts'
import { NO_DRIVE, type NwipeRefusal, refusalOf } from './nwipe-refusals.ts'
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

export type NwipeReading = { readonly runs: readonly NwipeRun[] } | { readonly refused: NwipeRefusal }

/**
 * Reads an nwipe text log (0.32 to 0.42), from its log file or its standard output. Each run of the file is judged
 * apart, each drive on its own row, its own lines and the ending of its run. The exit code is not looked at: nwipe
 * gives 0 when it is interrupted.
 */
export function readNwipeLog(text: string): NwipeReading {
  const refused = refusalOf(text)
  if (refused) return { refused }
  const runs = splitRuns(text)
    .map(readRun)
    .filter((run) => run.drives.length > 0)
  return runs.length > 0 ? { runs } : { refused: NO_DRIVE }
}

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

/** The drives that the lines name, then those that only a final table names. */
function drivesOf(run: RawRun, { errorRows, statusRows }: RunFacts): string[] {
  const named = devicesOf(run)
  const known = new Set(['', ...named.map(shortName)])
  const rows = distinct([...(errorRows?.keys() ?? []), ...(statusRows?.keys() ?? [])])
  return [...named, ...rows.filter((name) => !known.has(name))]
}

function readDrive(device: string, facts: RunFacts): DriveResult {
  const drive = driveLines(facts, device)
  const row = facts.statusRows?.get(shortName(device))?.[0]
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
