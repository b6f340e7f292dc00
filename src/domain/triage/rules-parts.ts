import type { DeviceKind } from '../hardware/report.ts'
import { COMPUTERS } from './facts.ts'
import { rule, type TriageRule, when } from './rule.ts'

const CHOICE = 'proposition, à régler par la collectivité'
const BACKBLAZE = 'Backblaze : attributs 5, 187, 188, 197, 198 non nuls'
const NVME = 'NVM Express, SMART / Health Information log (02h)'
const SOLIDARITY = 'décret du 7 novembre 2022 : vendu en état de marche, avec disque et batterie en état'

const MOBILE: readonly DeviceKind[] = ['laptop', 'tablet', 'phone']
const WITH_DISKS: readonly DeviceKind[] = [...COMPUTERS, 'server']
const REPLACE = { kinds: WITH_DISKS, works: ['replaceMedium'] } as const
const SECOND = { kinds: WITH_DISKS, works: ['secondMediumOnly'] } as const

const MEMORY_RULES: readonly TriageRule[] = [
  rule(
    'memoryTooSmall',
    'parts',
    [when('memory', 'below', 4), when('memoryExtensible', 'is', false)],
    ['Moins de 4 Go de mémoire, soudée.', 'Less than 4 GB of memory, soldered.'],
    CHOICE,
    { kinds: COMPUTERS },
  ),
  rule(
    'memorySmall',
    'refurbish',
    [when('memory', 'below', 8)],
    ['Moins de 8 Go de mémoire : en ajouter.', 'Less than 8 GB of memory: add some.'],
    CHOICE,
    { kinds: COMPUTERS, works: ['addMemory'] },
  ),
]

const MEDIUM_RULES: readonly TriageRule[] = [
  rule(
    'noSsd',
    'refurbish',
    [when('mediaCount', 'atLeast', 1), when('fastMedium', 'is', false)],
    [
      'Pas de SSD : en mettre un de 120 Go ou plus ; le disque effacé peut servir aux données.',
      'No SSD: fit one of 120 GB or more; the erased disk may hold data.',
    ],
    CHOICE,
    { kinds: COMPUTERS, works: ['fitSsd'] },
  ),
  rule(
    'noMedium',
    'refurbish',
    [when('mediaCount', 'is', 0)],
    [
      'Aucun support dedans : demander où il est passé, constater l’absence.',
      'No medium inside: ask where it went, sign its absence.',
    ],
    'NIST SP 800-88r1 §4.8',
    { kinds: COMPUTERS, works: ['askWhereMediumWent', 'fitSsd'] },
  ),
  rule(
    'mediumFailing',
    'refurbish',
    [when('mediumHealth', 'is', 'failing')],
    ['Le support se dit défaillant (SMART) : le remplacer.', 'The medium says it is failing (SMART): replace it.'],
    'ATA et NVMe, état SMART',
    REPLACE,
  ),
  rule(
    'pendingSectors',
    'refurbish',
    [when('pendingSectors', 'above', 0)],
    [
      'Secteurs en attente ou illisibles (197, 198) : remplacer le support.',
      'Pending or unreadable sectors (197, 198): replace the medium.',
    ],
    BACKBLAZE,
    REPLACE,
  ),
  rule(
    'manyReallocated',
    'refurbish',
    [when('reallocatedSectors', 'above', 10)],
    [
      'Plus de 10 secteurs réalloués (5) : remplacer le support.',
      'More than 10 reallocated sectors (5): replace the medium.',
    ],
    BACKBLAZE,
    REPLACE,
  ),
  rule(
    'mediumWorn',
    'refurbish',
    [when('mediumWear', 'atLeast', 80)],
    ['SSD usé à 80 % ou plus : le remplacer.', 'SSD worn to 80% or more: replace it.'],
    NVME,
    REPLACE,
  ),
  rule(
    'mediumErrors',
    'refurbish',
    [when('mediumErrors', 'above', 0)],
    ['Erreurs du support (NVMe) : le remplacer.', 'Medium errors (NVMe): replace it.'],
    NVME,
    REPLACE,
  ),
  rule(
    'criticalWarning',
    'refurbish',
    [when('criticalWarning', 'above', 0)],
    ['Alerte critique (NVMe) : remplacer le support.', 'Critical warning (NVMe): replace the medium.'],
    NVME,
    REPLACE,
  ),
  rule(
    'erasureFailed',
    'refurbish',
    [when('erasureFailed', 'is', true)],
    [
      'Effacement en échec : faire détruire le support et le remplacer.',
      'Erasure failed: have the medium destroyed and replace it.',
    ],
    'NIST SP 800-88r2',
    { works: ['destroyMedium', 'replaceMedium'] },
  ),
  rule(
    'fewReallocated',
    'refurbish',
    [when('reallocatedSectors', 'atLeast', 1), when('reallocatedSectors', 'atMost', 10)],
    [
      'De 1 à 10 secteurs réalloués (5) : pas comme seul disque système.',
      '1 to 10 reallocated sectors (5): not as the only system disk.',
    ],
    BACKBLAZE,
    SECOND,
  ),
  rule(
    'reportedErrors',
    'refurbish',
    [when('reportedErrors', 'above', 0)],
    [
      'Erreurs signalées (187, 188) : pas comme seul disque système.',
      'Reported errors (187, 188): not as the only system disk.',
    ],
    BACKBLAZE,
    SECOND,
  ),
  rule(
    'oldHardDisk',
    'refurbish',
    [when('hddHours', 'above', 40000)],
    [
      'Disque dur de plus de 40 000 heures : pas comme seul disque système.',
      'Hard disk over 40,000 hours: not as the only system disk.',
    ],
    CHOICE,
    SECOND,
  ),
]

const BATTERY_RULES: readonly TriageRule[] = [
  rule(
    'batteryWeak',
    'refurbish',
    [when('batteryCount', 'atLeast', 1), when('batteryHealth', 'below', 60)],
    ['Batterie sous 60 % : la remplacer.', 'Battery under 60%: replace it.'],
    SOLIDARITY,
    { kinds: MOBILE, works: ['replaceBattery'] },
  ),
  rule(
    'batteryMissing',
    'refurbish',
    [when('batteryCount', 'is', 0)],
    [
      'Pas de batterie : en mettre une, sinon sur secteur seulement, et le dire.',
      'No battery: fit one, else on mains only, and say so.',
    ],
    SOLIDARITY,
    { kinds: ['laptop'], works: ['replaceBattery'] },
  ),
  rule(
    'batteryShort',
    'reuse',
    [when('batteryHealth', 'atLeast', 60), when('batteryHealth', 'below', 80)],
    [
      'Batterie entre 60 et 80 % : utilisable, autonomie courte à annoncer.',
      'Battery between 60 and 80%: usable, say that it is short.',
    ],
    SOLIDARITY,
    { kinds: MOBILE, works: ['shortBattery'] },
  ),
]

const SCREEN_RULES: readonly TriageRule[] = [
  rule(
    'smallScreen',
    'reuse',
    [when('screenInches', 'below', 12)],
    ['Écran de moins de 12 pouces.', 'Screen under 12 inches.'],
    CHOICE,
    { kinds: ['laptop'] },
  ),
  rule(
    'coarseScreen',
    'reuse',
    [when('screenWidth', 'below', 1366)],
    ['Écran de moins de 1366 pixels de large.', 'Screen under 1366 pixels wide.'],
    CHOICE,
    { kinds: ['laptop'] },
  ),
]

export const PART_RULES: readonly TriageRule[] = [...MEMORY_RULES, ...MEDIUM_RULES, ...BATTERY_RULES, ...SCREEN_RULES]
