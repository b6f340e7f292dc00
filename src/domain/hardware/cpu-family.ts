import { squeeze } from './placeholder.ts'

export type CpuFamilyName =
  | 'intel-core'
  | 'intel-core-m'
  | 'intel-core-series'
  | 'intel-core-ultra'
  | 'intel-core-2'
  | 'intel-low-power'
  | 'intel-xeon'
  | 'intel-older'
  | 'amd-ryzen'
  | 'amd-ryzen-ai'
  | 'amd-athlon-zen'
  | 'amd-epyc'
  | 'amd-before-ryzen'
  | 'amd-older'
  | 'apple-silicon'
  | 'arm'
  | 'via'
  | 'unknown'

/** What a processor's name tells of its power and age. */
export interface CpuFamily {
  readonly family: CpuFamilyName
  /** Intel Core: 1–14; Xeon: that of the Core it is made from; Ryzen: the thousands of its number; Core Ultra: series. */
  readonly generation: number | null
  /** AMD only: the number of the Zen architecture, which the model number does not follow on laptops; Zen+ is 1.5, Zen 3+ is 3.5. */
  readonly zen: number | null
  /** Year in which the first of this family and generation was launched: an upper bound on the age of the machine. */
  readonly year: number | null
}

type Found = Partial<Omit<CpuFamily, 'family'>>

interface Row {
  readonly family: CpuFamilyName
  readonly says: RegExp
  readonly tells?: (found: RegExpExecArray) => Found
}

/** Launch of the first processor of each Intel Core generation. Source: Intel ARK, launch dates. */
const CORE_YEAR = [null, 2008, 2011, 2012, 2013, 2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023]
/** Launch of the first Ryzen of each thousand. Source: AMD product specifications. */
const RYZEN_YEAR = [null, 2017, 2018, 2019, 2020, 2020, 2022, 2022, 2024, 2024]
/** AMD A, E and FX series by the thousand of their number. Source: AMD product specifications. */
const A_SERIES_YEAR = [2011, 2013, 2013, 2011, 2012, 2012, 2013, 2014, 2015, 2016]
/** Xeon Scalable by the second digit of its number. Source: Intel ARK. */
const SCALABLE_YEAR = [null, 2017, 2019, 2020, 2023, 2023, 2024]

/** Small Intel processors whose number dates them. Source: Intel ARK. */
const LOW_POWER_YEARS: readonly (readonly [RegExp, number])[] = [
  [/\b(n50|n95|n97|n100|n150|n200|n250|i3-n30\d|n30\d)\b/, 2023],
  [/\b[nj](45\d\d|50[59]5|51\d\d|60\d\d|64\d\d)a?\b/, 2021],
  [/\b[nj](4[01]\d\d|50[03]\d)\b/, 2017],
  [/\b[nj](33\d\d|34\d\d|42\d\d|39\d\d)e?\b/, 2016],
  [/\b[nj](30\d\d|31\d\d|37\d\d)\b/, 2015],
  [/\bn2[89]\d\d\b|\bn35\d\d\b|\bj[12][789]\d\d\b|\bz37\d\d/, 2013],
  [/\bx[57]-[ez]8\d\d\d/, 2015],
  [/\b(n26\d\d|n28\d\d|d2[57]\d\d)\b/, 2011],
  [/\b[pu][46][016]\d\d\b/, 2010],
  [/\b(n4[57]\d|n5[57]\d|d4[12]\d|d5[12]\d)\b/, 2010],
  [/\b(n2[78]\d|z5\d\d|230|330)\b/, 2008],
  [/\bg[67]9?\d00e?t?\b(?=.*12th)|\bg(69|74)\d\d/, 2022],
  [/\bg(59|6[45])\d\d/, 2020],
  [/\bg(49|5[456])\d\d/, 2018],
  [/\bg(393|395|45[68])\d/, 2017],
  [/\bg(390|392|44|45)\d{1,2}/, 2015],
  [/\bg(18|3[2-4])\d\d/, 2013],
  [/\bg(16|2[01])\d\d/, 2012],
  [/\bg[4-8]\d\d\b/, 2011],
  [/\b(4205|4305|5405|6305|7305)u\b/, 2019],
  [/\b(3865|3965|4405|4410|4415|3855|3955)[uy]\b/, 2015],
  [/\b(29[5-8]\d|35[56]\d|3805|3825|32\d\d|3755|3765|3205|3215)[uym]\b/, 2013],
  [/\b(10\d\d|8\d\d|9\d\d|b8\d\d|b9\d\d|20[23]0|21[12]7)[mu]?\b/, 2011],
]

const digit = (text: string | undefined, at: number) => Number((text ?? '').charAt(at))

