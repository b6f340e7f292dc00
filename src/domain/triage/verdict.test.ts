import { basename } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blankReport } from '../hardware/blank.ts'
import { readDump } from '../hardware/read.ts'
import type { Battery, HardwareReport, Medium, Memory, Screen } from '../hardware/report.ts'
import { sharedDumps } from '../hardware/shared-dumps.ts'
import { costOf, pricesOf } from './cost.ts'
import { NOTHING_OBSERVED, type Observed } from './facts.ts'
import { COMPARISONS, type TriageRule, VERDICTS } from './rule.ts'
import { DEFAULT_RULES } from './rules.ts'
import { rulesSchema } from './rules-schema.ts'
import { severity, triage } from './verdict.ts'

const GIB = 2 ** 30
const RULES = DEFAULT_RULES.rows

const medium = (change: Partial<Medium> = {}): Medium => ({
  maker: null,
  model: 'SSD 250',
  serial: 'S3Z8NB0K',
  firmware: null,
  wwn: null,
  bytes: 250_059_350_016,
  kind: 'ssd',
  health: 'ok',
  hours: 4000,
  wear: 0.05,
  signs: ['smart_status passed'],
  ...change,
})
const hdd = (change: Partial<Medium> = {}) => medium({ kind: 'hdd', wear: null, ...change })
const memory = (gib: number, soldered: boolean | null, slots: number | null = 1): Memory => ({
  bytes: gib * GIB,
  modules: [{ bytes: gib * GIB, type: 'DDR4', serial: null, maker: null, soldered }],
  declaredMaximumBytes: null,
  slots,
})
const battery = (health: number | null, design: number | null = null): Battery => ({
  health,
  maker: null,
  model: null,
  serial: null,
  designMilliwattHours: design,
  cycles: null,
})
const screen = (change: Partial<Screen> = {}): Screen => ({
  maker: null,
  model: null,
  serial: null,
  inches: 14,
  year: 2019,
  pixels: { width: 1920, height: 1080 },
  ...change,
})

/** A laptop on which every fact is known and nothing is wrong. */
const GOOD: HardwareReport = {
  ...blankReport(),
  kind: 'laptop',
  cpu: [{ name: 'Intel(R) Core(TM) i5-8365U CPU @ 1.60GHz', cores: 4 }],
  memory: memory(8, false, 2),
  media: [medium()],
  batteries: [battery(0.91)],
  screens: [screen()],
  tpm: '2.0',
}
const SEEN: Observed = { boots: 'yes', damage: [], ageYears: 6, locked: 'no', erasure: 'notTried' }

interface Case {
  readonly report?: Partial<HardwareReport>
  readonly seen?: Partial<Observed>
}
const cpu = (name: string, cores = 4, more: Partial<HardwareReport> = {}): Case => ({
  report: { cpu: [{ name, cores }], ...more },
})
const media = (...all: Medium[]): Case => ({ report: { media: all } })
const signed = (sign: string, change: Partial<Medium> = {}) =>
  media(hdd({ health: 'warning', signs: [sign], ...change }))
const judge = ({ report, seen }: Case, rules: readonly TriageRule[] = RULES) =>
  triage({ ...GOOD, ...report }, { ...SEEN, ...seen }, rules)

