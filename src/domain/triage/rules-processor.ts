import { COMPUTERS } from './facts.ts'
import { rule, type TriageRule, when } from './rule.ts'

const SAMPLE = 'linuxhw/DMI, 20 000 PC réels : part de chaque génération'
const WINDOWS_11 = 'Microsoft, Windows 11 : TPM 2.0, Core de 8e génération, Ryzen 2000 (Zen+)'
const LINUX = { kinds: COMPUTERS, works: ['installLinux'] } as const
const OF_COMPUTERS = { kinds: COMPUTERS } as const
const CORES = when('cpuFamily', 'oneOf', ['intel-core', 'intel-xeon'])
const RYZEN = when('cpuFamily', 'oneOf', ['amd-ryzen', 'amd-ryzen-ai', 'amd-epyc', 'amd-athlon-zen'])
const TPM_2 = when('tpm', 'atLeast', 2)

/** Power by family and generation: no benchmark, since none may be redistributed. */
export const PROCESSOR_RULES: readonly TriageRule[] = [
  rule(
    'cpu32',
    'parts',
    [when('cpu64', 'is', false)],
    ['Processeur 32 bits : plus aucun système à jour.', '32-bit processor: no system is kept up to date for it.'],
    SAMPLE,
    OF_COMPUTERS,
  ),
  rule(
    'singleCore',
    'parts',
    [when('cpuCores', 'below', 2)],
    ['Un seul cœur.', 'A single core.'],
    SAMPLE,
    OF_COMPUTERS,
  ),
  rule(
    'cpuBeforeCore',
    'parts',
    [when('cpuFamily', 'oneOf', ['intel-core-2', 'intel-older', 'amd-older']), when('cpuYear', 'below', 2009)],
    ['Processeur d’avant 2009 (Core 2, Pentium, Athlon).', 'Processor older than 2009 (Core 2, Pentium, Athlon).'],
    SAMPLE,
    OF_COMPUTERS,
  ),
  rule(
    'intelOld',
    'refurbish',
    [CORES, when('cpuGeneration', 'atMost', 3)],
    [
      'Intel Core de 1re à 3e génération : Linux, usage léger, avec 4 Go et un SSD.',
      'Intel Core of generation 1 to 3: Linux, light use, with 4 GB and an SSD.',
    ],
    SAMPLE,
    LINUX,
  ),
  rule(
    'amdOld',
    'refurbish',
    [when('cpuFamily', 'oneOf', ['amd-before-ryzen', 'amd-older'])],
    [
      'AMD d’avant Ryzen : Linux, usage léger, avec 4 Go et un SSD.',
      'AMD older than Ryzen: Linux, light use, with 4 GB and an SSD.',
    ],
    SAMPLE,
    LINUX,
  ),
  rule(
    'cpuLight',
    'refurbish',
    [when('cpuFamily', 'oneOf', ['intel-low-power', 'intel-core-m'])],
    [
      'Atom, Celeron, Pentium ou Core m : Linux, usage léger, avec 4 Go et un SSD.',
      'Atom, Celeron, Pentium or Core m: Linux, light use, with 4 GB and an SSD.',
    ],
    SAMPLE,
    LINUX,
  ),
  rule(
    'intelMiddle',
    'refurbish',
    [CORES, when('cpuGeneration', 'atLeast', 4), when('cpuGeneration', 'atMost', 7)],
    [
      'Intel Core de 4e à 7e génération : Linux, Windows 11 refuse.',
      'Intel Core of generation 4 to 7: Linux, Windows 11 refuses.',
    ],
    WINDOWS_11,
    LINUX,
  ),
  rule(
    'ryzenFirst',
    'refurbish',
    [RYZEN, when('cpuZen', 'below', 1.5)],
    [
      'Ryzen de première architecture (Zen) : Linux, Windows 11 refuse.',
      'Ryzen of the first architecture (Zen): Linux, Windows 11 refuses.',
    ],
    WINDOWS_11,
    LINUX,
  ),
  rule(
    'intelRecent',
    'reuse',
    [CORES, when('cpuGeneration', 'atLeast', 8), TPM_2],
    [
      'Intel Core de 8e génération ou plus, TPM 2.0 : Windows 11 ou Linux.',
      'Intel Core of generation 8 or later, TPM 2.0: Windows 11 or Linux.',
    ],
    WINDOWS_11,
    OF_COMPUTERS,
  ),
  rule(
    'intelNewest',
    'reuse',
    [when('cpuFamily', 'oneOf', ['intel-core-series', 'intel-core-ultra']), TPM_2],
    ['Intel Core récent, TPM 2.0 : Windows 11 ou Linux.', 'Recent Intel Core, TPM 2.0: Windows 11 or Linux.'],
    WINDOWS_11,
    OF_COMPUTERS,
  ),
  rule(
    'ryzenRecent',
    'reuse',
    [RYZEN, when('cpuZen', 'atLeast', 1.5), TPM_2],
    [
      'Ryzen 2000 ou plus (Zen+), TPM 2.0 : Windows 11 ou Linux.',
      'Ryzen 2000 or later (Zen+), TPM 2.0: Windows 11 or Linux.',
    ],
    WINDOWS_11,
    OF_COMPUTERS,
  ),
]
