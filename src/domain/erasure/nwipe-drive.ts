import { clean, realModel, realSerial } from '../hardware/placeholder.ts'
import type { RunFacts } from './nwipe-facts.ts'
import type { LogLine, RawRun } from './nwipe-lines.ts'

/** What the lines of one run say of one drive, before any table is read. */
export interface DriveLines {
  readonly device: string
  readonly lines: readonly LogLine[]
  readonly model: string | null
  /** Every serial printed for it, placeholders left out. */
  readonly serials: readonly string[]
  readonly bytes: number | null
  readonly written: readonly number[]
  readonly readBack: readonly number[]
  readonly passesStarted: number
  readonly passesFinished: number
}

const FOUND = /^Found (\/\S+?),\s*(.*?),?\s*S\/N=(.*)$/
const NAMES_DEVICE = [
  /^Found (\/\S+?),/,
  /^Invoking method '.*' on (?:device )?'?(\/[^\s']+)/,
  /^(?:Device )?'?(\/[^\s',]+)'? (?:has serial number|is not a block device|not found|is reported as IN USE)/,
  /^Device '?(\/[^\s']+)'? not found/,
]

/** The drives that the run speaks of: attempted ones, or all those found when nothing was begun. */
export function devicesOf(run: RawRun): string[] {
  const named = (patterns: readonly RegExp[]) =>
    run.lines.flatMap(({ at, text }) => (at === null ? [] : patterns.map((one) => one.exec(text)?.[1] ?? '')))
  const found = new Set(named([/^Found (\/\S+?),/]).filter((device) => device !== ''))
  const rest = new Set(named(NAMES_DEVICE.slice(1)).filter((device) => device !== ''))
  return [...(rest.size > 0 ? rest : found)]
}

export function shortName(device: string): string {
  return device.split('/').at(-1) ?? device
}

/** Gathers the lines of a run that name a drive. Sizes are bytes. */
export function driveLines({ run, linesOf }: RunFacts, device: string): DriveLines {
  const lines = linesOf.get(device) ?? []
  const all = (pattern: RegExp) => lines.map(({ text }) => pattern.exec(text)?.[1] ?? '').filter((one) => one !== '')
  const found = lines.map(({ text }) => FOUND.exec(text)).find((match) => match !== null)
  const written = all(/^(\d+) bytes written to /).map(Number)
  return {
    device,
    lines,
    model: realModel(found?.[2]?.split(',').at(1) ?? ''),
    serials: [...new Set([...all(/S\/N=(.*)$/), ...all(/has serial number (.*)$/)])]
      .map((serial) => realSerial(serial))
      .filter((serial) => serial !== null),
    bytes: sizeOf(run, all(/sect\/blk\/dev \d+\/\d+\/(\d+)$/).map(Number), written),
    written,
    readBack: all(/^(\d+) bytes read from /).map(Number),
    passesStarted: lines.filter(({ text }) => text.startsWith('Starting pass ')).length,
    passesFinished: lines.filter(({ text }) => text.startsWith('Finished pass ')).length,
  }
}

/** Up to 0.40 the size stands on a line naming the drive; later on a line of its own, told apart by what was written. */
function sizeOf(run: RawRun, named: readonly number[], written: readonly number[]): number | null {
  if (named[0] !== undefined) return named[0]
  const sizes = run.lines.map(({ text }) => Number(/^\s*Total device bytes\s*=\s*(\d+)$/.exec(text)?.[1] ?? Number.NaN))
  return written.find((bytes) => sizes.includes(bytes)) ?? null
}

/** "ST500DM002-1BD14/Z4YB0001" of the final table: the serial follows the last slash. */
export function modelAndSerial(cell: string): { model: string | null; serial: string | null } {
  const slash = cell.lastIndexOf('/')
  return { model: realModel(cell.slice(0, Math.max(slash, 0))), serial: realSerial(clean(cell.slice(slash + 1))) }
}