/** For each rule: a device for which it holds, and one just beside for which it does not. */
const CASES: Readonly<Record<string, readonly [holds: Case, beside: Case]>> = {
  batterySwollen: [{ seen: { damage: ['batterySwollen'] } }, {}],
  boardCorroded: [{ seen: { damage: ['boardCorroded'] } }, {}],
  doesNotBoot: [{ seen: { boots: 'no' } }, {}],
  panelCracked: [
    { seen: { damage: ['screenCracked'] } },
    { seen: { damage: ['screenCracked'] }, report: { kind: 'desktop' } },
  ],
  screenCracked: [
    { seen: { damage: ['screenCracked'] }, report: { kind: 'screen' } },
    { seen: { damage: ['screenCracked'] } },
  ],
  cpu32: [cpu('Intel(R) Atom(TM) CPU N270   @ 1.60GHz', 1), cpu('Intel(R) Core(TM) i3-2310M CPU @ 2.10GHz', 2)],
  singleCore: [cpu('Intel(R) Celeron(R) CPU 847 @ 1.10GHz', 1), cpu('Intel(R) Celeron(R) CPU 847 @ 1.10GHz', 2)],
  cpuBeforeCore: [
    cpu('Intel(R) Core(TM)2 Duo CPU E8400 @ 3.00GHz', 2),
    cpu('Intel(R) Core(TM) i5 CPU 650 @ 3.20GHz', 2),
  ],
  intelOld: [cpu('Intel(R) Core(TM) i5-3320M CPU @ 2.60GHz'), cpu('Intel(R) Core(TM) i5-4300M CPU @ 2.60GHz')],
  amdOld: [cpu('AMD A8-7410 APU with AMD Radeon R5 Graphics'), cpu('AMD Ryzen 5 3500U with Radeon Vega Mobile Gfx')],
  cpuLight: [cpu('Intel(R) Celeron(R) N4020 CPU @ 1.10GHz', 2), {}],
  intelMiddle: [cpu('Intel(R) Core(TM) i5-7300U CPU @ 2.60GHz'), cpu('Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz')],
  ryzenFirst: [cpu('AMD Ryzen 5 2500U with Radeon Vega Mobile Gfx'), cpu('AMD Ryzen 5 2600 Six-Core Processor', 6)],
  intelRecent: [{}, cpu('Intel(R) Core(TM) i5-8365U CPU @ 1.60GHz', 4, { tpm: '1.2' })],
  intelNewest: [cpu('Intel(R) Core(TM) Ultra 5 125U', 12), cpu('Intel(R) Core(TM) Ultra 5 125U', 12, { tpm: '1.2' })],
  ryzenRecent: [
    cpu('AMD Ryzen 5 3500U with Radeon Vega Mobile Gfx'),
    cpu('AMD Ryzen 5 2500U with Radeon Vega Mobile Gfx'),
  ],
  memoryTooSmall: [{ report: { memory: memory(2, true) } }, { report: { memory: memory(2, false) } }],
  memorySmall: [{ report: { memory: memory(4, false) } }, { report: { memory: memory(8, false) } }],
  noSsd: [media(hdd()), media(medium(), hdd())],
  noMedium: [media(), media(medium())],
  mediumFailing: [media(medium({ health: 'failing', signs: ['smart_status failed'] })), media(medium())],
  pendingSectors: [signed('197 Current_Pending_Sector = 8'), signed('5 Reallocated_Sector_Ct = 8')],
  manyReallocated: [signed('5 Reallocated_Sector_Ct = 11'), signed('5 Reallocated_Sector_Ct = 10')],
  mediumWorn: [media(medium({ wear: 0.8 })), media(medium({ wear: 0.79 }))],
  mediumErrors: [
    media(medium({ kind: 'nvme', health: 'warning', signs: ['media_errors = 3'] })),
    media(medium({ kind: 'nvme' })),
  ],
  criticalWarning: [
    media(medium({ kind: 'nvme', health: 'failing', signs: ['critical_warning = 4'] })),
    media(medium({ kind: 'nvme' })),
  ],
  erasureFailed: [{ seen: { erasure: 'failed' } }, { seen: { erasure: 'succeeded' } }],
  fewReallocated: [signed('5 Reallocated_Sector_Ct = 10'), signed('5 Reallocated_Sector_Ct = 11')],
  reportedErrors: [signed('187 Reported_Uncorrect = 1'), media(hdd())],
  oldHardDisk: [media(hdd({ hours: 40001 })), media(hdd({ hours: 40000 }), medium({ hours: 90000 }))],
  batteryWeak: [{ report: { batteries: [battery(0.59)] } }, { report: { batteries: [battery(0.6)] } }],
  batteryMissing: [{ report: { batteries: [] } }, { report: { batteries: [], kind: 'desktop' } }],
  batteryShort: [{ report: { batteries: [battery(0.6)] } }, { report: { batteries: [battery(0.8)] } }],
  smallScreen: [{ report: { screens: [screen({ inches: 11.6 })] } }, {}],
  coarseScreen: [{ report: { screens: [screen({ pixels: { width: 1280, height: 800 } })] } }, {}],
  allInOne: [{ report: { kind: 'all-in-one' } }, {}],
  overTenYears: [{ seen: { ageYears: 10.5 } }, { seen: { ageYears: 10 } }],
  locked: [{ seen: { locked: 'yes' } }, {}],
}

