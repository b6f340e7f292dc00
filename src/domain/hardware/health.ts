import type { MediumHealth } from './report.ts'

export interface SmartAttribute {
  readonly id: number
  readonly name: string
  /** The raw value as the tool prints it: vendors pack other counters behind the first number. */
  readonly raw: string
  /** Normalised value, 100 (or 200, 253) = new. */
  readonly value: number | null
  readonly failed: 'now' | 'past' | null
  readonly prefailure: boolean
}

/** What a SMART report says, whatever tool printed it. `null` = not said. */
export interface SmartFacts {
  readonly overall: 'passed' | 'failed' | null
  readonly exitStatus: number | null
  readonly attributes: readonly SmartAttribute[]
  readonly criticalWarning: number | null
  readonly percentageUsed: number | null
  readonly availableSpare: number | null
  readonly spareThreshold: number | null
  readonly mediaErrors: number | null
  readonly grownDefects: number | null
  readonly uncorrectedErrors: number | null
  readonly selfTestFailed: boolean
}

export const NO_SMART: SmartFacts = {
  overall: null,
  exitStatus: null,
  attributes: [],
  criticalWarning: null,
  percentageUsed: null,
  availableSpare: null,
  spareThreshold: null,
  mediaErrors: null,
  grownDefects: null,
  uncorrectedErrors: null,
  selfTestFailed: false,
}

interface Rule {
  readonly verdict: 'failing' | 'warning'
  readonly source: string
  /** The signs this rule sees, in the tool's own terms. */
  readonly signs: (facts: SmartFacts) => readonly string[]
}

const SMARTCTL = 'smartctl(8), EXIT STATUS'
const NVME = 'NVM Express base specification, SMART / Health Information log (02h)'
const BACKBLAZE = 'Backblaze: five attributes whose raw value above 0 precedes failure'

/** Attributes whose raw count above 0 calls for a closer look. */
const COUNTED: ReadonlySet<number> = new Set([5, 187, 188, 197, 198])

/** Temperatures: a hot day in the past says nothing of the medium's state. */
const TEMPERATURES: ReadonlySet<number> = new Set([190, 194, 231])

/** Share of endurance used from which a medium is not given for years of further use, in percent. */
const WORN_PERCENT = 80

export const HEALTH_RULES: readonly Rule[] = [
  {
    verdict: 'failing',
    source: 'ATA SMART RETURN STATUS, SCSI informational exceptions, NVMe critical warning as smartctl sums them up',
    signs: (facts) => (facts.overall === 'failed' ? ['smart_status failed'] : []),
  },
  {
    verdict: 'failing',
    source: `${SMARTCTL}, bit 3`,
    signs: (facts) => (hasBit(facts, 8) && facts.overall !== 'failed' ? ['exit status bit 3: DISK FAILING'] : []),
  },
  {
    verdict: 'failing',
    source: NVME,
    signs: ({ criticalWarning }) => (criticalWarning ? [`critical_warning = ${criticalWarning}`] : []),
  },
  {
    verdict: 'failing',
    source: `${SMARTCTL}, bit 4: prefailure attribute at or below its threshold`,
    signs: (facts) =>
      facts.attributes
        .filter((one) => one.failed === 'now' && one.prefailure)
        .map((one) => `${one.id} ${one.name} FAILING_NOW`),
  },
  {
    verdict: 'warning',
    source: `${SMARTCTL}, bit 5: an attribute was at or below its threshold`,
    signs: (facts) =>
      facts.attributes
        .filter((one) => one.failed !== null && !(one.failed === 'now' && one.prefailure) && !TEMPERATURES.has(one.id))
        .map((one) => `${one.id} ${one.name} ${one.failed === 'now' ? 'FAILING_NOW' : 'failed in the past'}`),
  },
  {
    verdict: 'warning',
    source: BACKBLAZE,
    signs: (facts) =>
      facts.attributes
        .filter((one) => COUNTED.has(one.id) && (rawCount(one) ?? 0) > 0)
        .map((one) => `${one.id} ${one.name} = ${one.raw}`),
  },
  {
    verdict: 'warning',
    source: `${NVME}; SCSI and ATA endurance indicators say the same`,
    signs: ({ percentageUsed }) =>
      percentageUsed !== null && percentageUsed >= WORN_PERCENT ? [`percentage_used = ${percentageUsed}`] : [],
  },
  {
    verdict: 'warning',
    source: `${NVME}; an emulated disk says spare 0, threshold 0`,
    signs: ({ availableSpare, spareThreshold }) =>
      availableSpare !== null && spareThreshold !== null && spareThreshold > 0 && availableSpare <= spareThreshold
        ? [`available_spare = ${availableSpare}, threshold ${spareThreshold}`]
        : [],
  },
  {
    verdict: 'warning',
    source: NVME,
    signs: ({ mediaErrors }) => (mediaErrors ? [`media_errors = ${mediaErrors}`] : []),
  },
  {
    verdict: 'warning',
    source: 'SCSI SPC-4: grown defect list, error counter log pages',
    signs: ({ grownDefects, uncorrectedErrors }) => [
      ...(grownDefects ? [`grown_defect_list = ${grownDefects}`] : []),
      ...(uncorrectedErrors ? [`total_uncorrected_errors = ${uncorrectedErrors}`] : []),
    ],
  },
  {
    verdict: 'warning',
    source: `${SMARTCTL}, bit 7: the self-test log holds errors`,
    signs: (facts) => (facts.selfTestFailed || hasBit(facts, 128) ? ['self-test failed'] : []),
  },
]

