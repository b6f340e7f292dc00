import type { Bilingual } from '../bilingual.ts'
import type { CpuFamilyName } from '../hardware/cpu-family.ts'
import { DEVICE_KINDS } from '../hardware/report.ts'

/** Whom or what to ask when a field is not known. */
export const ASKS = {
  look: { fr: 'à constater sur l’appareil', en: 'to be seen on the device' },
  papers: { fr: 'à demander à l’ancien utilisateur', en: 'to be asked of the former user' },
  machine: { fr: 'relevé de la machine (lshw, dmidecode)', en: 'report of the machine (lshw, dmidecode)' },
  smart: { fr: 'relevé du support (smartctl)', en: 'report of the medium (smartctl)' },
  battery: { fr: 'relevé de la batterie (upower)', en: 'report of the battery (upower)' },
  screen: { fr: 'relevé de l’écran (EDID)', en: 'report of the screen (EDID)' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type Ask = keyof typeof ASKS

/** How a field is written in a rule, for the form and for the schema of edited rules. */
export type Field = Bilingual & { readonly ask: Ask } & (
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

const number = (ask: Ask, fr: string, en: string, unit: string, max: number): Field => ({
  type: 'number',
  ask,
  fr,
  en,
  unit,
  min: 0,
  max,
})
const flag = (ask: Ask, fr: string, en: string): Field => ({ type: 'flag', ask, fr, en })
const choice = (ask: Ask, fr: string, en: string, choices: readonly string[]): Field => ({
  type: 'choice',
  ask,
  fr,
  en,
  choices,
})

export const FIELDS = {
  kind: choice('machine', 'type d’appareil', 'kind of device', DEVICE_KINDS),
  boots: flag('look', 'démarre', 'boots'),
  screenCracked: flag('look', 'écran cassé', 'screen cracked'),
  boardCorroded: flag('look', 'carte corrodée', 'board corroded'),
  batterySwollen: flag('look', 'batterie gonflée', 'battery swollen'),
  locked: flag('papers', 'verrouillé (BIOS, gestion, activation)', 'locked (firmware, management, activation)'),
  erasureFailed: flag('look', 'effacement en échec', 'erasure failed'),
  ageYears: number('papers', 'âge', 'age', 'ans', 60),
  cpuFamily: choice('machine', 'famille de processeur', 'processor family', CPU_FAMILIES),
  cpuGeneration: number('machine', 'génération du processeur', 'processor generation', '', 30),
  cpuZen: number('machine', 'architecture Zen du processeur', 'processor’s Zen architecture', '', 20),
  cpuYear: {
    type: 'number',
    ask: 'machine',
    fr: 'année du processeur',
    en: 'processor’s year',
    min: 1995,
    max: 2100,
    unit: '',
  },
  cpuCores: number('machine', 'cœurs', 'cores', '', 512),
  cpu64: flag('machine', 'processeur 64 bits', '64-bit processor'),
  tpm: number('machine', 'version du TPM', 'TPM version', '', 3),
  memory: number('machine', 'mémoire', 'memory', 'Gio', 4096),
  memoryExtensible: flag('machine', 'mémoire extensible', 'memory can be extended'),
  mediaCount: number('machine', 'supports de stockage', 'storage media', '', 64),
  fastMedium: flag('smart', 'SSD présent', 'SSD present'),
  mediumHealth: choice('smart', 'santé du support le plus atteint', 'health of the worst medium', [
    'ok',
    'warning',
    'failing',
  ]),
  pendingSectors: number(
    'smart',
    'secteurs en attente ou illisibles (197, 198)',
    'pending or unreadable sectors (197, 198)',
    '',
    1e15,
  ),
  reallocatedSectors: number('smart', 'secteurs réalloués (5)', 'reallocated sectors (5)', '', 1e15),
  reportedErrors: number('smart', 'erreurs signalées (187, 188)', 'reported errors (187, 188)', '', 1e15),
  mediumErrors: number('smart', 'erreurs du support (NVMe)', 'medium errors (NVMe)', '', 1e15),
  criticalWarning: number('smart', 'alerte critique (NVMe)', 'critical warning (NVMe)', '', 255),
  mediumWear: number('smart', 'usure du SSD', 'SSD wear', '%', 1000),
  hddHours: number('smart', 'heures de marche du disque dur', 'hard disk power-on hours', 'h', 1e6),
  batteryCount: number('battery', 'batteries', 'batteries', '', 8),
  batteryHealth: number('battery', 'santé de la batterie', 'battery health', '%', 100),
  screenInches: number('screen', 'diagonale', 'diagonal', 'pouces', 120),
  screenWidth: number('screen', 'largeur de l’écran', 'screen width', 'pixels', 16384),
} as const satisfies Readonly<Record<string, Field>>
export type FieldId = keyof typeof FIELDS