describe('each default rule holds for one device and not for the one beside it', () => {
  test('no rule is without its devices', () => {
    expect(Object.keys(CASES).sort()).toEqual(RULES.map(({ id }) => id).sort())
  })

  test.each(Object.entries(CASES))('%s', (id, [holds, beside]) => {
    const rule = RULES.find((one) => one.id === id)
    const said = judge(holds)
    const reason = said.reasons.find((one) => one.rule === id)
    expect(reason).toMatchObject({ verdict: rule?.verdict, fr: rule?.reason.fr })
    expect(reason?.seen.length).toBeGreaterThan(0)
    expect(severity(said.verdict)).toBeGreaterThanOrEqual(severity(rule?.verdict ?? 'recycle'))
    expect(said.works).toEqual(expect.arrayContaining([...(rule?.works ?? [])]))
    expect(said.blockedBy.includes(id)).toBe(rule?.blocks)
    expect(judge(beside).reasons.map((one) => one.rule)).not.toContain(id)
  })
})

describe('the verdict', () => {
  test('a good laptop of which all is known is reused, and that is firm', () => {
    expect(judge({})).toMatchObject({ verdict: 'reuse', firm: true, unknowns: [], blockedBy: [], works: [] })
    expect(judge({}).reasons.map(({ rule }) => rule)).toEqual(['intelRecent'])
  })

  test('the most severe rule wins and all reasons are shown, most severe first', () => {
    const said = judge({ seen: { damage: ['boardCorroded', 'screenCracked'] }, report: { media: [hdd()] } })
    expect(said.verdict).toBe('recycle')
    expect(said.reasons.map(({ rule }) => rule)).toEqual(['boardCorroded', 'panelCracked', 'noSsd', 'intelRecent'])
  })

  test('a lock blocks without making the device worse', () => {
    expect(judge({ seen: { locked: 'yes' } })).toMatchObject({ verdict: 'reuse', blockedBy: ['locked'] })
  })

  test('two batteries are judged by their energies together', () => {
    const two = [battery(0.3, 24_000), battery(0.95, 72_000)]
    expect(judge({ report: { batteries: two } }).reasons.map(({ rule }) => rule)).toContain('batteryShort')
  })

  test('memory that the system sees is rounded up: 3.8 GiB seen are 4 fitted', () => {
    const seen: Memory = { bytes: 3.8 * GIB, modules: null, declaredMaximumBytes: null, slots: null }
    const said = judge({ report: { memory: seen } })
    expect(said.reasons.find(({ rule }) => rule === 'memorySmall')?.seen).toEqual([{ field: 'memory', value: 4 }])
  })

  test('a rule turned off says nothing', () => {
    const off = RULES.map((rule) => (rule.id === 'noSsd' ? { ...rule, on: false } : rule))
    expect(judge(media(hdd()), off).reasons.map(({ rule }) => rule)).not.toContain('noSsd')
  })
})

