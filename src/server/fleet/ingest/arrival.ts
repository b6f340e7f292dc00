import { createHash } from 'node:crypto'
import { type Identifier, identifiersOf, WEIGHTS } from '../../../domain/hardware/identity.ts'
import { withoutPersonalFields } from '../../../domain/hardware/personal-fields.ts'
import { readDump } from '../../../domain/hardware/read.ts'
import type { HardwareReport, Refusal } from '../../../domain/hardware/report.ts'
import type { Actor } from '../../platform/ledger/ledger.ts'

/** Where machines that are not known yet go. */
export interface Reception {
  readonly batchId: string | null
  readonly placeId: string | null
  readonly owner: 'organisation' | 'donor'
}

export interface Dump {
  readonly name: string
  readonly bytes: Uint8Array
  /** Paths of the personal fields that were replaced before these bytes were written down. */
  readonly removed?: readonly string[]
}

/** One dump as it came: from whom, for which reception; `about` is the device a person chose. */
export interface Arrival {
  readonly actor: Actor
  readonly dump: Dump
  readonly reception: Reception
  readonly about?: string | undefined
}

/** A dump that was read: what it says, and what is kept of it. */
export interface Read extends Arrival {
  readonly format: string
  readonly report: HardwareReport
  readonly identifiers: readonly Identifier[]
  /** Without its personal fields, whose paths are `removed`. */
  readonly kept: Uint8Array
  readonly removed: readonly string[]
  /** SHA-256 of what is kept. */
  readonly hash: Buffer
}

export function readArrival(arrival: Arrival): Read | { readonly refused: Refusal } {
  const { dump } = arrival
  const reading = readDump(dump.bytes)
  if ('refused' in reading) return reading
  const { format, report } = reading
  const { bytes: kept, removed } = withoutPersonalFields(format, dump.bytes)
  return {
    ...arrival,
    format,
    report,
    identifiers: identifiersOf(report),
    kept,
    removed: [...new Set([...(dump.removed ?? []), ...removed])].sort(),
    hash: createHash('sha256').update(kept).digest(),
  }
}

/** A report that names its machine by something that belongs to the machine itself. */
/** Raise it when a reader gives other values for the same bytes: stored evidence is then parsed again. */
export const READER_VERSION = 2

export const saysWhichMachine = (identifiers: readonly Identifier[]) =>
  identifiers.some((one) => WEIGHTS[one.kind].anchor)

/** A report that tells its machine from others makes it; so does one of a whole machine that knows nothing but its disks. */
export const canMake = ({ report, identifiers }: Read): boolean =>
  saysWhichMachine(identifiers) || (identifiers.length > 0 && report.cpu !== null && report.media !== null)

/** What two reports have in common when the second may rest on what the first teaches: a device, a part, the very same bytes. */
export const tiesOf = ({ about, hash, identifiers, report }: Read): readonly string[] => [
  hash.toString('base64'),
  ...(about ? [about] : []),
  ...identifiers.filter(({ kind }) => WEIGHTS[kind].anchor || MOVABLE.has(kind)).map(({ value }) => value),
  ...(report.batteries ?? []).flatMap(({ serial }) => serial ?? []),
]
const MOVABLE: ReadonlySet<string> = new Set(['mediumSerial', 'memorySerial'])

/** Those that share no tie with an earlier one, and the others, to be looked at after them; both in their order. */
export function apart<T>(
  items: readonly T[],
  ties: (item: T) => readonly string[],
): { readonly now: readonly T[]; readonly later: readonly T[] } {
  const taken = new Set<string>()
  const now: T[] = []
  const later: T[] = []
  for (const item of items) {
    const own = ties(item)
    ;(own.some((one) => taken.has(one)) ? later : now).push(item)
    for (const one of own) taken.add(one)
  }
  return { now, later }
}
