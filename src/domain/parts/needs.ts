import type { Bilingual } from '../bilingual.ts'
import type { DeviceKind } from '../hardware/report.ts'
import { type Candidate, type Fit, fitOf, type Machine } from './fit.ts'
import type { PartKind } from './part.ts'

const GIB = 1_073_741_824
const GB = 1_000_000_000
/** A system keeps part of the memory for itself, and a 480 GB disk is sold as 500: what is within this share is enough. */
const TOLERANCE = 0.06
/** Below this share of its design capacity a battery is changed (décret du 7 novembre 2022 : « une batterie fonctionnelle »). */
const BATTERY_FLOOR = 0.6

/** What a machine must have: memory in GiB, disk in GB as sold; null = nothing is asked. */
export interface Minimum {
  readonly name: string
  readonly kinds: readonly DeviceKind[]
  readonly memoryGb: number | null
  readonly diskGb: number | null
}

/** A machine on the bench, with what is in it. */
export interface OnBench {
  readonly id: string
  readonly machine: Machine
  readonly parts: readonly {
    readonly kind: string
    readonly bytes: number | null
    readonly health: string | null
    readonly level: number | null
  }[]
}

/** What a machine lacks, and how much at least: bytes for memory and media. */
export interface Lack {
  readonly kind: PartKind
  readonly atLeast: number
  readonly says: Bilingual
}

const NEEDS_SYSTEM: readonly DeviceKind[] = ['laptop', 'desktop', 'mini', 'all-in-one', 'server']
const enough = (held: number, asked: number) => held >= asked * (1 - TOLERANCE)
const rounded = (value: number) => String(Math.round(value * 10) / 10)

/** What a machine lacks to reach the minimum; a worn battery or a failing disk counts as none. */
export function lacksOf({ machine, parts }: OnBench, minimum: Minimum | null): readonly Lack[] {
  if (!NEEDS_SYSTEM.includes(machine.kind)) return []
  return [
    ...memoryLack(machine, minimum?.memoryGb ?? null),
    ...diskLack(parts, minimum?.diskGb ?? null),
    ...batteryLack(machine, parts),
  ]
}

function memoryLack({ memory }: Machine, askedGb: number | null): readonly Lack[] {
  const asked = (askedGb ?? 0) * GIB
  // Nobody has measured it: nothing is said to be missing.
  if (memory.bytes === null) return []
  if (memory.bytes === 0 && asked === 0)
    return [{ kind: 'memory', atLeast: 1, says: { fr: 'aucune mémoire', en: 'no memory' } }]
  if (enough(memory.bytes, asked)) return []
  const held = memory.bytes / GIB
  return [
    {
      kind: 'memory',
      atLeast: asked - memory.bytes,
      says: {
        fr:
          held === 0
            ? `aucune mémoire (${askedGb} Go demandés)`
            : `mémoire ${rounded(held).replace('.', ',')} Go (${askedGb} Go demandés)`,
        en: held === 0 ? `no memory (${askedGb} GB asked)` : `memory ${rounded(held)} GB (${askedGb} GB asked)`,
      },
    },
  ]
}

function diskLack(parts: OnBench['parts'], askedGb: number | null): readonly Lack[] {
  const media = parts.filter((part) => part.kind === 'medium')
  const sound = media.filter((part) => part.health !== 'failing')
  const asked = (askedGb ?? 0) * GB
  const why = media.length === 0 ? NO_DISK : sound.length === 0 ? FAILING : null
  if (why) return [{ kind: 'medium', atLeast: asked, says: why }]
  const held = Math.max(0, ...sound.map((part) => part.bytes ?? Number.POSITIVE_INFINITY))
  if (enough(held, asked)) return []
  return [
    {
      kind: 'medium',
      atLeast: asked,
      says: {
        fr: `disque ${rounded(held / GB).replace('.', ',')} Go (${askedGb} Go demandés)`,
        en: `disk ${rounded(held / GB)} GB (${askedGb} GB asked)`,
      },
    },
  ]
}
const NO_DISK = { fr: 'aucun disque', en: 'no disk' }
const FAILING = { fr: 'le disque est défaillant', en: 'the disk is failing' }

function batteryLack({ kind }: Machine, parts: OnBench['parts']): readonly Lack[] {
  if (kind !== 'laptop') return []
  const batteries = parts.filter((part) => part.kind === 'battery')
  const worn = batteries.every((part) => part.level !== null && part.level < BATTERY_FLOOR)
  // A report of a system without battery tells none: only one that was seen, and is worn, is known to lack.
  return batteries.length > 0 && worn
    ? [{ kind: 'battery', atLeast: 0, says: { fr: 'batterie usée', en: 'worn battery' } }]
    : []
}

/** A part in stock that would do, and how sure that is. */
export interface Spare extends Candidate {
  readonly id: string
  readonly tested: boolean
  readonly reservedFor: string | null
}

export interface Proposal {
  readonly spare: Spare
  readonly fit: Fit
}

const rank = ({ spare, fit }: Proposal): readonly number[] => [
  fit.kind === 'fits' ? 0 : 1,
  spare.tested ? 0 : 1,
  // The smallest that does: the larger ones are kept for who asks more.
  spare.bytes ?? Number.MAX_SAFE_INTEGER,
]

function byRank(a: Proposal, b: Proposal): number {
  const [left, right] = [rank(a), rank(b)]
  const at = left.findIndex((value, index) => value !== right[index])
  return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0)
}

/**
 * The parts that would mend what a machine lacks, the surest first: those that fit before those in doubt, tested before untested, the
 * smallest that does. What is kept for another machine, or known not to fit, is left out.
 */
export function proposalsFor(lack: Lack, on: OnBench, stock: readonly Spare[], most = 3): readonly Proposal[] {
  return stock
    .filter((spare) => spare.kind === lack.kind && (spare.reservedFor === null || spare.reservedFor === on.id))
    .filter((spare) => lack.atLeast === 0 || spare.bytes === null || enough(spare.bytes, lack.atLeast))
    .map((spare) => ({ spare, fit: fitOf(spare, on.machine) }))
    .filter(({ fit }) => fit.kind !== 'no')
    .sort(byRank)
    .slice(0, most)
}

export interface Need {
  readonly on: OnBench
  readonly lacks: readonly { readonly lack: Lack; readonly proposals: readonly Proposal[] }[]
}

/**
 * What each machine lacks, with what would mend it. The same part is proposed first to one machine only: a machine that the stock can
 * wholly mend comes first, so that a few are finished rather than many begun.
 */
export function needsOf(bench: readonly OnBench[], minimum: Minimum | null, stock: readonly Spare[]): readonly Need[] {
  const lacking = bench
    .map((on) => ({
      on,
      lacks: lacksOf(on, minimum?.kinds.includes(on.machine.kind) ? minimum : null),
    }))
    .filter(({ lacks }) => lacks.length > 0)
  const mendable = ({ on, lacks }: (typeof lacking)[number]) =>
    lacks.every((lack) => proposalsFor(lack, on, stock, 1).length > 0)
  const ordered = [...lacking.filter(mendable), ...lacking.filter((one) => !mendable(one))]
  const given = new Set<string>()
  return ordered.map(({ on, lacks }) => ({
    on,
    lacks: lacks.map((lack) => {
      const proposals = proposalsFor(
        lack,
        on,
        stock.filter(({ id }) => !given.has(id)),
      )
      const [first] = proposals
      if (first) given.add(first.spare.id)
      return { lack, proposals }
    }),
  }))
}

export const isMended = ({ lacks }: Need): boolean => lacks.every(({ proposals }) => proposals.length > 0)
