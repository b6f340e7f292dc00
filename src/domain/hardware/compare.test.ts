import { describe, expect, test } from 'vitest'
import { blankReport } from './blank.ts'
import { compareReports } from './compare.ts'
import { mediumOf } from './medium.ts'
import type { HardwareReport, Medium, MemoryModule } from './report.ts'

const GIB = 2 ** 30
const report = (known: Partial<HardwareReport>): HardwareReport => ({
  ...blankReport(),
  cpu: [{ name: 'Intel(R) Core(TM) i5-8350U CPU @ 1.70GHz', cores: 4 }],
  ...known,
})
const module = (known: Partial<MemoryModule>): MemoryModule => ({
  bytes: 8 * GIB,
  type: 'DDR4',
  serial: null,
  maker: null,
  soldered: false,
  ...known,
})
const memory = (...modules: MemoryModule[]) => ({
  memory: { bytes: null, modules, declaredMaximumBytes: null, slots: null },
})
const media = (...list: Partial<Medium>[]) => ({ media: list.map(mediumOf) })
const battery = (serial: string | null, model = '01AV423') => ({
  batteries: [{ health: null, maker: 'SMP', model, serial, designMilliwattHours: null, cycles: null }],
})
const changes = (before: Partial<HardwareReport>, after: Partial<HardwareReport>) =>
  compareReports(report(before), report(after)).differences.map(({ part, change, item }) => [part, change, item])

describe('parts that came and went', () => {
  test('a module added', () => {
    const [old, fresh] = [module({ serial: 'AAAA' }), module({ serial: 'BBBB' })]
    expect(changes(memory(old), memory(fresh, old))).toEqual([['memory', 'came', fresh]])
  })

  test('a module taken from a pair of twins without serials', () => {
    expect(changes(memory(module({}), module({})), memory(module({})))).toEqual([['memory', 'went', module({})]])
  })

  test('a disk replaced: one went, one came', () => {
    const [hdd, ssd] = [
      { serial: 'W7600AAA', model: 'ST500LM000', bytes: 500107862016 },
      { serial: 'S41GNX0K', model: 'Samsung SSD 860', bytes: 250059350016 },
    ]
    expect(changes(media(hdd), media(ssd))).toEqual([
      ['medium', 'went', mediumOf(hdd)],
      ['medium', 'came', mediumOf(ssd)],
    ])
  })

  test('the last disk taken out: the list is empty and known', () => {
    expect(changes(media({ serial: 'W7600AAA' }), media())).toMatchObject([['medium', 'went', { serial: 'W7600AAA' }]])
  })

  test('a battery changed for one of the same model', () => {
    expect(changes(battery('0CF7'), battery('021D'))).toMatchObject([
      ['battery', 'went', { serial: '0CF7' }],
      ['battery', 'came', { serial: '021D' }],
    ])
  })

  test('a processor changed', () => {
    const cpu = [{ name: 'Intel(R) Core(TM) i7-8650U CPU @ 1.90GHz', cores: 4 }]
    expect(changes({}, { cpu })).toMatchObject([
      ['cpu', 'went', { cores: 4 }],
      ['cpu', 'came', cpu[0]],
    ])
  })
})

describe('nothing changed, whatever the tool prints', () => {
  test.each<[string, Partial<HardwareReport>, Partial<HardwareReport>]>([
    ['the serial known by one tool only', memory(module({ serial: 'AAAA' })), memory(module({}))],
    ['leading zeros of a serial', memory(module({ serial: '08F17943' })), memory(module({ serial: '8F17943' }))],
    [
      'a model cut at 16 characters, a size rounded',
      media({ model: 'WDC WD5000AAKX-0', serial: 'WD-WMC2E8912230', bytes: 500107862016 }),
      media({ model: 'WDC WD5000AAKX-001CA0', serial: 'WD-WMC2E8912230', bytes: 500107000000 }),
    ],
    [
      'a disk without serial in one tool',
      media({ model: 'ST3500418AS', serial: '5VMXXXXX', bytes: 500107862016 }),
      media({ model: 'ST3500418AS', bytes: 500108000000 }),
    ],
    ['a battery’s serial in hexadecimal and decimal', battery('0CF7'), battery('3319')],
    [
      'a processor’s name with and without its marks',
      { cpu: [{ name: 'Intel(R) Core(TM) i5-8350U CPU @ 1.70GHz', cores: 4 }] },
      { cpu: [{ name: 'Intel Core i5-8350U', cores: null }] },
    ],
  ])('%s', (_, before, after) => expect(changes(before, after)).toEqual([]))

  test('a serial finds its own among twins, in any order', () => {
    const [a, b] = [module({ serial: 'AAAA' }), module({ serial: 'BBBB' })]
    expect(changes(memory(a, module({})), memory(b, a))).toEqual([])
  })
})

describe('unknown is never gone', () => {
  test('a list that one report does not know is not compared', () => {
    const full = report({ ...memory(module({})), ...media({ serial: 'A' }), ...battery('0001') })
    expect(compareReports(full, report({}))).toEqual({ differences: [], notCompared: ['memory', 'medium', 'battery'] })
  })

  test('the SMART data of one disk does not make the other go', () => {
    const [one, two] = [mediumOf({ serial: 'AAAA1111' }), mediumOf({ serial: 'BBBB2222' })]
    const smart = { ...blankReport(), media: [one] }
    expect(compareReports(report({ media: [one, two] }), smart).differences).toEqual([])
    expect(compareReports(smart, report({ media: [one, two] })).differences).toEqual([])
  })

  test('the SMART data of a disk that was not there says that it came', () => {
    const smart = { ...blankReport(), media: [mediumOf({ serial: 'BBBB2222' })] }
    expect(compareReports(report(media({ serial: 'AAAA1111' })), smart).differences).toMatchObject([
      { part: 'medium', change: 'came', item: { serial: 'BBBB2222' } },
    ])
  })
})
