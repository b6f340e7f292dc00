import { describe, expect, test } from 'vitest'
import { blankReport } from './blank.ts'
import { identifiersOf, matchScore } from './identity.ts'
import { mediumOf } from './medium.ts'
import { dmidecode } from './readers/dmidecode.ts'
import { lshwJson } from './readers/lshw-json.ts'
import type { HardwareReport } from './report.ts'
import { reportBy, sharedDumps } from './shared-dumps.ts'

const report = (known: Partial<HardwareReport>): HardwareReport => ({ ...blankReport(), ...known })
const disk = (serial: string) => mediumOf({ serial, kind: 'ssd' })
const stick = (serial: string) => mediumOf({ serial, kind: 'usb' })
const wired = (mac: string) => ({ mac, wireless: false, model: null })

describe('what tells a machine from every other', () => {
  test('serials, both byte orders of the UUID, addresses of its own cards, media', () => {
    const one = report({
      serial: 'PF-1abc23',
      uuid: '4c4c4544-0042-3510-8053-b7c04f4d3732',
      network: [wired('8c:16:45:aa:bb:cc')],
      media: [disk('S41G'), stick('FB08')],
    })
    expect(identifiersOf(one).map(({ kind, value }) => [kind, value])).toEqual([
      ['systemSerial', 'PF1ABC23'],
      ['uuid', '44454c4c-4200-1035-8053-b7c04f4d3732'],
      ['wiredMac', '8C1645AABBCC'],
      ['mediumSerial', 'S41G'],
      ['stickSerial', 'FB08'],
    ])
  })

  test.each([
    ['QEMU’s default', '52:54:00:12:34:56'],
    ['the inner network of a Mac', 'ac:de:48:00:11:22'],
    ['locally administered', '02:42:ac:11:00:02'],
    ['a group', '01:00:5e:00:00:fb'],
    ['zero', '00:00:00:00:00:00'],
    ['no address', 'not an address'],
  ])('an address that many share is none: %s', (_, mac) => {
    expect(identifiersOf(report({ network: [wired(mac)] }))).toEqual([])
  })

  test('a board that repeats the serial of the machine is not counted twice', () => {
    const one = report({ serial: 'CZC8123ABC', board: { maker: 'HP', model: null, serial: 'CZC8123ABC' } })
    expect(identifiersOf(one)).toHaveLength(1)
  })
})

describe('are they the same machine?', () => {
  const before = report({
    serial: 'PF1ABC23',
    uuid: '4c4c4544-0042-3510-8053-b7c04f4d3732',
    board: { maker: null, model: null, serial: 'L1HF7AB0123' },
    network: [wired('8c:16:45:aa:bb:cc')],
    media: [disk('S41GNX0K123456')],
  })

  test('the same serial: same', () => {
    expect(matchScore(before, report({ serial: 'pf1abc23 ' })).verdict).toBe('same')
  })

  test('the same UUID in the other byte order: same', () => {
    const { verdict, agree } = matchScore(before, report({ uuid: '44454c4c-4200-1035-8053-b7c04f4d3732' }))
    expect(verdict).toBe('same')
    expect(agree).toEqual([expect.objectContaining({ kind: 'uuid', weight: 50 })])
  })

  test('a disk moved into another machine: different, and the disk is named', () => {
    const other = report({ serial: 'PF9ZZZ99', media: [disk('S41GNX0K123456')] })
    const { verdict, agree, differ } = matchScore(before, other)
    expect(verdict).toBe('different')
    expect(agree).toEqual([expect.objectContaining({ kind: 'mediumSerial', left: 'S41GNX0K123456' })])
    expect(differ).toEqual([expect.objectContaining({ kind: 'systemSerial', left: 'PF1ABC23', right: 'PF9ZZZ99' })])
  })

  test('all disks and modules moved, nothing else known: never more than possible', () => {
    const parts = { media: [disk('AAAA1111'), disk('BBBB2222'), disk('CCCC3333')] }
    expect(matchScore(report(parts), report(parts))).toMatchObject({ verdict: 'possible', score: 60 })
  })

  test('a new board under the same serial: a person decides', () => {
    const repaired = report({
      serial: 'PF1ABC23',
      uuid: 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
      board: { maker: null, model: null, serial: 'L1HF9ZZ9999' },
      network: [wired('8c:16:45:00:00:01')],
    })
    expect(matchScore(before, repaired).verdict).toBe('possible')
  })

  test('the bench stick seen in both is no evidence', () => {
    const [one, two] = [
      report({ serial: 'AAA111', media: [stick('FB08091700013827')] }),
      report({ serial: 'BBB222', media: [stick('FB08091700013827')] }),
    ]
    expect(matchScore(one, two).verdict).toBe('different')
  })

  test('a serial of two digits is shared by chance', () => {
    expect(matchScore(report({ serial: '42' }), report({ serial: '42' })).verdict).toBe('possible')
  })

  test('a value known on several machines is set aside', () => {
    const both = report({ uuid: '00000000-0000-1000-8000-ac220b123456' })
    expect(matchScore(both, both).verdict).toBe('same')
    expect(matchScore(both, both, (one) => one.kind === 'uuid')).toMatchObject({ verdict: 'possible', score: 0 })
  })

  test('nothing to compare proves nothing either way', () => {
    expect(matchScore(blankReport(), before)).toEqual({ verdict: 'possible', score: 0, agree: [], differ: [] })
  })
})

test('the laboratory’s PCs with a serial are found again from one tool to the other, and never mistaken', () => {
  const machines = [...sharedDumps('qemu-lab', /^lshw\.json$/), ...sharedDumps('qemu-lab', /^dmidecode\.txt$/)].map(
    ({ file, dump }) => ({
      machine: file.split('/')[1],
      report: reportBy(file.endsWith('.json') ? lshwJson : dmidecode, dump),
    }),
  )
  for (const a of machines) {
    for (const b of machines) {
      const { verdict } = matchScore(a.report, b.report)
      if (a.machine !== b.machine) expect([a.machine, b.machine, verdict]).not.toContain('same')
      else if (a.report.serial !== null) expect([a.machine, verdict]).toEqual([a.machine, 'same'])
    }
  }
})

test('no two shared dumps of different machines are taken for one', () => {
  const reports = sharedDumps('lshw-json').map(({ file, dump }) => ({ file, report: reportBy(lshwJson, dump) }))
  const same = reports.flatMap((a, index) =>
    reports
      .slice(index + 1)
      .flatMap((b) => (matchScore(a.report, b.report).verdict === 'same' ? [`${a.file} = ${b.file}`] : [])),
  )
  const twins = [
    'lshw-json/asus-all-series.lshw.json = lshw-json/custom.lshw.json',
    'lshw-json/virtualbox-no-hdd-yes-usb.lshw.json = lshw-json/virtualbox-no-hdd.lshw.json',
  ]
  expect(same).toEqual(reports.length > 0 ? twins : [])
})