describe('what is not known never passes in silence', () => {
  test('of an unknown device, everything is open and nothing is firm', () => {
    const said = triage(blankReport(), NOTHING_OBSERVED, RULES)
    expect(said.firm).toBe(false)
    expect(said.reasons).toEqual([])
    expect(said.unknowns.map(({ field }) => field)).toEqual(
      expect.arrayContaining([
        'boots',
        'batterySwollen',
        'boardCorroded',
        'kind',
        'memory',
        'cpuFamily',
        'mediumHealth',
      ]),
    )
    expect(said.unknowns[0]).toMatchObject({ couldBe: 'recycle' })
  })

  test('a disk without SMART is not a healthy disk', () => {
    const said = judge(media(medium({ health: 'unknown', wear: null, signs: [] })))
    expect(said.unknowns.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['mediumHealth', 'pendingSectors', 'mediumWear']),
    )
    expect(said.firm).toBe(false)
    expect([...new Set(said.unknowns.map(({ ask }) => ask))]).toEqual(['smart'])
  })

  test('a known fact settles a rule although another is not known', () => {
    const big: Memory = { bytes: 16 * GIB, modules: null, declaredMaximumBytes: null, slots: null }
    expect(judge({ report: { memory: big } }).unknowns).toEqual([])
  })

  test('a verdict as severe as all that is open is firm', () => {
    const said = judge({ seen: { damage: ['boardCorroded'], boots: 'unknown' } })
    expect(said.unknowns.map(({ field }) => field)).toEqual(['boots'])
    expect(said).toMatchObject({ verdict: 'recycle', firm: true })
    expect(judge({ seen: { locked: 'unknown' } }).firm).toBe(false)
  })

  test('learning more never takes a reason away', () => {
    const reports = fc.record({
      kind: fc.constantFrom<HardwareReport['kind'][]>('laptop', 'desktop', 'screen'),
      cpu: fc.constantFrom(GOOD.cpu, CASES.intelOld?.[0].report?.cpu ?? null, CASES.cpu32?.[0].report?.cpu ?? null),
      memory: fc.constantFrom(memory(2, true), memory(4, false), memory(16, null)),
      media: fc.constantFrom([], [hdd()], [medium({ health: 'failing' })]),
      batteries: fc.constantFrom([], [battery(0.5)], [battery(0.7)]),
    })
    const hidden = fc.subarray(['kind', 'cpu', 'memory', 'media', 'batteries'] as const)
    fc.assert(
      fc.property(reports, hidden, (known, fields) => {
        const whole = judge({ report: known })
        const blank: Partial<HardwareReport> = Object.fromEntries(
          fields.map((field) => [field, field === 'kind' ? 'unknown' : null]),
        )
        const part = judge({ report: { ...known, ...blank } })
        const told = new Set(whole.reasons.map(({ rule }) => rule))
        const open = new Set(part.unknowns.flatMap(({ rules }) => rules))
        const partTold = new Set(part.reasons.map(({ rule }) => rule))
        expect([...partTold].filter((rule) => !told.has(rule))).toEqual([])
        expect([...told].filter((rule) => !partTold.has(rule) && !open.has(rule))).toEqual([])
        if (part.firm) expect(severity(whole.verdict)).toBeLessThanOrEqual(severity(part.verdict))
      }),
    )
  })
})

describe('edited rules', () => {
  const edit = (id: string, change: object) => RULES.map((rule) => (rule.id === id ? { ...rule, ...change } : rule))
  const accepted = (rules: unknown) => rulesSchema.safeParse(rules).success

  test('the default rules, a moved threshold, a rule turned off and one added are accepted', () => {
    expect(rulesSchema.safeParse(RULES).error).toBeUndefined()
    expect(accepted(edit('memorySmall', { when: [{ field: 'memory', is: 'below', value: 16 }] }))).toBe(true)
    expect(accepted(edit('noSsd', { on: false }))).toBe(true)
    const added = { ...RULES[0], id: 'ourAge', when: [{ field: 'ageYears', is: 'above', value: 8 }] }
    expect(accepted([...RULES, added])).toBe(true)
  })

  test('an edited threshold is the one that judges', () => {
    const rules = rulesSchema.parse(edit('overTenYears', { when: [{ field: 'ageYears', is: 'above', value: 5 }] }))
    expect(judge({}, rules).reasons.map(({ rule }) => rule)).toContain('overTenYears')
  })

  test.each<[string, unknown]>([
    ['no list', { rules: RULES }],
    ['a field that does not exist', edit('noSsd', { when: [{ field: 'colour', is: 'is', value: 'red' }] })],
    ['a comparison that does not exist', edit('noSsd', { when: [{ field: 'memory', is: 'near', value: 4 }] })],
    ['a number out of range', edit('memorySmall', { when: [{ field: 'memory', is: 'below', value: -1 }] })],
    ['a battery over 100 %', edit('batteryWeak', { when: [{ field: 'batteryHealth', is: 'below', value: 600 }] })],
    ['text where a number is due', edit('memorySmall', { when: [{ field: 'memory', is: 'below', value: '8' }] })],
    ['a flag compared as a number', edit('noSsd', { when: [{ field: 'fastMedium', is: 'below', value: true }] })],
    ['a kind that does not exist', edit('noSsd', { kinds: ['toaster'] })],
    ['a choice that does not exist', edit('allInOne', { when: [{ field: 'kind', is: 'is', value: 'toaster' }] })],
    ['an order among words', edit('allInOne', { when: [{ field: 'kind', is: 'below', value: 'laptop' }] })],
    ['no condition at all', edit('noSsd', { when: [] })],
    [
      'below 4 and above 8 at once',
      edit('memorySmall', {
        when: [
          { field: 'memory', is: 'below', value: 4 },
          { field: 'memory', is: 'above', value: 8 },
        ],
      }),
    ],
    ['under nothing', edit('memorySmall', { when: [{ field: 'memory', is: 'below', value: 0 }] })],
    ['a verdict that does not exist', edit('noSsd', { verdict: 'sell' })],
    ['no sentence in English', edit('noSsd', { reason: { fr: 'Pas de SSD.', en: ' ' } })],
    ['an unknown key', edit('noSsd', { cost: 12 })],
    ['two rules of one name', [...RULES, RULES[0]]],
    ['the swollen battery turned off', edit('batterySwollen', { on: false })],
    ['the swollen battery left out', RULES.filter(({ id }) => id !== 'batterySwollen')],
    ['the swollen battery made harmless', edit('batterySwollen', { verdict: 'reuse' })],
  ])('%s is refused', (_, rules) => expect(accepted(rules)).toBe(false))

  test('what the schema accepts never makes the triage throw', () => {
    const condition = fc.record({
      field: fc.constantFrom('memory', 'kind', 'boots', 'tpm', 'mediumHealth'),
      is: fc.constantFrom(...COMPARISONS),
      value: fc.oneof(
        fc.integer({ min: -5, max: 40 }),
        fc.boolean(),
        fc.constantFrom('laptop', 'ok', 'x'),
        fc.constant(['laptop']),
      ),
    })
    fc.assert(
      fc.property(
        fc.array(condition, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...VERDICTS),
        (when, verdict) => {
          const parsed = rulesSchema.safeParse(edit('noSsd', { when, verdict }))
          return !parsed.success || VERDICTS.includes(judge({}, parsed.data).verdict)
        },
      ),
      { numRuns: 500 },
    )
  })
})

