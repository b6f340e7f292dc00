import { expect, test } from 'vitest'
import { reportOf } from './blank.ts'
import { mediumOf } from './medium.ts'
import { mergeParts } from './merge.ts'
import type { HardwareReport } from './report.ts'

const part = (format: string, known: Partial<HardwareReport>) => ({ format, report: reportOf(known) })

test('the firmware table is believed before those who retell it', () => {
  const merged = mergeParts([
    part('inxi', { maker: 'Dell', model: 'Latitude', serial: '5CQ6VY1' }),
    part('dmidecode', { maker: 'Dell Inc.', model: 'Latitude E7240' }),
  ])
  expect(merged).toMatchObject({ maker: 'Dell Inc.', model: 'Latitude E7240', serial: '5CQ6VY1', uuid: null })
  expect(merged.unknown.map(({ field }) => field)).not.toContain('serial')
  expect(merged.unknown.map(({ field }) => field)).toContain('uuid')
})

test('smartctl tells the health and size, lshw what smartctl could not', () => {
  const media = mergeParts([
    part('lshw-json', {
      media: [
        mediumOf({ maker: 'Seagate', model: 'ST500LT012-1DG14', serial: 's3p9a80f', bytes: 500107862016 }),
        mediumOf({ model: 'Flash Disk', bytes: 8e9, kind: 'usb' }),
      ],
    }),
    part('smartctl-json', {
      media: [
        mediumOf({
          model: 'ST500LT012-1DG142',
          serial: 'S3P9A80F',
          bytes: 500107862016,
          kind: 'hdd',
          health: 'warning',
          hours: 8627,
          signs: ['187 Reported_Uncorrect = 5009'],
        }),
      ],
    }),
  ]).media
  expect(media).toMatchObject([
    { maker: 'Seagate', model: 'ST500LT012-1DG142', serial: 'S3P9A80F', kind: 'hdd', health: 'warning', hours: 8627 },
    { model: 'Flash Disk', kind: 'usb', health: 'unknown' },
  ])
})

test('without a serial number, size and a model cut at 16 characters join; two equal disks stay two', () => {
  const smart = (serial: string) =>
    mediumOf({ model: 'KINGSTON SA400S37240G', serial, bytes: 240057409536, kind: 'ssd' })
  const cut = mediumOf({ model: 'KINGSTON SA400S3', bytes: 240057409536 })
  const both = mergeParts([
    part('lsblk-json', { media: [cut, cut] }),
    part('smartctl-json', { media: [smart('A'), smart('B')] }),
  ]).media
  expect(both).toMatchObject([{ serial: 'A' }, { serial: 'B' }])
  const other = mediumOf({ model: 'ST1000DM003', bytes: 240057409536 })
  expect(
    mergeParts([part('lsblk-json', { media: [other] }), part('smartctl-json', { media: [smart('A')] })]).media,
  ).toHaveLength(2)
})

test('a battery that says its health, a processor that says its name, win over those that do not', () => {
  const battery = { maker: 'SMP', model: null, serial: null, cycles: null, designMilliwattHours: 57000 }
  const merged = mergeParts([
    part('dmidecode', { batteries: [{ ...battery, health: null }], cpu: [{ name: null, cores: 1 }] }),
    part('lshw-json', { batteries: [{ ...battery, health: 0.8 }], cpu: [{ name: 'Intel Core', cores: 2 }] }),
  ])
  expect(merged).toMatchObject({ batteries: [{ health: 0.8 }], cpu: [{ name: 'Intel Core' }] })
})

test('a doubt about a kind or a health goes with the tool that settles it', () => {
  const doubt = { field: 'media.health', why: 'notInFormat' }
  const disk = mediumOf({ serial: 'A', bytes: 5e11, kind: 'hdd' })
  const lsblk = part('lsblk-json', { media: [disk], unknown: [doubt] })
  expect(mergeParts([lsblk]).unknown).toContainEqual(doubt)
  const smart = part('smartctl-json', { media: [{ ...disk, health: 'ok' }] })
  expect(mergeParts([lsblk, smart]).unknown).not.toContainEqual(doubt)
})

test('none is none, nobody asked is unknown', () => {
  expect(mergeParts([part('lshw-json', { media: [] }), part('dmidecode', {})])).toMatchObject({
    media: [],
    screens: null,
  })
})

test('whatever came first, an inventory agent is believed after the tools it retells, OCS last', () => {
  const cpu = (name: string, cores: number | null) => ({ cpu: [{ name, cores }] })
  const merged = mergeParts([
    part('ocs-xml', { ...cpu('Core i5', null), maker: 'Dell', memory: null }),
    part('glpi-json', { ...cpu('Intel Core i5-6500', 4), maker: 'Dell Inc.' }),
    part('lscpu', cpu('Intel(R) Core(TM) i5-6500 CPU @ 3.20GHz', 4)),
  ])
  expect(merged).toMatchObject({ maker: 'Dell Inc.', ...cpu('Intel(R) Core(TM) i5-6500 CPU @ 3.20GHz', 4) })
})

test('cores that one tool does not count come from another that sees as many processors', () => {
  const xeon = { name: 'Intel(R) Xeon(R) CPU E5420', cores: null }
  const counted = part('lscpu', { cpu: [4, 4].map((cores) => ({ name: 'Intel Xeon', cores })) })
  expect(mergeParts([part('dmidecode', { cpu: [xeon, xeon] }), counted]).cpu).toEqual([
    { ...xeon, cores: 4 },
    { ...xeon, cores: 4 },
  ])
  expect(mergeParts([part('dmidecode', { cpu: [xeon] }), counted]).cpu).toEqual([xeon])
})
