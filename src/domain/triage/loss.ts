import { cpuFamily } from '../hardware/cpu-family.ts'
import type { HardwareReport, MediumHealth, MediumKind } from '../hardware/report.ts'
import type { Day } from '../rules.ts'
import type { Observed } from './facts.ts'

/** A part that works, as far as is known, and would go. */
export type LostPart =
  | { readonly part: 'processor'; readonly name: string; readonly cores: number | null }
  | { readonly part: 'memory'; readonly bytes: number; readonly modules: number | null; readonly type: string | null }
  | { readonly part: 'medium'; readonly kind: MediumKind; readonly bytes: number | null; readonly health: MediumHealth }
  | { readonly part: 'battery'; readonly health: number }
  | { readonly part: 'screen'; readonly inches: number | null; readonly year: number | null }

export interface Age {
  /** Years; `null` = not known. Stated: both are what was said. */
  readonly atLeast: number | null
  readonly atMost: number | null
  readonly from: 'stated' | 'parts' | 'unknown'
}

/** What is lost by scrapping this device: shown to the person who takes the second look. */
export interface Loss {
  readonly works: Observed['boots']
  readonly parts: readonly LostPart[]
  readonly age: Age
}

/** Share of its design under which a battery is no longer counted as a working part (§5.2 of the field study). */
const USABLE_BATTERY = 0.6

/**
 * Below, no current system fits and nobody misses the medium: boot chips, a laboratory's virtual disks. Debian 12
 * installation guide §3.4: 4 GB without a desktop.
 */
const SMALLEST_USEFUL_BYTES = 4e9

export function lossOf(report: HardwareReport, observed: Observed, today: Day): Loss {
  const cracked = observed.damage !== 'notLookedAt' && observed.damage.includes('screenCracked')
  const swollen = observed.damage !== 'notLookedAt' && observed.damage.includes('batterySwollen')
  const processors = report.cpu?.flatMap(({ name, cores }) => (name === null ? [] : [{ name, cores }])) ?? []
  const media = (report.media ?? []).filter(
    ({ health, bytes }) => health !== 'failing' && (bytes === null || bytes >= SMALLEST_USEFUL_BYTES),
  )
  const batteries = swollen ? [] : (report.batteries ?? [])
  return {
    works: observed.boots,
    parts: [
      ...processors.map((one) => ({ part: 'processor', ...one }) as const),
      ...memoryOf(report),
      ...media.map(({ kind, bytes, health }) => ({ part: 'medium', kind, bytes, health }) as const),
      ...batteries.flatMap(({ health }) =>
        health !== null && health >= USABLE_BATTERY ? [{ part: 'battery', health } as const] : [],
      ),
      ...(cracked ? [] : (report.screens ?? [])).map(({ inches, year }) => ({ part: 'screen', inches, year }) as const),
    ],
    age: ageOf(report, observed, today),
  }
}

function memoryOf({ memory }: HardwareReport): LostPart[] {
  if (memory === null || memory.bytes === null) return []
  const types = new Set(memory.modules?.map(({ type }) => type))
  const type = types.size === 1 ? ([...types][0] ?? null) : null
  return [{ part: 'memory', bytes: memory.bytes, modules: memory.modules?.length ?? null, type }]
}

/** No older than its processor's launch; no younger than its firmware's date, which is that of the last update. */
function ageOf(report: HardwareReport, observed: Observed, today: Day): Age {
  const { ageYears } = observed
  if (ageYears !== 'unknown') return { atLeast: ageYears, atMost: ageYears, from: 'stated' }
  const thisYear = Number(today.slice(0, 4))
  const launched = cpuFamily(report.cpu?.[0]?.name ?? null).year
  const updated = /\b(?:19|20)\d\d\b/.exec(report.firmware?.date ?? '')?.[0]
  const atMost = launched === null ? null : thisYear - launched
  const since = updated === undefined ? null : thisYear - Number(updated)
  const atLeast = since !== null && since >= 0 && (atMost === null || since <= atMost) ? since : null
  return { atLeast, atMost, from: atLeast === null && atMost === null ? 'unknown' : 'parts' }
}