/** §5.3 of the field study: 4 digits beginning with 1 hold the generation in two (1165G7 = 11), 3 digits are the first. */
function coreGeneration(number: string): number | null {
  if (number.length === 5) return Number(number.slice(0, 2))
  if (number.length === 4) return number.startsWith('1') ? Number(number.slice(0, 2)) : digit(number, 0)
  return number.length === 3 ? 1 : null
}

function core(generation: number | null): Found {
  return { generation, year: generation === null ? null : (CORE_YEAR[generation] ?? null) }
}

/** Zen by series; laptops and APUs lag. From 2023 the third digit of a laptop's number is its architecture (AMD, 2022). */
function zenOf(number: string, suffix: string): number {
  const series = digit(number, 0)
  const mobile = /^(u|h|hs|hx|c|e|g|ge|gt|m)/.test(suffix)
  if (series === 7 && /^(u|h|hs|hx|c)/.test(suffix)) return [0, 1, 2, 3, 4, 5][digit(number, 2)] ?? 4
  const desktop = [0, 1, 1.5, 2, 2, 3, 3.5, 4, 4, 5][series] ?? 0
  const apu = [0, 1, 1, 1.5, 2, 3, 3.5, 4, 4, 5][series] ?? 0
  if (series === 5 && /^(53|55|57)00$/.test(number) && suffix.startsWith('u')) return 2
  return mobile ? apu : desktop
}

function ryzen(found: RegExpExecArray): Found {
  const number = found[1] ?? ''
  const generation = digit(number, 0)
  return { generation, zen: zenOf(number, found[2] ?? ''), year: RYZEN_YEAR[generation] ?? null }
}

