import type { CpuFamilyName } from '../hardware/cpu-family.ts'
import type { Battery, Medium, Memory } from '../hardware/report.ts'

const GIB = 2 ** 30

/** Memory in GiB. What the system sees lacks the part kept for graphics: it is rounded up to whole GiB. */
export function memoryGib(memory: Memory | null): number | null {
  if (memory === null || memory.bytes === null) return null
  const gib = memory.bytes / GIB
  return memory.modules === null ? Math.ceil(gib) : gib
}

/** Can memory be added or exchanged? A declared maximum is often wrong, so it never says no by itself. */
export function extensible(memory: Memory | null): boolean | null {
  const modules = memory?.modules ?? null
  if (memory === null || modules === null) return null
  if (memory.slots !== null && memory.slots > modules.length) return true
  if (modules.some(({ soldered }) => soldered === false)) return true
  return modules.length > 0 && modules.every(({ soldered }) => soldered === true) ? false : null
}

/** The worst health of all; not known while one medium's is not known and none fails. */
export function worstHealth(media: readonly Medium[]): 'ok' | 'warning' | 'failing' | null {
  const all = media.map(({ health }) => health)
  if (all.includes('failing')) return 'failing'
  if (all.includes('unknown')) return null
  return all.includes('warning') ? 'warning' : 'ok'
}

/** The largest count that the signs print; 0 where health was judged without that sign, not known where it was not. */
export function signValue(media: readonly Medium[] | null, patterns: readonly RegExp[]): number | null {
  if (media === null) return null
  const seen = media.flatMap(({ signs }) =>
    signs.flatMap((sign) => patterns.flatMap((pattern) => pattern.exec(sign)?.[1] ?? [])),
  )
  const most = Math.max(0, ...seen.map(Number))
  return most === 0 && media.some(({ health }) => health === 'unknown') ? null : most
}

/** Health in percent: of the energies together where each design is known, else of the worst battery. */
export function batteryShare(batteries: readonly Battery[]): number | null {
  const known = batteries.flatMap(({ health, designMilliwattHours }) =>
    health === null ? [] : [{ health, design: designMilliwattHours }],
  )
  if (known.length === 0 || known.length < batteries.length) return null
  const design = known.reduce((sum, one) => sum + (one.design ?? Number.NaN), 0)
  const left = known.reduce((sum, one) => sum + one.health * (one.design ?? Number.NaN), 0)
  const share = design > 0 ? left / design : Math.min(...known.map(({ health }) => health))
  return Math.min(100, share * 100)
}

/** The last x86 processors without 64 bits, by the names they print of themselves. */
const ONLY_32_BITS =
  /Pentium\(?R?\)? ?(M|III|II)\b|Celeron\(?R?\)? ?M\b|Core\(TM\) ?(Duo|Solo)\b|Genuine Intel.*CPU +[TUL]2\d{3}|Atom\(TM\) CPU +(N2[78]0|Z5\d\d|Z6\d\d)|Athlon\(tm\) XP|Geode|VIA (C3|C7|Esther)/i

/** Families of which some members, before 2011, have only 32 bits. */
const MIXED: ReadonlySet<CpuFamilyName> = new Set([
  'intel-older',
  'intel-low-power',
  'amd-older',
  'arm',
  'via',
  'unknown',
])

/** Launched from 2011 on, a PC processor has 64 bits; before that its family or its name tells, or nothing does. */
export function is64Bits(name: string | null, family: CpuFamilyName, year: number | null): boolean | null {
  if (ONLY_32_BITS.test(name ?? '')) return false
  return (year ?? 0) >= 2011 || !MIXED.has(family) ? true : null
}

export function hasFastMedium(media: readonly Medium[] | null): boolean | null {
  if (media === null) return null
  if (media.some(({ kind }) => kind === 'ssd' || kind === 'nvme')) return true
  return media.some(({ kind }) => kind === 'unknown') ? null : false
}

/** The largest of a reading over those of a kind, 0 of none; not known as soon as one is not known. */
export function largestOf<T>(of: readonly T[] | null, read: (one: T) => number | null): number | null {
  if (of === null) return null
  const values = of.map(read)
  return values.includes(null) ? null : Math.max(0, ...values.map(Number))
}