/**
 * The health of a medium: failing, else warning, by the rules above; ok only where SMART itself says so; unknown where
 * SMART is missing. `signs` is what the verdict rests on.
 */
export function healthOf(facts: SmartFacts): { readonly health: MediumHealth; readonly signs: readonly string[] } {
  const seen = HEALTH_RULES.map((rule) => ({ verdict: rule.verdict, signs: rule.signs(facts) })).filter(
    ({ signs }) => signs.length > 0,
  )
  const signs = seen.flatMap((one) => one.signs)
  if (seen.some(({ verdict }) => verdict === 'failing')) return { health: 'failing', signs }
  if (seen.length > 0) return { health: 'warning', signs }
  if (facts.overall === 'passed') return { health: 'ok', signs: ['smart_status passed'] }
  if (facts.criticalWarning === 0) return { health: 'ok', signs: ['critical_warning = 0'] }
  return { health: 'unknown', signs: [] }
}

/** The count in an attribute's raw text: "138 (0 26)" is 138; a 48-bit number or three words hold it in the last 16 bits. */
export function rawCount({ id, raw }: SmartAttribute): number | null {
  const words = /^(\d+) (\d+) (\d+)$/.exec(raw.trim())
  const first = words?.[3] ?? /^\d+/.exec(raw.trim())?.[0]
  if (first === undefined) return null
  const count = Number(first)
  return id === 188 && count > 0xffff ? count % 0x10000 : count
}

function hasBit({ exitStatus }: SmartFacts, bit: number): boolean {
  return exitStatus !== null && (exitStatus & bit) !== 0
}

/** Attributes whose normalised value is what is left of the endurance, in percent (drivedb.h of smartmontools). */
const LIFE_LEFT =
  /^(wear_leveling_count|media_wearout_indicator|ssd_life_left|percent_lifetime_(remain|used)|remaining_lifetime_perc(ent)?|remaining_life(time)?|drive_life_remaining%?|wear_range_delta_left|lifetime_left|percent_life_remaining|perc_avail_resrvd_life)$/i

/** Endurance used, 0–1, from the attributes of an SSD whose normalised value is the life left; `null` when none is. */
export function wearOfAttributes(attributes: readonly SmartAttribute[]): number | null {
  const left = attributes
    .filter((one) => LIFE_LEFT.test(one.name) && one.value !== null && one.value >= 0 && one.value <= 100)
    .map((one) => one.value ?? 100)
  return left.length === 0 ? null : (100 - Math.min(...left)) / 100
}

/** Power-on hours from attribute 9: "1338h+05m+52s", "2725 (151 234 0)", "83425". Minutes and half-minutes by its name. */
export function hoursOfAttributes(attributes: readonly SmartAttribute[]): number | null {
  const nine = attributes.find((one) => one.id === 9)
  const first = /^\d+/.exec(nine?.raw.trim() ?? '')?.[0]
  if (!nine || first === undefined) return null
  const perHour = nine.raw.includes('h+') ? 1 : (UNITS_PER_HOUR.find(([name]) => name.test(nine.name))?.[1] ?? 1)
  const hours = Math.floor(Number(first) / perHour)
  return plausibleHours(hours)
}

/** Null for a number no medium can have run: firmware that counts minutes, or another counter in the same place. */
export function plausibleHours(hours: number | null): number | null {
  return hours !== null && hours <= MOST_HOURS ? hours : null
}

const UNITS_PER_HOUR: readonly (readonly [RegExp, number])[] = [
  [/half_?minutes/i, 120],
  [/minutes/i, 60],
  [/seconds/i, 3600],
]

/** Sixty years. */
const MOST_HOURS = 526_000