/** Tried in order on the name in lower case, without "(R)" and "(TM)": the first that matches tells. */
const ROWS: readonly Row[] = [
  {
    family: 'apple-silicon',
    says: /^apple m(\d)/,
    tells: ([, n]) => ({ generation: Number(n), year: [2020, 2022, 2023, 2024, 2025][Number(n) - 1] ?? null }),
  },
  {
    family: 'intel-core-ultra',
    says: /\bultra \w{1,2} (?:pro )?(\d)\d\d/,
    tells: ([, n]) => ({ generation: Number(n), year: [2023, 2024, 2026][Number(n) - 1] ?? null }),
  },
  { family: 'intel-low-power', says: /\bi3-n3\d\d|\bn(?:50|95|97|100|150|200|250)\b/ },
  {
    family: 'intel-core',
    says: /\bi[3579](?: cpu)?[ -]{0,3}(?:[a-z]{1,2}[ -])?(\d{3,5})/,
    tells: ([, n = '']) => core(coreGeneration(n)),
  },
  { family: 'intel-core', says: /\bi5-l1\dg\d/, tells: () => core(10) },
  {
    family: 'intel-core-m',
    says: /\bm[357]?-(\d{1,2})y\d\d|\bm[35]-(\d)\d\d\dy/,
    tells: ([, a, b]) => core(Number(a ?? b)),
  },
  {
    family: 'intel-core-series',
    says: /\bcore [357] (\d)\d\d[uhe]/,
    tells: ([, n]) => ({ generation: Number(n), year: 2024 }),
  },
  { family: 'intel-core-2', says: /\bcore ?2\b/, tells: () => ({ year: 2006 }) },
  { family: 'intel-xeon', says: /\bxeon.* e3-1\d\d\d[a-z]*(?: v(\d))?/, tells: ([, v]) => core(v ? Number(v) + 1 : 2) },
  {
    family: 'intel-xeon',
    says: /\bxeon.* e[57]-\d\d\d\d[a-z]*(?: v(\d))?/,
    tells: ([, v]) => ({
      generation: v ? Number(v) + 1 : 2,
      year: [2012, 2013, 2014, 2016][Number(v ?? 1) - 1] ?? null,
    }),
  },
  {
    family: 'intel-xeon',
    says: /\bxeon (?:bronze|silver|gold|platinum) \d(\d)\d\d/,
    tells: ([, n]) => ({ year: SCALABLE_YEAR[Number(n)] ?? null }),
  },
  { family: 'intel-xeon', says: /\bxeon e-2(\d)\d\d/, tells: ([, n]) => core([0, 8, 9, 11][Number(n)] ?? null) },
  { family: 'intel-xeon', says: /\bxeon w-1(2|3)\d\d/, tells: ([, n]) => core(n === '2' ? 10 : 11) },
  { family: 'intel-xeon', says: /\bxeon w-2\d\d\d/, tells: () => ({ year: 2017 }) },
  { family: 'intel-xeon', says: /\bxeon.* d-1\d\d\d/, tells: () => ({ year: 2015 }) },
  {
    family: 'intel-xeon',
    says: /\bxeon.* (?:[elwx]c?)(?:34|35|36|55|56|65|75)\d\d/,
    tells: () => ({ generation: 1, year: 2009 }),
  },
  {
    family: 'intel-xeon',
    says: /\bxeon.*\b[elx]?(?:30|31|32|33|50|51|52|53|54|70|71|72|73|74)\d\d/,
    tells: () => ({ year: 2006 }),
  },
  { family: 'intel-older', says: /\bxeon\b/ },
  { family: 'intel-older', says: /\bpentium dual|\bcpu e[2-6]\d\d\d\b|\bt[2-4]\d00\b/, tells: () => ({ year: 2007 }) },
  {
    family: 'intel-older',
    says: /\bpentium (?:d|4|iii?|ii|m|pro|mmx)\b|\bcore (?:duo|solo)\b|\bceleron (?:d|m)\b/,
    tells: () => ({ year: 2000 }),
  },
  { family: 'intel-low-power', says: /\b(?:atom|celeron|pentium|intel processor)\b/ },
  { family: 'intel-older', says: /\bitanium\b/, tells: () => ({ year: 2001 }) },
  {
    family: 'amd-ryzen-ai',
    says: /\bryzen ai (?:max\+? )?(?:pro )?\d* ?(?:hx )?(?:pro )?(\d)\d\d/,
    tells: ([, n]) => ({ generation: Number(n), zen: 5, year: 2024 }),
  },
  { family: 'amd-ryzen', says: /\bryzen (?:threadripper )?(?:[3579] )?(?:pro )?(\d\d\d\d)([a-z]*)/, tells: ryzen },
  {
    family: 'amd-ryzen',
    says: /\bryzen (?:embedded )?[vr](\d)\d\d\d/,
    tells: ([, n]) => ({ zen: Number(n), year: 2018 }),
  },
  {
    family: 'amd-epyc',
    says: /\bepyc\b.*?\b\d\d\d(\d)/,
    tells: ([, n]) => ({ zen: Number(n), year: [2017, 2019, 2021, 2022, 2024][Number(n) - 1] ?? null }),
  },
  {
    family: 'amd-athlon-zen',
    says: /\bathlon (?:pro )?(?:gold |silver )?(?:pro )?(?:2[0-4]0ge|3[0-9]\d0|300[ug]|7[12]20)/,
    tells: () => ({ year: 2018 }),
  },
  {
    family: 'amd-before-ryzen',
    says: /\b(?:pro )?(?:a(?:4|6|8|9|10|12)|e[12])-(\d)\d\d\d/,
    tells: ([, n]) => ({ year: A_SERIES_YEAR[Number(n)] ?? null }),
  },
  { family: 'amd-before-ryzen', says: /\bfx-?(?:tm)? ?-?(\d)\d\d\d/, tells: () => ({ year: 2011 }) },
  { family: 'amd-before-ryzen', says: /\b[ecz]-\d{2,3}\b/, tells: () => ({ year: 2011 }) },
  {
    family: 'amd-before-ryzen',
    says: /\bathlon (?:x[24] )?\d{3}[a-z]*\b|\bathlon x4 \d|\bsempron (?:2650|3850)|\bgx-\d/,
    tells: () => ({ year: 2011 }),
  },
  {
    family: 'amd-older',
    says: /\b(?:phenom ii|athlon ii|turion ii|[pnv]\d\d\d\b.*\bprocessor)/,
    tells: () => ({ year: 2009 }),
  },
  {
    family: 'amd-older',
    says: /\b(?:athlon|phenom|turion|sempron|opteron|duron|geode|k6|k7|k8)\b/,
    tells: () => ({ year: 2000 }),
  },
  {
    family: 'arm',
    says: /\b(?:cortex|armv\d|arm\b|snapdragon|qualcomm|mediatek|kunpeng|bcm2\d|rockchip|rk3\d|exynos|tegra|allwinner|neoverse|phytium|ampere|graviton|microsoft sq)/,
  },
  { family: 'via', says: /\b(?:via|centaur|zhaoxin)\b/ },
]

const UNKNOWN: CpuFamily = { family: 'unknown', generation: null, zen: null, year: null }

/**
 * Family, generation and launch year of a processor, from its name alone. A name that says nothing ("Genuine Intel(R)
 * CPU", a virtual processor) is `unknown`. No benchmark stands behind it: none may be redistributed.
 */
export function cpuFamily(name: string | null): CpuFamily {
  const said = squeeze((name ?? '').slice(0, 200).replace(/\((r|tm|c)\)|®|™/gi, ' ')).toLowerCase()
  for (const row of ROWS) {
    const found = row.says.exec(said)
    if (!found) continue
    const dated = row.family === 'intel-low-power' ? LOW_POWER_YEARS.find(([number]) => number.test(said))?.[1] : null
    return { ...UNKNOWN, year: dated ?? null, ...row.tells?.(found), family: row.family }
  }
  return UNKNOWN
}