test('a cost is a floor while one work has no price, and a new SSD also replaces the medium', () => {
  const { works } = judge({ report: { media: [hdd({ health: 'failing', signs: [] })], batteries: [battery(0.65)] } })
  expect(works).toEqual(expect.arrayContaining(['fitSsd', 'replaceMedium', 'shortBattery']))
  expect(costOf(works, {})).toEqual({ euros: 0, unpriced: ['fitSsd'] })
  expect(costOf(works, { fitSsd: 25, replaceMedium: 30 })).toEqual({ euros: 25, unpriced: [] })
})

describe('real machines, by what their raw reports print', () => {
  const EXPECTED: Readonly<Record<string, readonly [verdict: string, ...rules: string[]]>> = {
    '7220w3t.lshw.json': ['parts', 'cpuBeforeCore', 'memorySmall'],
    'nox.lshw.json': ['refurbish', 'intelOld', 'memorySmall'],
    'test_isard_probook.lshw.json': ['refurbish', 'intelMiddle'],
    'battery-empty.lshw.json': ['parts', 'singleCore', 'cpuLight', 'memorySmall'],
    'routershell_intel-NUC7i7BNH.lshw.json': ['refurbish', 'intelMiddle'],
  }
  const dumps = sharedDumps('lshw-json').filter(({ file }) => basename(file) in EXPECTED)

  test('the folder is whole, or said to be absent', () => {
    expect([0, Object.keys(EXPECTED).length]).toContain(dumps.length)
  })

  test.runIf(dumps.length > 0).each(dumps)('$file', ({ file, dump }) => {
    const reading = readDump(dump.bytes)
    if ('refused' in reading) throw new Error(reading.refused.code)
    const said = triage(reading.report, { ...NOTHING_OBSERVED, boots: 'yes', damage: [] }, RULES)
    expect([said.verdict, ...said.reasons.map(({ rule }) => rule)]).toEqual(EXPECTED[basename(file)])
    expect(said.firm).toBe(false)
  })
})

test('a work costs its parts and its minutes at the hourly price; minutes without one have no price, and nothing said is not free', () => {
  const works = {
    fitSsd: { minutes: 20, partsEur: 25.5 },
    addMemory: { minutes: null, partsEur: 18 },
    installLinux: { minutes: 50, partsEur: null },
    askRelease: { minutes: 30, partsEur: null },
  }
  expect(pricesOf({ hourEur: 36, works })).toEqual({ fitSsd: 37.5, addMemory: 18, installLinux: 30 })
  expect(pricesOf({ hourEur: null, works })).toEqual({ addMemory: 18 })
  expect(pricesOf({ hourEur: 36, works: {} })).toEqual({})
})
