import type { Bilingual } from '../bilingual.ts'
import { type CpuFamilyName, cpuFamily } from '../hardware/cpu-family.ts'
import { DEVICE_KINDS, type DeviceKind, type HardwareReport } from '../hardware/report.ts'
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

/** How a field is written in a rule, for the form and for the schema of edited rules. */
export type Field = Bilingual &
  (
    | { readonly type: 'number'; readonly min: number; readonly max: number; readonly unit: string }
    | { readonly type: 'flag' }
    | { readonly type: 'choice'; readonly choices: readonly string[] }
  )

const CPU_FAMILIES = [
  'intel-core',
  'intel-core-m',
  'intel-core-series',
  'intel-core-ultra',
  'intel-core-2',
  'intel-low-power',
  'intel-xeon',
  'intel-older',
  'amd-ryzen',
  'amd-ryzen-ai',
  'amd-athlon-zen',
  'amd-epyc',
  'amd-before-ryzen',
  'amd-older',
  'apple-silicon',
  'arm',
  'via',
] as const satisfies readonly CpuFamilyName[]

const number = (fr: string, en: string, unit: string, max: number): Field => ({
  type: 'number',
  fr,
  en,
  unit,
  min: 0,
  max,
})
const flag = (fr: string, en: string): Field => ({ type: 'flag', fr, en })
const choice = (fr: string, en: string, choices: readonly string[]): Field => ({ type: 'choice', fr, en, choices })

export const FIELDS = {
  kind: choice('type d’appareil', 'kind of device', DEVICE_KINDS),
  boots: flag('démarre', 'boots'),
  screenCracked: flag('écran cassé', 'screen cracked'),
  boardCorroded: flag('carte corrodée', 'board corroded'),
  batterySwollen: flag('batterie gonflée', 'battery swollen'),
  locked: flag('verrouillé (BIOS, gestion, activation)', 'locked (firmware, management, activation)'),
  erasureFailed: flag('effacement en échec', 'erasure failed'),
  ageYears: number('âge', 'age', 'ans', 60),
  cpuFamily: choice('famille de processeur', 'processor family', CPU_FAMILIES),
  cpuGeneration: number('génération du processeur', 'processor generation', '', 30),
  cpuZen: number('architecture Zen du processeur', 'processor’s Zen architecture', '', 20),
  cpuYear: { type: 'number', fr: 'année du processeur', en: 'processor’s year', min: 1995, max: 2100, unit: '' },
  cpuCores: number('cœurs', 'cores', '', 512),
  cpu64: flag('processeur 64 bits', '64-bit processor'),
  tpm: number('version du TPM', 'TPM version', '', 3),
  memory: number('mémoire', 'memory', 'Gio', 4096),
  memoryExtensible: flag('mémoire extensible', 'memory can be extended'),
  mediaCount: number('supports de stockage', 'storage media', '', 64),
  fastMedium: flag('SSD présent', 'SSD present'),
  mediumHealth: choice('santé du support le plus atteint', 'health of the worst medium', ['ok', 'warning', 'failing']),
  pendingSectors: number(
    'secteurs en attente ou illisibles (197, 198)',
    'pending or unreadable sectors (197, 198)',
    '',
    1e15,
  ),
  reallocatedSectors: number('secteurs réalloués (5)', 'reallocated sectors (5)', '', 1e15),
  reportedErrors: number('erreurs signalées (187, 188)', 'reported errors (187, 188)', '', 1e15),
  mediumErrors: number('erreurs du support (NVMe)', 'medium errors (NVMe)', '', 1e15),
  criticalWarning: number('alerte critique (NVMe)', 'critical warning (NVMe)', '', 255),
  mediumWear: number('usure du SSD', 'SSD wear', '%', 1000),
  hddHours: number('heures de marche du disque dur', 'hard disk power-on hours', 'h', 1e6),
  batteryCount: number('batteries', 'batteries', '', 8),
  batteryHealth: number('santé de la batterie', 'battery health', '%', 100),
  screenInches: number('diagonale', 'diagonal', 'pouces', 120),
  screenWidth: number('largeur de l’écran', 'screen width', 'pixels', 16384),
} as const satisfies Readonly<Record<string, Field>>
export type FieldId = keyof typeof FIELDS

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
    cpu64: is64Bits(cpu?.name ?? null, year),
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
