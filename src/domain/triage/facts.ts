import { cpuFamily } from '../hardware/cpu-family.ts'
import type { DeviceKind, HardwareReport } from '../hardware/report.ts'
import type { FieldId } from './fields.ts'
import {
  batteryShare,
  extensible,
  hasFastMedium,
  is64Bits,
  largestOf,
  memoryGib,
  signValue,
  worstHealth,
} from './readings.ts'

/** What a person sees and knows, beside what the machine says. */
export interface Observed {
  readonly boots: 'yes' | 'no' | 'unknown'
  readonly damage: readonly Damage[] | 'notLookedAt'
  /** Since purchase, else since manufacture. */
  readonly ageYears: number | 'unknown'
  /** Firmware password, management profile, activation lock. */
  readonly locked: 'yes' | 'no' | 'unknown'
  readonly erasure: 'notTried' | 'succeeded' | 'failed'
}

export const DAMAGES = ['screenCracked', 'boardCorroded', 'batterySwollen'] as const
export type Damage = (typeof DAMAGES)[number]

export const NOTHING_OBSERVED: Observed = {
  boots: 'unknown',
  damage: 'notLookedAt',
  ageYears: 'unknown',
  locked: 'unknown',
  erasure: 'notTried',
}

/** What a rule may look at. `null` = not known, and then no rule on it is decided. */
export type FactValue = number | boolean | string
export type TriageFacts = Readonly<Record<FieldId, FactValue | null>>

const yesNo = { yes: true, no: false, unknown: null } as const

/** The facts that the rules look at, from the machine's report and from what a person saw. */
export function factsOf(report: HardwareReport, observed: Observed): TriageFacts {
  const { media, batteries } = report
  const damaged = (damage: Damage) => (observed.damage === 'notLookedAt' ? null : observed.damage.includes(damage))
  const screen = report.screens?.[0]
  const cpu = report.cpu?.[0]
  const { family, generation, zen, year } = cpuFamily(cpu?.name ?? null)
  const only = (hdd: boolean) => media?.filter(({ kind }) => (kind === 'hdd') === hdd) ?? null
  return {
    kind: report.kind === 'unknown' ? null : report.kind,
    boots: yesNo[observed.boots],
    screenCracked: damaged('screenCracked'),
    boardCorroded: damaged('boardCorroded'),
    batterySwollen: damaged('batterySwollen'),
    locked: yesNo[observed.locked],
    erasureFailed: observed.erasure === 'failed',
    ageYears: observed.ageYears === 'unknown' ? null : observed.ageYears,
    cpuFamily: family === 'unknown' ? null : family,
    cpuGeneration: generation,
    cpuZen: zen,
    cpuYear: year,
    cpuCores: cpu?.cores ?? null,
    cpu64: is64Bits(cpu?.name ?? null, family, year),
    tpm: report.tpm === null ? null : Number.parseFloat(report.tpm) || null,
    memory: memoryGib(report.memory),
    memoryExtensible: extensible(report.memory),
    mediaCount: media?.length ?? null,
    fastMedium: hasFastMedium(media),
    mediumHealth: media === null ? null : worstHealth(media),
    pendingSectors: signValue(media, [/^197 .*= (\d+)/, /^198 .*= (\d+)/]),
    reallocatedSectors: signValue(media, [/^5 .*= (\d+)/]),
    reportedErrors: signValue(media, [/^187 .*= (\d+)/, /^188 .*= (\d+)/]),
    mediumErrors: signValue(media, [/^media_errors = (\d+)/]),
    criticalWarning: signValue(media, [/^critical_warning = (\d+)/]),
    mediumWear: largestOf(only(false), ({ wear }) => (wear === null ? null : wear * 100)),
    hddHours: largestOf(only(true), ({ hours }) => hours),
    batteryCount: batteries?.length ?? null,
    batteryHealth: batteries === null ? null : batteryShare(batteries),
    screenInches: screen?.inches ?? null,
    screenWidth: screen?.pixels?.width ?? null,
  }
}

export const COMPUTERS: readonly DeviceKind[] = ['laptop', 'desktop', 'mini', 'all-in-one']
